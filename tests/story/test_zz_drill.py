import os,random,time,collections
import pytest
from tests.story.conftest import *
from tests.story.conftest import database_of, house, office, full
from tests.conftest import postgres
from commands.changes.lifecycle import State, ENDS
KIND=os.environ.get("DRILL","postgresql-http").split("-")
pytestmark = houses(House(KIND[0],KIND[1],{"DNS_CONFIRM_SECONDS":"900"}))

@pytest.mark.timeout(900)
def test_drill(office):
    seed=int(os.environ.get("SEED","1")); rnd=random.Random(seed)
    n=2 if KIND[0]=="postgresql" and KIND[1]=="http" else 1
    bots=office.staff(n)
    end=time.monotonic()+float(os.environ.get("SECS","60"))
    names=[]; i=0; kills=0; questions=[]; lost=set()
    while time.monotonic()<end:
        alive=[b for b in office.bots if b.process.poll() is None]
        if not alive:
            office.staff(1)
            alive=[b for b in office.bots if b.process.poll() is None]
        office.slack.bot_url=rnd.choice(alive).url
        r=rnd.random()
        if r<0.45:
            k=rnd.randint(1,4); zone=rnd.choice(ZONES)
            batch=[f"n{i+j}.{zone}" for j in range(k)]; i+=k
            a=office.slack.slash("\n".join(f"add {x} A 192.0.2.{(i+j)%250+1}" for j,x in enumerate(batch)))
            names+= [(x,"add",a.ok) for x in batch]
        elif r<0.6:
            zone=rnd.choice(ZONES); x=f"q{i}.{zone}"; i+=1
            office.put(x,"192.0.2.9")
            verb=rnd.choice(["delete","set"])
            a=office.slack.slash(f"delete {x} A" if verb=="delete" else f"set {x} A 192.0.2.10")
            names.append((x,verb,a.ok)); questions.append(x)
        elif r<0.75 and questions:
            x=rnd.choice(questions); cs=office.cards(x)
            if cs and cs[-1].labels:
                try: office.slack.click(cs[-1], rnd.choice(["Confirm|Delete","Confirm|Delete","Cancel"]))
                except LookupError: pass
                questions.remove(x)
        elif r<0.85:
            office.aws.inject("ChangeResourceRecordSets", rnd.choice(["drop_before","drop_after",("hang",rnd.choice([.3,2,7])),("error",400,"Throttling","x"),("error",503,"ServiceUnavailable","x")]))
        elif r<0.90:
            office.aws.inject("ListResourceRecordSets", rnd.choice(["drop_before",("hang",rnd.choice([.3,2])),("error",503,"ServiceUnavailable","x")]))
        elif r<0.94:
            what=rnd.choice(["chat.postMessage","chat.update"])
            rnd.choice([lambda: office.slack.fail(what,status=503), lambda: office.slack.lose(what,applied=False), lambda: office.slack.fail(what,status=429,headers={"Retry-After":"1"})])()
        elif r<0.985 or n==1 and r<0.97:
            b=rnd.choice(alive); b.kill9(); kills+=1
            if KIND[1]=="socket": office.gone()
            if n==2 and len(alive)<2: office.staff(1)
            elif n==1: office.staff(1)
            else: office.start()
        time.sleep(rnd.uniform(0,0.25))
    office.aws.faults=Faults(); office.slack.heal(); office.staff(n); office.let_go()
    bad=[]
    for x in list(questions):
        cs=office.cards(x)
        for c in cs[-1:]:
            if c.labels: office.slack.click(c,"Confirm|Delete")
    def settled():
        cs=office.changes.recent("",limit=5000)
        return all(c.state in ENDS for c in cs if c.state is not State.PROPOSED)
    until(settled,"all settled",120)
    until(lambda: all(c.state in ENDS for c in office.changes.recent("",limit=5000)) or None,"no question open",60)
    time.sleep(6)
    st=collections.Counter(); dup=0
    for x,verb,ok in names:
        ch=office.changes.recent(f"{x}.",limit=10)
        ap=office.applied(x); cs=office.cards(x)
        if not ch:
            if ok: bad.append((x,verb,"acked but no change"))
            st["none"]+=1; continue
        if len(ch)>1: bad.append((x,"changes",len(ch)))
        c=ch[0]; st[(verb,str(c.state),c.reconciled)]+=1
        want={State.INSYNC:1}.get(c.state,0)
        if len(ap)!=want: bad.append((x,verb,str(c.state),"applied",len(ap),c.reason,c))
        if c.state is State.FAILED: bad.append((x,verb,"failed",c.reason))
        if len(cs)!=1: dup+=1
        if not any(str(c.state) in m.text for m in cs): bad.append((x,"card",[m.text[:120] for m in cs],str(c.state)))
        if ap and not c.reconciled and ap[0].change_id!=c.aws_id: bad.append((x,"aws id"))
    print("\nkills",kills,"names",len(names),"dups",dup,dict(st))
    print("refusals",office.slack.refusals)
    for b in office.bots:
        if "Traceback" in b.logs(): bad.append(("traceback",b.logs()[-3000:]))
    print("leases",office.leases())
    for b in bad: print("BAD",b)
    assert not bad

from typing import get_args

import pytest

from commands.changes.lifecycle import Change, State
from commands.errors import NotAllowed
from commands.language import verbs
from commands.language.parse import parse
from commands.model.plan import RECORDS, Kind, Plan
from commands.policy import NEEDS, Actor, Role, check, check_plan, check_press
from tests.samples import adding

SAYINGS = {
    Role.READER: ["help", "zones", "zone example.com", "list", "get db1", "status C1", "history"],
    Role.OPERATOR: ["add db1 A 192.0.2.1", "set db1 A 192.0.2.1", "delete db1", "undo", "restore db1 at 2h ago"],
    Role.ADMIN: ["zone create example.net", "zone delete example.net", "zone restore example.net"],
}
NEEDED = [(text, role) for role, texts in SAYINGS.items() for text in texts]


def asked(plan: Plan | None = None, actor: str = "U0ANN") -> Change:
    return Change(
        id="0123456789",
        origin="slash/1/0",
        token="token",
        actor=actor,
        place="C0OPS",
        private_place=False,
        reply_to="",
        command="delete db1 A",
        plan=plan or adding(),
        state=State.PROPOSED,
        created_at=0.0,
    )


def test_every_verb_has_a_row_and_is_in_these_tests() -> None:
    assert set(NEEDS) == set(get_args(verbs.Verb)) == {type(parse(text)) for text, _ in NEEDED}


@pytest.mark.parametrize(("text", "need"), NEEDED)
@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_roles_before_it_may(text: str, need: Role, role: Role) -> None:
    verb = parse(text)
    if role >= need:
        check(Actor("U0ANN", role), verb)
    else:
        with pytest.raises(NotAllowed):
            check(Actor("U0ANN", role), verb)


@pytest.mark.parametrize(
    ("actor", "text", "words"),
    [
        (Actor("U0ANN", operators_set=False), "add db1 A 192.0.2.1", ["nobody may yet", "DNS_OPERATORS"]),
        (Actor("U0ANN"), "add db1 A 192.0.2.1", ["not an operator", "DNS_OPERATORS"]),
        (Actor("U0ANN"), "zone create example.net", ["zones", "DNS_ADMINS"]),
        (Actor("U0ANN", Role.OPERATOR), "zone delete example.net", ["zones", "DNS_ADMINS"]),
        (Actor("U0ANN", operators_set=False), "zone delete example.net", ["zones", "DNS_ADMINS"]),
    ],
)
def test_a_refusal_says_which_variable_opens_it(actor: Actor, text: str, words: list[str]) -> None:
    with pytest.raises(NotAllowed) as refused:
        check(actor, parse(text))
    assert all(word in str(refused.value) for word in words)


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (Actor("U0ANN", Role.OPERATOR), True),
        (Actor("U0ANN", Role.ADMIN), True),
        (Actor("U0BEN", Role.ADMIN), True),
        (Actor("U0BEN", Role.OPERATOR), False),
        (Actor("U0BEN", Role.READER), False),
        (Actor("U0ANN", Role.READER), False),
    ],
)
def test_a_button_is_for_the_person_who_asked_and_for_admins(actor: Actor, allowed: bool) -> None:
    if allowed:
        check_press(actor, asked())
    else:
        with pytest.raises(NotAllowed, match=r"DNS_(ADMINS|OPERATORS)"):
            check_press(actor, asked())


def test_somebody_who_is_no_admin_any_more_may_not_delete_a_zone() -> None:
    question = asked(Plan(Kind.DELETE_ZONE, "Z1", "example.net."))
    check_press(Actor("U0ANN", Role.ADMIN), question)
    with pytest.raises(NotAllowed, match="DNS_ADMINS"):
        check_press(Actor("U0ANN", Role.OPERATOR), question)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ADMIN])
def test_what_is_about_zones_needs_an_admin_by_whatever_verb_it_came(role: Role, kind: Kind) -> None:
    actor, plan = Actor("U0ANN", role), Plan(kind, "Z1", "example.net.")
    if kind in RECORDS or role is Role.ADMIN:
        check_plan(actor, plan)
        check_press(actor, asked(plan))
    else:
        for refused in (lambda: check_plan(actor, plan), lambda: check_press(actor, asked(plan))):
            with pytest.raises(NotAllowed, match="DNS_ADMINS"):
                refused()

from typing import get_args

import pytest

from commands.errors import NotAllowed
from commands.language import verbs
from commands.language.parse import parse
from commands.policy import NEEDS, Actor, Role, check

SETTING = (
    "undo",
    "restore db1 at 14:00",
    "weight www blue 10",
    "drain www blue",
    "add-value www A 192.0.2.1",
    "remove-value www A 192.0.2.1",
    "ttl www 300",
    "rename www web",
    "copy www web",
)
SAYINGS = {
    Role.READER: [
        "help",
        "zones",
        "zone example.com",
        "list",
        "get db1",
        "status C1",
        "history",
        "whoami",
        "can add db1",
        "ec2 check",
        "resolver example.com",
    ],
    Role.OPERATOR: [
        "add db1 A 192.0.2.1",
        "set db1 A 192.0.2.1",
        "delete db1",
        "use example.com",
        *SETTING,
        "undo",
        "restore db1 at 14:00",
    ],
    Role.ADMIN: [
        "zone create example.net",
        "zone delete example.net",
        "zone associate Z1234567890 vpc-1 us-east-1",
        "zone dissociate Z1234567890 vpc-1 us-east-1",
        'freeze example.com 4h "incident"',
        "thaw example.com",
        "zone restore example.net",
    ],
}
NEEDED = [(text, role) for role, texts in SAYINGS.items() for text in texts]


def test_every_verb_has_a_row_and_is_in_these_tests() -> None:
    assert set(NEEDS) == set(get_args(verbs.Verb)) == {type(parse(text)) for text, _ in NEEDED}


@pytest.mark.parametrize(("text", "need"), NEEDED)
@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_roles_before_it_may(text: str, need: Role, role: Role) -> None:
    verb = parse(text)
    if role >= need:
        check(Actor("U0ANN", role), NEEDS[type(verb)])
    else:
        with pytest.raises(NotAllowed):
            check(Actor("U0ANN", role), NEEDS[type(verb)])


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
        check(actor, NEEDS[type(parse(text))])
    assert all(word in str(refused.value) for word in words)

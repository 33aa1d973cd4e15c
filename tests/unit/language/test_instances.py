"""EC2 instances as values: by id, by Name tag, private or public."""

import pytest

from commands.errors import NotUnderstood
from commands.language.instances import Reference, reference
from commands.language.parse import Command, commands, parse
from commands.language.verbs import Add, Delete, SetRecord
from commands.model.records import Type

A, AAAA, CNAME = Type.A, Type.AAAA, Type.CNAME
ID, OLD_ID = "i-0123456789abcdef0", "i-01234567"
SHAPE = "an instance's id is i- and 8 or 17 of 0-9 and a-f in small letters, as in i-0123456789abcdef0"

SAID = [
    (f"add db1 CNAME {ID}", Add("db1", CNAME, (ID,))),
    (f"add db1 CNAME {ID} 300", Add("db1", CNAME, (ID,), 300)),
    (f"set db1 AAAA {OLD_ID}", SetRecord("db1", AAAA, (OLD_ID,))),
    (f"delete db1 CNAME {ID}", Delete("db1", CNAME, (ID,))),
    (f"add db1 A *{ID}* Private 5m", Add("db1", A, (f"{ID} private",), 300)),
    (f"add db1 A {ID} private {OLD_ID}, 192.0.2.1", Add("db1", A, (f"{ID} private", OLD_ID, "192.0.2.1"))),
    ("add db1 CNAME ec2:db-1", Add("db1", CNAME, ("ec2:db-1",))),
    ("add db1 CNAME EC2:db-1", Add("db1", CNAME, ("ec2:db-1",))),
    ("add db1 A ec2:DB, ec2:db", Add("db1", A, ("ec2:DB", "ec2:db"))),
    ('add db1 A ec2:"my db" private 60', Add("db1", A, ('ec2:"my db" private',), 60)),
    ("add db1 A ec2:“my db”", Add("db1", A, ('ec2:"my db"',))),
    ('add db1 A "ec2:my db" private', Add("db1", A, ('ec2:"my db" private',))),
    ('add db1 A ec2:"my private"', Add("db1", A, ('ec2:"my private"',))),
    (r"add db1 A ec2:a\,b", Add("db1", A, ('ec2:"a,b"',))),
    ("add db1 A ec2:<http://db.example.com|db.example.com>", Add("db1", A, ("ec2:db.example.com",))),
    ("add db1 A ec2:münchen", Add("db1", A, ('ec2:"münchen"',))),
    ("add db1 AAAA ec2::1", Add("db1", AAAA, ("ec2::1",))),
    (f"add db1 CNAME {ID}.", Add("db1", CNAME, (f"{ID}.",))),
    (f"add db1 TXT {ID}", Add("db1", Type.TXT, (f'"{ID}"',))),
    (f"add {ID} A 192.0.2.1", Add(ID, A, ("192.0.2.1",))),
]


@pytest.mark.parametrize(("text", "verb"), SAID)
def test_an_instance_is_a_value_of_a_aaaa_and_cname(text: str, verb: object) -> None:
    found = parse(text)
    assert found == verb
    assert parse(str(found)) == verb


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (ID, Reference(id=ID)),
        (f"{OLD_ID} private", Reference(id=OLD_ID, private=True)),
        ("ec2:db-1", Reference(tag="db-1")),
        (r'ec2:"say \"x\"" private', Reference(tag='say "x"', private=True)),
        ("ec2:private", Reference(tag="private")),
        ("192.0.2.1", None),
        ("db.example.net", None),
        ("ec2::1", Reference(tag=":1")),
        ("ec2-192-0-2-1.compute-1.amazonaws.com", None),
    ],
)
def test_a_value_tells_which_instance_it_stands_for(value: str, meant: Reference | None) -> None:
    assert reference(value) == meant


FAULTS = [
    ("add db1 A i-0123456789ABCDEF0", "i-0123456789ABCDEF0", f"i-0123456789ABCDEF0 is not an instance: {SHAPE}"),
    ("add db1 CNAME i-123", "i-123", f"i-123 is not an instance: {SHAPE}"),
    ("add db1 A i-012345678", "i-012345678", f"i-012345678 is not an instance: {SHAPE}"),
    ("add db1 A ec2:", "ec2:", 'The Name tag is missing behind ec2:, as in ec2:db-1 or ec2:"my db"'),
    ("add db1 A ec2:'db", "ec2:'db", 'ec2:\'db is not an instance: put the whole tag in quotes, as in ec2:"my db"'),
    (f"add db1 A ec2:{'x' * 257}", f"ec2:{'x' * 257}", "A tag has at most 256 characters"),
    ("add db1 A private", "private", f"private goes right behind an instance, as in {ID} private"),
    (f"add db1 A {ID}, private", "private", f"private goes right behind an instance, as in {ID} private"),
    ("add db1 A 192.0.2.1 private", "private", f"private goes right behind an instance, as in {ID} private"),
    (f"add db1 CNAME {ID} {OLD_ID}", OLD_ID, "A CNAME has one value; this is another"),
    (f"add db1 A {ID} {ID}", ID, f"{ID} is there twice"),
]


@pytest.mark.parametrize(("text", "word", "message"), FAULTS)
def test_what_was_meant_as_an_instance_and_is_none_is_told_at_its_word(text: str, word: str, message: str) -> None:
    (found,) = commands(text)
    assert isinstance(found, NotUnderstood)
    (fault,) = found.faults
    assert (found.text[fault.start : fault.end], fault.message) == (word, message)


@pytest.mark.parametrize(("type_", "fields"), [("MX", "10 {}"), ("NS", "{}"), ("PTR", "{}"), ("SRV", "1 2 3 {}")])
@pytest.mark.parametrize("instance", [ID, "ec2:db-1"])
def test_other_types_say_which_ones_take_an_instance(type_: str, fields: str, instance: str) -> None:
    (found,) = commands(f"add mail {type_} {fields.format(instance)}")
    assert isinstance(found, NotUnderstood)
    assert f"{instance}: only A, AAAA and CNAME take an instance" in found.faults[0].message


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("add db1 A I-01234567", "add db1 A i-01234567"),
        (f"add db1 {ID} 300", f"add db1 CNAME {ID} 300"),
        ("add db1 ec2:db-1", "add db1 CNAME ec2:db-1"),
        ('add db1 CNAME ec2:"my db 300', 'add db1 CNAME ec2:"my db" 300'),
        (f"add db1 A {ID} {ID}", f"add db1 A {ID}"),
    ],
)
def test_a_slip_around_an_instance_is_mended(text: str, suggestion: str) -> None:
    (found,) = commands(text)
    assert isinstance(found, NotUnderstood)
    assert found.faults[0].suggestion == suggestion


def test_each_instance_is_found_again_in_the_text() -> None:
    text = f'add db1 A {ID} private, ec2:"my db", 192.0.2.1'
    (found,) = commands(text)
    assert isinstance(found, Command)
    assert [text[slice(*found.spans[value])] for value in found.verb.values[:2]] == [f"{ID} private", 'ec2:"my db"']  # type: ignore[union-attr]

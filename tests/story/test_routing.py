"""Routed record sets and aliases from the typed line to Route 53 and back, with people who press buttons."""

from commands.model.records import RecordSet
from tests.story.office import House, Office, houses, until

ONE = houses(House("sqlite", "http"))


def variants(office: Office, name: str) -> dict[str, RecordSet]:
    """What stands at a name, by set identifier."""
    zone = office.zones["example.com"]
    return {record.identifier: record for record in office.aws.route53.standing(zone, f"{name}.example.com.")}


@ONE
def test_a_weighted_record_set_is_added_shown_drained_and_chosen_to_go(office: Office) -> None:
    office.type("add shop A 192.0.2.1 id=blue weight=10\nadd shop A 192.0.2.2 id=green weight=20")
    until(lambda: len(variants(office, "shop")) == 2, "both variants")
    office.shows(office.card("shop", "weight 20, id green"), "added")
    office.type("get shop")
    office.private("weight 10, id blue", "weight 20, id green")
    office.type("drain shop blue")
    card = office.card("shop", "weight 10, id blue", "weight 0, id blue")
    assert "Confirm" not in card.labels, "nothing is lost, so nobody is asked"
    until(lambda: '"Weight": 0' in variants(office, "shop")["blue"].routing, "blue drained")

    office.type("delete shop A")
    choice = office.private("Several record sets stand", "id blue", "id green")
    assert choice.labels == ["A blue", "A green"]
    office.press(choice, "A blue")
    question = office.card("shop", "wants to delete", "weight 0, id blue")
    assert question.labels == ["Delete", "Cancel"]
    office.press(question, "Delete")
    until(lambda: list(variants(office, "shop")) == ["green"], "only blue gone")


@ONE
def test_an_alias_of_both_types_is_made_and_replaced_in_one_batch_each(office: Office) -> None:
    office.type("add front ALIAS+ dualstack.app-1.us-east-1.elb.amazonaws.com")
    office.shows(office.card("front", "alias A", "alias AAAA", "Z35SXDOTRQ7X7K"), "added")
    (made,) = until(lambda: office.applied("front"), "the alias")
    assert len(made.batch) == 2
    office.type("set front A 192.0.2.9")
    question = office.card("front", "- front.example.com alias A", r"\+ front.example.com 600 A 192.0.2.9")
    office.press(question, "Confirm")
    until(lambda: len(office.applied("front")) == 2, "the values")
    six = office.stands("front", "AAAA")
    assert six is not None
    assert six.alias, "the other type is left as it was"


@ONE
def test_a_name_moves_with_all_that_stands_at_it(office: Office) -> None:
    office.put("old", "192.0.2.1", ttl=60)
    office.put("old", '"x"', type_="TXT")
    office.type("rename old new")
    question = office.card("old", r"\+ new.example.com 60 A 192.0.2.1", "to `new.example.com`")
    office.press(question, "Confirm")
    until(lambda: office.stands("new", "TXT"), "the new name")
    assert office.stands("old") is None
    assert len(office.applied("new")) == 1, "one batch"

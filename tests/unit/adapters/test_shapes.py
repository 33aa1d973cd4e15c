"""Whatever boto3 gives for a record set goes back to Route 53 as it came, or a DELETE would not match."""

import pytest

from commands.adapters import shapes

SIMPLE = {"Name": "db1.example.com.", "Type": "A", "TTL": 300, "ResourceRecords": [{"Value": "192.0.2.1"}]}
ALIAS = {
    "HostedZoneId": "Z35SXDOTRQ7X7K",
    "DNSName": "dualstack.App-1.elb.amazonaws.com.",
    "EvaluateTargetHealth": True,
}

ITEMS = [
    SIMPLE,
    SIMPLE | {"TTL": 0},
    SIMPLE | {"HealthCheckId": "h-1"},
    SIMPLE | {"Name": "\\052.example.com.", "ResourceRecords": [{"Value": "192.0.2.9"}, {"Value": "192.0.2.1"}]},
    SIMPLE | {"Name": "\\100odd\\057name\\303.example.com."},
    SIMPLE | {"Type": "TXT", "ResourceRecords": [{"Value": '"\\303\\274 \\"x\\" \\\\ ;" "b"'}]},
    SIMPLE | {"Type": "MX", "ResourceRecords": [{"Value": "10  Mail.Example.com"}]},
    {"Name": "a.example.com.", "Type": "A", "AliasTarget": ALIAS},
    {"Name": "a.example.com.", "Type": "A", "AliasTarget": ALIAS | {"DNSName": "\\052.example.com."}},
    {"Name": "a.example.com.", "Type": "A", "AliasTarget": ALIAS, "SetIdentifier": "x", "Weight": 0},
    SIMPLE | {"SetIdentifier": "x", "Weight": 255},
    SIMPLE | {"SetIdentifier": "x", "Region": "eu-west-1"},
    SIMPLE | {"SetIdentifier": "x", "Failover": "PRIMARY", "HealthCheckId": "h-1"},
    SIMPLE | {"SetIdentifier": "x", "GeoLocation": {"CountryCode": "US", "SubdivisionCode": "CA"}},
    SIMPLE | {"SetIdentifier": "x", "GeoLocation": {"ContinentCode": "EU"}},
    SIMPLE
    | {
        "SetIdentifier": "x",
        "GeoProximityLocation": {"Coordinates": {"Latitude": "1.5", "Longitude": "2"}, "Bias": -9},
    },
    SIMPLE | {"SetIdentifier": "x", "GeoProximityLocation": {"AWSRegion": "eu-west-1"}},
    SIMPLE | {"SetIdentifier": "x", "CidrRoutingConfig": {"CollectionId": "c-1", "LocationName": "*"}},
    SIMPLE | {"SetIdentifier": "x", "MultiValueAnswer": True},
    {"Name": "t.example.com.", "Type": "A", "TrafficPolicyInstanceId": "t-1"},
    SIMPLE | {"SetIdentifier": "x", "AFieldOfTomorrow": {"Deep": ["kept"]}},
]


@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_a_record_set_goes_back_as_it_came(item: dict) -> None:
    assert shapes.item(shapes.record_set(item)) == item


def test_octal_ends_at_the_shapes() -> None:
    record = shapes.record_set(SIMPLE | {"Name": "\\052.x.", "Type": "TXT", "ResourceRecords": [{"Value": '"\\303"'}]})
    assert (record.name, record.values) == ("*.x.", ('"\\195"',))


def test_a_simple_record_set_is_plain_and_a_routed_one_is_not() -> None:
    assert shapes.record_set(SIMPLE).plain
    assert not shapes.record_set(SIMPLE | {"SetIdentifier": "x", "Weight": 1}).plain


def test_a_name_that_is_no_name_is_shown_and_sent_as_it_came() -> None:
    item = SIMPLE | {"Name": "a..b\\.example.com."}
    assert shapes.item(shapes.record_set(item)) == item


def test_ids_lose_their_paths() -> None:
    assert shapes.bare("/hostedzone/Z1") == "Z1"
    assert shapes.bare("/change/C1") == "C1"
    assert shapes.bare("Z1") == "Z1"


def test_a_zone_that_another_service_keeps_says_which() -> None:
    item = {"Id": "/hostedzone/Z1", "Name": "example.com.", "CallerReference": "r"}
    assert shapes.zone(item).managed == ""
    kept = {"ServicePrincipal": "servicediscovery.amazonaws.com", "Description": "created by Cloud Map"}
    assert shapes.zone(item | {"LinkedService": kept}).managed == "servicediscovery.amazonaws.com"

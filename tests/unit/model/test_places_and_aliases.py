"""The tables of places and of AWS endpoints: whole, well formed, and the same as AWS's where that can be looked up."""

import re

import botocore.session
import pytest

from commands.model import aliases
from commands.model.places import CONTINENTS, COUNTRIES, REGIONS, STATES
from commands.model.records import Type


@pytest.fixture(scope="module")
def session() -> botocore.session.Session:
    return botocore.session.get_session()


def test_the_regions_are_those_of_the_api_model(session: botocore.session.Session) -> None:
    model = session.get_service_model("route53")
    assert sorted(model.shape_for("ResourceRecordSetRegion").enum) == list(REGIONS)


def test_the_types_of_records_are_those_of_the_api_model(session: botocore.session.Session) -> None:
    assert set(session.get_service_model("route53").shape_for("RRType").enum) == set(Type)


def test_the_places_are_whole() -> None:
    assert (len(CONTINENTS), len(COUNTRIES), len(STATES)) == (7, 249, 51)
    assert all(re.fullmatch("[A-Z]{2}", code) for code in (*CONTINENTS, *COUNTRIES, *STATES))
    assert set(CONTINENTS) & set(COUNTRIES) == {"AF", "AS", "NA", "SA"}


def test_every_endpoint_of_the_tables_has_an_id_and_lies_in_a_region_that_there_is(
    session: botocore.session.Session,
) -> None:
    known = {
        region
        for partition in session.get_available_partitions()
        for service in ("ec2", "elasticbeanstalk", "s3")
        for region in session.get_available_regions(service, partition)
    }
    assert len(aliases.table()) == 191
    for ending, zone_id, _ in aliases.table():
        assert re.fullmatch("Z[A-Z0-9]{11,20}", zone_id)
        region = re.search(r"[a-z]{2}(?:-gov)?-[a-z]+-[0-9]", ending.replace("s3-website-", ""))
        assert ending in ("cloudfront.net", "awsglobalaccelerator.com") or (region and region[0] in known), ending


def test_no_id_is_there_for_two_endpoints() -> None:
    ids = [zone_id for _, zone_id, _ in aliases.table()]
    assert len(set(ids)) == len(ids)


# Each is given in AWS's own documentation of the service or of Route 53.
ENDPOINTS = [
    ("app-1.us-east-1.elb.amazonaws.com", "a load balancer", "Z35SXDOTRQ7X7K"),
    ("dualstack.app-1.us-east-1.elb.amazonaws.com.", "a load balancer", "Z35SXDOTRQ7X7K"),
    ("INTERNAL-App-1.US-East-1.ELB.amazonaws.com", "a load balancer", "Z35SXDOTRQ7X7K"),
    ("net-0123456789abcdef.elb.us-east-1.amazonaws.com", "a load balancer", "Z26RNL4JYFTOTI"),
    ("app-1.eu-central-1.elb.amazonaws.com", "a load balancer", "Z215JYRZR1TBD5"),
    ("app-1.cn-north-1.elb.amazonaws.com.cn", "a load balancer", "Z1GDH35T77C1KE"),
    ("net-1.elb.us-gov-west-1.amazonaws.com", "a load balancer", "ZMG1MZ2THAWF1"),
    ("d111111abcdef8.cloudfront.net", "CloudFront", "Z2FDTNDATAQYW2"),
    ("s3-website-us-east-1.amazonaws.com", "an S3 website", "Z3AQBSTGFYJSTF"),
    ("www.example.com.s3-website.eu-central-1.amazonaws.com", "an S3 website", "Z21DNDUVLTQW6Q"),
    ("d-abc123.execute-api.us-east-1.amazonaws.com", "API Gateway", "Z1UJRXOUMOOFQ8"),
    ("vpce-1-x.vpce-svc-1.us-east-1.vpce.amazonaws.com", "a VPC endpoint", "Z7HUB22UULQXV"),
    ("a1234567890.awsglobalaccelerator.com", "Global Accelerator", "Z2BJ6XQ5FK7U4H"),
    ("shop.eba-1.us-east-1.elasticbeanstalk.com", "Elastic Beanstalk", "Z117KPS5GTRQ2G"),
]


@pytest.mark.parametrize(("name", "service", "zone_id"), ENDPOINTS)
def test_an_endpoint_is_known_by_its_name(name: str, service: str, zone_id: str) -> None:
    found = aliases.endpoint(name)
    assert found
    assert (found.service.name, found.zone_id) == (service, zone_id)
    assert found.name.endswith(".")
    assert found.name == found.name.lower()


@pytest.mark.parametrize(
    "name",
    [
        *("www.example.com", "ec2-50-17-1-2.compute-1.amazonaws.com", "us-east-1.elb.amazonaws.com", "cloudfront.net"),
        *("app-1.xx-east-1.elb.amazonaws.com", "notcloudfront.net", "shop.elasticbeanstalk.com", "amazonaws.com", ""),
    ],
)
def test_any_other_name_is_none(name: str) -> None:
    assert aliases.endpoint(name) is None


@pytest.mark.parametrize("spelled", ["s3-website-eu-west-1", "s3-website.eu-west-1"])
def test_a_website_is_spelled_one_way_and_tells_its_bucket(spelled: str) -> None:
    found = aliases.endpoint(f"www.example.com.{spelled}.amazonaws.com")
    assert found
    assert (found.name, found.bucket) == ("s3-website-eu-west-1.amazonaws.com.", "www.example.com")
    alone = aliases.endpoint(f"{spelled}.amazonaws.com")
    assert alone
    assert (alone.name, alone.bucket) == (found.name, "")


def test_services_differ_in_what_an_alias_may_be() -> None:
    cloudfront, website = (aliases.endpoint(name) for name, *_ in (ENDPOINTS[7], ENDPOINTS[8]))
    assert cloudfront
    assert website
    assert not cloudfront.service.evaluates
    assert not cloudfront.service.private
    assert website.service.types == {Type.A}


def test_a_load_balancer_is_the_same_with_and_without_dualstack() -> None:
    assert aliases.same("dualstack.App-1.us-east-1.elb.amazonaws.com.", "app-1.us-east-1.elb.amazonaws.com")
    assert not aliases.same("app-1.us-east-1.elb.amazonaws.com", "app-2.us-east-1.elb.amazonaws.com")

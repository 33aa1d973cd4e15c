import os
from pathlib import Path

import pytest

from bot import settings
from commands.errors import Misconfigured
from commands.policy import Protection

TOKEN = {"SLACK_BOT_TOKEN": "xoxb-1"}
REGIONS = ("us-east-1", "eu-west-1", "us-gov-west-1")
AWS = ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID")


def read(**environment: str) -> settings.Settings:
    return settings.read({**TOKEN, **environment})


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A process without any setting; what loading sets is taken back."""
    for name in [*settings.DEFAULTS, *AWS, *(name for name in os.environ if name.startswith("AWS_"))]:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return monkeypatch


def loaded(tmp_path: Path, *lines: str) -> settings.Settings:
    file = tmp_path / ".env"
    file.write_text("\n".join(lines))
    return settings.load(file)


PROTECTED = (Protection(("*.prod.example.com",)), Protection(("example.com",), frozenset({"MX"})))
ROLE = "arn:aws:iam::123456789012:role/dns"


def test_only_the_bot_token_has_no_default() -> None:
    found = read()
    assert (found.host, found.port, found.database_url) == ("127.0.0.1", 3000, "sqlite:///slash-dns.db")
    assert (found.command, found.default_zone, found.default_ttl) == ("/dns", "", 600)
    assert (found.operators, found.admins, found.confirm_seconds) == (frozenset(), frozenset(), 900)
    assert (found.rps, found.burst, found.log_level, found.log_format) == (5.0, 10, "INFO", "text")
    assert (found.app_token, found.signing_secrets, found.slack_api_url) == ("", (), "https://slack.com/api/")
    assert found.ec2_regions == ()


@pytest.mark.parametrize(
    ("name", "value", "field", "meant"),
    [
        ("SLACK_APP_TOKEN", "xapp-1", "app_token", "xapp-1"),
        ("SLACK_SIGNING_SECRET", "s3cret", "signing_secrets", ("s3cret",)),
        ("SLACK_SIGNING_SECRET", "old, new", "signing_secrets", ("old", "new")),
        ("DNS_POLICY", "rules.toml", "policy", "rules.toml"),
        ("DNS_PROTECT", "*.Prod.example.com, example.com/mx", "protections", PROTECTED),
        ("DNS_PROTECT", "0/25.2.0.192.in-addr.arpa", "protections", (Protection(("0/25.2.0.192.in-addr.arpa",)),)),
        ("SLACK_API_URL", "http://127.0.0.1:9/api", "slack_api_url", "http://127.0.0.1:9/api/"),
        ("SLACK_API_URL", "https://slack-gov.com/api/", "slack_api_url", "https://slack-gov.com/api/"),
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("PORT", "0", "port", 0),
        ("PORT", " 65535 ", "port", 65535),
        ("DATABASE_URL", "postgresql+psycopg://u:p@h/n", "database_url", "postgresql+psycopg://u:p@h/n"),
        ("DNS_COMMAND", "/route53", "command", "/route53"),
        ("DNS_COMMAND", "/dns-prod", "command", "/dns-prod"),
        ("DNS_DEFAULT_ZONE", "Example.COM", "default_zone", "example.com."),
        ("DNS_DEFAULT_ZONE", "example.com.", "default_zone", "example.com."),
        ("DNS_DEFAULT_ZONE", "münchen.example", "default_zone", "xn--mnchen-3ya.example."),
        ("DNS_DEFAULT_TTL", "0", "default_ttl", 0),
        ("DNS_OPERATORS", "U01,W02 S03", "operators", frozenset({"U01", "W02", "S03"})),
        ("DNS_OPERATORS", " U01 , ,U01,", "operators", frozenset({"U01"})),
        ("DNS_OPERATORS", "*", "operators", frozenset({"*"})),
        ("DNS_ADMINS", "U01", "admins", frozenset({"U01"})),
        ("DNS_CONFIRM_SECONDS", "1", "confirm_seconds", 1),
        ("DNS_AUDIT_CHANNEL", "C0123", "audit_channel", "C0123"),
        ("DNS_KEEP_DAYS", "30", "keep_days", 30),
        ("DNS_RESOLVERS", "192.0.2.1, 2001:db8::1", "resolvers", ("192.0.2.1", "2001:db8::1")),
        ("DNS_AWS_ROLE_ARNS", f"prod={ROLE},own=", "accounts", {"prod": ROLE, "own": ""}),
        ("DNS_EC2_REGIONS", "us-east-1, EU-west-1 us-gov-west-1,us-east-1", "ec2_regions", REGIONS),
        ("DNS_ROUTE53_RPS", "0.5", "rps", 0.5),
        ("DNS_ROUTE53_RPS", "10", "rps", 10.0),
        ("DNS_ROUTE53_BURST", "50", "burst", 50),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("LOG_FORMAT", "JSON", "log_format", "json"),
    ],
)
def test_a_setting_is_read_as_it_is_meant(name: str, value: str, field: str, meant: object) -> None:
    assert getattr(read(**{name: value}), field) == meant


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", ""),
        ("SLACK_BOT_TOKEN", "  "),
        ("SLACK_BOT_TOKEN", "xapp-1"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("SLACK_SIGNING_SECRET", "one,"),
        ("SLACK_SIGNING_SECRET", "one,two,three"),
        ("DNS_PROTECT", "example.com/FOO"),
        ("DNS_PROTECT", "/MX"),
        ("DNS_PROTECT", "www"),
        ("DNS_PROTECT", "www/A"),
        ("DNS_PROTECT", "bücher.example.com"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "ftp://slack.com/api"),
        ("SLACK_API_URL", "https://"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "http"),
        ("PORT", "²"),
        ("PORT", "3000.0"),
        ("PORT", "9" * 5_000),
        ("DNS_COMMAND", "dns"),
        ("DNS_COMMAND", "/"),
        ("DNS_COMMAND", "/d ns"),
        ("DNS_COMMAND", "/" + "d" * 32),
        ("DNS_DEFAULT_ZONE", "a..b"),
        ("DNS_DEFAULT_ZONE", "two words"),
        ("DNS_DEFAULT_ZONE", "@"),
        ("DNS_DEFAULT_TTL", "5m"),
        ("DNS_DEFAULT_TTL", "2147483648"),
        ("DNS_OPERATORS", "ann"),
        ("DNS_OPERATORS", "@ann"),
        ("DNS_OPERATORS", "U01;U02"),
        ("DNS_ADMINS", "C01"),
        ("DNS_CONFIRM_SECONDS", "0"),
        ("DNS_CONFIRM_SECONDS", "1.5"),
        ("DNS_AUDIT_CHANNEL", "dns-audit"),
        ("DNS_KEEP_DAYS", "0"),
        ("DNS_RESOLVERS", "resolver.example.com"),
        ("DNS_AWS_ROLE_ARNS", ROLE),
        ("DNS_AWS_ROLE_ARNS", f"Prod!={ROLE}"),
        ("DNS_AWS_ROLE_ARNS", "prod=arn:aws:iam::1:role/dns"),
        ("DNS_AWS_ROLE_ARNS", f"prod={ROLE},prod={ROLE}"),
        ("DNS_EC2_REGIONS", "us-east-1;eu-west-1"),
        ("DNS_EC2_REGIONS", "us-east-1a"),
        ("DNS_EC2_REGIONS", "useast1"),
        ("DNS_ROUTE53_RPS", "0"),
        ("DNS_ROUTE53_RPS", "-1"),
        ("DNS_ROUTE53_RPS", "1e3"),
        ("DNS_ROUTE53_RPS", "nan"),
        ("DNS_ROUTE53_BURST", "0"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_setting_that_is_wrong_is_named_on_one_line(name: str, value: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        settings.read({**TOKEN, name: value})
    assert caught.value.variable == name
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_wrong_token_is_not_repeated(name: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        settings.read({**TOKEN, name: "s3cret"})
    assert "s3cret" not in str(caught.value)


def test_an_empty_variable_counts_as_unset() -> None:
    assert read(**{name: "" for name in settings.DEFAULTS if name not in TOKEN}) == read()


def test_secrets_never_show_in_a_repr() -> None:
    found = read(
        SLACK_BOT_TOKEN="xoxb-s3cret",
        SLACK_APP_TOKEN="xapp-s3cret",
        SLACK_SIGNING_SECRET="s3cret",
        DATABASE_URL="postgresql+psycopg://u:s3cret@h/n",
    )
    assert "s3cret" not in repr(found)


def test_a_dotenv_file_is_read(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = loaded(tmp_path, "# a comment", 'SLACK_BOT_TOKEN="xoxb-file"', "DNS_OPERATORS=U01,U02 # two", "PORT=")
    assert (found.bot_token, found.operators, found.port) == ("xoxb-file", frozenset({"U01", "U02"}), 3000)


def test_the_environment_wins_over_the_file(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("PORT", "4000")
    assert loaded(tmp_path, "SLACK_BOT_TOKEN=xoxb-1", "PORT=5000").port == 4000


def test_an_empty_variable_of_the_environment_wins_too_and_means_unset(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bare.setenv("PORT", "")
    assert loaded(tmp_path, "SLACK_BOT_TOKEN=xoxb-1", "PORT=5000").port == 3000


def test_a_file_need_not_be_there(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert settings.load(tmp_path / "none").bot_token == "xoxb-1"


@pytest.mark.parametrize("value", ["postgresql+psycopg://u:pa$$word@h/n", "postgresql+psycopg://u:a#b@h/n"])
def test_a_password_in_the_file_is_taken_as_it_is(bare: pytest.MonkeyPatch, tmp_path: Path, value: str) -> None:
    assert loaded(tmp_path, "SLACK_BOT_TOKEN=xoxb-1", f"DATABASE_URL={value}").database_url == value


@pytest.mark.parametrize("name", AWS)
def test_what_boto3_reads_itself_is_unset_where_it_is_empty(
    bare: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    bare.setenv(name, "")
    loaded(tmp_path, "SLACK_BOT_TOKEN=xoxb-1", f"{name}=")
    assert name not in os.environ


def test_boto3s_variables_may_stand_in_the_file(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    loaded(tmp_path, "SLACK_BOT_TOKEN=xoxb-1", "AWS_PROFILE=dns", "AWS_ENDPOINT_URL=http://127.0.0.1:4566")
    assert (os.environ["AWS_PROFILE"], os.environ["AWS_ENDPOINT_URL"]) == ("dns", "http://127.0.0.1:4566")


@pytest.mark.parametrize("value", ["127.0.0.1:4566", "nonsense"])
def test_an_endpoint_that_is_no_url_is_named(bare: pytest.MonkeyPatch, tmp_path: Path, value: str) -> None:
    with pytest.raises(Misconfigured, match="AWS_ENDPOINT_URL"):
        loaded(tmp_path, "SLACK_BOT_TOKEN=xoxb-1", f"AWS_ENDPOINT_URL={value}")


def test_proxies_are_forgotten_for_what_never_leaves_this_machine(bare: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        bare.setenv(name, "http://127.0.0.1:9")
    settings.without_proxies()
    assert [name for name in os.environ if name.lower().endswith("_proxy") and name.lower() != "no_proxy"] == []


def test_a_browser_is_opened_only_where_there_is_a_screen(bare: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        bare.delenv(name, raising=False)
    bare.setattr("sys.platform", "linux")
    assert not settings.has_screen()
    bare.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert settings.has_screen()
    bare.delenv("WAYLAND_DISPLAY")
    bare.setattr("sys.platform", "darwin")
    assert settings.has_screen()

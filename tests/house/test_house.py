"""The house keeps its own rules: floors, sizes, tables that are full, files that say the same as the code."""

import ast
import fnmatch
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import dotenv
import pytest
import yaml
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot import settings
from bot.blocks.answers import render
from bot.blocks.cards import card
from commands import policy, results
from commands.adapters.store import migrate as migrating
from commands.adapters.store.database import Database
from commands.adapters.store.tables import metadata
from commands.changes.lifecycle import State
from commands.errors import Misconfigured, NotUnderstood
from commands.handlers import HANDLERS
from commands.language import usage, verbs
from commands.language.parse import commands
from tests.unit.bot.examples import ANSWERS, change, faults

ROOT = Path(__file__).parents[2]
MOST_LINES = 300


def ignored() -> list[str]:
    return [line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split() if not line.startswith("#")]


def files(*suffixes: str) -> Iterator[Path]:
    """Every file that is kept, without asking git: the tests run where there is none."""
    patterns = [".git", *ignored()]
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [one for one in folders if not any(fnmatch.fnmatch(one, pattern) for pattern in patterns)]
        kept = (one for one in names if not any(fnmatch.fnmatch(one, pattern) for pattern in patterns))
        yield from (Path(folder) / one for one in kept if not suffixes or one.endswith(suffixes))


def python(*folders: str) -> list[Path]:
    return sorted(file for file in files(".py") if file.relative_to(ROOT).parts[0] in folders)


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def read(name: str) -> str:
    return (ROOT / name).read_text()


# Floors and sizes.


@pytest.mark.parametrize("folder", ["bot", "commands", "tests"])
def test_every_file_can_be_read_in_one_sitting(folder: str) -> None:
    found = python(folder)
    assert found
    assert named([file for file in found if len(file.read_text().splitlines()) > MOST_LINES]) == []


def test_imports_point_downwards_only() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def outside(tree: ast.AST, module: str, names: set[str]) -> bool:
    """Whether a file uses one of a module's names, however it was imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in names and getattr(node.value, "id", "") == module:
            return True
        if isinstance(node, ast.ImportFrom) and node.module == module and names & {one.name for one in node.names}:
            return True
    return False


@cache
def tree(file: Path) -> ast.AST:
    return ast.parse(file.read_text())


def users(module: str, *names: str, of: tuple[str, ...]) -> list[str]:
    return named([file for file in python(*of) if outside(tree(file), module, set(names))])


def test_only_the_settings_read_the_environment() -> None:
    assert users("os", "environ", "environb", "getenv", "putenv", of=("bot", "commands")) == ["bot/settings.py"]


def test_no_test_sleeps_or_patches() -> None:
    assert users("time", "sleep", of=("tests",)) in ([], ["tests/bench.py"])
    assert users("unittest", "mock", of=("tests",)) + users("unittest.mock", "patch", "Mock", of=("tests",)) == []


# Tables.


def test_every_verb_has_a_handler_a_rule_and_help() -> None:
    said = set(get_args(verbs.Verb))
    assert set(HANDLERS) == set(policy.NEEDS) == set(verbs.TOPICS) == said
    assert len(usage.topics()) == len(said)


def test_every_change_is_proposed_through_the_one_door_that_asks_the_policy() -> None:
    writers = [file for file in python("commands") if ".propose(" in file.read_text()]
    # What follows a change that was asked about and confirmed is part of it.
    assert named(writers) == ["commands/handlers/proposing.py", "commands/handlers/renewing.py"]


def test_every_answer_has_a_sample_and_a_renderer_that_slack_takes() -> None:
    assert set(ANSWERS) == set(get_args(results.Answer))
    for answer in ANSWERS.values():
        message = render(answer, "/dns", str)
        assert message is None or faults(message) == []


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_card_that_slack_takes(state: State) -> None:
    assert faults(card(change(state))) == []


# The schema.


def test_the_newest_revision_is_the_one_that_the_start_knows() -> None:
    config = Config()
    config.set_main_option("script_location", "commands.adapters.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [migrating.HEAD]


INDEXES = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type = 'index'",
    "postgresql": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


def schema(database: Database) -> dict[str, list[str]]:
    """Every table as the database says it back: columns, keys, and indexes with the rows they cover."""
    with database.engine.connect() as connection:
        look = inspect(connection)
        found = {
            table: [
                *(str(sorted(column.items(), key=str)) for column in look.get_columns(table)),
                str((look.get_pk_constraint(table), look.get_unique_constraints(table), look.get_foreign_keys(table))),
            ]
            for table in look.get_table_names()
            if table != "alembic_version"
        }
        for table, *index in sorted(map(tuple, connection.execute(text(INDEXES[connection.dialect.name])))):
            if table in found:
                found[table].append(" ".join(" ".join(index).split()))
    return found


def test_the_migrations_make_exactly_the_tables(
    database: Database, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    url = f"sqlite:///{tmp_path / 'tables.db'}" if database.sqlite else request.getfixturevalue("postgres")()
    straight = Database(url)
    metadata.create_all(straight.engine)
    made, wanted = schema(database), schema(straight)
    straight.close()
    assert set(made) == set(metadata.tables)
    assert {table: lines for table, lines in made.items() if lines != wanted[table]} == {}


def test_migrating_again_changes_nothing(database: Database) -> None:
    before = schema(database)
    migrating.migrate(database)
    assert schema(database) == before


def test_a_schema_of_a_newer_release_is_refused(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Misconfigured, match="9999") as caught:
        migrating.migrate(database)
    assert caught.value.variable == "DATABASE_URL"


# Files that say the same as the code.


def test_the_example_settings_are_the_settings_with_their_defaults() -> None:
    example = dotenv.dotenv_values(ROOT / ".env.example")
    ours = {name: value for name, value in example.items() if not name.startswith("AWS_")}
    assert ours == dict(settings.DEFAULTS)
    aws = {name: value for name, value in example.items() if name.startswith("AWS_")}
    assert "AWS_ENDPOINT_URL" in aws
    assert not any(aws.values())


def test_every_example_setting_is_explained_above_it() -> None:
    for paragraph in read(".env.example").split("\n\n"):
        lines = paragraph.strip().splitlines()
        assert lines[0].startswith("#"), lines[0]


def test_the_readme_names_every_setting() -> None:
    assert [name for name in settings.DEFAULTS if name not in read("README.md")] == []


def pins(name: str) -> dict[str, list[str]]:
    """Each package that is pinned, with its hashes."""
    found: dict[str, list[str]] = {}
    for line in read(name).replace("\\\n", " ").splitlines():
        if line and not line.startswith((" ", "#")):
            found[line.split(" --hash")[0].strip()] = re.findall(r"--hash=sha256:[0-9a-f]{64}\b", line)
    return found


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_its_hashes_and_names_no_place(name: str) -> None:
    found = pins(name)
    assert found
    assert [package for package, hashes in found.items() if "==" not in package or not hashes] == []
    assert [word for word in ("http", "--index-url", "--extra-index", "--find-links", "@ ") if word in read(name)] == []


def test_the_tests_run_on_what_the_service_runs_on() -> None:
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {package: hashes for package, hashes in dev.items() if package in run} == run


def test_no_file_names_a_package_index() -> None:
    places = ["".join(parts) for parts in (("py", "pi"), ("python", "hosted"), ("ana", "conda.org"), ("dev", "pi."))]
    kept = [file for file in files() if not file.name.endswith((".png", ".ico"))]
    assert [str(file) for file in kept if any(place in file.read_text().lower() for place in places)] == []


def test_the_manifest_is_what_slack_and_the_bot_need() -> None:
    manifest = yaml.safe_load(read("slack-manifest.yml"))
    about, features = manifest["display_information"], manifest["features"]
    assert {"commands", "chat:write", "usergroups:read"} <= set(manifest["oauth_config"]["scopes"]["bot"])
    assert manifest["settings"]["interactivity"]["is_enabled"] is True
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert len(features["bot_user"]["display_name"]) <= 80
    (slash,) = features["slash_commands"]
    assert slash["command"] == settings.DEFAULTS["DNS_COMMAND"]
    assert len(slash["description"]) <= 2000
    assert len(slash["usage_hint"]) <= 1000


def test_the_procfile_says_ways_to_start_that_there_are() -> None:
    lines = dict(line.split(": ", 1) for line in read("Procfile").splitlines())
    assert {name: line.split()[-1] for name, line in lines.items()} == {"web": "web", "worker": "worker"}
    assert "HOST=0.0.0.0" in lines["web"].split()


# The README's commands.


def readme() -> tuple[list[str], list[str]]:
    """Its lines in code blocks that are typed into Slack, and its code spans that begin like those."""
    prose, *blocks = re.split(r"^```.*$", read("README.md"), flags=re.MULTILINE)
    shown = [line.strip() for block in blocks[0::2] for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", "".join([prose, *blocks[1::2]]))
    typed: Callable[[str], bool] = lambda line: line.startswith("/dns ")  # noqa: E731
    return [*filter(typed, shown)], [span.replace("\\|", "|") for span in filter(typed, spans)]


def understood(line: str) -> bool:
    return not any(isinstance(one, NotUnderstood) for one in commands(line))


def test_every_command_in_the_readmes_code_blocks_is_understood() -> None:
    lines, _ = readme()
    assert lines
    assert [line for line in lines if not understood(line)] == []


def test_every_command_in_the_readmes_text_is_understood_or_is_a_usage_line() -> None:
    """A span may also only name a verb, or leave something out with `…`."""
    _, spans = readme()
    known = {f"/dns {line}" for line in (*usage.lines(), *verbs.WORDS)}
    assert [span for span in spans if span not in known and "…" not in span and not understood(span)] == []
    assert {f"/dns {line}" for line in usage.lines()} <= {*spans}, "the README's table has every usage line"

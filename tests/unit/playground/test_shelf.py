"""What the playground keeps."""

from pathlib import Path

import pytest

from bot.playground.shelf import Shelf
from commands.errors import Misconfigured


def test_what_was_put_stands_after_the_file_is_opened_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "kept.db")
    shelf.put("zone", ("b", {"n": 1}), ("a", {"n": 2}))
    shelf.put("zone", ("b", {"n": 3}))
    shelf.put("other", ("a", {}))
    shelf.drop("other", "a", "never there")
    shelf.close()
    again = Shelf(tmp_path / "kept.db")
    assert list(again.all("zone").items()) == [("b", {"n": 3}), ("a", {"n": 2})]
    assert again.all("other") == {}
    again.close()


def test_several_are_kept_all_or_none() -> None:
    shelf = Shelf()
    with pytest.raises(TypeError):
        shelf.put("zone", ("a", {}), ("b", {"n": object()}))
    assert shelf.all("zone") == {}
    shelf.put("zone", ("a", {}))
    assert shelf.all("zone") == {"a": {}}
    shelf.close()


def test_a_file_that_cannot_be_used_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "kept.db").write_text("this is no database, and long enough to be seen as none" * 20)
    with pytest.raises(Misconfigured, match="DATA"):
        Shelf(tmp_path / "kept.db")

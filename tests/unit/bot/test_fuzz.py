"""A short fuzz run through the real listeners; `make fuzz` is the long one."""

from pathlib import Path

from tests.fuzz.run import fuzz


def test_no_text_and_no_payload_raises_anything_or_says_what_slack_would_refuse(tmp_path: Path) -> None:
    count = fuzz(250, 1, tmp_path, payloads_in_ten=3)
    assert count.findings == [], count.summary()
    assert count.judged > 170

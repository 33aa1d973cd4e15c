"""The samples as the gallery's page gets them."""

from typing import Any

from bot.blocks.kit import Message
from bot.playground.samples import Sample, samples
from bot.playground.slack.things import named


def gallery(command: str) -> dict[str, Any]:
    """Every sample with what it is, in order."""
    return {"samples": [_shown(sample) for sample in samples(command)]}


def _shown(sample: Sample) -> dict[str, Any]:
    own = {"group": sample.group, "of": sample.of, "title": sample.title}
    if isinstance(sample.drawn, Message):
        return {**own, "message": {"text": sample.drawn.text, "blocks": named(sample.drawn.blocks, 0)}}
    return {**own, "view": {**sample.drawn, "blocks": named(sample.drawn["blocks"], 0)}}

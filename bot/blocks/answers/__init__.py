"""Private answers: one renderer per kind of answer, kept in one table."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.blocks.answers import changing, choosing, governing, hosting, looking, past, undoing
from bot.blocks.answers.changing import OFFER, TYPE_NAME
from bot.blocks.answers.shapes import Offer
from bot.blocks.kit import Message
from commands import results

__all__ = ["OFFER", "TYPE_NAME", "render"]


def render(answer: results.Answer, command: str, offer: Offer) -> Message | None:
    """A private answer; None where the change's own message is the answer.

    offer: puts a command behind a token for a button.
    """
    return _RENDERERS[type(answer)](answer, command, offer)


_RENDERERS: Final[Mapping[type, Callable[[Any, str, Offer], Message | None]]] = {
    results.Helped: looking.helped,
    results.ZoneList: looking.zone_list,
    results.ZoneShown: looking.zone_shown,
    results.Listing: looking.listing,
    results.Looked: looking.looked,
    results.Started: changing.started,
    results.Unchanged: changing.unchanged,
    results.Differs: changing.differs,
    results.Untouchable: changing.untouchable,
    results.NothingThere: looking.nothing_there,
    results.Choice: changing.choice,
    results.TypeTheName: changing.type_the_name,
    results.NotEmpty: changing.not_empty,
    results.StatusShown: looking.status,
    results.ZoneChoice: choosing.zone_choice,
    results.ZoneUsed: choosing.zone_used,
    results.WhoIs: governing.who_is,
    results.CanDo: governing.can_do,
    results.FrozenNow: governing.frozen_now,
    results.Thawed: governing.thawed,
    results.InstancesChecked: hosting.instances_checked,
    results.ResolverShown: hosting.resolver_shown,
    results.HistoryShown: past.history,
    results.NothingToUndo: undoing.nothing_to_undo,
    results.NotUndoable: undoing.not_undoable,
    results.AskedAlready: undoing.asked_already,
    results.MovedOn: undoing.moved_on,
    results.StandsSo: undoing.stands_so,
    results.NoSuchPast: undoing.no_such_past,
    results.Disputed: undoing.disputed,
    results.KeptOut: undoing.kept_out,
}

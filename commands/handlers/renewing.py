"""What is kept of a zone that is deleted, and what follows when one is made anew."""

from dataclasses import replace

from commands.changes.lifecycle import Change
from commands.changes.undo import following
from commands.errors import NoSuchZone
from commands.model.plan import Kind
from commands.ports import Draft, World


def kept(change: Change, world: World) -> dict[str, object]:
    """A zone that is about to be deleted, with everything that stands in it, as fields of the deletion's row.

    Raises AwsProblem where it cannot be read: what was not kept is not deleted.
    """
    plan = change.plan
    if plan.kind is not Kind.DELETE_ZONE:
        return {}
    try:
        former, records = world.route53.zone(plan.zone_id), tuple(world.route53.records(plan.zone_id))
    except NoSuchZone:
        # The request will be told so too. Then it is found out whether an earlier one, which had no answer, was ours.
        return {}
    return {"plan": replace(plan, former=former, before=records)}


def follow(change: Change, world: World) -> None:
    """Write the changes that put into a zone made anew what the former one held. Doing so again changes nothing.

    change: with the new zone's id. The person's word for it covers these too; each is one request with one message.
    """
    for number, plan in enumerate(following(change.plan)):
        world.changes.propose(
            Draft(
                origin=f"{change.id}/{number}",
                actor=change.actor,
                place=change.place,
                private_place=change.private_place,
                reply_to=change.reply_to,
                command=change.command,
                plan=plan,
            )
        )

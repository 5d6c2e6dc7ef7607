"""Delete a space with its volume: stop it, delete it, wait until it is gone."""

from __future__ import annotations

from ..aws.failures import CallFailed, is_not_found, is_unclear
from .progress import JobFailed
from .run import ATTEMPTS, SETTLE_S
from .shapes import NO_REASON, Space, modified_since
from .stop import stop_app
from .work import Work

GONE = "There was no such space any more."
REPLACED = "It was deleted. Another of that name has been created since."
#: Seconds for which AWS's word that it does not know a space yet is waited out, and between two attempts.
TOO_EARLY_S, TOO_EARLY_PAUSE_S = 120.0, 5.0


async def delete(work: Work) -> str | None:
    """Do it; the job's last message. Raises JobFailed, CallFailed, Cancelled.

    Only the space and the app that there were when it was asked for are ever deleted.
    """
    await work.enter("look")
    memory = work.job.memory
    space = await work.find_space()
    if space is None:
        return None if memory.space_sent else GONE
    if work.is_later(space.created, memory.space):
        return REPLACED
    memory.space = space.created
    if space.status != "Deleting":
        await _stop(work, work.supported(space))
        if not await _delete(work):
            return None
    return await _wait_deleted(work)


async def _stop(work: Work, space: Space) -> None:
    app = await work.app(space)
    if app is None or not app.in_the_way:
        return
    if app.on:
        work.job.way = "stop-and-delete"
    if work.is_later(app.created, work.job.memory.app) or not await stop_app(work, space, app):
        raise _started(space)


def _started(space: Space) -> JobFailed:
    return JobFailed(
        "SpacesStarted",
        f"The space {space.name} was started by somebody while it was being stopped, so it was not deleted.",
    )


async def _delete(work: Work) -> bool:
    """Send DeleteSpace until it is on its way; False when nothing is left. Raises CallFailed, JobFailed."""
    memory = work.job.memory
    too_early_until = work.tools.clock.now() + TOO_EARLY_S
    attempts = 0
    while True:
        space = await work.find_space()
        if space is None or work.is_later(space.created, memory.space):
            return False
        if space.status == "Deleting":
            return True
        work.begin_in_time("deleted")
        await work.enter("delete-space")
        if not memory.space_sent:
            memory.modified, memory.space_sent = space.modified, True
        await work.save()
        try:
            await work.send("DeleteSpace", {"DomainId": space.domain_id, "SpaceName": space.name})
        except CallFailed as failure:
            if is_not_found(failure):
                return False
            if _too_early(failure):
                if work.tools.clock.now() >= too_early_until:
                    raise
                work.say("Waiting until AWS knows the space well enough to delete it.")
                await work.pause(TOO_EARLY_PAUSE_S)
                continue
            attempts += 1
            if attempts == ATTEMPTS or not (is_unclear(failure) or failure.type == "ResourceInUse"):
                raise
            if not is_unclear(failure):
                await _check_stopped(work, space)
            await work.pause(2.0 if is_unclear(failure) else 5.0)
        else:
            work.say(None)
            return True


def _too_early(failure: CallFailed) -> bool:
    # For a space that is Pending: a ValidationException with this word in it, and "retry" (reported).
    return failure.type == "ValidationException" and "RecordNotFound" in failure.message


async def _check_stopped(work: Work, space: Space) -> None:
    """Raises JobFailed when an app is in the way of the deletion."""
    app = await work.app(space)
    if app and app.on:
        raise _started(space)


async def _wait_deleted(work: Work) -> str | None:
    await work.enter("wait-deleted")
    memory, began = work.job.memory, work.tools.clock.now()
    while True:
        space = await work.find_space()
        if space is None:
            return None
        if work.is_later(space.created, memory.space):
            return REPLACED
        settled = work.tools.clock.now() - began > SETTLE_S
        if space.status == "Delete_Failed" and (settled or modified_since(space, memory.modified)):
            raise JobFailed("SpacesDeleteFailed", space.reason or NO_REASON)
        if space.status not in ("Deleting", "Delete_Failed") and settled:
            raise JobFailed(
                "SpacesNotDeleted",
                f"AWS took the deletion of the space {space.name}, but it is {space.status}.",
            )
        work.in_time(f"The space {space.name} is still {space.status}")
        await work.poll(began)

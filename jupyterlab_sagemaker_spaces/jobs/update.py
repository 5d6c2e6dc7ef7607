"""The step that changes the settings of a space: UpdateSpace, and wait until the space is in service."""

from __future__ import annotations

from ..aws.failures import CallFailed, is_unclear
from .progress import JobFailed
from .run import ATTEMPTS, SETTLE_S
from .settings import holds
from .shapes import NO_REASON, Json, Space, modified_since
from .work import Work

#: AWS's word for a volume that was changed too recently; a type of error, or the beginning of a reason
#: (reported).
COOLDOWN = "VolumeModificationRateExceeded"


async def update_space(work: Work, update: Json) -> None:
    """Give the space these members of UpdateSpace, unless it has them. Raises JobFailed, CallFailed,
    Cancelled.
    """
    memory = work.job.memory
    refusal: CallFailed | None = None
    for _ in range(ATTEMPTS):
        space = await settled_space(work)
        if memory.space_sent and _failed_since(work, space):
            raise _not_changed(space)
        if holds(update, space):
            return
        work.begin_in_time("changed")
        await work.enter("update-space")
        if not memory.space_sent:
            memory.modified, memory.space_sent = space.modified, True
        await work.save()
        try:
            await work.send("UpdateSpace", {"DomainId": space.domain_id, "SpaceName": space.name, **update})
        except CallFailed as failure:
            if not (is_unclear(failure) or failure.type == "ResourceInUse"):
                raise
            refusal = failure
            await work.pause(2.0 if is_unclear(failure) else 5.0)
        else:
            await _wait_updated(work, update)
            return
    assert refusal is not None  # noqa: S101  (each pass returns, raises or sets it)
    raise refusal


async def settled_space(work: Work) -> Space:
    """The space, once it is neither being created nor updated. Raises JobFailed for one that cannot be
    changed, or is another than the one that was asked for.
    """
    space = await work.settled_space("changed", "SpacesCannotChange")
    if work.is_later(space.created, work.job.memory.space):
        raise JobFailed(
            "SpacesGone", f"The space {space.name} was deleted, and another of that name has been created."
        )
    work.job.memory.space = space.created
    return space


async def _wait_updated(work: Work, update: Json) -> None:
    await work.enter("wait-updated")
    began = work.tools.clock.now()
    while True:
        space = await work.space()
        settled = work.tools.clock.now() - began > SETTLE_S
        match space.status:
            case "InService" if holds(update, space) or modified_since(space, work.job.memory.modified):
                return
            case "InService" if settled:
                raise JobFailed("SpacesNotChanged", f"AWS took the change of {space.name}, but made none.")
            case "Update_Failed" if settled or _failed_since(work, space):
                raise _not_changed(space)
            case "Failed" | "Deleting":
                raise _not_changed(space)
        work.in_time(f"The space {space.name} is still {space.status}")
        await work.poll(began)


def _failed_since(work: Work, space: Space) -> bool:
    return space.status == "Update_Failed" and modified_since(space, work.job.memory.modified)


def _not_changed(space: Space) -> JobFailed:
    why = space.reason or f"It is {space.status}. {NO_REASON}"
    return JobFailed(COOLDOWN if why.startswith(COOLDOWN) else "SpacesUpdateFailed", why)

"""Create a space, and run it if that was asked for."""

from __future__ import annotations

from ..aws.failures import CallFailed, is_unclear
from .progress import JobFailed
from .request import Creation
from .run import ATTEMPTS, SETTLE_S, start, with_some_image
from .settings import create_params, create_settings, new_spec
from .shapes import NO_REASON, Json, Space
from .work import Work

#: Seconds by which this machine's clock may be ahead of AWS's (assumed: both are kept right).
CLOCKS_S = 10.0


async def create(work: Work) -> str | None:
    """Do it; the job's last message. Raises JobFailed, CallFailed, Cancelled."""
    creation = work.job.request.creation
    assert creation is not None  # noqa: S101  (every request for a create has one)
    if creation.run:
        work.job.way = "create-and-run"
    await work.enter("look")
    space = await work.find_space()
    if space is None and work.job.memory.space is not None:
        raise _gone(work)
    if space is None:
        await _create(work, creation)
    elif not await _is_ours(work, creation, space):
        raise _taken(work)
    await _wait_created(work)
    if creation.run:
        # By a step of the start, what fails from here on is known as that, and not as the creation.
        await work.enter("create-app")
        # Nobody else can have run it before: what ``start`` says of that is of no use.
        await start(work)
    return None


async def _create(work: Work, creation: Creation) -> None:
    """Send CreateSpace, each time after a look that found no such space. Raises CallFailed, JobFailed."""
    memory, params = work.job.memory, await _params(work, creation)
    # A create that was sent before a restart may have been carried out, though it does not show yet.
    refusal: CallFailed | None = None
    for _ in range(ATTEMPTS):
        work.begin_in_time("created")
        await work.enter("create-space")
        sent_before, memory.space_sent = memory.space_sent, True
        if memory.asked is None:
            memory.asked = work.tools.clock.now()
        await work.save()
        try:
            await work.send("CreateSpace", params)
        except CallFailed as failure:
            refusal = failure
            if not is_unclear(failure) and not (failure.type == "ResourceInUse" and sent_before):
                memory.space_sent = sent_before
                raise
            await work.pause(2.0)
            space = await work.find_space()
            if space is not None:
                if not await _is_ours(work, creation, space):
                    raise _taken(work) from failure
                return
        else:
            return
    assert refusal is not None  # noqa: S101  (each pass returns, raises or sets it)
    raise refusal


async def _params(work: Work, creation: Creation) -> Json:
    request = work.job.request
    choices = request.choices or {}
    owner = await _owner(work, creation)
    spec = await with_some_image(work, new_spec(choices))
    settings = create_settings(creation.app_type, choices, spec)
    return create_params(work.domain_id, request.space, creation, owner, settings)


async def _owner(work: Work, creation: Creation) -> str | None:
    """Who the new space belongs to: the owner of this server's own space, if that is private. Who is in a
    shared one stands in an unsigned cookie, so nobody is, and only a shared space can be created there.
    Outside Studio: who was asked for. Raises JobFailed.
    """
    if work.tools.own is None:
        return creation.owner
    own = await work.describe_space(work.tools.own)
    if own.sharing == "Private" and own.owner:
        return own.owner
    if creation.sharing == "Private":
        raise JobFailed(
            "SpacesNoOwner",
            "Who a private space is to belong to is not known in a shared space, where names are not proved. "
            "Create it from a private space of yours or in SageMaker Studio.",
        )
    return None


async def _is_ours(work: Work, creation: Creation, space: Space) -> bool:
    """Whether this job sent the creation of that space, before a restart or with an answer that was lost: it
    was created since then, and is what was asked for.

    CreateSpace knows no token by which AWS could tell, so this stays uncertain: one that is the same in all
    this, and was made elsewhere between that call and this look, is taken for ours. Of one that was to belong
    to nobody the owner is not compared: what AWS says of that is not known. Raises CallFailed, JobFailed.
    """
    asked, choices = work.job.memory.asked, work.job.request.choices or {}
    if asked is None or space.created is None or space.created < asked - CLOCKS_S:
        return False
    if (space.app_type, space.sharing or "Shared") != (creation.app_type, creation.sharing):
        return False
    if choices.get("display_name", space.display_name) != space.display_name:
        return False
    owner = await _owner(work, creation)
    return owner is None or owner.lower() == (space.owner or "").lower()


def _taken(work: Work) -> JobFailed:
    return JobFailed(
        "SpacesNameTaken", f"There is already a space named {work.job.space}. Choose another name."
    )


def _gone(work: Work) -> JobFailed:
    return JobFailed("SpacesGone", f"The space {work.job.space} was deleted while it was being created.")


async def _wait_created(work: Work) -> None:
    await work.enter("wait-created")
    memory, began = work.job.memory, work.tools.clock.now()
    while True:
        space = await work.find_space()
        if space is None:
            if memory.space is not None:
                raise _gone(work)
            if work.tools.clock.now() - began > SETTLE_S:
                raise JobFailed("SpacesGone", f"AWS took the space {work.job.space}, but does not know it.")
        elif space.status == "Deleting":
            raise _gone(work)
        elif space.status == "Failed":
            raise JobFailed("SpacesCreateFailed", space.reason or NO_REASON)
        else:
            if memory.space is None:
                memory.space = space.created
                await work.save()
            if space.status != "Pending":
                return
        work.in_time(f"The space {work.job.space} is still being created")
        await work.poll(began)

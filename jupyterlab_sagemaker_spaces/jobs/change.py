"""Change a space: stop it where that is needed, change its settings, run it again. What fails is taken back.

UpdateSpace may or may not be taken while the space runs (not known), so a space that is stopped anyway is
stopped first. This server's own space goes another way (``change_here``).
"""

from __future__ import annotations

from dataclasses import replace

from ..aws.failures import AwsError, CallFailed, is_passing, is_unclear
from .change_here import change_here, started_since
from .memory import Change, Failure, Phase
from .progress import TIMED_OUT, JobFailed
from .run import start
from .settings import difference, is_in_force, kept_alias, named, needs_stop, runs_otherwise, undo, volume_gb
from .shapes import App, Space, once_more
from .stop import stop_app
from .update import settled_space, update_space
from .work import Work

UNCHANGED = "There was nothing to change."
#: What AWS says to a change that is permitted, but that it does not make as it is.
_JUDGED = {"ValidationException", "ResourceInUse"}


async def change(work: Work) -> str | None:
    """Do it; the job's last message. Raises JobFailed, CallFailed, Cancelled."""
    await work.enter("look")
    memory = work.job.memory
    if memory.change is None:
        space = await settled_space(work)
        app = await work.app(space)
        plan = decide(work, space, app)
        if plan is None:
            return UNCHANGED
        if app is not None and app.on and work.is_later(app.created, None):
            raise started_since(space)
        if plan.ran and plan.update:
            await _ask_permission(work, space)
        await _begin(work, plan, app)
    assert memory.change is not None  # noqa: S101  (it was there, or was just made)
    if work.is_here:
        return await change_here(work, memory.change)
    return await _go_on(work, memory.change)


def decide(work: Work, space: Space, app: App | None) -> Change | None:
    """What there is to do; None for nothing. Raises JobFailed for what AWS would not do."""
    choices = work.job.request.choices or {}
    size, wanted = volume_gb(space), choices.get("volume_gb")
    if size is not None and wanted is not None and wanted < size:
        raise JobFailed(
            "SpacesVolumeShrinks",
            f"The volume of the space {space.name} has {size} GB. It can grow, but never become smaller.",
        )
    if alias := kept_alias(space, choices):
        raise JobFailed(
            "SpacesNoImageVersion",
            f"The space {space.name} runs the version {alias} of its image, and AWS would keep that number: "
            "choose a version of the image.",
        )
    update = difference(space, choices)
    on = app is not None and app.on
    spec = app.spec if app else {}
    stops = needs_stop(space, update) or (on and runs_otherwise(spec, choices))
    if not update and not stops:
        return None
    return Change(
        update=update,
        undo=undo(space, spec, update),
        stops=stops,
        ran=on and stops and not work.is_here,
        spec=once_more(spec, space.default_spec),
    )


async def _ask_permission(work: Work, space: Space) -> None:
    """Change nothing: who may not change the space is told so before it is stopped, with all that runs in it.

    Whether AWS takes such a call is not known: a refusal of what it asks for says that it is permitted, too.
    Any other answer leaves that unknown, and the space alone. Raises CallFailed, Cancelled.
    """
    try:
        await work.repeat("UpdateSpace", {"DomainId": space.domain_id, "SpaceName": space.name}, is_passing)
    except AwsError as refusal:
        if refusal.type not in _JUDGED:
            raise


async def _begin(work: Work, plan: Change, app: App | None) -> None:
    memory = work.job.memory
    memory.change = plan
    in_the_way = app is not None and app.in_the_way
    if plan.stops and in_the_way and work.is_here:
        work.job.way = "change-and-stop"
    elif plan.ran:
        work.job.way = "stop-and-change"
    memory.begin("stop" if plan.stops and in_the_way and not work.is_here else "update")
    memory.app = app.created if app else None
    await work.save()


async def _go_on(work: Work, plan: Change) -> str | None:
    """From the phase on where the job is."""
    memory = work.job.memory
    message: str | None = None
    if memory.phase == "stop":
        await _stop(work)
        await _next(work, "update")
    if memory.phase == "update":
        await _update(work, plan)
    if memory.phase == "start":
        message = await _start(work, plan)
    if memory.phase == "undo":
        await _undo(work, plan)
    if memory.phase == "restart":
        raise await _restart(work, plan)
    return message


async def _next(work: Work, phase: Phase) -> None:
    work.job.memory.begin(phase)
    await work.save()


async def _stop(work: Work) -> None:
    space = await settled_space(work)
    app = await work.app(space)
    if app is None or not app.in_the_way:
        return
    if work.is_later(app.created, work.job.memory.app) or not await stop_app(work, space, app):
        raise JobFailed(
            "SpacesStarted",
            f"The space {space.name} was started again by somebody while it was being stopped, so it was "
            "not changed.",
        )


async def _update(work: Work, plan: Change) -> None:
    try:
        await update_space(work, plan.update)
    except (JobFailed, CallFailed) as error:
        too_late = isinstance(error, JobFailed) and error.type == TIMED_OUT
        if not plan.ran or too_late:
            raise
        await _give_up(work, plan, error)
    else:
        if plan.ran:
            await _next(work, "start")


async def _start(work: Work, plan: Change) -> str | None:
    try:
        message = await start(work)
    except (JobFailed, CallFailed) as error:
        if not plan.undo or not _is_no_start(work, error):
            raise
        await _give_up(work, plan, error)
        return None
    if message:
        return "It was changed. Somebody had started it meanwhile: some of it may wait for the next start."
    return None


def _is_no_start(work: Work, error: JobFailed | CallFailed) -> bool:
    """Whether the space does not start on its new settings, rather than that this is unknown, or it was
    stopped.
    """
    if isinstance(error, CallFailed):
        return work.job.step.name == "create-app" and not is_unclear(error)
    return error.type == "SpacesAppFailed"


async def _give_up(work: Work, plan: Change, error: JobFailed | CallFailed) -> None:
    """Remember why, and go on to take the change back."""
    request_id = error.request_id if isinstance(error, CallFailed) else work.job.request_id
    plan.failure = Failure(error.type, str(error), work.job.step.name, request_id, "change")
    plan.failed = work.tools.clock.now()
    work.say(f"Taking the change back: {error}")
    await _next(work, "undo")


async def _undo(work: Work, plan: Change) -> None:
    assert plan.failure is not None  # noqa: S101  (set by what led here)
    try:
        space = await settled_space(work)
        if plan.undo and (work.job.memory.space_sent or is_in_force(space, plan.update)):
            await update_space(work, plan.undo)
            plan.failure.restored = True
            plan.restored = f"The former {named(space, plan.undo)} was restored."
    except (JobFailed, CallFailed) as error:
        plan.failure.restored = False
        plan.restored = f"The former settings could not be restored: {str(error).removesuffix('.')}."
    await _next(work, "restart")


async def _restart(work: Work, plan: Change) -> JobFailed:
    """Run it as it ran before; the failure with which the job ends."""
    assert plan.failure is not None  # noqa: S101  (set by what led here)
    try:
        by_somebody = await start(work, on=plan.spec)
    except (JobFailed, CallFailed) as error:
        runs, told = False, f"It could not be run again: {error}"
    else:
        runs, told = True, by_somebody or "The space runs again as before."
    left = " ".join(text for text in (plan.restored, told) if text)
    failure = replace(plan.failure, runs=runs)
    return JobFailed(failure.type, failure.message, left=left, failure=failure)

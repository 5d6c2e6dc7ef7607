"""Stop a space: look, delete its app, wait until the app is gone. The volume stays."""

from __future__ import annotations

from ..aws.failures import CallFailed, is_not_found, is_throttle, is_unclear
from .leave import leave
from .shapes import App, Space
from .work import Work

#: DeleteApp is sent at most this often, each time after a look that found the same app as it was.
ATTEMPTS = 3
RESTARTED = "It was stopped, and has been started again since."


async def stop(work: Work) -> str | None:
    """Do it; the job's last message. Raises JobFailed, CallFailed, Cancelled.

    Only the app that ran when the stop was asked for is ever deleted: after a restart of the server the space
    may run again, and this server may even be in it.
    """
    await work.enter("look")
    memory = work.job.memory
    space = await work.space()
    app = await work.app(space)
    if app is None or not app.live:
        return _told(work) if memory.delete_sent else "It was not running."
    if work.is_later(app.created, memory.app):
        return _told(work, RESTARTED)
    memory.app = app.created
    if await leave(work):
        # Hours may have gone by: whatever may pass, such as credentials that ran out, is waited out.
        app = await work.app(space)
        if app is None or not app.live:
            return _told(work)
    return _told(work) if await stop_app(work, space, app) else _told(work, RESTARTED)


def _told(work: Work, what: str | None = None) -> str | None:
    """Why it stopped, where it waited for that, and what came of it."""
    departure = work.job.memory.departure
    why = departure.why if departure else []
    return " ".join([*why, what] if what else why) or None


async def stop_app(work: Work, space: Space, app: App) -> bool:
    """Delete the app, and wait until it is gone. False when somebody has started another since. Raises
    JobFailed, CallFailed, Cancelled.
    """
    work.job.memory.app = app.created
    if app.status != "Deleting":
        await _delete(work, space, app)
    if work.is_here:
        # It ends within seconds: until then kernels may still write what they have to.
        await work.tools.leaving.shut_down_kernels()
    last = await work.gone(space, app.created)
    return not (last and last.live and last.later_than(app.created))


async def _delete(work: Work, space: Space, app: App) -> None:
    """Send DeleteApp until it is on its way, or nothing is left to delete. Raises CallFailed, JobFailed."""
    work.begin_in_time("stopped")
    await work.enter("delete-app")
    failure: CallFailed | None = None
    for _ in range(ATTEMPTS):
        failure = await _send(work, space, app)
        if failure is None:
            return
        refused = failure.type in ("ResourceInUse", "ValidationException")
        if not (refused or is_unclear(failure)):
            raise failure
        pending = refused and app.status == "Pending"
        if pending:
            work.say("Waiting until the app has started: AWS does not stop it before.")
        left = await _look_again(work, space, app, while_pending=pending)
        if left is None:
            return
        if failure.type == "ValidationException" and not pending:
            raise failure
        app = left
    assert failure is not None  # noqa: S101  (a pass without one returns)
    raise failure


async def _send(work: Work, space: Space, app: App) -> CallFailed | None:
    """One DeleteApp; the failure that is worth another look, or None when nothing is left to delete."""
    work.job.memory.delete_sent = True
    await work.save()
    while True:
        try:
            await work.call("DeleteApp", space.app)
        except CallFailed as failure:
            # "App [default] previously failed and was automatically deleted ..." (reported)
            if is_not_found(failure) or "automatically deleted" in failure.message:
                return None
            if not is_throttle(failure) or work.left <= 0:
                return failure
            work.say(f"Waiting: {failure.message}")
            await work.pause(10.0)
            # Meanwhile somebody else may have stopped the space, and run it again.
            if not _to_delete(await work.app(space), app):
                return None
        else:
            return None


async def _look_again(work: Work, space: Space, app: App, while_pending: bool) -> App | None:
    """The same app, if it must still be deleted; with ``while_pending`` once it has started. None: nothing to
    do.
    """
    began = work.tools.clock.now()
    while True:
        await work.poll(began)
        now = await work.app(space)
        if now is None or not _to_delete(now, app):
            return None
        if not while_pending or now.status != "Pending":
            return now
        work.in_time(f"The space {space.name} is still starting")


def _to_delete(now: App | None, app: App) -> bool:
    """Whether what is there now is still the app that is to be deleted."""
    return (
        now is not None
        and now.status not in ("Deleted", "Deleting", "Failed")
        and not now.later_than(app.created)
    )

"""Change the space in which this server runs: its settings first, and the stop as the last act.

Nobody is left to run it again. What is found at the next start is told then.
"""

from __future__ import annotations

import re

from ..aws.failures import AwsError
from .memory import Change
from .progress import JobFailed
from .settings import holds
from .shapes import Space
from .stop import stop_app
from .update import settled_space, update_space
from .work import Work

STARTED_AGAIN = "It was changed, and has been started again since."
#: A refusal because an app runs: "inservice app" is reported, the other wordings are assumed.
_APP_RUNS = re.compile(
    r"\b(in[ -]?service|running|live|active) apps?\b|\bapps?\b.*\b(is|are) (running|in[ -]?service)\b"
    r"|\bwhile\b.*\brunning\b",
    re.IGNORECASE,
)


async def change_here(work: Work, plan: Change) -> str | None:
    """Do it; the job's last message. Raises JobFailed, CallFailed, Cancelled."""
    memory = work.job.memory
    space = await settled_space(work)
    app = await work.app(space)
    if app is not None and work.is_later(app.created, memory.app):
        # This server is in a new app: whatever was asked for, that one stays.
        if holds(plan.update, space):
            return STARTED_AGAIN
        raise started_since(space)
    if memory.phase == "update":
        await _update(work, plan)
        if not plan.stops:
            return None
        memory.begin("stop")
        memory.app = app.created if app else None
        await work.save()
    if app is None or not app.live:
        return None
    return None if await stop_app(work, space, app) else STARTED_AGAIN


def started_since(space: Space) -> JobFailed:
    """The failure of a change whose space was stopped by something else before it came to it."""
    return JobFailed(
        "SpacesNotChanged",
        f"The space {space.name} was stopped before its settings were changed, and has been started again "
        f"since.{f' {space.reason}' if space.reason else ''} Ask again if it is still wanted.",
    )


async def _update(work: Work, plan: Change) -> None:
    try:
        await update_space(work, plan.update)
    except AwsError as failure:
        if not _is_for_running(failure):
            raise
        raise JobFailed(
            "SpacesChangeHereRefused",
            f"AWS does not change the space {work.job.space} like this while it runs: {failure.message} It "
            "was not stopped. Stop it, and change it from another space, by the AWS command line or in "
            "SageMaker Studio.",
        ) from failure


def _is_for_running(failure: AwsError) -> bool:
    """Whether AWS would make the change if no app ran, as far as that can be told. A ResourceInUse that lasts
    is taken for it; a ValidationException may be for any value that was asked for.
    """
    if failure.type == "ResourceInUse":
        return True
    return failure.type == "ValidationException" and _APP_RUNS.search(failure.message) is not None

"""What of a job that ends early was done, and what it leaves behind, in words. Pure."""

from __future__ import annotations

from .job import Job
from .request import Kind

_CREATED = "The space had already been created: delete it if it is not wanted."
_NOTHING = "Nothing had been changed yet."
_STARTING = "AWS had already been asked to start the space, and goes on with it: stop it if it is not wanted."
_STOPPING = "AWS had already been asked to stop the space, and goes on with it."
#: The steps of a create that come when the space is there.
_RUN = {"wait-gone", "create-app", "wait-in-service"}


def left_behind(job: Job) -> str:
    """How things are with the space as far as the job brought them."""
    return _told(job, _asked(job)) or _NOTHING


def what_is_left(job: Job) -> str | None:
    """How things are with the space of a job that failed, as far as that is certain: that AWS took what it
    was asked for last, only while a job waits. None: there is nothing to tell.
    """
    return _told(job, _asked(job) if job.step.name.startswith("wait-") else "") or None


def what_is_done(job: Job) -> str | None:
    """What a job did before it failed, where the failure says itself what became of what AWS was asked for
    last. None: nothing of what it was for.
    """
    return None if failed_part(job) == job.kind else _done(job) or None


def failed_part(job: Job) -> Kind:
    """What of a job that failed was not done: all that it was for, or what was to follow that."""
    match job.kind, job.memory.phase:
        case "create", _ if job.step.name in _RUN:
            return "run"
        case "change", "start":
            return "run"
        case "change", "stop" if job.way == "change-and-stop":
            return "stop"
    return job.kind


def _told(job: Job, asked: str) -> str:
    stopped = _stopped(job) if asked != _STARTING else ""
    return " ".join(text for text in (_done(job), asked, stopped) if text)


def _asked(job: Job) -> str:
    """What AWS was asked for last."""
    memory = job.memory
    if memory.create_sent:
        return _STARTING
    if job.kind == "delete" and memory.space_sent:
        return "AWS had already been asked to delete the space, and goes on with it."
    if memory.delete_sent:
        return _STOPPING
    match job.kind:
        case "create" if memory.space_sent and memory.space is None:
            return "AWS had already been asked to create the space, and goes on with it."
        case "change" if memory.space_sent:
            return "AWS had already been asked to change the settings, and goes on with it."
    return ""


def _done(job: Job) -> str:
    """What was over before that."""
    if job.kind == "create" and job.memory.space is not None:
        return _CREATED
    match job.memory.phase:
        case "stop" if job.way == "change-and-stop":
            return "The settings had been changed, and hold from the next start."
        case "start":
            return "The settings had been changed."
        case "undo" | "restart":
            return "The change had failed, and was being taken back."
    return ""


def _stopped(job: Job) -> str:
    """That it was stopped for what came then."""
    change = job.memory.change
    if change and change.ran and job.memory.phase != "stop":
        return "It had been stopped for that: run it again."
    if job.way == "stop-and-delete" and job.step.name in ("delete-space", "wait-deleted"):
        return "It had been stopped for that."
    return ""

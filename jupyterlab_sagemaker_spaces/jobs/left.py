"""What a job that ends early leaves behind, in words. Pure."""

from __future__ import annotations

from .job import Job

_CREATED = "The space had already been created: delete it if it is not wanted."
_NOTHING = "Nothing had been changed yet."
_STARTING = "AWS had already been asked to start the space, and goes on with it: stop it if it is not wanted."
_STOPPING = "AWS had already been asked to stop the space, and goes on with it."


def left_behind(job: Job) -> str:
    """How things are with the space as far as the job brought them."""
    return _told(job, _asked(job)) or _NOTHING


def with_what_is_left(failure: str, job: Job) -> str:
    """The text of a failure, and how things are with the space as far as that is certain: that AWS took what
    it was asked for last, only while a job waits.
    """
    left = _told(job, _asked(job) if job.step.name.startswith("wait-") else "")
    return f"{failure.removesuffix('.')}. {left}" if left else failure


def with_what_is_done(failure: str, job: Job) -> str:
    """The text of a failure that says itself what became of what AWS was asked for last."""
    return f"{failure.removesuffix('.')}. {done}" if (done := _done(job)) else failure


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

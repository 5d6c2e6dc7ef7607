"""What a job that ends early leaves behind, in words. Pure."""

from __future__ import annotations

from .job import Job

_NOTHING = "Nothing had been changed yet."
_STARTING = "AWS had already been asked to start the space, and goes on with it: stop it if it is not wanted."
_STOPPING = "AWS had already been asked to stop the space, and goes on with it."


def left_behind(job: Job) -> str:
    """How things are with the space as far as the job brought them."""
    memory = job.memory
    if memory.create_sent:
        return _STARTING
    if memory.delete_sent:
        return _STOPPING
    match job.kind:
        case "create" if memory.space is not None:
            return "The space had already been created: delete it if it is not wanted."
        case "create" if memory.space_sent:
            return "AWS had already been asked to create the space, and goes on with it."
        case "delete" if memory.space_sent:
            return "AWS had already been asked to delete the space, and goes on with it."
        case "change":
            return _changed(job)
    return _NOTHING


def _changed(job: Job) -> str:
    memory = job.memory
    stopped = " It had been stopped for that: run it again." if memory.change and memory.change.ran else ""
    match memory.phase:
        case None:
            return _NOTHING
        case "stop":
            last = job.way == "change-and-stop"
            return "The settings had been changed, and hold from the next start." if last else _NOTHING
        case "update" | "undo" if memory.space_sent:
            return f"AWS had already been asked to change the settings, and goes on with it.{stopped}"
        case "update":
            return f"The settings had not been changed yet.{stopped}"
        case "start":
            return f"The settings had been changed.{stopped}"
    return f"The change had failed, and was being taken back.{stopped}"

"""A job: one change of one space, as it is shown and as it is kept on disk."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args
from uuid import uuid4

from ..timestamps import iso
from .memory import Failure, Memory
from .request import Creation, Kind, Request, WhenDone
from .steps import STEPS, StepName, Way

Json = dict[str, Any]
State = Literal["running", "done", "failed", "cancelled"]
#: Seconds in one step after which it takes longer than usual.
SLOW_S = 60.0


@dataclass
class By:
    """Who asked. ``name`` None: not known. ``verified``: the name was proved, not merely told."""

    name: str | None
    verified: bool


@dataclass
class Step:
    """Where a job is; ``since`` in seconds since the epoch."""

    name: StepName
    since: float
    slow: bool = False


@dataclass
class Job:
    """One change of one space. Times are seconds since the epoch. ``left``: how things are with the space, in
    words, where the job ended early.
    """

    id: str
    request: Request
    by: By
    created: float
    step: Step
    way: Way
    state: State = "running"
    ended: float | None = None
    message: str | None = None
    error: Failure | None = None
    left: str | None = None
    request_id: str | None = None
    memory: Memory = field(default_factory=Memory)

    @classmethod
    def begin(cls, request: Request, by: By, now: float) -> Job:
        """A new job in its first step."""
        return cls(uuid4().hex, request, by, now, Step("look", now), request.kind)

    @property
    def kind(self) -> Kind:
        """What it does."""
        return self.request.kind

    @property
    def space(self) -> str:
        """The name of the space that it does it to."""
        return self.request.space

    @property
    def key(self) -> str:
        """What two jobs for the same space share: names may come back in another case (reported)."""
        return self.space.lower()

    @property
    def is_starting(self) -> bool:
        """It is on the way to a running app, and changes nothing else any more."""
        starting = self.step.name in ("create-app", "wait-in-service")
        return self.kind == "run" or (self.kind == "create" and starting)

    @property
    def waits_for_kernels(self) -> bool:
        """It is to stop the space later: a stop at once may take its place."""
        return self.request.when_done is not None and self.step.name in ("look", "wait-done")

    @property
    def is_unattended(self) -> bool:
        """It is to stop the space because nobody has JupyterLab open."""
        when_done = self.request.when_done
        return when_done is not None and when_done.unattended_minutes is not None

    def does_the_same(self, other: Job) -> bool:
        """Whether one of them is enough."""
        return (self.key, replace(self.request, space=other.space)) == (other.key, other.request)

    def enter(self, name: StepName, now: float) -> None:
        """Go on to a step; staying in it keeps its time."""
        if self.step.name != name:
            self.step = Step(name, now)

    def end(
        self,
        state: State,
        now: float,
        message: str | None = None,
        error: Failure | None = None,
        left: str | None = None,
    ) -> None:
        """Have it over."""
        self.state, self.ended, self.message, self.error, self.left = state, now, message, error, left

    def public(self) -> Json:
        """The job as the front end and the event stream get it."""
        steps = STEPS[self.way]
        return {
            "id": self.id,
            "kind": self.kind,
            "space": self.space,
            "choices": self.request.choices,
            "creation": None if self.request.creation is None else asdict(self.request.creation),
            "by": asdict(self.by),
            "state": self.state,
            "created": iso(self.created),
            "ended": None if self.ended is None else iso(self.ended),
            "step": {
                "name": self.step.name,
                "index": steps[self.step.name],
                "total": max(steps.values()),
                "since": iso(self.step.since),
                "slow": self.step.slow,
            },
            "message": self.message,
            "error": None if self.error is None else asdict(self.error),
            "left": self.left,
            "leaving": self._leaving(),
            "request_id": self.request_id,
        }

    def _leaving(self) -> Json | None:
        departure = self.memory.departure
        if departure is None:
            return None
        return {
            "kernels": [asdict(kernel) for kernel in departure.kernels],
            "until": None if departure.until is None else iso(departure.until),
            "done": None if departure.done is None else iso(departure.done),
            "why": departure.why,
            "saving": departure.saving,
            "stops_at": None if departure.stops_at is None else iso(departure.stops_at),
        }

    def to_json(self) -> Json:
        """The job as it is kept on disk."""
        data = asdict(self)
        return {**data.pop("request"), **data}

    @classmethod
    def from_json(cls, data: Json) -> Job:
        """Read ``to_json``, also that of versions that knew no ``way``, ``choices``, ``creation`` and
        ``when_done``, or told in one text why a job failed and what it left. Raises ValueError, KeyError,
        TypeError or OverflowError when it is something else.
        """
        data = dict(data)
        creation = data.pop("creation", None)
        when_done = data.pop("when_done", None)
        request = Request(
            data.pop("kind"),
            data.pop("space"),
            data.pop("choices", None),
            Creation(**creation) if creation else None,
            WhenDone(**{**when_done, "kernels": tuple(when_done["kernels"])}) if when_done else None,
            data.pop("announce", False),
        )
        job = cls(
            **{
                **data,
                "request": request,
                "way": data.get("way", request.kind),
                "by": By(**data["by"]),
                "step": Step(**data["step"]),
                "error": Failure(**{"failed": request.kind, **data["error"]}) if data["error"] else None,
                "memory": Memory.from_json(data["memory"]),
            }
        )
        if request.kind not in get_args(Kind) or job.state not in get_args(State):
            raise ValueError(f"no such kind or state: {request.kind}, {job.state}")
        if job.way not in STEPS or job.step.name not in STEPS[job.way]:
            raise ValueError(f"no such way or step: {job.way}, {job.step.name}")
        if not isinstance(request.space, str):
            raise TypeError(f"no name of a space: {request.space!r}")
        if (request.kind in ("create", "change")) != isinstance(request.choices, dict):
            raise TypeError(f"no choices for a {request.kind}: {request.choices!r}")
        if (request.kind == "create") != (request.creation is not None):
            raise TypeError(f"no creation for a {request.kind}: {request.creation!r}")
        job.public()  # its times must be such that they can be shown
        return job

"""A job: one change of one space, as it is shown and as it is kept on disk."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args
from uuid import uuid4

from ..clock import iso

Json = dict[str, Any]
Kind = Literal["run", "stop"]
State = Literal["running", "done", "failed", "cancelled"]
StepName = Literal["look", "wait-gone", "create-app", "wait-in-service", "delete-app"]

#: The steps of each kind, in order, with the number that people see. Waiting for a former app to go, which a
#: run seldom needs, has no number of its own.
STEPS: dict[Kind, dict[StepName, int]] = {
    "run": {"look": 1, "wait-gone": 1, "create-app": 2, "wait-in-service": 3},
    "stop": {"look": 1, "delete-app": 2, "wait-gone": 3},
}
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
class Failure:
    """Why a job failed: AWS's type and text or our own, in which step, AWS's id of the request."""

    type: str
    message: str
    step: StepName
    request_id: str | None


@dataclass
class Memory:
    """What a job must still know after a restart of the server. Times are CreationTime of DescribeApp.

    ``former``: of the app record found before this job created one. ``app``: of the app that a run waits for,
    or that a stop is to end; whatever was created later is another app. ``create_sent``, ``delete_sent``:
    written before the call goes out. ``cancel``: why it is to end early.
    """

    former: float | None = None
    app: float | None = None
    create_sent: bool = False
    delete_sent: bool = False
    cancel: str | None = None


@dataclass
class Job:
    """One change of one space. Times are seconds since the epoch."""

    id: str
    kind: Kind
    space: str
    by: By
    created: float
    step: Step
    state: State = "running"
    ended: float | None = None
    message: str | None = None
    error: Failure | None = None
    request_id: str | None = None
    memory: Memory = field(default_factory=Memory)

    @classmethod
    def begin(cls, kind: Kind, space: str, by: By, now: float) -> Job:
        """A new job in its first step."""
        return cls(uuid4().hex, kind, space, by, now, Step("look", now))

    @property
    def key(self) -> str:
        """What two jobs for the same space share: names may come back in another case (reported)."""
        return self.space.lower()

    def enter(self, name: StepName, now: float) -> None:
        """Go on to a step; staying in it keeps its time."""
        if self.step.name != name:
            self.step = Step(name, now)

    def end(self, state: State, now: float, message: str | None = None, error: Failure | None = None) -> None:
        """Have it over."""
        self.state, self.ended, self.message, self.error = state, now, message, error

    def public(self) -> Json:
        """The job as the front end and the event stream get it."""
        steps = STEPS[self.kind]
        return {
            "id": self.id,
            "kind": self.kind,
            "space": self.space,
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
            "request_id": self.request_id,
        }

    def to_json(self) -> Json:
        """The job as it is kept on disk."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Json) -> Job:
        """Read ``to_json``. Raises ValueError, KeyError, TypeError or OverflowError when it is something
        else.
        """
        job = cls(
            **{
                **data,
                "by": By(**data["by"]),
                "step": Step(**data["step"]),
                "error": Failure(**data["error"]) if data["error"] else None,
                "memory": Memory(**data["memory"]),
            }
        )
        if job.kind not in STEPS or job.step.name not in STEPS[job.kind] or job.state not in get_args(State):
            raise ValueError(f"no such kind, step or state: {job.kind}, {job.step.name}, {job.state}")
        if not isinstance(job.space, str):
            raise TypeError(f"no name of a space: {job.space!r}")
        job.public()  # its times must be such that they can be shown
        return job


def as_kind(text: str) -> Kind | None:
    """The kind of that name, if there is one."""
    return text if text in STEPS else None

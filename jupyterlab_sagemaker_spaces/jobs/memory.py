"""What a job must still know after a restart of the server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ..leaving.follower import KernelState
from .request import Kind

Json = dict[str, Any]
#: What a change is at: stopping the app, changing the settings, running it again; after a failure putting the
#: settings back, and running it on those. In this server's own space the stop comes last.
Phase = Literal["stop", "update", "start", "undo", "restart"]


@dataclass
class Failure:
    """Why a job failed: AWS's type and text or our own, in which step, AWS's id of the request.

    ``failed``: what of the job failed; where that is not the job's kind, what the kind says was done. Of a
    change that was taken back: ``runs``, whether the space runs again, and ``restored``, whether its former
    settings were put back (None: nothing of the kind was tried).
    """

    type: str
    message: str
    step: str
    request_id: str | None
    failed: Kind
    runs: bool | None = None
    restored: bool | None = None


@dataclass
class Change:
    """A change of a space's settings, as the first look decided it.

    ``update``, ``undo``: members of UpdateSpace that make the change, and that take back what a start may
    fail for. ``stops``: it is stopped for that. ``ran``: it ran, so it runs again. ``spec``: ResourceSpec on
    which it ran. ``failure``: why the change was given up, and ``failed`` when. ``restored``: what became of
    putting the settings back, in words.
    """

    update: Json
    undo: Json
    stops: bool
    ran: bool
    spec: Json
    failure: Failure | None = None
    failed: float | None = None
    restored: str | None = None


@dataclass
class KernelNow:
    """A kernel that a stop waits for. ``path``: of its document. ``recorded``: its output is certainly
    received.
    """

    id: str
    path: str | None
    state: KernelState
    recorded: bool


@dataclass
class Departure:
    """What comes before the stop of this server's own space. ``until``: when waiting is given up. ``done``:
    when the kernels were. ``why`` it stops then, in sentences. ``saving``: outputs are about to be written.
    ``stops_at``: until when others may object; None where none may, or no longer.
    """

    kernels: list[KernelNow] = field(default_factory=list)
    until: float | None = None
    done: float | None = None
    why: list[str] = field(default_factory=list)
    saving: bool = False
    stops_at: float | None = None


@dataclass
class Memory:
    """Times of apps and spaces are CreationTime of DescribeApp and DescribeSpace.

    ``former``: of the app record found before this job created one. ``app``: of the app that a run waits for,
    or that is to end; whatever was created later is another app. ``space``: of the space, in the same way.
    ``create_sent``, ``delete_sent`` (of an app), ``space_sent`` (the creation, change or deletion of the
    space): written before the call goes out. ``modified``: LastModifiedTime of the space before that.
    ``asked``: when CreateSpace was first sent, by this machine's clock. ``cancel``: why the job is to end
    early.
    """

    former: float | None = None
    app: float | None = None
    create_sent: bool = False
    delete_sent: bool = False
    cancel: str | None = None
    space: float | None = None
    space_sent: bool = False
    modified: float | None = None
    asked: float | None = None
    phase: Phase | None = None
    change: Change | None = None
    departure: Departure | None = None

    def begin(self, phase: Phase) -> None:
        """Go on to the next phase of a change, which knows nothing yet of calls and new apps."""
        self.phase = phase
        self.former = self.app = self.modified = None
        self.create_sent = self.delete_sent = self.space_sent = False

    @classmethod
    def from_json(cls, data: Json) -> Memory:
        """Read ``dataclasses.asdict``, also that of a version whose failures knew no ``failed``. Raises
        KeyError or TypeError when it is something else.
        """
        change = data.get("change")
        if change is not None:
            failure = change["failure"]
            change = Change(
                **{**change, "failure": Failure(**{"failed": "change", **failure}) if failure else None}
            )
        departure = data.get("departure")
        if departure is not None:
            kernels = [KernelNow(**kernel) for kernel in departure["kernels"]]
            departure = Departure(**{**departure, "kernels": kernels})
        return cls(**{**data, "change": change, "departure": departure})

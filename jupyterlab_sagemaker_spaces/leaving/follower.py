"""What one kernel does, told from its IOPub messages. Pure: no socket, no clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any, Literal

from .outputs import CellOutputs

Json = dict[str, Any]
#: ``done``: idle for long enough with nothing queued. ``lost``: the kernel ended or began anew before that.
KernelState = Literal["busy", "idle", "done", "lost"]
#: Seconds without a break for which a kernel must be idle: between the cells of a Run All it is, shortly.
QUIET_S = 30.0
#: Messages of one request that are kept until a tab says of which cell they are.
MOST_MESSAGES = 10_000
#: Requests of which messages are kept like that.
MOST_REQUESTS = 100
#: Requests of which it is remembered that they are over.
MOST_OVER = 10_000


@dataclass(frozen=True)
class HandedOver:
    """What a tab has of a cell that runs or is queued. ``msg_id``: of its execute_request. ``last``: the id
    of the last of its IOPub messages that the tab has seen; None for none.
    """

    cell: str
    msg_id: str
    outputs: list[Json]
    count: int | None
    last: str | None


@dataclass
class Follower:
    """One kernel. ``since``: seconds on a clock that never goes back; when it last did anything. ``busy``:
    whether it runs code.
    """

    since: float
    busy: bool = False
    #: Cells by the request that runs them.
    cells: dict[str, tuple[str, CellOutputs]] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)
    _early: dict[str, deque[Json]] = field(default_factory=dict)
    #: When each ended, in that order.
    _over: dict[str, float] = field(default_factory=dict)
    #: Cells whose tab has seen a message that has not come here, and never does where it is an old one.
    _ahead: dict[str, HandedOver] = field(default_factory=dict)
    _heard: bool = False
    _uncounted: CellOutputs | None = None
    _lost: bool = False
    _gone: bool = False

    def take(self, message: Json, now: float) -> None:
        """Take one IOPub message. What does not come of running code is no sign of work."""
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] in ("starting", "restarting", "dead"):
            self.restarted(now)
            return
        parent = message.get("parent_header") or {}
        if parent.get("msg_type") != "execute_request":
            return
        self.since = now
        request = parent["msg_id"]
        if kind == "execute_input":
            self._count_former(content["execution_count"])
        if kind == "status":
            self._status(request, content["execution_state"], now)
        elif kind == "update_display_data":
            for _, outputs in self.cells.values():
                outputs.update_display(content)
        elif request in self.cells:
            self.cells[request][1].take(message)
            handed = self._ahead.get(request)
            if handed and message["header"]["msg_id"] == handed.last:
                # The tab had it before it came here: what it handed over has all up to this.
                self.cells[request] = (handed.cell, CellOutputs.of(handed.outputs, handed.count))
                del self._ahead[request]
        else:
            self._early.setdefault(request, deque(maxlen=MOST_MESSAGES)).append(message)
            if len(self._early) > MOST_REQUESTS:
                del self._early[next(iter(self._early))]

    def believe(self, busy: bool, now: float) -> None:
        """Take what the server knows, until the kernel has said itself what it does."""
        if self._heard or busy == self.busy:
            return
        self.busy, self.since = busy, now

    def hand_over(self, handed: HandedOver) -> None:
        """Go on from what a tab has. A second time for the same request does nothing."""
        if handed.msg_id in self.cells:
            return
        outputs = CellOutputs.of(handed.outputs, handed.count)
        early = list(self._early.pop(handed.msg_id, ()))
        ids = [message["header"]["msg_id"] for message in early]
        first = ids.index(handed.last) + 1 if handed.last in ids else 0
        if handed.last is not None and first == 0:
            self._ahead[handed.msg_id] = handed
        for message in early[first:]:
            outputs.take(message)
        self.cells[handed.msg_id] = (handed.cell, outputs)
        if handed.msg_id not in self._over and not self._lost:
            self._open.add(handed.msg_id)

    def forget_over(self, until: float) -> None:
        """Forget what was over by then: some tab has it."""
        for held in (self.cells, self._early, self._ahead):
            for request in [request for request in held if self._over.get(request, inf) <= until]:
                del held[request]
        self._lost = False

    def ended_since(self, then: float) -> bool:
        """Whether a cell has ended since."""
        return any(self._over.get(request, then) > then for request in self.cells)

    def restarted(self, now: float) -> None:
        """The kernel's process began anew: what it ran or had queued never ends."""
        self._lost = self._lost or self.busy or bool(self._open)
        self._open.clear()
        self._heard = True
        self.busy, self.since = False, now

    def gone(self) -> None:
        """The kernel is there no more."""
        self._lost = self._lost or self.busy or bool(self._open)
        self._gone = True

    def state(self, now: float) -> KernelState:
        """How it stands."""
        if not self._gone:
            if self.busy or self._open:
                return "busy"
            if now - self.since < QUIET_S:
                return "idle"
        return "lost" if self._lost else "done"

    def outputs(self) -> Mapping[str, CellOutputs]:
        """What the cells show, by their ids; of a cell that ran twice the later."""
        return dict(self.cells.values())

    def _status(self, request: str, state: str, now: float) -> None:
        self._heard = True
        if state == "busy":
            self.busy = True
            self._open.add(request)
        elif state == "idle":
            # Whatever ran when the following began is over as well: a kernel does one thing at a time.
            self.busy = False
            self._open.discard(request)
            self._over[request] = now
            if len(self._over) > MOST_OVER:
                del self._over[next(iter(self._over))]
            _, outputs = self.cells.get(request, ("", None))
            self._uncounted = outputs if outputs and outputs.count is None else None

    def _count_former(self, count: int) -> None:
        """The count of a cell that had begun before it was followed is one less than that of the next."""
        if self._uncounted:
            self._uncounted.count, self._uncounted = count - 1, None

"""Rules for trouble: what goes wrong, where, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..model import Principal


class At(StrEnum):
    """Where something can go wrong: the check of a call's signature, the call itself, a space's way to its
    credentials, the start of an app.
    """

    SIGNATURE = "signature"
    API = "api"
    CREDENTIALS = "credentials"
    APP = "app"


@dataclass(frozen=True)
class Error:
    """The call is refused; it takes no effect. Text and status are AWS's where AWS's are known."""

    code: str
    message: str
    status: int


@dataclass(frozen=True)
class Delay:
    """The call waits so many real seconds first."""

    seconds: float


@dataclass(frozen=True)
class Cut:
    """The connection is closed without an answer, ``before`` or ``after`` the call took effect, or in the
    ``middle`` of the answer.
    """

    when: str


@dataclass(frozen=True)
class Answer:
    """The call takes effect, but is answered with this: a text as it is, anything else as JSON."""

    body: Any
    status: int


@dataclass(frozen=True)
class Skew:
    """The service judges signatures as if its clock were so many seconds ahead (below 0: behind)."""

    seconds: float


@dataclass(frozen=True)
class RepeatToken:
    """A page's NextToken leads to the same page again."""


@dataclass(frozen=True)
class EmptyPage:
    """A page without items, whose NextToken leads on to what it should have held."""


@dataclass(frozen=True)
class Expired:
    """The credentials that a space is given have expired already."""


@dataclass(frozen=True)
class Quota:
    """CreateApp is refused for the quota of the instance type."""


@dataclass(frozen=True)
class Fail:
    """The app is created, then fails; ``reason`` is one of ``failures.REASONS``, or the reason itself."""

    reason: str


@dataclass(frozen=True)
class Stuck:
    """The app stays Pending until the rule is cleared."""


@dataclass(frozen=True)
class Slow:
    """The app's start takes so many of AWS's seconds longer."""

    seconds: float


Fault = Error | Delay | Cut | Answer | Skew | RepeatToken | EmptyPage | Expired | Quota | Fail | Stuck | Slow


@dataclass(frozen=True)
class Rule:
    """A fault and what it applies to; None and ``*`` stand for all. ``times`` None: again and again.

    ``operations`` are names or patterns; ``space`` is the one that a call names, or whose app starts or asks
    for credentials. ``share`` of the cases that fit is hit, chosen by a generator with this ``seed``, so that
    the same cases meet the same fate again.
    """

    fault: Fault
    at: At
    operations: tuple[str, ...] = ("*",)
    principal: Principal | None = None
    space: str | None = None
    instance_type: str | None = None
    times: int | None = None
    share: float = 1.0
    seed: int = 0

"""The rules for trouble that are in force, and what they decide. They are gone when the domain ends."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ..model import Json, Principal
from .input import rule
from .rules import At, EmptyPage, Fault, Quota, RepeatToken, Rule, Skew


@dataclass(frozen=True)
class Call:
    """One call of the API: who makes it, and of what."""

    operation: str
    params: Json
    principal: Principal

    @property
    def space(self) -> str | None:
        """The space that it names."""
        name = self.params.get("SpaceName", self.params.get("SpaceNameEquals"))
        return name if isinstance(name, str) else None


@dataclass(eq=False)
class Active:
    """A rule in force: as it was asked for, and how often it hit."""

    rule_id: str
    given: Json
    rule: Rule
    hits: int = 0
    cleared: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._random = random.Random(self.rule.seed)  # noqa: S311

    def strikes(self) -> bool:
        """Whether a case that fits is hit; counts it then."""
        if self.rule.times is not None and self.hits >= self.rule.times:
            return False
        # One draw a case, whatever the share: the same cases have the same fate.
        if self._random.random() >= self.rule.share:
            return False
        self.hits += 1
        return True


class Faults:
    """All rules, oldest first. What fits several is hit by the first one that strikes."""

    def __init__(self) -> None:
        self._active: list[Active] = []
        self._made = 0

    def add(self, given: Json) -> Active:
        """Put a rule in force. Raises ValueError for what is none."""
        read = rule(given)
        self._made += 1
        self._active.append(Active(str(self._made), given, read))
        return self._active[-1]

    def all(self) -> list[Active]:
        """The rules in force, those that have hit as often as they should among them."""
        return list(self._active)

    def clear(self, rule_id: str | None = None) -> int:
        """Take a rule out of force, or all; returns how many there were."""
        gone = [active for active in self._active if rule_id in (None, active.rule_id)]
        self._active = [active for active in self._active if active not in gone]
        for active in gone:
            active.cleared.set()
        return len(gone)

    def skew(self, operation: str, principal: Principal) -> float:
        """By how many seconds the service's clock is ahead when it judges the signature of a call."""
        call = Call(operation, {}, principal)
        hit = self._first(lambda rule: rule.at is At.SIGNATURE and _fits_call(rule, call))
        return hit.rule.fault.seconds if hit and isinstance(hit.rule.fault, Skew) else 0.0

    def on_call(self, call: Call) -> Fault | None:
        """What goes wrong with a call whose signature is good."""

        def fits(rule: Rule) -> bool:
            a_page = isinstance(rule.fault, EmptyPage | RepeatToken)
            return (
                rule.at is At.API
                and _fits_call(rule, call)
                and (call.operation.startswith("List") or not a_page)
            )

        hit = self._first(fits)
        return hit.rule.fault if hit else None

    def on_credentials(self, space: str) -> Fault | None:
        """What goes wrong when the app of a space asks for credentials."""
        hit = self._first(lambda rule: rule.at is At.CREDENTIALS and rule.space in (None, space))
        return hit.rule.fault if hit else None

    def quota_reached(self, space: str, instance_type: str) -> bool:
        """Whether CreateApp is refused for the quota."""
        hit = self._first(
            lambda rule: isinstance(rule.fault, Quota) and _fits_app(rule, space, instance_type)
        )
        return hit is not None

    def on_start(self, space: str, instance_type: str) -> Active | None:
        """What goes wrong with an app that was created; ``cleared`` is set when the rule is."""
        return self._first(
            lambda rule: not isinstance(rule.fault, Quota) and _fits_app(rule, space, instance_type)
        )

    def _first(self, fits: Callable[[Rule], bool]) -> Active | None:
        return next((active for active in self._active if fits(active.rule) and active.strikes()), None)


def _fits_call(rule: Rule, call: Call) -> bool:
    return (
        any(fnmatchcase(call.operation, pattern) for pattern in rule.operations)
        and rule.principal in (None, call.principal)
        and rule.space in (None, call.space)
    )


def _fits_app(rule: Rule, space: str, instance_type: str) -> bool:
    return rule.at is At.APP and rule.space in (None, space) and rule.instance_type in (None, instance_type)

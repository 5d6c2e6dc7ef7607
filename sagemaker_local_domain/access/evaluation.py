"""The decision about one request, as IAM takes it by an identity policy: pure.

Known (IAM's evaluation logic): nothing is allowed unless a statement allows it, and one that denies wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .conditions import Condition
from .template import Keys, Template, matches


class Decision(Enum):
    """What a policy says about a request."""

    ALLOWED = "allowed"
    NOT_ALLOWED = "no statement allows it"
    DENIED = "a statement denies it"


@dataclass(frozen=True)
class Request:
    """``action`` such as ``sagemaker:CreateApp``; ``resource`` an ARN, or ``*`` for one that has none."""

    action: str
    resource: str
    keys: Keys


@dataclass(frozen=True)
class Element:
    """Action or Resource of a statement; ``negated``: NotAction or NotResource."""

    templates: tuple[Template, ...]
    negated: bool

    def fits(self, value: str, keys: Keys) -> bool:
        """Whether it means the value. A text whose variable has no value names nothing (known), and a
        NotResource with such a text means nothing (assumed).
        """
        patterns = [template.pattern(keys) for template in self.templates]
        if self.negated and None in patterns:
            return False
        return any(matches(pattern, value) for pattern in patterns if pattern is not None) != self.negated


@dataclass(frozen=True)
class Statement:
    """One statement; templates of its actions are in lower case: the names of actions ignore case (known)."""

    allow: bool
    actions: Element
    resources: Element
    conditions: tuple[Condition, ...]

    def applies(self, request: Request) -> bool:
        """Whether all its elements fit the request."""
        return (
            self.actions.fits(request.action.lower(), {})
            and self.resources.fits(request.resource, request.keys)
            and all(condition.holds(request.keys) for condition in self.conditions)
        )


@dataclass(frozen=True)
class Policy:
    """The statements of a policy that concern the local domain."""

    statements: tuple[Statement, ...]

    def decide(self, request: Request) -> Decision:
        """Whether the request is allowed."""
        applying = {statement.allow for statement in self.statements if statement.applies(request)}
        if False in applying:
            return Decision.DENIED
        return Decision.ALLOWED if applying else Decision.NOT_ALLOWED

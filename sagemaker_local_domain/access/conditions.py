"""Condition operators: of texts and ARNs, whether a key is there, and their forms for several values.

How each of them treats a missing key: known (IAM's reference of condition operators and of context keys with
several values).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from .template import Keys, Template, matches


class Compare(Enum):
    """How two values are compared. ``Equals`` of ARNs takes wildcards, as ``Like`` does (known)."""

    EQUALS = "StringEquals"
    EQUALS_IGNORE_CASE = "StringEqualsIgnoreCase"
    LIKE = "StringLike"
    ARN_LIKE = "ArnLike"
    NULL = "Null"


class Each(Enum):
    """Which of the request's values must fit."""

    ONLY = ""
    ANY = "ForAnyValue"
    ALL = "ForAllValues"


_COMPARES = {
    "StringEquals": (Compare.EQUALS, False),
    "StringNotEquals": (Compare.EQUALS, True),
    "StringEqualsIgnoreCase": (Compare.EQUALS_IGNORE_CASE, False),
    "StringNotEqualsIgnoreCase": (Compare.EQUALS_IGNORE_CASE, True),
    "StringLike": (Compare.LIKE, False),
    "StringNotLike": (Compare.LIKE, True),
    "ArnEquals": (Compare.ARN_LIKE, False),
    "ArnNotEquals": (Compare.ARN_LIKE, True),
    "ArnLike": (Compare.ARN_LIKE, False),
    "ArnNotLike": (Compare.ARN_LIKE, True),
}
_OPERATOR = re.compile(r"(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?")


@dataclass(frozen=True)
class Operator:
    """An operator such as ``ForAnyValue:StringNotLikeIfExists``."""

    compare: Compare
    negated: bool = False
    each: Each = Each.ONLY
    if_exists: bool = False


@dataclass(frozen=True)
class Condition:
    """One key of a Condition block; ``key`` in lower case."""

    operator: Operator
    key: str
    values: tuple[Template, ...]

    def holds(self, keys: Keys) -> bool:
        """Whether a request with these keys meets it."""
        given = keys.get(self.key, ())
        operator = self.operator
        if operator.compare is Compare.NULL:
            return any(value.text(keys) == ("false" if given else "true") for value in self.values)
        if not given and operator.if_exists:
            return True
        match operator.each:
            case Each.ANY:
                return any(self._fits(value, keys) for value in given)
            case Each.ALL:
                return all(self._fits(value, keys) for value in given)
        return self._fits(given[0], keys) if given else operator.negated

    def _fits(self, given: str, keys: Keys) -> bool:
        return any(self._equal(given, value, keys) for value in self.values) != self.operator.negated

    def _equal(self, given: str, value: Template, keys: Keys) -> bool:
        """A value whose variable has none equals nothing (assumed)."""
        match self.operator.compare:
            case Compare.EQUALS:
                return given == value.text(keys)
            case Compare.EQUALS_IGNORE_CASE:
                text = value.text(keys)
                return text is not None and given.casefold() == text.casefold()
        pattern = value.pattern(keys)
        if pattern is None:
            return False
        return matches(pattern, given) if self.operator.compare is Compare.LIKE else _arn_like(pattern, given)


def parse_operator(name: str) -> Operator | None:
    """The operator of this name; None for one that is not supported."""
    if name == "Null":
        return Operator(Compare.NULL)
    found = _OPERATOR.fullmatch(name)
    if found is None or found[2] not in _COMPARES:
        return None
    compare, negated = _COMPARES[found[2]]
    return Operator(compare, negated, Each(found[1] or ""), bool(found[3]))


def _arn_like(pattern: str, arn: str) -> bool:
    """ARNs are compared part by part: a wildcard does not reach beyond a colon (known)."""
    wanted, given = pattern.split(":", 5), arn.split(":", 5)
    return len(wanted) == len(given) == 6 and all(
        matches(part, value) for part, value in zip(wanted, given, strict=True)
    )

"""Input checked against the service model, refused in AWS's words.

Wording of the ValidationException: known. That a value of the wrong JSON type is one, too: assumed. Members
that the model does not have are dropped, null ones count as absent (assumed).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from ..model import Json, ServiceError
from .shapes import Shape, input_shape

#: What Python's ``re`` spells differently than the model: Unicode classes (in tags).
_CLASSES = {
    r"\p{L}": r"\w",
    r"\p{N}": r"\d",
    r"\p{Z}": " \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
}

#: The model's pattern of a repository URL takes exponential time on a near miss; this one accepts the same.
_LINEAR = {
    r"https://([.\-_a-zA-Z0-9]+/?){3,1016}": r"https://[.\-_a-zA-Z0-9](?:/?[.\-_a-zA-Z0-9]){2,}/?",
}

_JSON_TYPES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "string": ("a string", lambda value: isinstance(value, str)),
    "boolean": ("a boolean", lambda value: isinstance(value, bool)),
    "integer": ("an integer", lambda value: _is_number(value, int)),
    "long": ("an integer", lambda value: _is_number(value, int)),
    "timestamp": ("a number", lambda value: _is_number(value, int | float)),
    "structure": ("an object", lambda value: isinstance(value, Mapping)),
    "list": ("a list", lambda value: isinstance(value, list)),
}


def _is_number(value: Any, kind: Any) -> bool:
    """A number that has 64 bits: JSON has larger ones, that no column of the store can hold."""
    return isinstance(value, kind) and not isinstance(value, bool) and -(2**63) <= value < 2**63


def checked(operation: str, params: Mapping[str, Any]) -> Json:
    """The input with the model's members only. Raises ServiceError (ValidationException with each fault)."""
    shape = input_shape(operation)
    found = list(problems(shape, params, ""))
    if found:
        count = f"{len(found)} validation error{'s' if len(found) > 1 else ''} detected"
        raise ServiceError("ValidationException", f"{count}: {'; '.join(found)}")
    clean: Json = _clean(shape, params)
    return clean


def problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    """Every way in which a value does not fit a shape, in AWS's words; ``path`` is where the value stands."""
    kind, fits = _JSON_TYPES[shape.type_name]
    if not fits(value):
        yield _problem(value, path or "request", f"Member must be {kind}")
    elif shape.type_name == "structure":
        yield from _structure_problems(shape, value, path)
    elif shape.type_name == "list":
        yield from _length_problems(shape, value, path)
        for number, item in enumerate(value, 1):
            yield from problems(shape.member, item, f"{path}.{number}.member")
    elif shape.type_name == "string":
        yield from _string_problems(shape, value, path)
    else:
        yield from _range_problems(shape, value, path)


def _structure_problems(shape: Shape, value: Mapping[str, Any], path: str) -> Iterator[str]:
    present = [name for name in shape.members if value.get(name) is not None]
    if getattr(shape, "is_tagged_union", False) and len(present) != 1:
        yield _problem(value, path, f"Exactly one member must be set: {_listed(shape.members)}")
    for name, member in shape.members.items():
        at = f"{path}.{_lower_first(name)}" if path else _lower_first(name)
        if name in present:
            yield from problems(member, value[name], at)
        elif name in shape.required_members:
            yield _problem(None, at, "Member must not be null")


def _string_problems(shape: Shape, value: str, path: str) -> Iterator[str]:
    yield from _length_problems(shape, value, path)
    if shape.enum and value not in shape.enum:
        yield _problem(value, path, f"Member must satisfy enum value set: {_listed(shape.enum)}")
    pattern = shape.metadata.get("pattern")
    # A value that is too long is not matched: what a pattern costs is bounded by the model's own limit.
    if (
        pattern
        and len(value) <= shape.metadata.get("max", len(value))
        and not _regex(pattern).fullmatch(value)
    ):
        yield _problem(value, path, f"Member must satisfy regular expression pattern: {pattern}")


def _length_problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    low, high = shape.metadata.get("min", 0), shape.metadata.get("max")
    if len(value) < low:
        yield _problem(value, path, f"Member must have length greater than or equal to {low}")
    if high is not None and len(value) > high:
        yield _problem(value, path, f"Member must have length less than or equal to {high}")


def _range_problems(shape: Shape, value: float, path: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and value < low:
        yield _problem(value, path, f"Member must have value greater than or equal to {low}")
    if high is not None and value > high:
        yield _problem(value, path, f"Member must have value less than or equal to {high}")


def _problem(value: Any, path: str, constraint: str) -> str:
    shown = "null" if value is None else f"'{value if isinstance(value, str) else json.dumps(value)}'"
    return f"Value {shown} at '{path}' failed to satisfy constraint: {constraint}"


def _clean(shape: Shape, value: Any) -> Any:
    if shape.type_name == "structure":
        return {n: _clean(m, value[n]) for n, m in shape.members.items() if value.get(n) is not None}
    if shape.type_name == "list":
        return [_clean(shape.member, item) for item in value]
    return value


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    translated = _LINEAR.get(pattern, pattern)
    for unicode_class, spelled in _CLASSES.items():
        translated = translated.replace(unicode_class, spelled)
    return re.compile(translated)


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


def _listed(names: Any) -> str:
    return f"[{', '.join(names)}]"

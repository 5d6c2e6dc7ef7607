"""Rules for trouble as they are asked for, in JSON.

A rule has the members of its fault and of what it applies to, and ``times``, ``share`` and ``seed``:

    {"fault": "error", "code": "ThrottlingException", "operations": ["List*"], "times": 3}
    {"fault": "cut", "when": "after", "operations": ["CreateApp"], "space": "lab", "share": 0.5, "seed": 7}
    {"fault": "delay", "seconds": 20, "at": "credentials", "space": "lab"}
    {"fault": "fail", "reason": "capacity", "instance_type": "ml.p4d.24xlarge"}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from ..model import Json, Principal
from ..wire.bodies import check_members
from ..wire.shapes import service_model
from .rules import (
    Answer,
    At,
    Cut,
    Delay,
    EmptyPage,
    Error,
    Expired,
    Fail,
    Quota,
    RepeatToken,
    Rule,
    Skew,
    Slow,
    Stuck,
)

#: Errors whose status and text need not be given (known from AWS's list of errors common to all services).
_KNOWN_ERRORS = {
    "ThrottlingException": (400, "Rate exceeded"),
    "ExpiredTokenException": (400, "The security token included in the request is expired"),
    "UnrecognizedClientException": (400, "The security token included in the request is invalid."),
    "InternalFailure": (
        500,
        "The request processing has failed because of an unknown error, exception or failure.",
    ),
    "ServiceUnavailable": (503, "The request has failed due to a temporary failure of the server."),
}

_TEXT: Json = {"type": "string", "minLength": 1}
_STATUS: Json = {"type": "integer", "minimum": 200, "maximum": 599}
#: Real seconds that a client is made to wait.
_WAIT: Json = {"type": "number", "exclusiveMinimum": 0, "maximum": 3600}
_SKEW: Json = {"type": "number", "minimum": -365 * 86400, "maximum": 365 * 86400}


@dataclass(frozen=True)
class _Kind:
    """A fault's members, and where it can happen: at the first of the places unless the rule says another."""

    fault: type[Any]
    at: tuple[At, ...]
    members: Json = field(default_factory=dict)
    optional: tuple[str, ...] = ()


_CALLS = (At.API, At.CREDENTIALS)
_KINDS = {
    "error": _Kind(
        Error,
        _CALLS,
        {
            "code": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9.]*$"},
            "message": _TEXT,
            "status": {**_STATUS, "minimum": 400},
        },
        ("message", "status"),
    ),
    "delay": _Kind(Delay, _CALLS, {"seconds": _WAIT}),
    "cut": _Kind(Cut, _CALLS, {"when": {"enum": ["before", "middle", "after"]}}),
    "answer": _Kind(Answer, _CALLS, {"body": {}, "status": _STATUS}, ("status",)),
    "expired": _Kind(Expired, (At.CREDENTIALS,)),
    "skew": _Kind(Skew, (At.SIGNATURE,), {"seconds": _SKEW}),
    "empty-page": _Kind(EmptyPage, (At.API,)),
    "repeat-token": _Kind(RepeatToken, (At.API,)),
    "quota": _Kind(Quota, (At.APP,)),
    "fail": _Kind(Fail, (At.APP,), {"reason": _TEXT}),
    "stuck": _Kind(Stuck, (At.APP,)),
    "slow": _Kind(Slow, (At.APP,), {"seconds": {**_WAIT, "maximum": 86400}}),
}

_WHOSE_CALLS: Json = {
    "operations": {"type": "array", "items": _TEXT, "minItems": 1},
    "principal": {
        "type": "object",
        "properties": {"user": _TEXT, "space": _TEXT},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    },
}
#: What a rule may be narrowed to, by the place where its fault happens.
_FILTERS: dict[At, Json] = {
    At.SIGNATURE: _WHOSE_CALLS,  # the call is not read yet
    At.API: _WHOSE_CALLS | {"space": _TEXT},
    At.CREDENTIALS: {"space": _TEXT},
    At.APP: {"space": _TEXT, "instance_type": _TEXT},
}

_HOW_OFTEN: Json = {
    "times": {"type": "integer", "minimum": 1},
    "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
    "seed": {"type": "integer"},
}


def rule(given: Json) -> Rule:
    """The rule that is asked for. Raises ValueError, which says why there is none."""
    kind = _KINDS.get(str(given.get("fault")))
    if kind is None:
        raise ValueError(f"fault must be one of: {', '.join(_KINDS)}.")
    at = kind.at[0]
    if "at" in given:
        if given["at"] not in kind.at:
            raise ValueError(f"at must be one of: {', '.join(kind.at)}.")
        at = At(given["at"])
    required = [name for name in kind.members if name not in kind.optional]
    check_members(given, {"fault": {}, "at": {}} | kind.members | _FILTERS[at] | _HOW_OFTEN, required)
    _check_operations(given.get("operations", []), kind)
    named = {name: given[name] for name in kind.members if name in given}
    return Rule(
        fault=kind.fault(**_filled_in(kind, named)),
        at=at,
        operations=tuple(given.get("operations", ["*"])),
        principal=Principal(**given["principal"]) if "principal" in given else None,
        **{n: given[n] for n in ("space", "instance_type", *_HOW_OFTEN) if n in given},
    )


def _check_operations(patterns: list[str], kind: _Kind) -> None:
    """A pattern that fits nothing is a slip of the pen: its rule would wait for ever."""
    names = service_model().operation_names
    if kind.fault in (EmptyPage, RepeatToken):
        names = [name for name in names if name.startswith("List")]
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in names):
            raise ValueError(f"operations: no operation that can have this fault is called {pattern!r}.")


def _filled_in(kind: _Kind, given: Json) -> Json:
    if kind.fault is Answer:
        return {"status": 200} | given
    if kind.fault is not Error:
        return given
    status, message = _KNOWN_ERRORS.get(given["code"], (400, None))
    if message is None and "message" not in given:
        raise ValueError(f"message is needed with {given['code']}: AWS's text for it depends on the call.")
    return {"status": status, "message": message} | given

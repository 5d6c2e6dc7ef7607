"""Reads an identity policy (JSON). What would be evaluated otherwise than AWS does is refused with its place.

Statements about other services, or about operations that the local domain does not have, can change nothing
here: they are checked for their form only, so that a policy can be tried as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from .conditions import Compare, Condition, Each, parse_operator
from .evaluation import Element, Policy, Statement
from .keys import Kind, kind_of
from .template import Template, parse_template

VERSION = "2012-10-17"

_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")
_ELEMENTS = ("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition")


class PolicyRefused(Exception):
    """The document is no policy that the local domain can follow; the text says where and why."""


def parse_policy(text: str, actions: Collection[str]) -> Policy:
    """The policy; ``actions`` are those that it will be asked about. Raises PolicyRefused."""
    try:
        document = json.loads(text, object_pairs_hook=_without_repeats)
    except RecursionError:
        raise PolicyRefused("The document is nested too deeply.") from None
    except ValueError as error:
        raise PolicyRefused(f"The document is not JSON: {error}.") from error
    if not isinstance(document, dict):
        raise PolicyRefused("The document must be a JSON object.")
    _check_members(document, ("Version", "Id", "Statement"), "The document")
    if document.get("Version") != VERSION:
        raise PolicyRefused(f'Version must be "{VERSION}": in an older policy variables are plain text.')
    if not isinstance(document.get("Id", ""), str):
        raise PolicyRefused("Id must be a text.")
    if "Statement" not in document:
        raise PolicyRefused("Statement is missing.")
    given = document["Statement"]
    numbered = enumerate(given) if isinstance(given, list) else [("", given)]
    read = (_statement(one, f"Statement[{n}]" if n != "" else "Statement", actions) for n, one in numbered)
    return Policy(tuple(statement for statement in read if statement))


def _statement(given: Any, place: str, actions: Collection[str]) -> Statement | None:
    """The statement; None for one that concerns none of the actions."""
    if not isinstance(given, dict):
        raise PolicyRefused(f"{place} must be an object.")
    _check_members(given, _ELEMENTS, place)
    if not isinstance(given.get("Sid", ""), str):
        raise PolicyRefused(f"{place}.Sid must be a text.")
    if given.get("Effect") not in ("Allow", "Deny"):
        raise PolicyRefused(f'{place}.Effect must be "Allow" or "Deny".')
    named = _actions(given, place)
    resource, resources = _either(given, "Resource", place)
    conditions = list(_condition_entries(given.get("Condition", {}), f"{place}.Condition"))
    if not any(named.fits(action.lower(), {}) for action in actions):
        return None
    return Statement(
        allow=given["Effect"] == "Allow",
        actions=named,
        resources=Element(
            tuple(_resource(text, at) for text, at in resources), negated=resource == "NotResource"
        ),
        conditions=tuple(_condition(*entry) for entry in conditions),
    )


def _actions(given: dict[str, Any], place: str) -> Element:
    element, texts = _either(given, "Action", place)
    for text, at in texts:
        if not _ACTION.fullmatch(text):
            raise PolicyRefused(f'{at} must be "*" or service:action, where wildcards are in the action.')
    return Element(tuple(parse_template(text.lower()) for text, _ in texts), negated=element == "NotAction")


def _resource(text: str, place: str) -> Template:
    """``*`` or an ARN. Of its parts the wildcards of the last ones may stand for several (known)."""
    if text != "*" and not re.fullmatch(r"arn:.*:.+", text):
        raise PolicyRefused(f'{place} must be "*" or an ARN.')
    return _template(text, place)


def _condition(operator_name: str, key: str, values: list[tuple[str, str]], place: str) -> Condition:
    operator = parse_operator(operator_name)
    if operator is None:
        raise PolicyRefused(f"{place}: the condition operator {operator_name} is not supported.")
    kind = kind_of(key)
    if kind is None:
        raise PolicyRefused(f"{place}: the local domain gives its requests no condition key {key}.")
    if operator.compare is Compare.NULL:
        for text, at in values:
            if text not in ("true", "false"):
                raise PolicyRefused(f'{at} must be "true" or "false".')
    elif kind is Kind.MANY and operator.each is Each.ONLY:
        raise PolicyRefused(
            f"{place}: {key} has several values, so the operator must begin with ForAnyValue: or "
            "ForAllValues:."
        )
    return Condition(operator, key.lower(), tuple(_template(text, at) for text, at in values))


def _condition_entries(given: Any, place: str) -> Iterator[tuple[str, str, list[tuple[str, str]], str]]:
    """Operator, key, values with their places, and place of each entry of a Condition block."""
    for operator, keys in _object(given, place).items():
        for key, value in _object(keys, f"{place}.{operator}").items():
            at = f"{place}.{operator}.{key}"
            # IAM takes true for "true" here (known).
            values = [json.dumps(v) if isinstance(v, bool) else v for v in _listed(value)]
            yield operator, key, _texts(values, at), at


def _either(given: dict[str, Any], name: str, place: str) -> tuple[str, list[tuple[str, str]]]:
    """Which of ``name`` and its Not form there is, and its texts with their places."""
    present = [element for element in (name, f"Not{name}") if element in given]
    if len(present) != 1:
        raise PolicyRefused(f"{place} must have exactly one of {name} and Not{name}.")
    at = f"{place}.{present[0]}"
    values = _listed(given[present[0]])
    if not values:
        raise PolicyRefused(f"{at} is empty.")
    return present[0], _texts(values, at)


def _texts(values: list[Any], place: str) -> list[tuple[str, str]]:
    for value in values:
        if not isinstance(value, str):
            raise PolicyRefused(f"{place} must be a text or a list of texts.")
    several = len(values) > 1
    return [(value, f"{place}[{n}]" if several else place) for n, value in enumerate(values)]


def _template(text: str, place: str) -> Template:
    try:
        return parse_template(text)
    except ValueError as error:
        raise PolicyRefused(f"{place} {error}.") from error


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PolicyRefused(f"{place} must be an object.")
    return value


def _check_members(given: dict[str, Any], members: Collection[str], place: str) -> None:
    for name in given:
        if name not in members:
            raise PolicyRefused(f"{place} has {name}, which an identity policy does not have there.")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise PolicyRefused(f"{twice} stands twice in one object.")
    return result

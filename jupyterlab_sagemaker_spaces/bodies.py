"""Checks of request bodies. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Set
from typing import Any

#: Bytes that a request's body may have.
MAX_BODY = 64 * 1024
# The pattern of SpaceName and UserProfileName in SageMaker's API model; the length is checked beside it, as
# there.
_NAME = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")


class BadRequest(Exception):
    """A request that our front end does not make; the text says what is wrong with it."""


def parse_object(body: bytes) -> dict[str, Any]:
    """A request's body as a JSON object. Raises BadRequest."""
    try:
        content = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The request's body is not JSON.") from error
    if not isinstance(content, dict):
        raise BadRequest("The request's body is not a JSON object.")
    return content


def parse_limited(body: bytes) -> dict[str, Any]:
    """A request's body as a JSON object, if it is not too large. Raises BadRequest."""
    if len(body) > MAX_BODY:
        raise BadRequest(f"The request's body is larger than {MAX_BODY} bytes.")
    return parse_object(body)


def check_member_names(content: dict[str, Any], required: Set[str], optional: Set[str] = frozenset()) -> None:
    """Raises BadRequest unless all of the required members are there, and none but those and the optional."""
    missing, unknown = required - content.keys(), content.keys() - required - optional
    if missing:
        raise BadRequest(f"These members are missing: {', '.join(sorted(missing))}.")
    if unknown:
        names = ", ".join(sorted(name[:64] for name in unknown)[:5])
        raise BadRequest(f"These members are not known: {names}.")


def check_ids(content: dict[str, Any], name: str) -> list[str]:
    """The member of that name, if it is a list of texts that are not empty. Raises BadRequest."""
    ids = content[name]
    if not isinstance(ids, list) or not all(isinstance(id_, str) and id_ for id_ in ids):
        raise BadRequest(f"{name} must be a list of ids.")
    return ids


def check_space_name(name: object) -> str:
    """The name, if SageMaker could have such a space. Raises BadRequest."""
    return _check_name(name, "A space's name")


def check_profile_name(name: object) -> str:
    """The name, if SageMaker could have such a user profile. Raises BadRequest."""
    return _check_name(name, "A user profile's name")


def _check_name(name: object, what: str) -> str:
    if not isinstance(name, str) or len(name) > 63 or not _NAME.fullmatch(name):
        raise BadRequest(f"{what} has 1 to 63 letters, digits and hyphens, and no hyphen at either end.")
    return name


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")

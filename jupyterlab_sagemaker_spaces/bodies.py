"""Checks of request bodies. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

#: Bytes that a request's body may have.
MAX_BODY = 64 * 1024
# The pattern of SpaceName in SageMaker's API model; the length is checked beside it, as there.
_SPACE_NAME = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")


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


def parse_members(body: bytes, *names: str) -> list[str]:
    """The values of exactly these members, all of them strings. Raises BadRequest."""
    if len(body) > MAX_BODY:
        raise BadRequest(f"The request's body is larger than {MAX_BODY} bytes.")
    content = parse_object(body)
    if set(content) != set(names) or not all(isinstance(value, str) for value in content.values()):
        raise BadRequest(
            f"The request's body must have exactly these members, all strings: {', '.join(names)}."
        )
    return [content[name] for name in names]


def check_space_name(name: str) -> str:
    """The name, if SageMaker could have such a space. Raises BadRequest."""
    if len(name) > 63 or not _SPACE_NAME.fullmatch(name):
        raise BadRequest(
            "A space's name has 1 to 63 letters, digits and hyphens, and no hyphen at either end."
        )
    return name


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")

"""Bodies of requests: JSON objects, read strictly."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from ..model import Json


def json_object(body: bytes) -> Json:
    """The object that a body holds, an empty body an empty one. Raises ValueError with what is wrong."""
    try:
        value: Any = json.loads(body or b"{}", parse_constant=_refuse)
        # Half a surrogate pair and 1e999 are legal JSON, but could be neither stored nor sent.
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise ValueError("The request's body is not valid JSON.") from None
    if not isinstance(value, dict):
        raise ValueError("The request's body is not a JSON object.")
    return value


def check_members(given: Json, members: Json, required: list[str]) -> None:
    """Raise ValueError unless an object has these members (JSON schemas) and no others."""
    schema = {"properties": members, "required": required, "additionalProperties": False}
    error = best_match(Draft202012Validator(schema).iter_errors(given))
    if error is not None:
        where = error.json_path.removeprefix("$").removeprefix(".")
        raise ValueError(f"{where}: {error.message}" if where else error.message)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")

"""Pages of a list: an opaque NextToken that says after which record the next page starts.

A page starts after a key (sort value, name), not at an offset: what comes and goes meanwhile neither repeats
nor hides another record. A token is good for the same question only (assumed);
it is signed, so that only ours are read.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from .errors import invalid
from .model import Json
from .store import Store
from .table import Table, Value

R = TypeVar("R")

#: MaxResults when it is not given (known for ListApps, assumed for the others).
DEFAULT_SIZE = 10

_SIGNATURE_BYTES = 16


@dataclass(frozen=True)
class Query:
    """A list's question: condition, its values, and the columns that it is sorted by (the last is unique)."""

    where: str
    values: list[Value]
    sort: tuple[str, str]


def page(
    store: Store,
    table: Table[R],
    operation: str,
    params: Json,
    query: Query,
    *,
    answer: tuple[str, Callable[[R], Json]],
) -> Json:
    """One page as the operation answers it: ``answer`` names the member and makes an item of a record.

    ``params`` are the operation's own; MaxResults, NextToken and SortOrder are read from it.
    Raises ServiceError (ValidationException) for a token that is not of this list.
    """
    question = json.dumps(
        [operation, {n: v for n, v in params.items() if n not in ("NextToken", "MaxResults")}]
    )
    key = hashlib.sha256(store.secret("pagination") + question.encode()).digest()
    descending = params.get("SortOrder") == "Descending"
    size = params.get("MaxResults", DEFAULT_SIZE)
    where, values = query.where, list(query.values)
    columns = ", ".join(query.sort)
    if "NextToken" in params:
        where = f"({where}) AND ({columns}) {'<' if descending else '>'} (?, ?)"
        values += _read_token(params["NextToken"], key)
    order = ", ".join(f"{column} {'DESC' if descending else 'ASC'}" for column in query.sort)
    found = list(table.select(where, values, f"ORDER BY {order} LIMIT {int(size) + 1}"))
    member, item = answer
    result: Json = {member: [item(record) for record in found[:size]]}
    if len(found) > size:
        result["NextToken"] = _make_token([getattr(found[size - 1], column) for column in query.sort], key)
    return result


def _make_token(position: list[Value], key: bytes) -> str:
    body = json.dumps(position).encode()
    return base64.urlsafe_b64encode(_sign(body, key) + body).decode()


def _read_token(token: str, key: bytes) -> list[Value]:
    try:
        raw = base64.urlsafe_b64decode(token)
    except (binascii.Error, ValueError):
        raw = b""
    signature, body = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _sign(body, key)):
        raise invalid("Invalid NextToken: it is not one that this list gave for these parameters.")
    position: list[Value] = json.loads(body)
    return position


def _sign(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, body, "sha256")[:_SIGNATURE_BYTES]

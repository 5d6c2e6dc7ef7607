"""One SQLite table of frozen dataclass records: a column a field, JSON where that is a dict or a list."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from typing import Any, Generic, TypeVar, get_type_hints

R = TypeVar("R")

#: A value of a column as SQLite takes it.
Value = str | int | float | None


class Table(Generic[R]):
    """Records of one type. Column names are the record's fields; values are bound, never in the text."""

    def __init__(self, db: sqlite3.Connection, name: str, record: type[R]) -> None:
        self._db = db
        self._name = name
        self._record = record
        hints = get_type_hints(record)
        self._fields = [field.name for field in dataclasses.fields(record)]  # type: ignore[arg-type]
        self._json = {name for name in self._fields if _is_json(hints[name])}
        self._flags = {name for name in self._fields if hints[name] is bool}

    def put(self, record: R) -> None:
        """Insert, or replace the one with the same key."""
        marks = ", ".join("?" for _ in self._fields)
        self._db.execute(
            f"INSERT OR REPLACE INTO {self._name} ({', '.join(self._fields)}) VALUES ({marks})",  # noqa: S608
            [self._encode(name, getattr(record, name)) for name in self._fields],
        )

    def get(self, **equals: Value) -> R | None:
        """The record whose fields are these, or None."""
        return next(self.find(**equals), None)

    def find(self, **equals: Value) -> Iterator[R]:
        """All records whose fields are these."""
        return self.select(
            " AND ".join(f"{self._column(name)} IS ?" for name in equals) or "1", list(equals.values())
        )

    def select(self, where: str, values: list[Value], tail: str = "") -> Iterator[R]:
        """Records by a condition (constant text, ``?`` for each value) and what follows it (order, limit)."""
        sql = f"SELECT {', '.join(self._fields)} FROM {self._name} WHERE {where} {tail}"  # noqa: S608
        for row in self._db.execute(sql, values).fetchall():
            yield self._record(**{n: self._decode(n, v) for n, v in zip(self._fields, row, strict=True)})

    def delete(self, **equals: Value) -> None:
        """Remove the records whose fields are these."""
        where = " AND ".join(f"{self._column(name)} IS ?" for name in equals)
        self._db.execute(f"DELETE FROM {self._name} WHERE {where}", list(equals.values()))  # noqa: S608

    def delete_before(self, column: str, when: float) -> None:
        """Remove the records whose time in ``column`` is not after ``when``."""
        self._db.execute(f"DELETE FROM {self._name} WHERE {self._column(column)} <= ?", [when])  # noqa: S608

    def _column(self, name: str) -> str:
        if name not in self._fields:
            raise KeyError(f"The table {self._name} has no column {name}.")
        return name

    def _encode(self, name: str, value: Any) -> Value:
        encoded: Value = json.dumps(value) if name in self._json else value
        return encoded

    def _decode(self, name: str, value: Any) -> Any:
        if name in self._json:
            return json.loads(value)
        return bool(value) if name in self._flags else value


def _is_json(hint: Any) -> bool:
    return getattr(hint, "__origin__", None) in (dict, list)

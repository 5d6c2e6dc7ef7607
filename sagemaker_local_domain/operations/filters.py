"""Conditions of lists, put together from the filters that a call gives."""

from __future__ import annotations

from ..table import Value


class Filters:
    """An SQL condition and its values. A filter that is None was not given. Column names are constants."""

    def __init__(self) -> None:
        self._conditions = ["1"]
        self.values: list[Value] = []

    @property
    def where(self) -> str:
        """All conditions together."""
        return " AND ".join(self._conditions)

    def equals(self, column: str, value: Value) -> None:
        """The column has this value."""
        self._add(f"{column} = ?", value)

    def contains(self, column: str, text: str | None) -> None:
        """The column's text has this in it; case counts (assumed)."""
        self._add(f"instr({column}, ?)", text)

    def has(self, column: str, value: Value) -> None:
        """The column's JSON list has this item."""
        self._add(f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value = ?)", value)  # noqa: S608

    def between(self, column: str, first: float | None, last: float | None) -> None:
        """The column's time is from the first to the last, both inclusive."""
        self._add(f"{column} >= ?", first)
        self._add(f"{column} <= ?", last)

    def _add(self, condition: str, value: Value) -> None:
        if value is not None:
            self._conditions.append(condition)
            self.values.append(value)

"""Paths as the kernel has them, in bytes: as text for people, and those that have a name for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What is known by name, wherever it lies: whole names, and beginnings of names.
Marks = tuple[frozenset[bytes], tuple[bytes, ...]]


def shown(path: bytes) -> str:
    """A path as text. A name may be any bytes: what is not UTF-8 is shown as ``\\xff``."""
    return path.decode("utf-8", "backslashreplace")


@dataclass(frozen=True)
class Named:
    """Folders that have a name for people: by path, by name wherever they lie, by the beginning of their
    name.
    """

    paths: Mapping[bytes, str]
    names: Mapping[bytes, str]
    beginnings: Mapping[bytes, str]

    def marks(self) -> Marks:
        """What a worker has to hand over by itself."""
        last = {path.rpartition(b"/")[2] for path in self.paths}
        return frozenset(last | self.names.keys()), tuple(self.beginnings)

    def find(self, path: bytes) -> str | None:
        """The id of the folder with that path."""
        name = path.rpartition(b"/")[2]
        found = self.paths.get(path) or self.names.get(name)
        return found or next((id_ for begin, id_ in self.beginnings.items() if name.startswith(begin)), None)

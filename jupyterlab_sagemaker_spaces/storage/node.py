"""A folder that a scan has under way."""

from __future__ import annotations


class Node:
    """A folder that is under way. ``pending``: its own readings and its children that are not finished."""

    __slots__ = ("bytes", "files", "folders", "name", "named", "owns_name", "parent", "pending")

    def __init__(self, parent: Node | None, name: bytes, size: int) -> None:
        self.parent = parent
        self.name = name
        self.bytes = size
        self.files = 0
        self.folders = 0
        self.pending = 1
        # What named folder it is or lies in: only the outermost counts.
        self.named: str | None = None
        self.owns_name = False

    def path(self) -> bytes:
        """Its path."""
        names = []
        node: Node | None = self
        while node is not None:
            names.append(node.name)
            node = node.parent
        root = names.pop()
        return b"/".join([root.rstrip(b"/"), *reversed(names)]) if names else root

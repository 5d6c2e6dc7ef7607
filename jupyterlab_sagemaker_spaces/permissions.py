"""What the administrator lets be done from here. Pure.

It holds for this extension only: what AWS permits is decided by AWS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .here import Here
from .jobs.request import Kind


@dataclass(frozen=True)
class Permissions:
    """The traits of ``c.SpacesExtension`` that bear these names."""

    read_only: bool = False
    allow_create: bool = True
    allow_delete: bool = True
    show_whole_domain: bool = True

    def refusal(self, kind: Kind) -> str | None:
        """Why a job of that kind is not begun; None where it may be. Opening a space changes nothing, and
        what was begun before goes on and may be cancelled.
        """
        if self.read_only:
            return "Your administrator lets spaces be looked at and opened from here, but not changed."
        if kind == "create" and not self.allow_create:
            return "Your administrator does not let spaces be created from here."
        if kind == "delete" and not self.allow_delete:
            return "Your administrator does not let spaces be deleted from here."
        return None

    def public(self) -> dict[str, Any]:
        """As the front end gets it."""
        return {
            "read_only": self.read_only,
            "create": self.refusal("create") is None,
            "delete": self.refusal("delete") is None,
            "whole_domain": self.show_whole_domain,
        }


def refusal_of(kind: Kind, here: Here, permissions: Permissions) -> str | None:
    """Why a job of that kind is not begun by this server; None where it may be."""
    # What Unified Studio makes for a project it also changes and removes, by records of its own.
    if here.place == "unified-studio":
        return "This space belongs to a project: its spaces are managed in SageMaker Unified Studio."
    return permissions.refusal(kind)

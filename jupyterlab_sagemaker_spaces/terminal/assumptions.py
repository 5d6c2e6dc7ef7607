"""What is taken for true of Studio without having been verified: what of it can be seen from here. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from ..here import Here

Json = dict[str, Any]
#: ``unseen``: it cannot be told from here.
State = Literal["as expected", "different", "unseen"]


@dataclass(frozen=True)
class Seen:
    """One assumption, and what was seen of it."""

    assumption: str
    state: State
    text: str

    def public(self) -> Json:
        """As JSON has it."""
        return asdict(self)


def assumptions(here: Here, answers: Mapping[str, Json], container_start: float | None) -> list[Seen]:
    """``answers``: of DescribeSpace and DescribeApp for this space. ``container_start``: when this container
    began, seconds since the epoch; None where that is not known.
    """
    space, app = answers.get("DescribeSpace", {}), answers.get("DescribeApp", {})
    seen = [_sharing(here, space), _address(space), _beginning(app, container_start)]
    if here.space is None:
        return [replace(one, state="unseen", text="This is no space.") for one in seen]
    return seen


def _sharing(here: Here, space: Json) -> Seen:
    assumption = "The environment says of a space whether it is private or shared, as DescribeSpace does."
    told = (space.get("SpaceSharingSettings") or {}).get("SharingType")
    if here.sharing is None or told is None:
        return Seen(assumption, "unseen", "One of the two is missing.")
    same = told == here.sharing
    return Seen(assumption, "as expected" if same else "different", f"{here.sharing}; DescribeSpace: {told}.")


def _address(space: Json) -> Seen:
    assumption = "DescribeSpace gives the address of a space."
    if not space:
        return Seen(assumption, "unseen", "DescribeSpace was not answered.")
    has = bool(space.get("Url"))
    return Seen(assumption, "as expected" if has else "different", "It does." if has else "It gives none.")


def _beginning(app: Json, container_start: float | None) -> Seen:
    assumption = "The container begins after the app was created, and before the app is InService for long."
    created = app.get("CreationTime")
    if not isinstance(created, (int, float)) or container_start is None:
        return Seen(assumption, "unseen", "One of the two times is not known.")
    after = container_start - created
    good = 0 <= after < 3600
    return Seen(assumption, "as expected" if good else "different", f"It began {after:.0f} s after that.")

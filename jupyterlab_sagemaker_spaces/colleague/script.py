"""What the colleague does next: from what is seen in the notebook, and from what was begun."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from .welcome import OWN_CELL, PHRASES, written


@dataclass(frozen=True)
class Go:
    """To another cell."""

    cell: str


@dataclass(frozen=True)
class Write:
    """Put a letter at the end of the own cell."""

    letter: str


@dataclass(frozen=True)
class TakeAway:
    """Take the last letter of the own cell away."""


@dataclass(frozen=True)
class Rest:
    """Stay, for others to read."""


Step = Go | Write | TakeAway | Rest


@dataclass(frozen=True)
class Mind:
    """Where the colleague is, and the phrase that is being written there; ``told`` counts those begun."""

    at: str | None = None
    phrase: str | None = None
    told: int = 0


@dataclass(frozen=True)
class Pace:
    """Seconds: in a cell, for a letter to be written and to be taken away, for a phrase to be read.

    A letter moves the cursor, which everybody is told: not more than four of those a second.
    """

    stay: float = 4.0
    letter: float = 0.25
    away: float = 0.25
    read: float = 3.0

    def after(self, step: Step) -> float:
        """How long to wait after a step."""
        match step:
            case Go():
                return self.stay
            case Write():
                return self.letter
            case TakeAway():
                return self.away
            case Rest():
                return self.read


def next_step(cells: Mapping[str, str], taken: Set[str], mind: Mind) -> tuple[Step, Mind]:
    """The next step and the mind after it.

    ``cells`` are the texts of the notebook's cells by id, in order; ``taken`` the cells in which somebody
    else is. Only the own cell is written to, and only while nobody else is in it or has written there.
    """
    if mind.at == OWN_CELL and OWN_CELL not in taken:
        so_far = written(cells.get(OWN_CELL, ""))
        if so_far is not None:
            if mind.phrase is not None and mind.phrase == so_far:
                return Rest(), replace(mind, phrase=None)
            if mind.phrase is not None and mind.phrase.startswith(so_far):
                return Write(mind.phrase[len(so_far)]), mind
            if so_far:
                return TakeAway(), replace(mind, phrase=None)
    return _go_on(list(cells), mind)


def _go_on(cells: list[str], mind: Mind) -> tuple[Step, Mind]:
    if not cells or cells == [mind.at]:
        return Rest(), replace(mind, phrase=None)
    cell = cells[(cells.index(mind.at) + 1) % len(cells)] if mind.at in cells else cells[0]
    if cell != OWN_CELL:
        return Go(cell), Mind(cell, None, mind.told)
    return Go(cell), Mind(cell, PHRASES[mind.told % len(PHRASES)], mind.told + 1)

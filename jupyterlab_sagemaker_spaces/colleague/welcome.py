"""The notebook in which the trial's colleague is met, and the one cell of it that is the colleague's own."""

from __future__ import annotations

from typing import Any

#: Where it lies in the space, as the file browser has it.
PATH = "welcome.ipynb"
#: Id of the cell in which the colleague types.
OWN_CELL = "colleague"
#: How that cell begins. What follows is the colleague's as long as it is the beginning of one of ``PHRASES``.
OPENING = "# A scripted colleague types below this line\n"
PHRASES = (
    "hello = 'nice to see you here'",
    "june = 31 / 420  # churn of the month",
    "print('back in a minute')",
)

_GREETING = """# You are not alone here

**{name}** is a scripted colleague of this trial: goes from cell to cell of this notebook, and now and then
types into one of them. Nothing of yours is touched."""

_WHERE_TO_LOOK = """## Where to look

- *Spaces* panel, section **People**: who is here, on which document, in which cell. A click goes there.
- The **left margin of the cells**: a circle for each person in a cell."""

_NUMBERS = """customers = {'May': 402, 'June': 420}
lost = {'May': 28, 'June': 31}"""

_RATES = "{month: f'{lost[month] / customers[month]:.1%}' for month in customers}"

_TO_TRY = """## To try

- Go into the cell in which {name} types: the typing stops while you are there.
- Open the second person's address, which the terminal shows: then you are three."""


def notebook(name: str) -> dict[str, Any]:
    """The notebook's content (nbformat 4.5); ``name`` is the colleague's."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            _markdown("greeting", _GREETING.format(name=name)),
            _markdown("where-to-look", _WHERE_TO_LOOK),
            _code("numbers", _NUMBERS),
            _code("rates", _RATES),
            _code(OWN_CELL, OPENING),
            _markdown("to-try", _TO_TRY.format(name=name)),
        ],
    }


def written(source: str) -> str | None:
    """What the colleague has written into the own cell; None where it holds somebody else's text."""
    if not source.startswith(OPENING):
        return None
    rest = source.removeprefix(OPENING)
    return rest if any(phrase.startswith(rest) for phrase in PHRASES) else None


def _markdown(cell: str, source: str) -> dict[str, Any]:
    return {"id": cell, "cell_type": "markdown", "metadata": {}, "source": source}


def _code(cell: str, source: str) -> dict[str, Any]:
    return {
        **{"id": cell, "cell_type": "code", "metadata": {}, "source": source},
        **{"execution_count": None, "outputs": []},
    }

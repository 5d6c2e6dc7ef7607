"""What is not known of AWS, and what is taken for true here: ``--assume NAME=VALUE`` chooses otherwise.

A client that is to work on AWS has to work with either value; its tests run both.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args, get_type_hints


@dataclass(frozen=True)
class Assumptions:
    """One field for each open question, the default first.

    ``instance_change_while_running``: whether UpdateSpace may change the instance type or the image of a
    space with a live app; the app that runs keeps its own.
    ``volume_change_while_running``: the same for the size of the EBS volume.
    ``volume_cooldown``: how often a volume may grow. ``six-hours`` apart (reported for Studio), or
    ``four-a-day`` (known of EBS itself since January 2026; whether Studio follows is not known).
    ``volume_cooldown_answer``: how too soon a growth is told. ``failure``: UpdateSpace is accepted, and the
    space becomes Update_Failed with a reason. ``refusal``: UpdateSpace itself is refused.
    """

    instance_change_while_running: Literal["accepted", "refused"] = "accepted"
    volume_change_while_running: Literal["refused", "accepted"] = "refused"
    volume_cooldown: Literal["six-hours", "four-a-day"] = "six-hours"
    volume_cooldown_answer: Literal["failure", "refusal"] = "failure"


def choices() -> dict[str, tuple[str, ...]]:
    """The name of each assumption as the switch takes it, and its values, the default first."""
    hints = get_type_hints(Assumptions)
    return {
        field.name.replace("_", "-"): get_args(hints[field.name]) for field in dataclasses.fields(Assumptions)
    }


def parse_assumptions(given: Iterable[str]) -> Assumptions:
    """From ``NAME=VALUE`` texts, the last of a name counts. Raises ValueError, which names the choices."""
    known = choices()
    chosen = {}
    for text in given:
        name, _, value = text.partition("=")
        if name not in known:
            raise ValueError(f"There is no assumption {name!r}. There are: {', '.join(known)}.")
        if value not in known[name]:
            raise ValueError(f"{name} is one of {', '.join(known[name])}, not {value!r}.")
        chosen[name.replace("-", "_")] = value
    return Assumptions(**chosen)  # type: ignore[arg-type]

"""Environments beside the project's own: of tools that cannot live in it, and of images."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tasks.project import LOCAL, ROOT, Stamp, digest
from tasks.setup import NETWORK
from tasks.steps import Step, only_one


def own_environment(
    name: str,
    title: str,
    constraints: Path,
    *packages: str,
    pins: Sequence[str] = (),
    python: Path | None = None,
) -> Path:
    """The folder of its programs, once the packages are there.

    :param pins: further constraints
    :param python: what makes it; None: the one that runs this
    :raises StepFailed: it could not be made
    """
    folder = LOCAL / name
    programs = folder / "bin"
    made_by = str(python or sys.version_info[:2])
    stamp = Stamp(name, digest([constraints], *packages, "", *pins, made_by, str(ROOT)))
    with only_one(name):
        if stamp.fresh() and (programs / "python").exists():
            return programs
        stamp.clear()
        with Step(name, title, NETWORK) as step:
            step.run(python or sys.executable, "-m", "venv", "--clear", folder)
            own = folder / "constraints.txt"
            own.write_text("\n".join(pins))
            limits = "-c", constraints, "-c", own
            step.run(programs / "python", "-m", "pip", "install", "--no-input", *packages, *limits)
        stamp.set()
    return programs

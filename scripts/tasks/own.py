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
    python: Path = Path(sys.executable),
) -> Path:
    """The folder of its programs, once the packages are there; ``pins`` are further constraints.

    Raises StepFailed. Whoever changes it afterwards removes it, and so has it made anew.
    """
    folder = LOCAL / name
    programs = folder / "bin"
    version = f"{sys.version_info[:2]} {python}"
    stamp = Stamp(name, digest([constraints], *packages, "", *pins, version, str(ROOT)))
    with only_one(name):
        if stamp.fresh() and (programs / "python").exists():
            return programs
        stamp.clear()
        with Step(name, title, NETWORK) as step:
            step.run(python, "-m", "venv", "--clear", folder)
            own = folder / "constraints.txt"
            own.write_text("\n".join(pins))
            # Of the largest packages hardly anything is imported: the rest need not be compiled.
            install = ["install", "--no-input", "--no-compile", *packages]
            step.run(programs / "python", "-m", "pip", *install, "-c", constraints, "-c", own)
        stamp.set()
    return programs

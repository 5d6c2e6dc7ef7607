"""Environments for tools that need not, or cannot, live in the project's own."""

from __future__ import annotations

import sys
from pathlib import Path

from tasks.project import LOCAL, ROOT, Stamp, digest
from tasks.setup import NETWORK
from tasks.steps import Step


def own_environment(name: str, title: str, constraints: Path, *packages: str) -> Path:
    """The folder of its programs, once the packages are there."""
    folder = LOCAL / name
    programs = folder / "bin"
    stamp = Stamp(name, digest([constraints], *packages, str(sys.version_info[:2]), str(ROOT)))
    if stamp.fresh() and (programs / "python").exists():
        return programs
    stamp.clear()
    with Step(name, title, NETWORK) as step:
        step.run(sys.executable, "-m", "venv", "--clear", folder)
        # Of the largest packages hardly anything is imported: the rest need not be compiled.
        install = ["install", "--no-input", "--no-compile", *packages]
        step.run(programs / "python", "-m", "pip", *install, "-c", constraints)
    stamp.set()
    return programs

"""The wheel of the present build of the front end."""

from __future__ import annotations

import shutil
from pathlib import Path

from tasks.project import LABEXTENSION, PYTHON, ROOT
from tasks.steps import Step, StepFailed


def make_wheel(folder: Path) -> Path:
    """Make it in a folder of its own; where it is. Raises StepFailed, also without a production build."""
    if not (LABEXTENSION / "package.json").exists():
        raise StepFailed("The wheel has no front end.", "Make the production build first: scripts/test.")
    with Step("make-wheel", "Wheel") as step:
        shutil.rmtree(folder, ignore_errors=True)
        step.run(PYTHON, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel

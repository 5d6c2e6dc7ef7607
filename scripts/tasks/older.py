"""Environments with the older JupyterLab versions that the one build supports, as in SageMaker's images."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tasks.project import LOCAL, PYTHON, ROOT, Stamp, digest
from tasks.setup import NETWORK
from tasks.steps import Step

#: JupyterLab's version -> what is asked for. All else is pinned by ``scripts/constraints-<version>.txt``.
VERSIONS = {
    "4.4": ["jupyterlab==4.4.10", "jupyter-collaboration==3.1.2"],
    "4.5": ["jupyterlab==4.5.10", "jupyter-collaboration==4.4.2"],
}


def environment_with(version: str) -> Path:
    """Python of an environment with that JupyterLab and the wheel of the present build in it."""
    folder = LOCAL / f"lab-{version}"
    python = folder / "bin" / "python"
    constraints = ROOT / "scripts" / f"constraints-{version}.txt"
    packages = Stamp(
        f"lab-{version}", digest([constraints, ROOT / "pyproject.toml"], str(sys.version_info[:2]))
    )
    with Step(f"lab-{version}", f"Environment with JupyterLab {version}", NETWORK) as step:
        wheels = LOCAL / "wheels"
        shutil.rmtree(wheels, ignore_errors=True)
        step.run(PYTHON, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", wheels, ROOT)
        (wheel,) = wheels.glob("*.whl")
        if not (packages.fresh() and python.exists()):
            packages.clear()
            step.run(sys.executable, "-m", "venv", "--clear", folder)
            step.run(
                *(python, "-m", "pip", "install", "--no-input", "-c", constraints),
                *(f"{wheel}[local]", *VERSIONS[version]),
            )
            packages.set()
        step.run(python, "-m", "pip", "install", "--no-input", "--no-deps", "--force-reinstall", wheel)
    return python

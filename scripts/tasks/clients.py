"""An environment with clients of AWS's that only the conformance tests run."""

from __future__ import annotations

import sys
from pathlib import Path

from tasks.project import LOCAL, ROOT, Stamp, digest
from tasks.setup import NETWORK
from tasks.steps import Step

CONSTRAINTS = ROOT / "scripts" / "constraints-clients.txt"
PACKAGES = ["awscli", "sagemaker-core"]


def clients() -> Path:
    """The folder of its programs, once they are there."""
    folder = LOCAL / "clients"
    programs = folder / "bin"
    packages = Stamp("clients", digest([CONSTRAINTS], *PACKAGES, str(sys.version_info[:2]), str(ROOT)))
    if packages.fresh() and (programs / "python").exists():
        return programs
    packages.clear()
    with Step("clients", "AWS CLI and sagemaker-core", NETWORK) as step:
        step.run(sys.executable, "-m", "venv", "--clear", folder)
        # Of the largest packages hardly anything is imported: the rest need not be compiled.
        install = ["install", "--no-input", "--no-compile", *PACKAGES]
        step.run(programs / "python", "-m", "pip", *install, "-c", CONSTRAINTS)
    packages.set()
    return programs

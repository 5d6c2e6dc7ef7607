"""An environment with clients of AWS's that only the conformance tests run."""

from __future__ import annotations

from pathlib import Path

from tasks.own import own_environment
from tasks.project import ROOT

CONSTRAINTS = ROOT / "scripts" / "constraints-clients.txt"


def clients() -> Path:
    """The folder of its programs, once they are there."""
    return own_environment("clients", "AWS CLI and sagemaker-core", CONSTRAINTS, "awscli", "sagemaker-core")

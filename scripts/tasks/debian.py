"""Packages of the machine's own, where that is Debian or the like and we are root."""

from __future__ import annotations

import os
import shutil

from tasks.steps import Step


def can_install() -> bool:
    """Whether packages can be installed here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(step: Step, *packages: str) -> bool:
    """Install packages without the recommended ones; whether that worked."""
    step.try_run("apt-get", "update", "--quiet")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    return not step.try_run("apt-get", "install", "--yes", "--no-install-recommends", *packages, env=env)

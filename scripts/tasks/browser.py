"""A Chromium for the browser tests: one that is there, else by apt-get, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess

from tasks import debian
from tasks.project import BIN, LOCAL, UI_TESTS
from tasks.steps import Step, StepFailed

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
#: Where Playwright's own browser goes: inside the project's folder.
DOWNLOADS = LOCAL / "browsers"


def _installed() -> str | None:
    """A Chromium of this machine that really runs (Ubuntu's package may be a stub that asks for snap)."""
    candidates = [os.environ.get("CHROMIUM_PATH"), *map(shutil.which, NAMES)]
    for path in filter(None, candidates):
        try:
            answer = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if answer.returncode == 0:
            return path
    return None


def chromium() -> dict[str, str]:
    """Environment that tells the browser tests which browser to take; installs one if need be."""
    path = _installed()
    if path is None and debian.can_install():
        with Step("chromium-apt", "Chromium by apt-get") as step:
            debian.install(
                step, "chromium", "fonts-dejavu-core"
            )  # without recommended packages there may be none
        path = _installed()
    if path is not None:
        return {"CHROMIUM_PATH": path}
    with Step(
        "chromium",
        "Chromium by Playwright",
        "Install Chromium or Google Chrome by hand, or name one: CHROMIUM_PATH=/path/to/chromium.",
    ) as step:
        step.run(
            BIN / "jlpm",
            "playwright",
            "install",
            "chromium",
            cwd=UI_TESTS,
            env={"PLAYWRIGHT_BROWSERS_PATH": str(DOWNLOADS), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": ""},
        )
    if not DOWNLOADS.is_dir():
        raise StepFailed("Playwright installed no browser.", step.advice, step.log)
    return {"PLAYWRIGHT_BROWSERS_PATH": str(DOWNLOADS)}

"""What the JupyterLab of a space says: the log of its last run, and that of the run before.

After a SIGKILL of the domain the next start runs the spaces again, so the log that tells is the one before.
"""

from __future__ import annotations

import os
from pathlib import Path


def begin_log(log: Path) -> int:
    """Open a new log that its owner alone can read; what was there becomes the one before."""
    log.parent.mkdir(mode=0o700, exist_ok=True)
    if log.exists():
        log.replace(_before(log))
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def remove_logs(log: Path) -> None:
    """Remove a log and the one before."""
    for path in (log, _before(log)):
        path.unlink(missing_ok=True)


def last_line(log: Path) -> str:
    """The last line that says something, cut to what fits a reason."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 4096))
        lines = file.read().decode(errors="replace").splitlines()
    return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "")


def _before(log: Path) -> Path:
    return log.with_suffix(".before.log")

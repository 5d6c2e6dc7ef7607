from __future__ import annotations

import os
from pathlib import Path

from sagemaker_local_domain.processes.logs import begin_log, last_line, remove_logs


def test_what_was_said_last_and_before_is_kept_until_it_is_removed(tmp_path: Path) -> None:
    log, before = tmp_path / "logs/lab.log", tmp_path / "logs/lab.before.log"
    for said in ("first", "second", "third"):
        with os.fdopen(begin_log(log), "w") as file:
            file.write(f"{said}\n\n")
    assert (last_line(log), last_line(before)) == ("third", "second")
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700
    for _ in range(2):
        remove_logs(log)
    assert list(log.parent.iterdir()) == []


def test_the_last_line_fits_a_reason(tmp_path: Path) -> None:
    log = tmp_path / "lab.log"
    log.write_bytes(b"before\n" + b"x" * 5000 + b"\xff\n \n")
    assert last_line(log) == "x" * 300
    log.write_text("")
    assert last_line(log) == ""

"""Quiet steps: one line each on the terminal, everything else in a log file."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tasks.project import LOCAL, LOG, ROOT, environment

#: Lines of a log that are shown when a step fails.
TAIL = 30


class StepFailed(Exception):
    """A step did not work: what was tried, the end of what it said, what to do."""

    def __init__(self, what: str, advice: str, log: Path | None = None) -> None:
        lines = [f"FAILED: {what}"]
        if log is not None:
            lines += ["", *(f"  | {line}" for line in tail(log)), "", f"All of it: {log.relative_to(ROOT)}"]
        super().__init__("\n".join([*lines, advice]))


def told(main: Callable[[], int]) -> int:
    """The exit code of a program, which says what failed where a step did."""
    try:
        return main()
    except StepFailed as error:
        print(error, file=sys.stderr)
        return 1


def tail(log: Path, lines: int = TAIL) -> list[str]:
    """The last lines of a log."""
    return log.read_text(errors="replace").splitlines()[-lines:] if log.exists() else []


@dataclass
class Step:
    """One step: its commands' output goes to ``.local/log/<name>.log``."""

    name: str
    title: str
    advice: str = (
        "Mend what the lines above name, then run the same command again: finished steps are not repeated."
    )
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = LOG / f"{self.name}.log"

    def __enter__(self) -> Step:
        LOG.mkdir(parents=True, exist_ok=True)
        self.log.write_text("")
        self._start = time.monotonic()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            print(f"  {self.title:<44} {time.monotonic() - self._start:6.1f} s", flush=True)

    def run(self, *command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
        """Run one command; raises StepFailed when it is missing or fails."""
        if code := self.try_run(*command, cwd=cwd, env=env):
            raise StepFailed(f"{self.title} (exit code {code} of: {_shown(command)})", self.advice, self.log)

    def try_run(self, *command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> int:
        """Run one command and return its exit code, 127 when there is no such program."""
        with self.log.open("a") as log:
            log.write(f"$ {_shown(command)}\n")
            log.flush()
            try:
                return subprocess.run(
                    command,
                    cwd=cwd,
                    env={**environment(), **(env or {})},
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    check=False,
                ).returncode
            except FileNotFoundError as error:
                log.write(f"{error}\n")
                return 127


def _shown(command: Sequence[str | Path]) -> str:
    return " ".join(str(word) for word in command)


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Hold a lock of the project's folder; a second run waits for the first one."""
    LOCAL.mkdir(parents=True, exist_ok=True)
    with (LOCAL / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another {name} is running in this folder: waiting for it to end.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield

"""One scan's process, as the server (and the command line) sees it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable

from .results import Json

_MODULE = "jupyterlab_sagemaker_spaces.storage.scan_process"
# Bytes of a line: a hundred paths, each of which may be very long.
_LINE = 64 * 1024 * 1024
# Seconds that the process has to end by itself.
_PATIENCE_S = 5.0


class ScannerFailed(Exception):
    """The process gave no whole result; the text says why."""


class Scanner:
    """Runs the process. To be used once."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """``cancel`` was called."""
        return self._cancelled

    async def run(self, path: str, told: Callable[[Json], None]) -> None:
        """Scan; ``told`` gets what is known so far, and in the end the whole. Raises ScannerFailed, also when
        it was cancelled.
        """
        if not hasattr(os, "fork"):
            raise ScannerFailed("What fills a disk can be scanned on Linux and macOS only.")
        try:
            # -P: not the modules that happen to lie in the working directory, which may be anybody's home. A
            # session of its own: Ctrl-C in the server's terminal is for the server.
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", _MODULE, path),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                start_new_session=True,
                limit=_LINE,
            )
        except OSError as error:
            raise ScannerFailed(f"The scan could not be started: {error.strerror}.") from error
        self._process = process
        if self._cancelled:  # while it was being started
            self._end()
        assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
        try:
            ended = False
            async for line in process.stdout:
                if not line.endswith(b"\n"):
                    break  # it was killed while it wrote
                said = json.loads(line)
                if "error" in said:
                    raise ScannerFailed(said["error"])
                ended = said.pop("end", False)
                told(said)
        except ValueError as error:
            raise ScannerFailed(f"What the scan said was not understood: {error}") from error
        finally:
            # Also when this task is cancelled.
            if not process.stdout.at_eof():
                self._end()
            status = await process.wait()
        if not ended:
            raise ScannerFailed(_reason(status))

    def cancel(self) -> None:
        """Have the process end soon."""
        self._cancelled = True
        if self._process is not None:
            self._end()

    def _end(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            asyncio.get_running_loop().call_later(_PATIENCE_S, self._kill)

    def _kill(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()


def _reason(status: int) -> str:
    if status == -signal.SIGKILL:
        return "The scan was killed by the system, perhaps for want of memory."
    if status < 0:
        return f"The scan was ended by signal {-status}."
    return f"The scan ended with status {status}; the server's log may say why."

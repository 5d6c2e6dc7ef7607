"""What is remembered of the disk from one start of the server to the next: small JSON files on the home
volume.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from logging import Logger
from pathlib import Path
from typing import Any


class Kept:
    """JSON files in one directory (mode 700, files 600). All methods block.

    What cannot be read or written is told to the log: a full disk is just when people need to look.
    """

    def __init__(self, directory: Path, log: Logger) -> None:
        self._directory = directory
        self._log = log

    def read(self, name: str) -> Any:
        """The content; None where there is none of use."""
        path = self._directory / f"{name}.json"
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            self._log.warning("What was kept in %s cannot be used: %s", path, error)
            return None

    def write(self, name: str, content: Any) -> None:
        """Put the content in the place of the former one, whole or not at all."""
        path = self._directory / f"{name}.json"
        # Several servers may share a home, as in Studio Classic.
        new = path.with_suffix(f".{os.getpid()}.new")
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump(content, file)
            new.replace(path)
        except OSError as error:
            self._log.warning("Nothing can be kept in %s: %s", path, error)
            with suppress(OSError):  # on a full disk, half a file is half a file too many
                new.unlink()

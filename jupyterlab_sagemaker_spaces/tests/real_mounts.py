"""Real mounts on this machine for a test, and why there can be none. Linux as root."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from . import fuse


class RealMounts:
    """Mounts below a test's folder; ``end`` lets go of all of them."""

    def __init__(self, base: Path) -> None:
        base.mkdir()
        self.base = base
        self._undo = contextlib.ExitStack()

    def mount(self, name: str, *arguments: str) -> Path:
        """Have ``mount`` make one on a folder, which is new unless it is to be covered."""
        path = self.base / name
        path.mkdir(parents=True, exist_ok=True)
        # From there: options with paths take no blanks.
        subprocess.run(["mount", *arguments, str(path)], cwd=self.base, check=True, capture_output=True)
        self._undo.callback(self.unmount, path)
        return path

    def image(self, name: str, fstype: str) -> Path:
        """A file system of its own in a file, on a loop device."""
        image = self.base / f"{name}.image"
        with image.open("wb") as file:
            file.truncate(320 * 2**20)  # xfs takes no less than 300 MiB
        subprocess.run([f"mkfs.{fstype}", "-q", str(image)], check=True, capture_output=True)
        return self.mount(name, "-t", fstype, "-o", "loop", str(image))

    def fuse(self, name: str, fstype: str, source: str, manner: str) -> tuple[Path, subprocess.Popen[str]]:
        """A FUSE file system and the program behind it; see ``fuse`` for the manners."""
        path = self.base / name
        path.mkdir(parents=True)
        program = subprocess.Popen(
            [sys.executable, "-I", "-S", fuse.__file__, str(path), fstype, source, manner],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._undo.enter_context(program)
        self._undo.callback(self.unmount, path)
        self._undo.callback(program.kill)  # first: who waits for it is free then
        assert program.stdout
        assert program.stdout.readline() == "mounted\n"
        return path, program

    def unmount(self, path: Path) -> None:
        """Lazily: a file system of which nobody answers cannot be asked."""
        subprocess.run(["umount", "--lazy", str(path)], check=True, capture_output=True)

    def end(self) -> None:
        """Undo all, the last one first."""
        self._undo.close()


@contextlib.contextmanager
def real_mounts(base: Path) -> Iterator[RealMounts]:
    """Mounts that end with the block."""
    made = RealMounts(base)
    try:
        yield made
    finally:
        made.end()


def why_not(*needed: str) -> str:
    """Why there can be no real mounts here; ``needed`` are programs and devices. Nothing where there can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "mounting needs root on Linux"
    missing = [
        one for one in needed if not (Path(one).exists() if one.startswith("/") else shutil.which(one))
    ]
    if missing:
        return f"these mounts need {', '.join(missing)}"
    tried = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "probe", "/mnt"], check=False, capture_output=True
    )
    return "this machine lets nobody mount" if tried.returncode else ""

"""The server part where the system lacks what Linux has: it loads, and says what it cannot do."""

from __future__ import annotations

import subprocess
import sys

#: What is first loaded of others needs these itself; then they are taken away, as Windows has none of them.
WITHOUT = """
import asyncio, multiprocessing, os, sys, tempfile
import jupyter_server.extension.application
for module in ("fcntl", "pwd"):
    sys.modules[module] = None
for name in ("O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "getuid", "fork", "statvfs", "nice"):
    delattr(os, name)
os.supports_dir_fd = set()
"""


def run_without(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", WITHOUT + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_extension_loads() -> None:
    assert "SpacesExtension" in run_without(
        "from jupyterlab_sagemaker_spaces.extension import SpacesExtension; print(SpacesExtension.__name__)"
    )


def test_a_scan_says_that_it_cannot_be_made() -> None:
    said = run_without(
        """
from jupyterlab_sagemaker_spaces.storage.scanner import Scanner, ScannerFailed
try:
    asyncio.run(Scanner().run("/tmp", print))
except ScannerFailed as failure:
    print(failure)
"""
    )
    assert said == "What fills a disk can be scanned on Linux and macOS only.\n"


def test_clearing_says_that_it_cannot_be_done(tmp_path: object) -> None:
    said = run_without(
        f"""
from pathlib import Path
from jupyterlab_sagemaker_spaces.storage.clear import clear
from jupyterlab_sagemaker_spaces.storage.hogs import find
home = Path({str(tmp_path)!r})
(home / ".cache/pip/http-v2").mkdir(parents=True)
(home / ".cache/pip/http-v2/x").write_text("x")
print(clear(find("pip"), home, {{}}, dry_run=False).error, (home / ".cache/pip/http-v2/x").exists())
"""
    )
    assert "caches can be cleared on Linux and macOS only" in said
    assert said.endswith("True\n")

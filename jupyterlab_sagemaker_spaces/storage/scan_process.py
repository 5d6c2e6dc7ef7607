"""The process of a scan: ``python -m jupyterlab_sagemaker_spaces.storage.scan_process ROOT``.

Writes what it knows as a line of JSON twice a second, and last a line with ``"end": true``; or a line with
``"error"``. It ends when nobody reads any more. Whatever else wants the processor or the disk goes first.
"""

from __future__ import annotations

import gc
import json
import os
import stat
import sys
import time
from pathlib import Path

import psutil

from .mounts_below import is_mounted, mounts_below
from .paths import Named
from .scan import Scan, ScanFailed
from .spots import named

#: Seconds between two lines.
EVERY_S = 0.5
# A line may take so much of the scan's time: with very many folders under way, lines come less often.
_SHARE = 0.05


def _step_back() -> None:
    os.nice(19)
    # A sandbox may forbid the call, and a system may not know it.
    if hasattr(psutil, "IOPRIO_CLASS_IDLE"):
        try:
            psutil.Process().ionice(psutil.IOPRIO_CLASS_IDLE)
        except (psutil.Error, OSError) as error:
            print(f"The disk is read at normal priority: {error}", file=sys.stderr)


def _tell(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _files(root: bytes, known: Named) -> dict[str, int]:
    """Bytes of what is known by its path and is a file: the scan itself looks for folders only."""
    sizes: dict[str, int] = {}
    mounts = mounts_below(root)
    for path, hog in known.paths.items():
        if not path.startswith(root.rstrip(b"/") + b"/") or is_mounted(path, mounts):
            continue
        try:
            status = os.lstat(path)
        except OSError:
            continue  # it is not there, or cannot be seen: then the scan says so of the folder
        if not stat.S_ISDIR(status.st_mode):
            sizes[hog] = sizes.get(hog, 0) + status.st_blocks * 512
    return sizes


def _scan(root: str) -> None:
    known = named(Path.home(), os.environ)
    scan = Scan(root, known)
    pause = EVERY_S
    last = time.monotonic()
    for _ in scan.run(EVERY_S):
        if time.monotonic() - last >= pause:
            begin = time.monotonic()
            _tell(scan.result())
            last = time.monotonic()
            pause = max(EVERY_S, (last - begin) / _SHARE)
    result = scan.result()
    for hog, size in _files(os.fsencode(root), known).items():
        result["hogs"][hog] = result["hogs"].get(hog, 0) + size
    _tell({**result, "end": True})


def main() -> int:
    """Scan the folder that the command line names."""
    _step_back()
    # No cycles are made here; looking for them among millions of names costs a tenth of the time.
    gc.disable()
    try:
        _scan(sys.argv[1])
    except ScanFailed as error:
        _tell({"error": str(error)})
        return 1
    except BrokenPipeError:
        # Nobody reads. Nothing more is written, not even what is still in the buffer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Ends every process of an app, found by a marker that all of them carry in their environment.

JupyterLab is our child; its terminals and kernels are not, and what these start (``nohup``, a daemon) has a
session and a process group of its own and outlives its parent, so neither groups nor parents name them all.
The environment is inherited by all of them. A parent-death signal (Linux's PR_SET_PDEATHSIG) would not do
in its place: it reaches JupyterLab only, not what a terminal started; it fires when the *thread* that
started it ends; and it does not exist elsewhere. It is not needed beside it: after a SIGKILL of the domain
nobody reaches the processes that are left, since the door before their sockets is gone, and the next start
on the directory ends them before it does anything else.

What clears its own environment (``env -i``) gets away, unless the app is in a container (``container``).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import psutil

MARKER = "SAGEMAKER_LOCAL_DOMAIN_APP"

#: A killed process is gone in milliseconds; one that is not hangs in the kernel (a dead network mount).
_LIMIT = 10.0
_LOOK_EVERY = 0.02


class ProcessesLeft(Exception):
    """Processes survived a kill."""


def mark(domain: str, app_id: str) -> str:
    """The marker of one app's processes; ``domain`` is the state directory's identity."""
    return f"{domain}/{app_id}"


def end_marked(prefix: str) -> int:
    """Kill all processes whose marker starts so, and return how many once none is left. Blocks.

    Raises ProcessesLeft after ten seconds.
    """
    killed: set[int] = set()
    limit = time.monotonic() + _LIMIT
    while found := list(_marked(prefix)):
        if time.monotonic() > limit:
            raise ProcessesLeft(f"Processes {[process.pid for process in found]} survive a kill.")
        for process in found:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
            killed.add(process.pid)
        # Not psutil's wait: it would take the exit status of our own children from asyncio.
        time.sleep(_LOOK_EVERY)
    return len(killed)


def _marked(prefix: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            # A zombie is dead: it only waits for its parent to ask.
            if process.environ().get(MARKER, "").startswith(prefix) and process.pid != os.getpid():
                yield process
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue

from __future__ import annotations

import os
import subprocess
import uuid

from sagemaker_local_domain.processes.leftovers import MARKER, end_marked, mark


def start(marker: str, command: str) -> subprocess.Popen[str]:
    """A shell that says "ready" and then does as it is told."""
    process = subprocess.Popen(
        ["sh", "-c", f"echo ready; {command}"],
        env={**os.environ, MARKER: marker},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_grandchildren_with_sessions_of_their_own_end_too() -> None:
    domain = uuid.uuid4().hex
    other = start(mark(domain, "b"), "exec sleep 600")
    # The shell ends at once; what it left behind has another parent, session and group.
    parent = start(mark(domain, "a"), "setsid nohup sleep 600 >/dev/null 2>&1 &")
    parent.wait()
    assert end_marked(mark(domain, "a")) == 1
    assert other.poll() is None
    assert end_marked(mark(domain, "")) == 1
    assert other.wait() == -9
    assert end_marked(mark(domain, "")) == 0
    for process in (parent, other):
        process.communicate()

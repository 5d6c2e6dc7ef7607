"""Which way this machine runs spaces: in containers or as plain children, with images or directories.

It is tried, not guessed: a container is started at the domain's start, with an image for its volume, and a
Python in it that reads what JupyterLab needs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..directory import StateDirectory
from . import container
from .leftovers import mark
from .python_environment import NoEnvironment, look
from .volumes import Kind, Volume, VolumeUnusable, make_image

#: The command line's ``--volumes``.
Wanted = Literal["auto", "directory", "ext4", "xfs"]

#: The run's name in the state directory; apps have names of 32 characters.
_PROBE = "probe"
#: Bytes; sparse. No smaller xfs can be made.
_PROBE_SIZE = 512 * 1024 * 1024
#: Real seconds: it takes a fraction of one.
_LIMIT = 60.0
#: Runs in the container as its user: reads a package of JupyterLab's, writes on the volume.
_TRIAL = "import jupyter_core.paths, pathlib; pathlib.Path('probe').write_text('works')"


class CannotHave(Exception):
    """The volumes that were asked for cannot be had; the text says why."""


@dataclass(frozen=True)
class Way:
    """How spaces run: ``volumes`` is the kind of new ones; ``because`` says why the way is no better."""

    isolated: bool
    volumes: Kind
    because: str = ""


def decide(wanted: Wanted, attempt: Callable[[Kind], str]) -> Way:
    """The way, from what was asked for and ``attempt``: tries a kind of volume in a container and returns
    why it does not work, nothing when it does. Raises CannotHave.
    """
    kind: Kind = "ext4" if wanted == "auto" else wanted
    why = attempt(kind)
    if not why:
        return Way(True, kind)
    if wanted in ("ext4", "xfs"):
        raise CannotHave(f"--volumes {wanted} does not work here: {why}")
    if kind == "directory" or (no_container := attempt("directory")):
        return Way(False, "directory", why if kind == "directory" else no_container)
    return Way(True, "directory", why)


def find_way(directory: StateDirectory, wanted: Wanted) -> Way:
    """Decide by trying. Blocks. Raises CannotHave."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return decide(wanted, lambda kind: "Containers need root on Linux.")
    return decide(wanted, lambda kind: _attempt(directory, kind))


def _attempt(directory: StateDirectory, kind: Kind) -> str:
    own = directory.app(_PROBE)
    volume = Volume(kind, directory.volumes / f".{_PROBE}.{kind}")
    try:
        directory.socket(_PROBE).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        if kind == "directory":
            volume.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        else:
            make_image(volume, _PROBE_SIZE)
        environment = look(sys.executable)
        command = container.prepare(
            directory, _PROBE, volume, environment.places, [sys.executable, "-I", "-c", _TRIAL], {}
        )
        return _run(command, container.outer_environment(mark(directory.identity, _PROBE)))
    except (OSError, NoEnvironment, VolumeUnusable) as error:
        return str(error)
    finally:
        shutil.rmtree(own, ignore_errors=True)
        if kind == "directory":
            shutil.rmtree(volume.path, ignore_errors=True)
        else:
            volume.path.unlink(missing_ok=True)


def _run(command: list[str], environment: dict[str, str]) -> str:
    """Why a container ended otherwise than well. Its input stays open: the end of that would end it."""
    reading, writing = os.pipe()
    try:
        done = subprocess.run(
            command,
            cwd="/",
            env=environment,
            stdin=reading,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_LIMIT,
            check=False,
        )
    except FileNotFoundError as error:
        return f"{error.filename} is not installed."
    except subprocess.TimeoutExpired:
        return f"A container did not end within {_LIMIT:.0f} seconds."
    finally:
        os.close(reading)
        os.close(writing)
    if not done.returncode:
        return ""
    said = done.stderr.strip().splitlines()
    why = said[-1] if said else f"exit code {done.returncode}"
    if done.returncode == container.NOT_STARTED:
        return why
    return (
        f"An unprivileged user cannot run {sys.executable} ({why}). Let everybody read the files of its "
        "environment and of the packages in it (chmod -R o+rX)."
    )

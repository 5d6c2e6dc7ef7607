"""A Python environment seen from outside: does its interpreter start, what is in it, where does it lie."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

#: Seconds; a cold disk may keep an interpreter waiting.
_LIMIT = 60.0

#: Asked of the interpreter itself. Where an editable package lies: ``direct_url.json`` (PEP 610).
_QUESTION = """
import importlib.metadata, json, os, sys, urllib.parse, urllib.request
asked, versions, places = sys.argv[1:], {}, [sys.prefix, sys.base_prefix, *sys.path]
for package in importlib.metadata.distributions():
    name = (package.metadata["Name"] or "").lower().replace("_", "-")
    if name in asked:
        versions.setdefault(name, package.version)
    origin = json.loads(package.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        places.append(urllib.request.url2pathname(urllib.parse.urlsplit(origin["url"]).path))
link = sys.executable
while os.path.islink(link):
    link = os.path.join(os.path.dirname(link), os.readlink(link))
    places.append(os.path.dirname(link))
places = [os.path.abspath(place) for place in places if os.path.isdir(place)]
print(json.dumps({"version": sys.version.split()[0], "packages": versions, "places": places}))
"""


class NoEnvironment(Exception):
    """Nothing that can be used as an interpreter; the text says why."""


@dataclass(frozen=True)
class PythonEnvironment:
    """What an interpreter says of itself; versions are None for what is not installed.

    ``places`` are the directories that hold all it needs to run what is installed, none inside another.
    """

    version: str
    jupyterlab: str | None
    collaboration: str | None
    places: frozenset[Path]


def look(python: str) -> PythonEnvironment:
    """Ask an interpreter, by its absolute path. Blocks for tens of milliseconds. Raises NoEnvironment."""
    try:
        done = subprocess.run(
            [python, "-I", "-c", _QUESTION, "jupyterlab", "jupyter-collaboration"],
            cwd="/",
            env={},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_LIMIT,
            check=False,
        )
    except OSError as error:
        raise NoEnvironment(f"{python} cannot be started: {error.strerror}.") from error
    except subprocess.TimeoutExpired:
        raise NoEnvironment(f"{python} did not answer within {_LIMIT:.0f} seconds.") from None
    try:
        said = json.loads(done.stdout)
        named = {Path(python).parent, *map(Path, said["places"])}
        places = named | {place.resolve() for place in named}
        return PythonEnvironment(
            version=said["version"],
            jupyterlab=said["packages"].get("jupyterlab"),
            collaboration=said["packages"].get("jupyter-collaboration"),
            places=frozenset(place for place in places if places.isdisjoint(place.parents)),
        )
    except (ValueError, KeyError, TypeError):
        lines = done.stderr.strip().splitlines()
        why = lines[-1] if lines else f"exit code {done.returncode}"
        raise NoEnvironment(f"{python} is no Python that works: {why}") from None

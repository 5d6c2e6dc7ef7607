"""Packages that were installed since the container began and go with it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..here import METADATA_FILE
from .looks import CannotLook

Json = dict[str, Any]


def container_start(environ: Mapping[str, str]) -> float:
    """When this container began, seconds since the epoch: when its first process started or, where that was
    before, when what Studio tells the app was written. Blocks. Raises CannotLook.
    """
    import psutil  # a server in which nobody leaves does without

    try:
        written = os.stat(environ.get("RESOURCE_METADATA_FILE") or METADATA_FILE).st_mtime
        return max(written, psutil.Process(1).create_time())
    except (OSError, psutil.Error) as error:
        raise CannotLook("When this container began is not known.") from error


async def look_at_packages(environ: Mapping[str, str], home: Path, specs: Any) -> list[Json]:
    """Those in the environments of the server and of its kernels, unless these lie on the home. Raises
    CannotLook.
    """
    found = await asyncio.to_thread(
        lambda: list(new_packages(environments(specs), container_start(environ), home))
    )
    return sorted(found, key=lambda package: (package["environment"], package["name"].lower()))


def environments(specs: Any) -> list[Path]:
    """The Python environments (their prefixes) of the server and of its kernel specs. Blocks."""
    prefixes = {Path(sys.prefix)}
    for spec in specs.get_all_specs().values():
        argv = spec["spec"].get("argv") or [""]
        python = Path(argv[0])
        if python.is_absolute() and python.parent.name == "bin":
            prefixes.add(python.parent.parent)
    return sorted(prefixes)


def new_packages(prefixes: Iterable[Path], since: float, home: Path) -> Iterable[Json]:
    """``name``, ``version`` and ``environment`` of each package there that is newer. Blocks."""
    for prefix in prefixes:
        if prefix.resolve().is_relative_to(home.resolve()):
            continue
        for info in sorted(prefix.glob("lib/python3*/site-packages/*.dist-info")):
            try:
                is_new = info.stat().st_mtime > since
            except OSError:  # uninstalled meanwhile
                continue
            if is_new:
                name, _, version = info.name.removesuffix(".dist-info").partition("-")
                yield {"name": name, "version": version, "environment": str(prefix)}

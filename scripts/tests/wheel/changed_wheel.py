"""Other wheels, made from the real one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

#: Changes the content of one file, given its name.
Change = Callable[[str, bytes], bytes]


def version_of(wheel: Path) -> str:
    """The version in a wheel's name."""
    return wheel.name.split("-")[1]


def changed(wheel: Path, folder: Path, version: str, change: Change = lambda name, content: content) -> Path:
    """The wheel with another version and other content, in that folder."""
    old = version_of(wheel)

    def renamed(text: str) -> str:
        return text.replace(f"_spaces-{old}.", f"_spaces-{version}.")

    made = folder / wheel.name.replace(f"-{old}-", f"-{version}-")
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if name.endswith(".dist-info/METADATA"):
                content = content.replace(f"\nVersion: {old}\n".encode(), f"\nVersion: {version}\n".encode())
            if name.endswith(".dist-info/RECORD"):
                content = renamed(content.decode()).encode()
            target.writestr(renamed(name), content)
    return made

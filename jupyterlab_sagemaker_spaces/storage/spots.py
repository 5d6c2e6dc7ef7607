"""Where the known folders lie below home.

Where a tool's own variable puts a cache elsewhere, it is named there. It is cleared there only by names that
nobody but the tool gives (``unmistakable``): the variable may point to a folder that holds other things, too,
and there ``wheels``, ``artifacts`` or ``v6`` may be anybody's.
"""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

from .hogs import HOGS, Hog, Place
from .paths import Named


@dataclass(frozen=True)
class Spot:
    """Where something of a hog is. ``own``: at its usual place, or by a name that only its tool gives:
    nothing else lies there.
    """

    path: str
    own: bool


#: The bases of the XDG Base Directory Specification, and their defaults below home.
_BASES = {"XDG_CACHE_HOME": ".cache/", "XDG_DATA_HOME": ".local/share/"}


def spots(hog: Hog, home: Path, environ: Mapping[str, str]) -> list[Spot]:
    """Where a hog may lie below home, whether or not it is there."""
    found = [spot for place in hog.places for spot in _spots(place, home, environ)]
    return list({spot.path: spot for spot in found if _is_below(spot.path, str(home))}.values())


def named(home: Path, environ: Mapping[str, str]) -> Named:
    """All hogs, as a scan looks for them."""
    return Named(
        paths={os.fsencode(spot.path): hog.id for hog in HOGS for spot in spots(hog, home, environ)},
        names={os.fsencode(name): hog.id for hog in HOGS for name in hog.names},
        beginnings={os.fsencode(begin): hog.id for hog in HOGS for begin in hog.beginnings},
    )


def _spots(place: Place, home: Path, environ: Mapping[str, str]) -> list[Spot]:
    names = place.parts or ("",)

    def within(folder: str, own: Container[str]) -> list[Spot]:
        return [Spot(os.path.normpath(os.path.join(folder, name)), name in own) for name in names]

    # The usual place comes last: where a variable names just that, it is the usual one.
    return [
        *(
            spot
            for folder in _by_variable(place, home, environ)
            for spot in within(folder, place.unmistakable)
        ),
        *(spot for folder in _by_base(place, home, environ) for spot in within(folder, place.parts)),
        *within(os.path.join(home, place.default), names),
    ]


def _by_variable(place: Place, home: Path, environ: Mapping[str, str]) -> list[str]:
    """Where the tool's own variable says that the folder is."""
    if not place.variable or not (told := environ.get(place.variable)):
        return []
    # conda parts its lists by commas, and takes os.pathsep, too.
    folders = told.replace(",", os.pathsep).split(os.pathsep) if place.several else [told]
    return [_full(folder, home) for folder in folders if folder.strip()]


def _by_base(place: Place, home: Path, environ: Mapping[str, str]) -> list[str]:
    """Where the folder is by a base of XDG's: there, as at the usual place, its name is the tool's."""
    return [
        os.path.join(_full(environ[base], home), place.default.removeprefix(default))
        for base, default in _BASES.items()
        if place.default.startswith(default) and environ.get(base)
    ]


def _full(folder: str, home: Path) -> str:
    return os.path.join(home, os.path.expanduser(folder.strip()))


def _is_below(path: str, home: str) -> bool:
    return path.startswith(home.rstrip("/") + "/")

"""What a list of spaces says of each, from ListSpaces and ListApps. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..timestamps import iso

Json = dict[str, Any]
_UNITS = {"m": 60.0, "h": 3600.0, "d": 86400.0}


@dataclass(frozen=True)
class Line:
    """A space, or an app of a user profile that belongs to none (``space`` None). ``since``: when its running
    app was created, seconds since the epoch; None where it does not run.
    """

    space: str | None
    display_name: str | None
    owner: str | None
    sharing: str | None
    app_type: str | None
    status: str
    instance_type: str | None
    since: float | None

    def public(self) -> Json:
        """As JSON has it."""
        return {**asdict(self), "since": None if self.since is None else iso(self.since)}


def lines_of(spaces: Iterable[Json], apps: Sequence[Json]) -> list[Line]:
    """One line for each space, and for each running app of Studio Classic beside the spaces; by name."""
    running: dict[str, list[Json]] = {}
    for app in apps:
        if app.get("Status") == "InService" and "SpaceName" in app:
            running.setdefault(app["SpaceName"].lower(), []).append(app)
    lines = [_space(space, running.get(space["SpaceName"].lower(), [])) for space in spaces]
    lines += [
        _app(app, None, None, app.get("UserProfileName"), None)
        for app in apps
        if app.get("Status") == "InService" and "SpaceName" not in app
    ]
    return sorted(lines, key=lambda line: (line.space is None, (line.space or line.owner or "").lower()))


def running_longer(lines: Iterable[Line], seconds: float, now: float) -> list[Line]:
    """Those that have run for longer than that, the longest first."""
    found = [line for line in lines if line.since is not None and now - line.since > seconds]
    return sorted(found, key=lambda line: line.since or 0)


def parse_span(text: str) -> float:
    """``90m``, ``12h``, ``2d`` in seconds. Raises ValueError."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([mhd])", text.strip())
    if not match or not float(match[1]) > 0:
        raise ValueError(f"{text!r} is no span of time such as 90m, 12h or 2d")
    return float(match[1]) * _UNITS[match[2]]


def table(lines: Sequence[Line], now: float) -> str:
    """The lines in columns."""
    heads = ("SPACE", "OWNER", "SHARING", "STATUS", "INSTANCE", "RUNNING FOR")
    rows = [
        (
            line.space or f"({line.app_type})",
            line.owner or "-",
            (line.sharing or "-").lower(),
            line.status,
            line.instance_type or "-",
            "-" if line.since is None else _span(now - line.since),
        )
        for line in lines
    ]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *rows)
    )


def _space(space: Json, apps: Sequence[Json]) -> Line:
    owner = space.get("OwnershipSettingsSummary", {}).get("OwnerUserProfileName")
    sharing = space.get("SpaceSharingSettingsSummary", {}).get("SharingType")
    name = space.get("SpaceDisplayName")
    if apps:
        eldest = min(apps, key=lambda app: app.get("CreationTime", 0))
        return _app(eldest, space["SpaceName"], name, owner, sharing)
    app_type = space.get("SpaceSettingsSummary", {}).get("AppType")
    # A space that is in service and has no running app is what people call stopped.
    status = space.get("Status", "")
    shown = "Stopped" if status == "InService" else status
    return Line(space["SpaceName"], name, owner, sharing, app_type, shown, None, None)


def _app(app: Json, space: str | None, name: str | None, owner: str | None, sharing: str | None) -> Line:
    return Line(
        space,
        name,
        owner,
        sharing,
        app.get("AppType"),
        "Running",
        app.get("ResourceSpec", {}).get("InstanceType"),
        app.get("CreationTime"),
    )


def _span(seconds: float) -> str:
    minutes = max(0, round(seconds / 60))
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 48 else f"{hours // 24} d {hours % 24} h"

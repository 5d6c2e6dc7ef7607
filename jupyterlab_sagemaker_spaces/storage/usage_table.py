"""A scan's result as text for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .hogs import HOGS
from .results import Json

#: Lines of each list.
_LINES = 10
_BAR = 20


def size_text(size: float) -> str:
    """Bytes in units of 1,024, as volumes are sold."""
    for unit in ("B", "KB", "MB", "GB"):
        if round(size) < 1024:
            return f"{size:.0f} {unit}" if unit == "B" or size >= 100 else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:,.1f} TB"


def progress(result: Json) -> str:
    """One line while it runs."""
    return f"{_count(result['files'], 'file')}, {size_text(result['bytes'])} so far"


def table(result: Json, free: int, total: int, people: Mapping[int, str] | None) -> str:
    """The whole; ``people``: names by uid, None where owners are not asked for."""
    whole = result["bytes"]
    parts = [
        f"{_safe(result['path'])}: {size_text(whole)} in {_count(result['files'], 'file')} and "
        f"{_count(result['folders'], 'folder')}. {size_text(free)} of {size_text(total)} are free."
    ]
    sizes = sorted(HOGS, key=lambda hog: -result["hogs"].get(hog.id, 0))
    parts.append(
        _section(
            "Known folders",
            [
                (result["hogs"][hog.id], f"{hog.name}{' (safe to clear)' if hog.safe else ''}")
                for hog in sizes
                if result["hogs"].get(hog.id)
            ],
            whole,
        )
    )
    for title, name in (("Largest folders", "largest_folders"), ("Largest files", "largest_files")):
        parts.append(_section(title, [(one["bytes"], one["path"]) for one in result[name][:_LINES]], whole))
    if people is not None:
        owners = [
            (
                one["bytes"],
                f"{people.get(one['uid'], 'unknown')} (uid {one['uid']}), {_count(one['files'], 'file')}",
            )
            for one in result["owners"]
        ]
        parts.append(_section("By owner", owners, whole))
    return "\n\n".join(part for part in [*parts, _missing(result)] if part)


def _section(title: str, rows: Sequence[tuple[int, str]], whole: int) -> str:
    lines = [
        f"{size_text(size):>10}  {'#' * round(_BAR * size / whole) if whole else '':<{_BAR}}  {_safe(text)}"
        for size, text in rows
    ]
    return "\n".join([title, *lines]) if lines else ""


def _missing(result: Json) -> str:
    unread, lines = result["unread"], []
    if unread["count"]:
        lines.append(f"{unread['count']:,} folders or files could not be read and are not counted, such as:")
        lines += [f"  {_safe(one['path'])}: {one['why']}" for one in unread["examples"][:3]]
    if result["vanished"]:
        lines.append(f"{result['vanished']:,} vanished meanwhile.")
    if others := result["other_file_systems"]:
        lines.append("Other file systems, not counted: " + ", ".join(_safe(path) for path in others))
    return "\n".join(lines)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _safe(text: str) -> str:
    """A name may hold what a terminal obeys."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)

"""The result of a scan as it is told and kept, and what clearing changes of it. Pure."""

from __future__ import annotations

from typing import Any

from .clear import Cleared

Json = dict[str, Any]

_LISTS: dict[str, dict[str, type]] = {
    "largest_folders": {"path": str, "bytes": int, "files": int},
    "largest_files": {"path": str, "bytes": int},
    "owners": {"uid": int, "bytes": int, "files": int},
}
_EXAMPLE: dict[str, type] = {"path": str, "why": str}
_MEMBERS: dict[str, type] = {
    "where": str,
    "path": str,
    "state": str,
    "started": str,
    "bytes": int,
    "files": int,
    "folders": int,
    "unread": dict,
    "vanished": int,
    "other_file_systems": list,
}


def begin(where: str, path: str, now: str) -> Json:
    """The result of a scan that has seen nothing yet."""
    return {
        "where": where,
        "path": path,
        "state": "running",
        "error": None,
        "started": now,
        "ended": None,
        "cleared_since": None,
        "bytes": 0,
        "files": 0,
        "folders": 0,
        "largest_folders": [],
        "largest_files": [],
        "owners": [],
        "hogs": {},
        "unread": {"count": 0, "examples": []},
        "vanished": 0,
        "other_file_systems": [],
    }


def kept(content: Any) -> dict[str, Json]:
    """The results that were kept, by where; those of another shape (of another version) are left out."""
    if not isinstance(content, dict):
        return {}
    return {where: result for where, result in content.items() if _is_result(where, result)}


def after_clearing(result: Json, cleared: list[Cleared], now: str) -> Json:
    """The result as it is when what was cleared is taken off: sums, folders, files and hogs. Whose the files
    were is not known: ``owners`` stay, and ``cleared_since`` says that they are of before.
    """
    changed = {**result, "hogs": dict(result["hogs"]), "cleared_since": now}
    for one in cleared:
        changed["hogs"][one.id] = max(0, changed["hogs"].get(one.id, 0) - one.bytes)
        for path, size, files, folders in one.emptied:
            changed["bytes"] = max(0, changed["bytes"] - size)
            changed["files"] = max(0, changed["files"] - files)
            changed["folders"] = max(0, changed["folders"] - folders)
            if one.failed == 0:  # else which of them are left is not known
                changed["largest_files"] = [
                    file for file in changed["largest_files"] if not _is_in(file["path"], path)
                ]
            left = [_less(folder, path, size, files) for folder in changed["largest_folders"]]
            changed["largest_folders"] = sorted(
                (folder for folder in left if folder), key=lambda folder: -folder["bytes"]
            )
    return changed


def _less(folder: Json, path: str, size: int, files: int) -> Json | None:
    if _is_in(folder["path"], path):
        return None
    if folder["path"] == path or _is_in(path, folder["path"]):
        return {
            **folder,
            "bytes": max(0, folder["bytes"] - size),
            "files": max(0, folder["files"] - files),
        }
    return folder


def _is_in(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")


def _is_result(where: str, result: Any) -> bool:
    return (
        isinstance(result, dict)
        and result.keys() == begin("", "", "").keys()
        and result["where"] == where
        and _has(result, _MEMBERS)
        and all(isinstance(size, int) for size in _values(result["hogs"]))
        and _has(result["unread"], {"count": int, "examples": list})
        and all(_has(one, _EXAMPLE) for one in result["unread"]["examples"])
        and all(isinstance(path, str) for path in result["other_file_systems"])
        and all(
            isinstance(result[name], list) and all(_has(item, members) for item in result[name])
            for name, members in _LISTS.items()
        )
    )


def _has(item: Any, members: dict[str, type]) -> bool:
    return isinstance(item, dict) and all(isinstance(item.get(name), kind) for name, kind in members.items())


def _values(content: Any) -> list[Any]:
    return list(content.values()) if isinstance(content, dict) else [None]

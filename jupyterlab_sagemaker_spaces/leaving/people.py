"""Who else is in this space, from jupyter-collaboration's global room."""

from __future__ import annotations

from typing import Any

_ROOM = "JupyterLab:globalAwareness"


def others_present(collaboration: Any | None, me: str | None) -> list[str] | None:
    """Names of those who are here, by whom they say that they are (not verified), without ``me``, a username.
    None: not known.
    """
    server: Any = getattr(collaboration, "ywebsocket_server", None)
    if server is None:
        return None
    room = server.rooms.get(_ROOM)
    states: dict[int, Any] = {} if room is None else room.awareness.states
    people: dict[str, str] = {}
    for state in states.values():
        user: Any = state.get("user") if isinstance(state, dict) else None
        name = user.get("username") if isinstance(user, dict) else None
        if isinstance(name, str) and name != me:
            people[name] = str(user.get("display_name") or user.get("name") or name)[:64]
    return sorted(people.values())

"""Who may send what where: the front door's decision about a request, from its head alone.

Everything shares one loopback port, which any page in the person's browser can send requests to. So the
Host must be one of ours, exactly (a foreign name that resolves to 127.0.0.1 gets nothing); the Origin, when
there is one, must be that host; a websocket must have one, since browsers let any page open those; and what
the browser itself calls cross-site is refused, except for a link that a person follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from multidict import MultiMapping

from .labels import is_door_label


class Place(Enum):
    """The parts of the local domain, told apart by host."""

    API = "api"
    STUDIO = "studio"
    DOOR = "door"


@dataclass(frozen=True)
class Admit:
    """The request may go to ``place``; ``label`` is the host's first label.

    ``navigation``: a person looks at the answer, so an error is a page.
    """

    place: Place
    label: str
    websocket: bool = False
    navigation: bool = False


@dataclass(frozen=True)
class Refuse:
    """The request goes nowhere; ``reason`` is for the person who wonders why."""

    status: int
    reason: str


_METHODS = {
    Place.API: {"GET", "POST", "DELETE"},
    Place.STUDIO: {"GET", "POST"},
    Place.DOOR: {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"},
}


def decide(method: str, raw_path: str, headers: MultiMapping[str], port: int) -> Admit | Refuse:
    """Where a request goes. ``headers`` ignore case; ``port`` is the one that we listen on."""
    hosts = headers.getall("Host", [])
    if len(hosts) != 1:
        return Refuse(400, "A request needs exactly one Host header.")
    host = hosts[0]
    found = _place(host, port)
    if found is None:
        return Refuse(421, "Nothing is served under this host name and port.")
    place, label = found
    if not raw_path.startswith("/"):
        return Refuse(400, "A request must name a path, not a whole address.")
    if method not in _METHODS[place]:
        return Refuse(405, f"{method} is not served here.")

    origins = headers.getall("Origin", [])
    if any(origin != f"http://{host}" for origin in origins):
        return Refuse(403, "Pages of another origin get nothing here.")
    if "websocket" in headers.get("Upgrade", "").lower():
        return _websocket(method, place, label, headers)

    navigation = method == "GET" and _is_navigation(headers)
    followed_link = navigation and place is not Place.API and headers.get("Sec-Fetch-Dest") == "document"
    if _is_foreign(headers) and not followed_link:
        return Refuse(403, "Pages of another site get nothing here.")
    if place is Place.STUDIO and method == "POST" and not origins:
        return Refuse(403, "A change of a space must come from the Studio page itself.")
    return Admit(place, label, navigation=navigation)


def _websocket(method: str, place: Place, label: str, headers: MultiMapping[str]) -> Admit | Refuse:
    if place is not Place.DOOR or method != "GET":
        return Refuse(400, "There are no websockets here.")
    if "Origin" not in headers or _is_foreign(headers):
        return Refuse(403, "A websocket must come from a page of this host.")
    return Admit(place, label, websocket=True)


def _place(host: str, port: int) -> tuple[Place, str] | None:
    """The part that a Host header names. Browsers send the port unless it is HTTP's own, 80."""
    name, colon, given = host.partition(":")
    if given != str(port) if colon else port != 80:
        return None
    if name in ("127.0.0.1", "localhost"):
        return Place.API, name
    label, _, rest = name.partition(".")
    if rest != "localhost":
        return None
    if label == "studio":
        return Place.STUDIO, label
    return (Place.DOOR, label) if is_door_label(label) else None


def _is_foreign(headers: MultiMapping[str]) -> bool:
    return any(site not in ("same-origin", "none") for site in headers.getall("Sec-Fetch-Site", []))


def _is_navigation(headers: MultiMapping[str]) -> bool:
    mode = headers.get("Sec-Fetch-Mode")
    return mode == "navigate" if mode else "text/html" in headers.get("Accept", "")

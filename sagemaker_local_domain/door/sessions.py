"""Who is who in a browser: one-time addresses, and the session cookies that they are exchanged for.

A cookie says itself, signed with the domain's key, for whom, for which place and until when it is good, so
sessions outlive a restart. One-time tokens are held in memory: a restart ends those that were not used.
Neither grants more than entry: whether a person may enter a space is decided at each request. All
durations here are unscaled, whatever the domain's time scale: they are for people, who do not click a hundred
times faster. They pass by the domain's clock: where a test lets a day pass, everybody is signed out.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from tornado.web import create_signed_value, decode_signed_value

from .labels import door_label

#: How long a sign-in to Studio lasts, seconds: the default of CreatePresignedDomainUrl (known).
STUDIO_SESSION = 43200

_STUDIO = "studio"
_SPACE_PAGE = "studio::jupyterlab/"


@dataclass(frozen=True)
class Ticket:
    """What a one-time token opens: a person's Studio (``space`` None) or their door to a space.

    ``landing`` is the path of the app to go to, in Studio the space whose page it is; None for the place's
    own. ``until`` is when it must be used, epoch seconds.
    """

    user: str
    space: str | None
    landing: str | None
    until: float
    session_s: int

    @property
    def label(self) -> str:
        """The host label on which it is good."""
        return _STUDIO if self.space is None else door_label(self.space, self.user)


@dataclass(frozen=True)
class Session:
    """A signed-in person at a place."""

    user: str
    space: str | None


class Sessions:
    """Makes and checks one-time addresses, sign-in links and cookies. Is the ``model.Presigner``."""

    def __init__(
        self,
        key: bytes,
        port: int,
        now: Callable[[], float] = time.time,
        exists: Callable[[str], bool] = lambda user: True,
    ) -> None:
        """``key`` signs cookies and sign-in links: keep it, and they stay good. ``now`` tells the time,
        ``exists`` whether there is (still) a person of that name: nobody else has a session.
        """
        self._key = key
        self._port = port
        self._now = now
        self._exists = exists
        self._tickets: dict[str, Ticket] = {}

    def presign(self, user: str, space: str | None, landing: str | None, valid_s: int, session_s: int) -> str:
        """A one-time address: onto the space's app, or (no space, or ``studio::...``) onto Studio.

        The landing ``app:JupyterLab:<path>`` is a path of the app (known), ``studio::jupyterlab/<space>`` a
        space's page in Studio (reported).
        """
        landing = landing or ""
        where = None
        if landing.startswith("app:"):
            where = landing.split(":", 2)[2].lstrip("/") or None
        elif landing.startswith(_SPACE_PAGE):
            where = landing.removeprefix(_SPACE_PAGE) or None
        to_studio = space is None or landing.startswith("studio::")
        ticket = Ticket(user, None if to_studio else space, where, self._now() + valid_s, session_s)
        self._tickets = {key: held for key, held in self._tickets.items() if held.until > self._now()}
        token = secrets.token_urlsafe(32)
        self._tickets[token] = ticket
        return f"{self._address(ticket.label)}/{'_auth' if to_studio else 'auth'}?token={token}"

    def redeem(self, token: str, label: str) -> Ticket | None:
        """What a token opens on this host; None when it is unknown, used, too late or of another host.

        Whatever the answer, the token is spent.
        """
        ticket = self._tickets.pop(token, None)
        if ticket is None or ticket.until <= self._now() or ticket.label != label:
            return None
        if not self._exists(ticket.user):
            return None
        return ticket

    def space_url(self, space: str) -> str:
        """DescribeSpace's Url."""
        return f"{self._address(_STUDIO)}/open/{space}"

    def domain_url(self) -> str:
        """DescribeDomain's Url: the Studio page."""
        return f"{self._address(_STUDIO)}/"

    def page_url(self, user: str) -> str:
        """A person's Studio page."""
        return f"{self._address(_STUDIO)}/{user}"

    def sign_in_url(self, user: str) -> str:
        """The person's link to Studio. It stays good: keep it like a password."""
        return (
            f"{self._address(_STUDIO)}/_sign-in?{urlencode({'user': user, 'key': self._sign_in_key(user)})}"
        )

    def check_sign_in(self, user: str, key: str) -> bool:
        """Whether a sign-in link is one that we gave, to somebody who is still there."""
        expected, given = self._sign_in_key(user).encode(), key.encode(errors="replace")
        return self._exists(user) and hmac.compare_digest(expected, given)

    def door_cookie(self) -> str:
        """Name of a door's session cookie. Cookies ignore ports, so the port is in the name."""
        return f"space-session-{self._port}"

    def studio_cookie(self, user: str) -> str:
        """Name of a person's Studio cookie: one browser may hold several people's."""
        return f"studio-{self._port}-{quote(user, safe='')}"

    def seal(self, session: Session, session_s: int) -> tuple[str, str]:
        """Name and value of the cookie for a session of so many seconds."""
        name = self.studio_cookie(session.user) if session.space is None else self.door_cookie()
        content = json.dumps({"user": session.user, "space": session.space, "until": self._now() + session_s})
        return name, create_signed_value(self._key, name, content).decode()

    def door_session(self, cookies: dict[str, str], label: str) -> Session | None:
        """The session of a request to a door; None without one that is good on this host now."""
        session = self._opened(cookies, self.door_cookie())
        if session is None or session.space is None or door_label(session.space, session.user) != label:
            return None
        return session

    def studio_session(self, cookies: dict[str, str], user: str) -> Session | None:
        """The session of a person at Studio; None without one that is good now."""
        session = self._opened(cookies, self.studio_cookie(user))
        return session if session == Session(user, None) else None

    def signed_in(self, cookies: dict[str, str]) -> list[str]:
        """Everybody who is signed in to Studio in this browser, sorted."""
        prefix = self.studio_cookie("")
        names = [name.removeprefix(prefix) for name in cookies if name.startswith(prefix)]
        return sorted(name for name in names if self.studio_session(cookies, name))

    def _opened(self, cookies: dict[str, str], name: str) -> Session | None:
        content = decode_signed_value(self._key, name, cookies.get(name, ""))
        if content is None:
            return None
        held = json.loads(content)
        if held["until"] <= self._now() or not self._exists(held["user"]):
            return None
        return Session(held["user"], held["space"])

    def _sign_in_key(self, user: str) -> str:
        return hmac.new(self._key, f"sign-in {user}".encode(), hashlib.sha256).hexdigest()

    def _address(self, label: str) -> str:
        return f"http://{label}.localhost:{self._port}"

"""The front door: every request comes by here, is judged by the policy, and goes on by its host."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from ..processes.runner import BASE_URL, ProcessRunner, RunningApp
from . import pages
from .policy import Place, Refuse, decide
from .proxy import Unreachable, Visitor
from .sessions import Session, Sessions

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


#: What the door's own pages load, by path; JupyterLab's paths begin otherwise.
_STATIC = {f"/_static/{name}": name for name in pages.FILES}


class FrontDoor:
    """Routes by host: the API and Studio to their handlers, everything else to a space."""

    def __init__(
        self, port: int, sessions: Sessions, runner: ProcessRunner, *, api: Handler, studio: Handler
    ) -> None:
        self._port = port
        self._sessions = sessions
        self._runner = runner
        self._handlers = {Place.API: api, Place.STUDIO: studio}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request, or join its websocket."""
        judged = decide(request.method, request.raw_path, request.headers, self._port)
        if isinstance(judged, Refuse):
            return pages.plain(judged.status, judged.reason)
        if judged.place is not Place.DOOR:
            return await self._handlers[judged.place](request)
        if request.method == "GET" and request.path == "/auth":
            return self._enter(request, judged.label)
        if request.method == "GET" and request.path in _STATIC:
            return pages.file(_STATIC[request.path])
        session = self._sessions.door_session(dict(request.cookies), judged.label)
        if session is None:
            return self._no_session(judged.navigation)
        return await self._space(request, session, judged.websocket, judged.navigation)

    def _enter(self, request: web.Request, label: str) -> web.StreamResponse:
        """Change a one-time token into a session. A GET, since the presigned address is a link (known)."""
        ticket = self._sessions.redeem(request.query.get("token", ""), label)
        if ticket is None:
            return self._no_session(navigation=True)
        session = Session(ticket.user, ticket.space)
        name, value = self._sessions.seal(session, ticket.session_s)
        response = pages.redirect(f"{BASE_URL}/{ticket.landing or 'lab'}")
        response.set_cookie(name, value, httponly=True, samesite="Lax", path="/", max_age=ticket.session_s)
        return response

    def _no_session(self, navigation: bool) -> web.Response:
        text = "Addresses of a space work once, for a short time, and open a session that ends."
        if not navigation:
            return pages.plain(403, f"No session. {text}")
        studio = self._sessions.domain_url()
        return pages.message(
            self._port, 403, "You are not signed in here", text, studio, "Open the space from Studio"
        )

    async def _space(
        self, request: web.Request, session: Session, websocket: bool, navigation: bool
    ) -> web.StreamResponse:
        app = self._runner.in_space(str(session.space))
        if app is not None and app.spec.sharing != "Shared" and app.spec.owner != session.user:
            # The space was deleted and its name is somebody else's now.
            return self._no_session(navigation)
        if request.path == "/":
            return pages.redirect(f"{BASE_URL}/lab")
        if not request.path.startswith(f"{BASE_URL}/"):
            return pages.plain(404, "There is nothing under this path.")
        if app is None or app.upstream is None or not app.answers:
            return self._not_running(session, app, navigation)
        visitor = Visitor(session.user, self._sessions.door_cookie())
        forward = app.upstream.websocket if websocket else app.upstream.http
        try:
            return await forward(request, visitor)
        except Unreachable:
            return self._not_running(session, app, navigation, status=502)

    def _not_running(
        self, session: Session, app: RunningApp | None, navigation: bool, status: int = 503
    ) -> web.Response:
        title, text = _absence(str(session.space), app)
        if not navigation:
            return pages.plain(status, title)
        link = self._sessions.page_url(session.user)
        return pages.message(self._port, status, title, text, link, "Your spaces in Studio")


def _absence(space: str, app: RunningApp | None) -> tuple[str, str]:
    if app is None:
        return (
            f"{space} is not running",
            "What lies in its home directory is kept. You can run it from Studio.",
        )
    if not app.spec.process:
        return (
            f"{space} runs {pages.app_title(app.spec.app_type)}",
            "The local domain keeps the state of this app, but has no program for it.",
        )
    return (
        f"{space} is not answering yet",
        "Its JupyterLab is starting, or has just ended. Load this page again soon.",
    )

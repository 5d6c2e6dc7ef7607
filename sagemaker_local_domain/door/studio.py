"""The Studio pages: sign in, see one's spaces, run, stop and open them.

They stand for what AWS's Studio does for a space from outside it. Nothing changes on a GET, and no GET is
answered with a one-time address: those come as the answer to a form.
"""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web
from yarl import URL

from ..model import Service, ServiceError
from . import pages
from .labels import door_label
from .policy import Place
from .sessions import STUDIO_SESSION, Session, Sessions
from .spaces_view import SpaceRow, presigned_url, run, stop, visible_spaces

_CHANGES = {"run": run, "stop": stop}


class Studio:
    """Handles the requests to Studio's host."""

    def __init__(self, port: int, domain_id: str, service: Service, sessions: Sessions) -> None:
        self._port = port
        self._domain_id = domain_id
        self._service = service
        self._sessions = sessions

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer by path. Names of people hold no underscore, so Studio's own paths begin with one."""
        parts = request.path.split("/")[1:]
        try:
            match (request.method, *parts):
                case ("GET", ""):
                    return self._people(request)
                case ("GET", "_static", name) if name in pages.FILES:
                    return pages.file(name)
                case ("GET", "_sign-in"):
                    return self._sign_in(request)
                case ("GET", "_auth"):
                    return self._auth(request)
                case ("GET", "open", space):
                    return await self._landing(request, space)
                case ("GET", user):
                    return await self._spaces(request, user)
                case ("GET", user, "_list"):
                    return await self._list(request, user)
                case ("POST", user, "spaces", space, action) if action in ("run", "stop", "open"):
                    return await self._act(request, user, space, action)
        except ServiceError as error:
            return self._message(409, error.code, error.message)
        return self._message(404, "There is no such page", "The address is not one of Studio's.")

    def _people(self, request: web.Request) -> web.Response:
        people = self._sessions.signed_in(dict(request.cookies))
        return pages.page("people.html", self._port, people=people)

    def _sign_in(self, request: web.Request) -> web.Response:
        user = request.query.get("user", "")
        if not self._sessions.check_sign_in(user, request.query.get("key", "")):
            return self._not_signed_in()
        return self._signed_in(user, STUDIO_SESSION, request.query.get("space"))

    def _auth(self, request: web.Request) -> web.Response:
        ticket = self._sessions.redeem(request.query.get("token", ""), Place.STUDIO.value)
        if ticket is None:
            return self._not_signed_in()
        return self._signed_in(ticket.user, ticket.session_s, ticket.landing)

    def _signed_in(self, user: str, session_s: int, space: str | None) -> web.Response:
        # Several people may be signed in to one browser: who has just come is who wants to enter.
        path = f"/open/{quote(space, safe='')}?as={quote(user, safe='')}" if space else f"/{user}"
        name, value = self._sessions.seal(Session(user, None), session_s)
        response = pages.redirect(path)
        response.set_cookie(name, value, httponly=True, samesite="Lax", path="/", max_age=session_s)
        return response

    async def _spaces(self, request: web.Request, user: str) -> web.Response:
        if not self._may(request, user):
            return self._not_signed_in()
        return pages.page("spaces.html", self._port, user=user, rows=await self._rows(user))

    async def _list(self, request: web.Request, user: str) -> web.Response:
        if not self._may(request, user):
            return pages.plain(403, "No session.")
        only = request.query.get("space")
        rows = [row for row in await self._rows(user) if only in (None, row.name)]
        return pages.page("list.html", self._port, user=user, rows=rows)

    async def _landing(self, request: web.Request, space: str) -> web.Response:
        """Where DescribeSpace.Url leads: for whoever is signed in; from a space's door, for its visitor.

        ``as`` names one of those who are signed in.
        """
        people = self._sessions.signed_in(dict(request.cookies))
        if not people:
            return self._not_signed_in()
        if request.query.get("as") in people:
            people = [request.query["as"]]
        rows = {user: await self._rows(user) for user in people}
        coming_from = _host(request.headers.get("Referer", ""))
        doors = {user: [f"{door_label(row.name, user)}.localhost" for row in rows[user]] for user in people}
        who = [user for user in people if coming_from in doors[user]] or people
        seeing = {user: row for user in who for row in rows[user] if row.name == space}
        if not seeing:
            return self._no_space(space)
        return pages.page("open.html", self._port, space=space, seeing=seeing)

    async def _act(self, request: web.Request, user: str, space: str, action: str) -> web.Response:
        if not self._may(request, user):
            return self._not_signed_in()
        if await self._row(user, space) is None:
            return self._no_space(space)
        if action == "open":
            return pages.redirect(await presigned_url(self._service, self._domain_id, space, user))
        if action == "stop" and request.query.get("confirmed") != "yes":
            return pages.page("confirm.html", self._port, user=user, space=space)
        await _CHANGES[action](self._service, self._domain_id, space, user)
        return pages.redirect(f"/{user}")

    async def _rows(self, user: str) -> list[SpaceRow]:
        return await visible_spaces(self._service, self._domain_id, user)

    async def _row(self, user: str, space: str) -> SpaceRow | None:
        return next((row for row in await self._rows(user) if row.name == space), None)

    def _may(self, request: web.Request, user: str) -> bool:
        return self._sessions.studio_session(dict(request.cookies), user) is not None

    def _no_space(self, space: str) -> web.Response:
        return self._message(404, f"You see no space {space}", "It is gone, or it is somebody's private one.")

    def _not_signed_in(self) -> web.Response:
        text = "Use your sign-in address: the local domain prints one for each person when it starts."
        return self._message(403, "You are not signed in to Studio", text)

    def _message(self, status: int, title: str, text: str) -> web.Response:
        return pages.message(self._port, status, title, text, "/", "Studio")


def _host(address: str) -> str | None:
    try:
        return URL(address).host
    except ValueError:  # anybody may send anything as a Referer
        return None

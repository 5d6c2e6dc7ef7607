"""``pages``: the WebSocket that a page holds for as long as it is open. Thin."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado import web
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from ..asker import asker
from ..base import AUTH_RESOURCE
from ..bodies import BadRequest, check_ids, check_member_names, parse_object
from ..here import Here
from ..jobs.request import MOST_KERNELS, MOST_MINUTES
from ..leaving.handed_over import parse_handed_over
from ..leaving.leaving import Leaving
from .attendance import Attendance, Page

#: Close code of RFC 6455: a message of a kind that is not accepted.
UNACCEPTABLE = 1003


class PageHandler(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """A page says ``{"minutes", "kernels"}``: after how many minutes without any page the space is to stop
    (0: never), and the ids of kernels that run code for it. It is answered ``{"heard": [ids]}`` once their
    output is received here. Then it hands over what it has of their cells, as in ``jobs/<id>/outputs``.
    """

    auth_resource = AUTH_RESOURCE
    # A page that is open is no sign that anybody works in it.
    _track_activity = False

    def initialize(self, attendance: Attendance, leaving: Leaving, here: Here) -> None:
        """Take what the extension gives each request."""
        self._attendance = attendance
        self._leaving = leaving
        self._here = here
        self._page: Page | None = None

    @ws_authenticated
    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Let it in that may run things here: its word may have the space stopped."""
        user = self.current_user
        if not await ensure_async(self.authorizer.is_authorized(self, user, "execute", self.auth_resource)):
            raise web.HTTPError(403)
        await super().get(*args, **kwargs)

    def open(self, *args: Any, **kwargs: Any) -> None:
        """The page is there."""
        super().open(*args, **kwargs)
        self._page = Page(asker(self, self._here))
        self._attendance.opened(self._page)

    async def on_message(self, message: str | bytes) -> None:
        """Take what it says. Messages come one after the other."""
        assert self._page is not None  # noqa: S101  # it is open
        body = message.encode() if isinstance(message, str) else message
        watch = self._leaving.standing
        try:
            content = parse_object(body)
            if "minutes" in content:
                self._page.minutes, kernels = _parse_state(content)
                watch.follow(kernels)
                await watch.ready()
                with suppress(WebSocketClosedError):  # it is gone, but what it said before still counts
                    await self.write_message(json.dumps({"heard": kernels}))
            else:
                watch.hand_over(*parse_handed_over(body))
        except BadRequest as error:
            self.log.warning("A page was not understood: %s", error)
            self.close(UNACCEPTABLE, str(error)[:100])

    def on_close(self) -> None:
        """The page is gone."""
        if self._page is not None:
            self._attendance.closed(self._page)
        super().on_close()


def _parse_state(content: dict[str, Any]) -> tuple[int, list[str]]:
    """Minutes and kernels. Raises BadRequest."""
    check_member_names(content, {"minutes", "kernels"})
    minutes, kernels = content["minutes"], check_ids(content, "kernels")
    if type(minutes) is not int or not 0 <= minutes <= MOST_MINUTES:
        raise BadRequest(f"minutes must be a whole number from 0 to {MOST_MINUTES}.")
    if len(kernels) > MOST_KERNELS:
        raise BadRequest(f"kernels must name at most {MOST_KERNELS} kernels.")
    return minutes, kernels

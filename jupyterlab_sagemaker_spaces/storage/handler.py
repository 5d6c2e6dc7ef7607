"""``GET mounts``: what lies where."""

from __future__ import annotations

import json

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..base import SpacesHandler
from ..bodies import BadRequest
from .mounts import Mounts


class MountsHandler(SpacesHandler):
    """``GET mounts``: file systems; ``GET mounts?folder=<path>``: the one that a folder lies on."""

    _track_activity = False

    def initialize(self, mounts: Mounts) -> None:
        """Take what the extension gives each request."""
        self._mounts = mounts

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Look, and tell it."""
        folder = self.get_query_argument("folder", None, strip=False)
        try:
            answer = await (self._mounts.all() if folder is None else self._mounts.of(folder))
        except BadRequest as error:
            self.refuse(400, "SpacesBadRequest", str(error))
        else:
            self.finish(json.dumps(answer))

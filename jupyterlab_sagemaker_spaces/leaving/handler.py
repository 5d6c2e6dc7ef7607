"""``leaving``: what a stop of this space would take away. Thin."""

from __future__ import annotations

import json
from collections.abc import Mapping

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..base import SpacesHandler
from .looks import Look, look_at_all


class LeavingHandler(SpacesHandler):
    """``GET leaving``."""

    _track_activity = False

    def initialize(self, looks: Mapping[str, Look]) -> None:
        """Take what the extension gives each request."""
        self._looks = looks

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Kernels, terminals and packages, each with what kept it from being looked at."""
        self.finish(json.dumps(await look_at_all(self._looks)))

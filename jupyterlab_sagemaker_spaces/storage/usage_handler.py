"""``usage`` and ``usage/clear``: what fills the disks. Thin."""

from __future__ import annotations

import json

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..base import SpacesHandler
from ..bodies import BadRequest, check_member_names, parse_limited
from .hogs import Hog, find
from .usage import NotRunning, UnknownPlace, Usage


class UsageHandler(SpacesHandler):
    """``GET usage``, ``POST usage``, ``DELETE usage?where=...``."""

    @property
    def _track_activity(self) -> bool:  # type: ignore[override]
        return self.request.method != "GET"

    def initialize(self, usage: Usage) -> None:
        """Take what the extension gives each request."""
        self._usage = usage

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Last results, scans under way, known hogs, growth."""
        self.finish(json.dumps(await self._usage.report()))

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Begin a scan, or join the one under way."""
        try:
            content = parse_limited(self.request.body)
            check_member_names(content, {"where"})
            result, new = await self._usage.ask(_text(content["where"]))
        except (BadRequest, UnknownPlace) as error:
            self.refuse(400, "SpacesBadRequest", str(error))
        else:
            self.set_status(201 if new else 200)
            self.finish(json.dumps({"running": result}))

    @web.authenticated
    @authorized
    async def delete(self) -> None:
        """Cancel a scan."""
        where = self.get_query_argument("where", "")
        if not where:
            self.refuse(400, "SpacesBadRequest", "Which scan to cancel is missing: ?where=...")
            return
        try:
            result = await self._usage.cancel(where)
        except NotRunning as error:
            self.refuse(404, "SpacesNoSuchScan", str(error))
        else:
            self.finish(json.dumps(result))


class ClearHandler(SpacesHandler):
    """``POST usage/clear``."""

    def initialize(self, usage: Usage) -> None:
        """Take what the extension gives each request."""
        self._usage = usage

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Clear caches, or say what it would free."""
        try:
            content = parse_limited(self.request.body)
            check_member_names(content, {"hogs", "dry_run"})
            hogs = _hogs(content["hogs"])
            dry_run = content["dry_run"]
            if not isinstance(dry_run, bool):
                raise BadRequest("dry_run is neither true nor false.")
        except BadRequest as error:
            self.refuse(400, "SpacesBadRequest", str(error))
        else:
            self.finish(json.dumps(await self._usage.clear(hogs, dry_run)))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadRequest("where is not a text.")
    return value


def _hogs(ids: object) -> list[Hog]:
    if not isinstance(ids, list) or not ids:
        raise BadRequest("hogs is not a list of ids.")
    found: dict[str, Hog] = {}
    for id_ in ids:
        hog = find(id_) if isinstance(id_, str) else None
        if hog is None:
            raise BadRequest("There is no known folder of this id.")
        if not hog.safe:
            raise BadRequest(f"{hog.name} cannot be cleared from here. {hog.why}")
        found[hog.id] = hog
    return list(found.values())

"""The small handlers: where this server runs, and its jobs."""

from __future__ import annotations

import json

from jupyter_server.auth.decorator import authorized
from tornado import web

from . import __version__
from .about import About
from .asker import asker
from .base import SpacesHandler
from .bodies import BadRequest
from .collaboration import Collaboration
from .events import Announcer
from .here import Here
from .jobs.manager import Conflict, Jobs, Unknown
from .jobs.request import parse_request
from .leaving.handed_over import parse_handed_over
from .leaving.leaving import Leaving
from .permissions import Permissions, refusal_of


class HereHandler(SpacesHandler):
    """``GET here``: what is known without asking AWS."""

    _track_activity = False

    def initialize(
        self, here: Here, about: About, collaboration: Collaboration, permissions: Permissions, boot: str
    ) -> None:
        """Take what the extension gives each request."""
        self._here = here
        self._about = about
        self._collaboration = collaboration
        self._permissions = permissions
        self._boot = boot

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Tell it."""
        here, about = self._here, self._about
        # In a shared space the identity comes from a cookie that anybody can write: for display only.
        user = self.current_user.username if here.sharing == "Shared" else None
        sources = {**here.sources, **about.sources, **({"user": "identity"} if user else {})}
        self.finish(
            json.dumps(
                {
                    "version": __version__,
                    "boot": self._boot,
                    "place": here.place,
                    "domain_id": here.domain_id,
                    "region": here.region,
                    "space": here.space,
                    "app_type": here.app_type,
                    "sharing": here.sharing,
                    "user": user,
                    **about.public(),
                    "collaboration": await self._collaboration.look(),
                    "sources": sources,
                    "permissions": self._permissions.public(),
                }
            )
        )


class _JobHandler(SpacesHandler):
    def initialize(
        self,
        jobs: Jobs,
        here: Here,
        permissions: Permissions,
        announcer: Announcer,
        leaving: Leaving,
        boot: str,
    ) -> None:
        """Take what the extension gives each request."""
        self._jobs = jobs
        self._here = here
        self._permissions = permissions
        self._announcer = announcer
        self._leaving = leaving
        self._boot = boot


class JobsHandler(_JobHandler):
    """``GET jobs``, ``POST jobs``."""

    @property
    def _track_activity(self) -> bool:  # type: ignore[override]
        return self.request.method != "GET"

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """All jobs, newest first, and the number of the last event that they include."""
        jobs = await self._jobs.all()
        self.finish(json.dumps({"boot": self._boot, "sequence": self._announcer.sequence, "jobs": jobs}))

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Begin a job, or join the one that does the same."""
        try:
            request = parse_request(self.request.body, self._here.space)
            if refusal := refusal_of(request.kind, self._here, self._permissions):
                self.refuse(403, "SpacesNotPermitted", refusal)
                return
            job, new = await self._jobs.ask(request, asker(self, self._here))
            if watch := self._leaving.watch_of(job.id):
                # Whoever asked hands over next what it has: by then all that follows is received.
                await watch.ready()
        except BadRequest as error:
            self.refuse(400, "SpacesBadRequest", str(error))
        except Conflict as error:
            self.refuse(409, "SpacesJobConflict", str(error))
        else:
            self.set_status(201 if new else 200)
            self.finish(json.dumps(job.public()))


class OneJobHandler(_JobHandler):
    """``DELETE jobs/<id>``."""

    @web.authenticated
    @authorized
    async def delete(self, job_id: str) -> None:
        """Have a job end early."""
        try:
            job = await self._jobs.cancel(job_id, asker(self, self._here))
        except Unknown as error:
            self.refuse(404, "SpacesNoSuchJob", str(error))
        except Conflict as error:
            self.refuse(409, "SpacesJobConflict", str(error))
        else:
            self.finish(json.dumps(job.public()))


class OutputsHandler(_JobHandler):
    """``POST jobs/<id>/outputs``."""

    @web.authenticated
    @authorized
    async def post(self, job_id: str) -> None:
        """Take what a tab has of the cells that run or are queued: the job goes on from there."""
        watch = self._leaving.watch_of(job_id)
        if watch is None:
            self.refuse(404, "SpacesNoSuchJob", "There is no such job that waits for kernels.")
            return
        try:
            kernel, path, cells = parse_handed_over(self.request.body)
            if not watch.hand_over(kernel, path, cells):
                raise BadRequest("The job does not wait for this kernel.")
        except BadRequest as error:
            self.refuse(400, "SpacesBadRequest", str(error))
        else:
            self.finish(json.dumps({"cells": len(cells)}))

"""Idle shutdown: the app of a space in which no kernel and no terminal was used for its timeout is deleted.

What it reads is ``api/idle`` of the space's Jupyter server, as Studio does (known). What has no process here
that could be idle, Code Editor above all, is never stopped.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable

from .clock import HOUR, MINUTE, Clock
from .model import ActivityUnknown, AppRunner, Json
from .records import App, Domain, Space, UserProfile
from .settings import defaults_of_space
from .store import Store

#: How often it is seen whose time has come, AWS seconds (assumed), and the least in real ones.
LOOK_EVERY = 1 * MINUTE
_LEAST = 1.0

#: No timeout is shorter (known); so often a space's settings are read and its server is asked, AWS seconds.
ASK_EVERY = 1 * HOUR

#: Minutes, where idle shutdown is on and nobody said more (the console's default: known; the API's: assumed).
DEFAULT_TIMEOUT = 10080

_log = logging.getLogger(__name__)


def idle_timeout(domain: Domain, owner: UserProfile | None, space: Space, app_type: str) -> float | None:
    """After how many AWS seconds without activity an app of a space is stopped; None: never.

    Off unless an administrator says ENABLED, for each type of app on its own (known). A user profile's
    settings override the domain's (known), member by member (assumed). A space's own timeout comes before
    both, but does not switch anything on (assumed).
    """
    name = f"{app_type}AppSettings"
    settings = _idle_settings(defaults_of_space(domain, space.sharing, owner).get(name, {}))
    if settings.get("LifecycleManagement") != "ENABLED":
        return None
    settings = settings | _idle_settings(space.app_settings(app_type))
    return float(settings.get("IdleTimeoutInMinutes", DEFAULT_TIMEOUT)) * MINUTE


def _idle_settings(app_settings: Json) -> Json:
    settings: Json = app_settings.get("AppLifecycleManagement", {}).get("IdleSettings", {})
    return settings


class IdleWatch:
    """Looks after the running apps of a store. ``run`` it as a task."""

    def __init__(
        self, store: Store, clock: Clock, runner: AppRunner, delete_app: Callable[[App], None]
    ) -> None:
        """``delete_app`` does what DeleteApp does to a running app."""
        self._store = store
        self._clock = clock
        self._runner = runner
        self._delete_app = delete_app
        #: App -> when to look at it again, by the domain's clock.
        self._next: dict[str, float] = {}
        self._said: set[str] = set()

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            every = max(_LEAST, self._clock.after(0, LOOK_EVERY))
            await self._clock.sleep_until(self._clock.now() + every)
            try:
                await self.look()
            except sqlite3.Error as error:  # a full disk: the next look may succeed
                _log.error("Idle shutdown: the store failed: %s", error)

    async def look(self) -> None:
        """Look at the apps whose time for that has come, and stop those that have been idle for too long."""
        running = list(self._store.apps.find(status="InService", app_type="JupyterLab", process=True))
        ids = {app.app_id for app in running}
        self._next = {app_id: when for app_id, when in self._next.items() if app_id in ids}
        self._said &= ids
        now = self._clock.now()
        due = [
            app
            for app in running
            if self._next.get(app.app_id, self._clock.after(app.created, ASK_EVERY)) <= now
        ]
        await asyncio.gather(*(self._look_at(app) for app in due))

    async def _look_at(self, app: App) -> None:
        """Stop it, or say when to look at it again."""
        again = self._clock.after(self._clock.now(), ASK_EVERY)
        timeout = self._timeout(app)
        active = None if timeout is None else await self._last_active(app)
        if timeout is not None and active is not None:
            over = self._clock.after(self._clock.at(active), timeout)
            if over <= self._clock.now():
                self._stop(app)
                return
            again = min(again, over)
        self._next[app.app_id] = again

    def _timeout(self, app: App) -> float | None:
        domain = self._store.domains.get(domain_id=app.domain_id)
        space = self._store.spaces.get(domain_id=app.domain_id, name=app.space)
        if domain is None or space is None:
            return None
        owner = self._store.user_profiles.get(domain_id=space.domain_id, name=space.owner)
        return idle_timeout(domain, owner, space, app.app_type)

    async def _last_active(self, app: App) -> float | None:
        """By the wall clock; None when it cannot be told: then the app is left alone, said once."""
        try:
            return await self._runner.last_active(app.app_id)
        except ActivityUnknown as error:
            if app.app_id not in self._said:
                _log.warning("Space %s is not stopped when it is idle: %s", app.space, error)
                self._said.add(app.app_id)
            return None

    def _stop(self, app: App) -> None:
        now = self._store.apps.get(app_id=app.app_id)
        if now and now.status == "InService":
            _log.warning("Space %s has been idle for its timeout: it is stopped, as in Studio.", app.space)
            self._delete_app(now)

"""How spaces and apps change by themselves: what is Pending gets ready, Deleting goes, what dies is Failed.

Every state is in the store, so that a restart goes on from it. The durations are of AWS's order (an app's
start: reported, the others: assumed), scaled by the clock.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import replace

from .app_spec import app_spec
from .arns import space_arn, user_profile_arn
from .clock import DAY, Clock
from .credentials import Credentials
from .faults.failures import REASONS
from .faults.faults import Faults
from .faults.rules import Fail, Slow, Stuck
from .idle import IdleWatch
from .model import AppFailed, AppRunner, Principal, VolumeLeft
from .records import App, Domain, Space, UserProfile
from .store import Store

SPACE_CREATION = 10.0
SPACE_UPDATE = 10.0
SPACE_DELETION = 10.0
USER_PROFILE_CHANGE = 10.0
DOMAIN_UPDATE = 10.0
APP_START = 120.0
APP_STOP = 20.0
#: When an app that AWS cannot start fails, after it was created.
APP_FAILURE = 30.0
#: An app's record goes that long after the app ended (DescribeApp's CreationTime: known).
RECORD_KEPT = 1 * DAY

#: Characters of a FailureReason (known).
LONGEST_REASON = 1024

_log = logging.getLogger(__name__)


class Lifecycle:
    """Runs each change as a task of its own; operations write the first state, then say what began.

    A task acts on what is in the store when it does: the call that began it may have failed to be kept (a
    full disk), and a space may have gone on to be deleted.
    """

    def __init__(
        self, store: Store, clock: Clock, runner: AppRunner, credentials: Credentials, faults: Faults
    ) -> None:
        self._store = store
        self._clock = clock
        self._runner = runner
        self._credentials = credentials
        self._faults = faults
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting: dict[str, asyncio.Task[None]] = {}
        self._space_locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._stopped = False
        self._people_changed: Callable[[], None] = lambda: None
        runner.on_exit(self._exited)

    def on_people(self, callback: Callable[[], None]) -> None:
        """Have ``callback`` called when a person is there who was not, or is gone."""
        self._people_changed = callback

    def resume(self) -> None:
        """Go on from what the store says.

        An app that was InService is Pending until its process answers again: InService means, to every
        client, that it can be opened.
        """
        for space in self._store.spaces.find(status="Pending"):
            self.space_creating(space)
        for space in self._store.spaces.find(status="Updating"):
            self.space_updating(space)
        for space in self._store.spaces.find(status="Deleting"):
            self.space_deleting(space)
        for domain in self._store.domains.find(status="Updating"):
            self.domain_updating(domain)
        for status in ("Pending", "Updating", "Deleting"):
            for profile in self._store.user_profiles.find(status=status):
                self.user_profile_changing(profile)
        for app in self._store.apps.find(status="InService"):
            self._store.apps.put(replace(app, status="Pending"))
        for app in self._store.apps.find(status="Pending"):
            self.app_starting(app)
        for app in self._store.apps.find(status="Deleting"):
            self.app_deleting(app)
        self._spawn(IdleWatch(self._store, self._clock, self._runner, self.delete_app).run())

    async def stop(self) -> None:
        """Drop all tasks, those of later calls, too; states stay as they are in the store, whatever becomes
        of the processes now: the next start goes on from there.
        """
        self._stopped = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def space_creating(self, space: Space) -> None:
        """A space that is Pending becomes InService."""
        self._spawn(self._create_space(space))

    def space_updating(self, space: Space) -> None:
        """A space that is Updating becomes InService, or Update_Failed where a reason says so."""
        self._spawn(self._update_space(space))

    def space_deleting(self, space: Space) -> None:
        """A space that is Deleting loses its volume, then its record; or it is Delete_Failed."""
        self._spawn(self._delete_space(space))

    def domain_updating(self, domain: Domain) -> None:
        """A domain that is Updating becomes InService."""
        self._spawn(self._update_domain(domain))

    def user_profile_changing(self, profile: UserProfile) -> None:
        """A profile that is Pending or Updating becomes InService; one that is Deleting goes."""
        self._spawn(self._change_user_profile(profile))

    def app_starting(self, app: App) -> None:
        """An app that is Pending becomes InService when its process answers and AWS's time is over."""
        task = self._spawn(self._start_app(app))
        self._starting[app.app_id] = task
        task.add_done_callback(lambda done: self._started(app.app_id, done))

    def delete_app(self, app: App) -> None:
        """An app becomes Deleting, then Deleted: for DeleteApp, and for what else stops a space."""
        deleting = replace(app, status="Deleting")
        self._store.apps.put(deleting)
        self.app_deleting(deleting)

    def app_deleting(self, app: App) -> None:
        """An app that is Deleting ends its process, then is Deleted."""
        self._spawn(self._delete_app(app))

    async def _create_space(self, space: Space) -> None:
        await self._clock.sleep_until(self._clock.after(space.created, SPACE_CREATION))
        self._space_becomes(space, "InService")

    async def _update_space(self, space: Space) -> None:
        await self._clock.sleep_until(self._clock.after(space.modified, SPACE_UPDATE))
        self._space_becomes(space, "Update_Failed" if space.failure_reason else "InService")

    def _space_becomes(self, space: Space, status: str) -> None:
        """The end of a change."""
        if self._is_still(space):
            self._store.spaces.put(replace(space, status=status, modified=self._clock.now()))

    def _is_still(self, space: Space) -> bool:
        """Whether the change goes on that began with this record."""
        return self._store.spaces.get(domain_id=space.domain_id, name=space.name) == space

    async def _update_domain(self, domain: Domain) -> None:
        await self._clock.sleep_until(self._clock.after(domain.modified, DOMAIN_UPDATE))
        if self._store.domains.get(domain_id=domain.domain_id) == domain:
            self._store.domains.put(replace(domain, status="InService", modified=self._clock.now()))

    async def _change_user_profile(self, profile: UserProfile) -> None:
        await self._clock.sleep_until(self._clock.after(profile.modified, USER_PROFILE_CHANGE))
        if self._store.user_profiles.get(domain_id=profile.domain_id, name=profile.name) != profile:
            return
        if profile.status != "Deleting":
            self._store.user_profiles.put(replace(profile, status="InService", modified=self._clock.now()))
            self._people_changed()
            return
        with self._store.transaction():
            self._store.user_profiles.delete(domain_id=profile.domain_id, name=profile.name)
            self._store.tags.delete(arn=user_profile_arn(profile.domain_id, profile.name))
            self._credentials.revoke(Principal(user=profile.name))
        self._people_changed()

    async def _delete_space(self, space: Space) -> None:
        await self._clock.sleep(SPACE_DELETION)
        if not self._is_still(space):
            return
        try:
            async with self._space_locks[space.name]:
                await self._runner.delete_volume(space.name)
        except VolumeLeft as error:
            self._delete_failed(space, str(error))
            return
        with self._store.transaction():
            self._store.spaces.delete(domain_id=space.domain_id, name=space.name)
            self._store.tags.delete(arn=space_arn(space.domain_id, space.name))
            self._credentials.revoke(Principal(space=space.name))

    def _delete_failed(self, space: Space, reason: str) -> None:
        failed = replace(
            space,
            status="Delete_Failed",
            failure_reason=reason[:LONGEST_REASON],
            modified=self._clock.now(),
        )
        self._store.spaces.put(failed)

    async def _start_app(self, app: App) -> None:
        if self._store.apps.get(app_id=app.app_id) != app:
            return
        try:
            late = await self._trouble(app)
            async with self._space_locks[app.space]:
                await self._runner.start(app_spec(self._store, app))
        except AppFailed as error:
            self._fail(app.app_id, str(error))
            return
        await self._clock.sleep_until(self._clock.after(app.created, APP_START + late))
        now = self._store.apps.get(app_id=app.app_id)
        if now and now.status == "Pending":
            self._store.apps.put(replace(now, status="InService"))

    async def _trouble(self, app: App) -> float:
        """What goes wrong on AWS's side before an app starts; by how many AWS seconds that makes it late.

        Raises AppFailed.
        """
        hit = self._faults.on_start(app.space, app.spec["InstanceType"])
        if hit is None:
            return 0.0
        match hit.rule.fault:
            case Fail(reason):
                await self._clock.sleep_until(self._clock.after(app.created, APP_FAILURE))
                raise AppFailed(REASONS[reason](app) if reason in REASONS else reason)
            case Stuck():
                await hit.cleared.wait()
            case Slow(seconds):
                return seconds
        return 0.0

    def _started(self, app_id: str, task: asyncio.Task[None]) -> None:
        self._starting.pop(app_id, None)
        if not task.cancelled() and task.exception():
            self._fail(app_id, "InternalFailure")

    async def _delete_app(self, app: App) -> None:
        if self._store.apps.get(app_id=app.app_id) != app:
            return
        began = self._clock.now()
        await self._end_process(app)
        await self._clock.sleep_until(self._clock.after(began, APP_STOP))
        self._store.apps.put(self._ended(app, "Deleted"))

    async def _end_process(self, app: App) -> None:
        spec = app_spec(self._store, app)
        if starting := self._starting.pop(app.app_id, None):
            starting.cancel()
            await asyncio.wait([starting])
        async with self._space_locks[app.space]:
            await self._runner.stop(spec)

    def _exited(self, app_id: str, reason: str) -> None:
        if self._stopped:
            return
        try:
            self._fail(app_id, reason)
        except sqlite3.Error as error:  # a full disk: the next start finds that nothing runs
            _log.error("That an app has ended could not be kept: %s", error)

    def _fail(self, app_id: str, reason: str) -> None:
        """An app did not start, or died by itself: Failed, and nothing of it is left (reported)."""
        app = self._store.apps.get(app_id=app_id)
        if app and app.status in ("Pending", "InService"):
            self._store.apps.put(replace(self._ended(app, "Failed"), failure_reason=reason[:LONGEST_REASON]))
            self._spawn(self._end_process(app))

    def _ended(self, app: App, status: str) -> App:
        now = self._clock.now()
        return replace(app, status=status, ended=now, expires=self._clock.after(now, RECORD_KEPT))

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        if self._stopped:
            task.cancel()
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("A change of a space or an app broke off", exc_info=error)

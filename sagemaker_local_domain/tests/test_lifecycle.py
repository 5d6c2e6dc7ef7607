"""What changes by itself: starts that take their time, processes that die, restarts in every state."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sagemaker_local_domain.lifecycle import APP_START, APP_STOP, SPACE_DELETION, SPACE_UPDATE
from sagemaker_local_domain.model import AppFailed, ServiceError
from sagemaker_local_domain.operations.spaces import STORAGE_CREATION
from sagemaker_local_domain.seed import DOMAIN_ID, seed
from sagemaker_local_domain.service import LocalService, build_service
from sagemaker_local_domain.store import Store

from .conftest import Caller, FakePresigner, FakeRunner, ManualClock, settle
from .flows import APP, SPACE, made_space, running_app, space_input


async def status(api: Caller) -> str:
    return str((await api.DescribeApp(**APP))["Status"])


async def test_an_app_takes_its_time_though_its_process_is_there(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(APP_START - 1)
    assert runner.running
    assert await status(api) == "Pending"
    await clock.advance(1)
    assert await status(api) == "InService"


async def test_an_app_waits_for_its_process(api: Caller, clock: ManualClock, runner: FakeRunner) -> None:
    runner.blocked.add("lab")
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(10 * APP_START)
    assert await status(api) == "Pending"


async def test_deleting_an_app_that_starts_cancels_the_start(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    runner.blocked.add("lab")
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(1)
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    assert await status(api) == "Deleted"
    assert runner.calls == [("start", "lab"), ("stop", "lab")]
    await clock.advance(APP_START)
    assert await status(api) == "Deleted"


async def test_a_space_that_is_deleted_while_it_is_updating_stays_deleting(
    api: Caller, clock: ManualClock
) -> None:
    await made_space(api, clock)
    await api.UpdateSpace(**SPACE, SpaceDisplayName="Laboratory")
    await clock.advance(SPACE_UPDATE / 2)
    await api.DeleteSpace(**SPACE)
    await clock.advance(SPACE_UPDATE / 2)
    assert (await api.DescribeSpace(**SPACE))["Status"] == "Deleting"
    await clock.advance(SPACE_DELETION)
    with pytest.raises(ServiceError, match="ResourceNotFound"):
        await api.DescribeSpace(**SPACE)


async def test_a_space_whose_volume_stays_is_delete_failed_and_can_be_deleted_again(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    await made_space(api, clock)
    runner.kept.add("lab")
    await api.DeleteSpace(**SPACE)
    await clock.advance(SPACE_DELETION)
    space = await api.DescribeSpace(**SPACE)
    assert space["Status"] == "Delete_Failed"
    assert space["FailureReason"].startswith("The volume of lab stays.")
    assert len(space["FailureReason"]) == 1024
    with pytest.raises(ServiceError, match="Delete_Failed"):
        await api.CreateApp(**APP)
    with pytest.raises(ServiceError, match="Delete_Failed"):
        await api.UpdateSpace(**SPACE, SpaceDisplayName="Laboratory")

    runner.kept.clear()
    await api.DeleteSpace(**SPACE)
    space = await api.DescribeSpace(**SPACE)
    assert (space["Status"], space.get("FailureReason")) == ("Deleting", None)
    await clock.advance(SPACE_DELETION)
    with pytest.raises(ServiceError, match="ResourceNotFound"):
        await api.DescribeSpace(**SPACE)


async def test_a_process_that_dies_fails_its_app(api: Caller, clock: ManualClock, runner: FakeRunner) -> None:
    await running_app(api, clock)
    runner.die("JupyterLab ended with exit code 137.")
    app = await api.DescribeApp(**APP)
    assert (app["Status"], app["FailureReason"]) == ("Failed", "JupyterLab ended with exit code 137.")
    await settle()
    assert runner.calls[-1] == ("stop", "lab")


async def test_a_process_that_dies_while_pending_fails_its_app(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(1)
    runner.die("gone")
    await clock.advance(APP_START)
    assert await status(api) == "Failed"


async def test_an_exit_after_delete_app_is_no_failure(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    await running_app(api, clock)
    await api.DeleteApp(**APP)
    runner.die("signal 15")
    await clock.advance(APP_STOP)
    assert await status(api) == "Deleted"


async def test_a_start_that_breaks_is_an_internal_failure(
    api: Caller, clock: ManualClock, runner: FakeRunner, caplog: pytest.LogCaptureFixture
) -> None:
    runner.fails["lab"] = OSError("no fork")
    await made_space(api, clock)
    await api.CreateApp(**APP)
    with caplog.at_level(logging.ERROR):
        await clock.advance(0)
    app = await api.DescribeApp(**APP)
    assert (app["Status"], app["FailureReason"]) == ("Failed", "InternalFailure")
    assert "no fork" in caplog.text


async def test_a_long_reason_is_cut_to_the_models_length(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    runner.fails["lab"] = AppFailed("x" * 5000)
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(0)
    assert len((await api.DescribeApp(**APP))["FailureReason"]) == 1024


class Domain:
    """A local domain on a file, that can be killed and started again."""

    def __init__(self, path: Path, clock: ManualClock) -> None:
        self.path, self.clock = path, clock

    async def start(self) -> Caller:
        self.store = Store(self.path)
        seed(self.store, "empty")
        self.runner = FakeRunner()
        self.service: LocalService = build_service(self.store, self.clock, self.runner, FakePresigner())
        await self.service.start()
        await settle()
        return Caller(self.service)

    async def stop(self) -> None:
        await self.service.stop()
        self.store.close()

    async def restart(self) -> Caller:
        await self.stop()
        return await self.start()


@pytest.fixture
async def domain(tmp_path: Path, clock: ManualClock) -> Domain:
    return Domain(tmp_path / "domain.sqlite", clock)


async def test_restart_in_every_state(domain: Domain, clock: ManualClock) -> None:
    api = await domain.start()
    await api.CreateSpace(**space_input())

    api = await domain.restart()
    await clock.advance(STORAGE_CREATION)
    assert (await api.DescribeSpace(**SPACE))["Status"] == "InService"
    await api.UpdateSpace(**SPACE, SpaceDisplayName="Laboratory")

    api = await domain.restart()
    assert (await api.DescribeSpace(**SPACE))["Status"] == "Updating"
    await clock.advance(SPACE_UPDATE)
    space = await api.DescribeSpace(**SPACE)
    assert (space["Status"], space["SpaceDisplayName"]) == ("InService", "Laboratory")
    await api.CreateApp(**APP)

    api = await domain.restart()
    await clock.advance(APP_START)
    assert await status(api) == "InService"

    api = await domain.restart()
    assert await status(api) == "InService"
    assert [app.space for app in domain.runner.running.values()] == ["lab"]
    await api.DeleteApp(**APP)

    api = await domain.restart()
    assert await status(api) == "Deleting"
    await clock.advance(APP_STOP)
    assert await status(api) == "Deleted"
    await api.DeleteSpace(**SPACE)

    api = await domain.restart()
    await clock.advance(SPACE_DELETION)
    with pytest.raises(ServiceError, match="ResourceNotFound"):
        await api.DescribeSpace(**SPACE)
    assert ("delete_volume", "lab") in domain.runner.calls
    await domain.stop()


async def test_processes_that_end_with_the_domain_have_not_failed(domain: Domain, clock: ManualClock) -> None:
    api = await domain.start()
    await running_app(api, clock)
    await domain.service.stop()
    domain.runner.die("signal 15")
    assert await status(api) == "InService"
    domain.store.close()


async def test_what_is_asked_for_while_the_domain_ends_begins_at_the_next_start(
    domain: Domain, clock: ManualClock
) -> None:
    api = await domain.start()
    await made_space(api, clock)
    await domain.service.stop()
    await api.CreateApp(**APP)
    await settle()
    assert domain.runner.calls == []
    domain.store.close()

    api = await domain.start()
    assert domain.runner.calls == [("start", "lab")]
    await domain.stop()


async def test_an_app_that_does_not_come_back_has_failed(domain: Domain, clock: ManualClock) -> None:
    api = await domain.start()
    await running_app(api, clock)
    await domain.stop()

    async def broken(self: FakeRunner, app: object) -> None:
        raise AppFailed("the volume is gone")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FakeRunner, "start", broken)
        api = await domain.start()
    app = await api.DescribeApp(**APP)
    assert (app["Status"], app["FailureReason"]) == ("Failed", "the volume is gone")
    await domain.stop()


class UnkeptStore(Store):
    """One whose disk may be full."""

    full = False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with super().transaction():
            yield
            if self.full:
                raise sqlite3.OperationalError("database or disk is full")


async def test_nothing_comes_of_a_call_that_could_not_be_kept(clock: ManualClock, runner: FakeRunner) -> None:
    store = UnkeptStore(":memory:")
    seed(store, "empty")
    service = build_service(store, clock, runner, FakePresigner())
    api = Caller(service)
    person = {"DomainId": DOMAIN_ID, "UserProfileName": "ana"}

    async def fails(operation: str, **members: Any) -> None:
        store.full = True
        with pytest.raises(sqlite3.OperationalError):
            await getattr(api, operation)(**members)
        store.full = False
        await clock.advance(APP_START)

    await fails("CreateSpace", **space_input())
    assert (await api.ListSpaces())["Spaces"] == []
    await made_space(api, clock)
    before = await api.DescribeSpace(**SPACE)
    await fails("UpdateSpace", **SPACE, SpaceDisplayName="Laboratory")
    await fails("DeleteSpace", **SPACE)
    await fails("CreateApp", **APP)
    assert runner.calls == []
    assert await api.DescribeSpace(**SPACE) == before
    assert (await api.ListApps())["Apps"] == []
    await api.CreateApp(**APP)
    await clock.advance(APP_START)
    await fails("DeleteApp", **APP)
    assert await status(api) == "InService"
    assert runner.calls == [("start", "lab")]
    domain, ana = await api.DescribeDomain(DomainId=DOMAIN_ID), await api.DescribeUserProfile(**person)
    await fails("UpdateDomain", DomainId=DOMAIN_ID, DefaultUserSettings={"StudioWebPortal": "DISABLED"})
    await fails("UpdateUserProfile", **person, UserSettings={"StudioWebPortal": "DISABLED"})
    assert await api.DescribeDomain(DomainId=DOMAIN_ID) == domain
    assert await api.DescribeUserProfile(**person) == ana
    await service.stop()
    store.close()

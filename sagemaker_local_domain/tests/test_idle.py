"""Idle shutdown: whose settings say when, and what is stopped by them."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from sagemaker_local_domain.clock import HOUR, MINUTE
from sagemaker_local_domain.idle import ASK_EVERY, DEFAULT_TIMEOUT, LOOK_EVERY, idle_timeout
from sagemaker_local_domain.lifecycle import APP_STOP
from sagemaker_local_domain.model import ActivityUnknown, Json
from sagemaker_local_domain.records import Domain, Space, UserProfile
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.store import Store

from .conftest import Caller, FakeRunner, ManualClock
from .flows import APP, running_app, space_input


def settings(on: str | None = None, minutes: int | None = None, app_type: str = "JupyterLab") -> Json:
    """UserSettings, DefaultUserSettings or SpaceSettings with idle settings."""
    idle: Json = {}
    if on is not None:
        idle["LifecycleManagement"] = on
    if minutes is not None:
        idle["IdleTimeoutInMinutes"] = minutes
    return {f"{app_type}AppSettings": {"AppLifecycleManagement": {"IdleSettings": idle}}}


def timeout(
    domain: Json | None = None,
    profile: Json | None = None,
    space: Json | None = None,
    *,
    spaces: Json | None = None,
    sharing: str = "Private",
    app_type: str = "JupyterLab",
) -> float | None:
    """In minutes."""
    defaults = {"DefaultUserSettings": domain or {}, "DefaultSpaceSettings": spaces or {}}
    seconds = idle_timeout(
        Domain(DOMAIN_ID, "local", "InService", 0, 0, defaults),
        None if profile is None else UserProfile(DOMAIN_ID, "ana", "InService", 0, 0, "200001", profile),
        Space(DOMAIN_ID, "lab", "InService", 0, 0, None, sharing, "ana", "200001", space or {}),
        app_type,
    )
    return None if seconds is None else seconds / MINUTE


ON, OFF = "ENABLED", "DISABLED"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, None),
        ({"domain": settings(OFF, 90)}, None),
        ({"domain": settings(None, 90)}, None),
        ({"domain": settings(ON, 90)}, 90),
        ({"domain": settings(ON)}, DEFAULT_TIMEOUT),
        ({"domain": settings(ON, 90, "CodeEditor")}, None),
        ({"domain": settings(ON, 90, "CodeEditor"), "app_type": "CodeEditor"}, 90),
        ({"domain": settings(ON, 90), "profile": {}}, 90),
        ({"domain": settings(ON, 90), "profile": settings(ON, 120)}, 120),
        ({"domain": settings(ON, 90), "profile": settings(None, 120)}, 120),
        ({"domain": settings(ON, 90), "profile": settings(OFF)}, None),
        ({"domain": settings(OFF, 90), "profile": settings(ON)}, 90),
        ({"domain": settings(ON, 90), "space": settings(None, 60)}, 60),
        ({"domain": settings(OFF, 90), "space": settings(None, 60)}, None),
        ({"domain": settings(ON, 90), "profile": settings(ON, 120), "space": settings(None, 60)}, 60),
        ({"domain": settings(ON, 90), "profile": settings(OFF), "sharing": "Shared"}, 90),
        ({"domain": settings(ON, 90), "spaces": settings(ON, 180), "sharing": "Shared"}, 180),
        ({"domain": settings(ON, 90), "spaces": settings(ON, 180)}, 90),
        ({"domain": settings(ON, 90), "space": settings(None, 60), "sharing": "Shared"}, 60),
    ],
)
def test_whose_settings_say_when(asked: dict[str, Any], expected: float | None) -> None:
    assert timeout(**asked) == expected


async def status(api: Caller) -> str:
    return str((await api.DescribeApp(**APP))["Status"])


@pytest.fixture
async def start(api: Caller, clock: ManualClock, runner: FakeRunner) -> float:
    """The space ``lab`` runs, with a timeout of 90 minutes. When it was last used, by the wall clock."""
    lab = space_input()["SpaceSettings"]["JupyterLabAppSettings"]
    await running_app(api, clock, JupyterLabAppSettings=lab | settings(None, 90)["JupyterLabAppSettings"])
    runner.active["lab"] = clock.wall()
    return clock.wall()


def asked(runner: FakeRunner) -> int:
    """How often the Jupyter server was asked."""
    return runner.calls.count(("last_active", "lab"))


async def test_an_idle_app_is_deleted_as_by_delete_app(
    api: Caller, clock: ManualClock, runner: FakeRunner, start: float
) -> None:
    while clock.wall() < start + 90 * MINUTE - LOOK_EVERY:
        await clock.advance(LOOK_EVERY)
        assert await status(api) == "InService"
    await clock.advance(2 * LOOK_EVERY)
    assert await status(api) == "Deleting"
    await clock.advance(APP_STOP)
    app = await api.DescribeApp(**APP)
    assert app["Status"] == "Deleted"
    assert "FailureReason" not in app
    assert runner.running == {}
    assert asked(runner) == 2  # after the first hour, and when the timeout had passed


async def test_an_app_in_use_is_not_stopped_until_its_use_ends(
    api: Caller, clock: ManualClock, runner: FakeRunner, start: float
) -> None:
    for _ in range(10):
        await clock.advance(HOUR - 1)
        runner.active["lab"] = clock.wall()
        await clock.advance(1 + LOOK_EVERY)
    assert await status(api) == "InService"
    await clock.advance(2 * HOUR)
    assert await status(api) == "Deleting"


async def test_a_clock_that_is_moved_lets_the_timeout_pass_and_later_use_counts(
    api: Caller, clock: ManualClock, runner: FakeRunner, start: float
) -> None:
    await clock.advance(1)
    clock.move(88 * MINUTE)
    await clock.advance(0)
    assert (await status(api), asked(runner)) == ("InService", 1)
    runner.active["lab"] = clock.wall()
    await clock.advance(1)
    clock.move(88 * MINUTE)
    await clock.advance(0)
    assert await status(api) == "InService"
    clock.move(2 * MINUTE)
    await clock.advance(0)
    assert await status(api) == "Deleting"


async def test_settings_that_change_while_it_runs_count(
    api: Caller, clock: ManualClock, store: Store, start: float
) -> None:
    domain = store.domains.get(domain_id=DOMAIN_ID)
    assert domain
    off = domain.settings | {"DefaultUserSettings": settings("DISABLED")}
    store.domains.put(replace(domain, settings=off))
    await clock.advance(24 * HOUR)
    assert await status(api) == "InService"
    store.domains.put(domain)
    await clock.advance(ASK_EVERY + LOOK_EVERY)
    assert await status(api) == "Deleting"


async def test_what_cannot_be_told_is_left_alone_and_said_once(
    api: Caller,
    clock: ManualClock,
    runner: FakeRunner,
    start: float,
    caplog: pytest.LogCaptureFixture,
) -> None:
    runner.active["lab"] = ActivityUnknown("api/idle is answered with status 404.")
    with caplog.at_level(logging.WARNING):
        for _ in range(20):
            await clock.advance(HOUR)
    assert await status(api) == "InService"
    assert asked(runner) > 5
    said = [record.getMessage() for record in caplog.records]
    assert said == ["Space lab is not stopped when it is idle: api/idle is answered with status 404."]
    # Once it can be told again, it is stopped.
    runner.active["lab"] = start
    await clock.advance(2 * HOUR)
    assert await status(api) == "Deleting"


async def test_an_app_without_a_process_is_left_alone_silently(
    api: Caller, clock: ManualClock, runner: FakeRunner, start: float, caplog: pytest.LogCaptureFixture
) -> None:
    del runner.active["lab"]
    await clock.advance(100 * HOUR)
    assert await status(api) == "InService"
    assert caplog.records == []


async def test_a_code_editor_is_never_stopped(api: Caller, clock: ManualClock, runner: FakeRunner) -> None:
    made = space_input()
    image = made["SpaceSettings"]["JupyterLabAppSettings"]
    made["SpaceSettings"] = {
        "AppType": "CodeEditor",
        "CodeEditorAppSettings": image | settings(None, 60)["JupyterLabAppSettings"],
    }
    await api.CreateSpace(**made)
    await clock.advance(HOUR)
    await api.CreateApp(**APP | {"AppType": "CodeEditor"})
    runner.active["lab"] = clock.wall()
    await clock.advance(HOUR)
    await clock.advance(100 * HOUR)
    assert (await api.DescribeApp(**APP | {"AppType": "CodeEditor"}))["Status"] == "InService"
    assert asked(runner) == 0


async def test_an_app_that_is_stopped_while_it_is_asked_is_stopped_once(
    api: Caller, clock: ManualClock, runner: FakeRunner, start: float
) -> None:
    await clock.advance(89 * MINUTE)

    async def slowly(app_id: str) -> float:
        await api.DeleteApp(**APP)
        return start

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "last_active", slowly)
        await clock.advance(2 * MINUTE)
    await clock.advance(APP_STOP)
    assert await status(api) == "Deleted"
    assert runner.calls.count(("stop", "lab")) == 1


async def test_a_store_that_fails_does_not_end_the_watch(
    api: Caller,
    clock: ManualClock,
    store: Store,
    start: float,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(**_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(store.domains, "get", full)
        await clock.advance(2 * HOUR)
    assert "disk is full" in caplog.text
    assert await status(api) == "InService"
    await clock.advance(2 * HOUR)
    assert await status(api) == "Deleting"

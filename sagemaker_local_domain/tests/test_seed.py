"""Seeds: what is there at the start, and that a started domain is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sagemaker_local_domain.clock import DAY, Clock
from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.idle import idle_timeout
from sagemaker_local_domain.processes.machine import Way
from sagemaker_local_domain.processes.runner import ProcessRunner
from sagemaker_local_domain.seed import DOMAIN_ID, PEOPLE, seed
from sagemaker_local_domain.service import build_service
from sagemaker_local_domain.store import Store

from .conftest import Caller, FakePresigner, FakeRunner, settle


async def test_try_has_something_of_everything(runner: FakeRunner) -> None:
    store = Store(":memory:")
    seed(store, "try")
    service = build_service(store, Clock(), runner, FakePresigner())
    await service.start()
    await settle()
    api = Caller(service)
    spaces = {space["SpaceName"]: space for space in (await api.ListSpaces(MaxResults=100))["Spaces"]}
    assert set(spaces) == {
        *(f"{person}-private" for person in PEOPLE),
        "churn-team",
        "forecasting",
        "big-model",
        "pipelines",
    }
    assert spaces["pipelines"]["SpaceSettingsSummary"]["AppType"] == "CodeEditor"
    apps = {app["SpaceName"]: app["Status"] for app in (await api.ListApps())["Apps"]}
    assert apps == {"churn-team": "InService", "big-model": "Failed"}
    assert [app.space for app in runner.running.values()] == ["churn-team"]
    failed = await api.DescribeApp(
        DomainId=DOMAIN_ID, SpaceName="big-model", AppType="JupyterLab", AppName="default"
    )
    assert failed["FailureReason"].startswith("EC2InsufficientCapacityError: Instance type 'ml.p4d.24xlarge'")
    await service.stop()
    store.close()


def test_no_space_of_a_trial_is_stopped_while_somebody_looks_around() -> None:
    """A trial's time is shortened: of a week half a day is left, of an hour five minutes."""
    store = Store(":memory:")
    seed(store, "try")
    domain = store.domains.get(domain_id=DOMAIN_ID)
    assert domain
    timeouts = {
        space.name: idle_timeout(
            domain,
            store.user_profiles.get(domain_id=DOMAIN_ID, name=space.owner),
            space,
            space.settings["AppType"],
        )
        for space in store.spaces.find()
    }
    store.close()
    assert timeouts
    assert {name for name, seconds in timeouts.items() if seconds and seconds < 7 * DAY} == set()


async def test_a_started_domain_is_left_alone() -> None:
    store = Store(":memory:")
    seed(store, "empty")
    seed(store, "try")
    assert not list(store.spaces.find())
    assert [person.name for person in store.user_profiles.find()] == list(PEOPLE)
    store.close()


async def test_every_fifth_of_many_spaces_runs_without_a_process(tmp_path: Path) -> None:
    with StateDirectory(tmp_path) as directory:
        runner = ProcessRunner(directory, "http://127.0.0.1", Way(False, "directory"))
        store = Store(":memory:")
        seed(store, "50")
        service = build_service(store, Clock(), runner, FakePresigner())
        await service.start()
        await settle()
        api = Caller(service)
        assert len((await api.ListSpaces(MaxResults=100))["Spaces"]) == 50
        apps = {app["SpaceName"]: app["Status"] for app in (await api.ListApps(MaxResults=100))["Apps"]}
        assert apps == {f"space-{number:05}": "InService" for number in range(0, 50, 5)}
        running = runner.in_space("space-00005")
        assert running
        assert (running.process, running.upstream) == (None, None)
        assert await runner.last_active(running.spec.app_id) is None
        assert not runner.kill("space-00005")
        await runner.stop_all()
        assert runner.in_space("space-00005") is None
        await service.stop()
        store.close()
        assert not directory.apps.exists()


@pytest.mark.parametrize("kind", ["", "-1", "all", "1.5", "²"])
def test_another_kind_is_refused(kind: str) -> None:
    store = Store(":memory:")
    with pytest.raises(ValueError, match="A seed is"):
        seed(store, kind)
    store.close()

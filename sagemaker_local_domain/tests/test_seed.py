"""Seeds: what is there at the start, and that a started domain is left alone."""

from __future__ import annotations

import time

import pytest

from sagemaker_local_domain.clock import Clock
from sagemaker_local_domain.model import Principal
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


async def test_a_started_domain_is_left_alone() -> None:
    store = Store(":memory:")
    seed(store, "empty")
    seed(store, "try")
    assert not list(store.spaces.find())
    assert [person.name for person in store.user_profiles.find()] == list(PEOPLE)
    store.close()


async def test_ten_thousand_spaces_and_a_page_of_them() -> None:
    store = Store(":memory:")
    seed(store, "10000")
    service = build_service(store, Clock(), FakeRunner(), FakePresigner())
    call = {"MaxResults": 100, "SortBy": "LastModifiedTime", "SortOrder": "Descending"}
    principal = Principal(user="ana")
    token = (await service.call("ListSpaces", call, principal))["NextToken"]
    times = []
    for _ in range(5):
        start = time.perf_counter()
        answer = await service.call("ListSpaces", call | {"NextToken": token}, principal)
        times.append(time.perf_counter() - start)
    # Far above what a page takes by its index, far below reading all records.
    assert min(times) < 0.02
    assert len(answer["Spaces"]) == 100
    store.close()


@pytest.mark.parametrize("kind", ["", "-1", "all", "1.5", "²"])
def test_another_kind_is_refused(kind: str) -> None:
    store = Store(":memory:")
    with pytest.raises(ValueError, match="A seed is"):
        seed(store, kind)
    store.close()

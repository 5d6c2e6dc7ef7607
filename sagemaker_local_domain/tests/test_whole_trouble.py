"""Trouble, time and idle shutdown in the local domain as its users start it, at AWS's own pace.

The clock is moved rather than waited for; what a test waits for are processes.
"""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from botocore.exceptions import ClientError

from .browser import Browser, run_code
from .whole import Domain, processes_of, wait

MINUTE, DAY = 60, 86400


@pytest.fixture(scope="module")
def domain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Domain]:
    domain = Domain(tmp_path_factory.mktemp("domain"), time_scale=1)
    yield domain
    assert "Traceback" not in domain.end(signal.SIGTERM)
    assert processes_of(domain.directory) == []


async def control(
    domain: Domain, method: str, path: str, body: Any = None, **headers: str
) -> tuple[int, Any]:
    """A request to the control API as a program makes it, unless ``headers`` say otherwise."""
    announced = domain.said["control"]
    sent = {"Authorization": f"Bearer {announced['token']}"} | headers
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"{announced['url']}/{path}", json=body, headers=sent) as answer,
    ):
        return answer.status, await answer.json() if answer.content_type == "application/json" else None


async def advance(domain: Domain, seconds: float) -> None:
    """Let time pass in the domain."""
    status, answer = await control(domain, "POST", "clock", {"advance_s": seconds})
    assert status == 200, answer


async def running(domain: Domain, user: str, space: str) -> None:
    """Run a space, without AWS's two minutes."""
    await asyncio.to_thread(domain.create_app, user, space)
    await advance(domain, 2 * MINUTE)
    await until(domain, space, "InService")


async def until(domain: Domain, space: str, status: str) -> None:
    """Wait until the app of a space has a status."""
    await asyncio.to_thread(wait, lambda: domain.status(space) == status)


async def test_the_control_api_is_for_programs_that_have_its_token(domain: Domain) -> None:
    assert json.loads((domain.directory / "domain.json").read_text())["control"] == domain.said["control"]
    before = (await control(domain, "GET", "clock"))[1]["offset_s"]
    refused = [
        await control(domain, "POST", "clock", {"advance_s": 1}, **headers)
        for headers in (
            {"Authorization": "Bearer guessed"},
            {"Origin": "http://evil.example"},
            {"Origin": f"http://studio.localhost:{domain.port}"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Host": "evil.example"},
            {"Host": f"studio.localhost:{domain.port}", "Origin": f"http://studio.localhost:{domain.port}"},
        )
    ]
    assert [status for status, _ in refused] == [401, 403, 403, 403, 403, 421, 404]
    assert (await control(domain, "GET", "clock?advance_s=1"))[1]["offset_s"] == before
    status, said = await control(domain, "DELETE", "clock")
    assert (status, said["error"]) == (404, "DELETE /control/clock is not a request of the control API.")


async def test_a_jupyterlab_that_is_killed_leaves_a_record_for_a_day(domain: Domain) -> None:
    await running(domain, "ben", "ben-private")
    assert await control(domain, "POST", "kill", {"space": "ben-private"}) == (200, {"killed": "ben-private"})
    await until(domain, "ben-private", "Failed")
    described = await asyncio.to_thread(domain.as_person("ben").describe_app, **domain.app("ben-private"))
    assert described["FailureReason"].startswith("JupyterLab was killed by SIGKILL.")
    await advance(domain, DAY)
    with pytest.raises(ClientError, match="ResourceNotFound"):
        await asyncio.to_thread(domain.status, "ben-private")


async def test_calls_from_a_space_go_on_after_hours_have_passed_at_once(domain: Domain) -> None:
    await running(domain, "chen", "chen-private")
    async with Browser() as chen:
        await chen.follow(await asyncio.to_thread(domain.presigned, "chen", "chen-private"))
        code = (
            "import boto3\nheld = boto3.Session()\nclient = held.client('sagemaker')\n"
            "print(len(client.list_domains()['Domains']), held.get_credentials().refresh_needed())"
        )
        base = domain.base("chen", "chen-private")
        await advance(domain, 11 * 3600)  # the door's session lasts for twelve hours
        assert await run_code(chen, base, code) == "1 False\n"


async def test_a_busy_space_is_not_stopped_and_an_idle_one_is(domain: Domain) -> None:
    ana = domain.as_person("ana")
    image = {"SageMakerImageArn": domain.said["image_arn"], "InstanceType": "ml.t3.medium"}
    for name in ("idle-one", "busy-one"):
        await asyncio.to_thread(
            ana.create_space,
            DomainId=domain.domain_id,
            SpaceName=name,
            OwnershipSettings={"OwnerUserProfileName": "ana"},
            SpaceSharingSettings={"SharingType": "Private"},
            SpaceSettings={
                "AppType": "JupyterLab",
                "JupyterLabAppSettings": {
                    "DefaultResourceSpec": image,
                    "AppLifecycleManagement": {"IdleSettings": {"IdleTimeoutInMinutes": 60}},
                },
            },
        )
    await advance(domain, 10)
    await running(domain, "ana", "idle-one")
    await running(domain, "ana", "busy-one")
    base = domain.base("ana", "busy-one")
    async with Browser() as browser:
        await browser.follow(await asyncio.to_thread(domain.presigned, "ana", "busy-one"))
        started = await last_used(browser, base)
        assert started < datetime.now(UTC)
        assert (await browser.page_sends("POST", f"{base}/api/terminals")).status == 200
        assert await last_used(browser, base) > started

        waiting = "import os, time\nwhile not os.path.exists('stop'): time.sleep(0.05)\nprint('done')"
        work = asyncio.create_task(run_code(browser, base, waiting))
        while (await states(browser, base)) != ["busy"]:
            assert not work.done(), work.exception()
            await asyncio.sleep(0.1)
        await advance(domain, 61 * MINUTE)
        await until(domain, "idle-one", "Deleting")
        assert domain.status("busy-one") == "InService"

        stop = json.dumps({"type": "file", "format": "text", "content": ""})
        assert (await browser.page_sends("PUT", f"{base}/api/contents/stop", stop)).status == 201
        assert await work == "done\n"
        assert datetime.now(UTC) - await last_used(browser, base) < timedelta(minutes=1)
    await advance(domain, 61 * MINUTE)
    await until(domain, "busy-one", "Deleting")
    await advance(domain, MINUTE)
    await until(domain, "busy-one", "Deleted")
    await until(domain, "idle-one", "Deleted")


async def last_used(browser: Browser, base: str) -> datetime:
    """When a space says that it was last used."""
    answer = await browser.page_sends("GET", f"{base}/api/idle")
    assert answer.status == 200
    said: str = answer.json()["lastActiveTimestamp"]
    assert said.endswith("z")
    return datetime.fromisoformat(said.upper())


async def states(browser: Browser, base: str) -> list[str]:
    """What the kernels of a space do."""
    kernels = (await browser.page_sends("GET", f"{base}/api/kernels")).json()
    return [kernel["execution_state"] for kernel in kernels]


async def test_a_domain_that_was_killed_is_where_it_was_in_time(start: Callable[[], Domain]) -> None:
    first = await asyncio.to_thread(start)
    await advance(first, 3 * DAY)
    late = {"DomainId": first.domain_id, "SpaceName": "late"}
    created = await asyncio.to_thread(first.as_person("ana").create_space, **late)
    first.end(signal.SIGKILL)

    second = await asyncio.to_thread(start)
    assert second.said["control"]["token"] == first.said["control"]["token"]
    time = (await control(second, "GET", "clock"))[1]
    assert time["offset_s"] == 3 * DAY
    space = second.as_person("ana").describe_space(**late)
    assert space["SpaceArn"] == created["SpaceArn"]
    assert time["now"] - 1 * MINUTE < space["CreationTime"].timestamp() <= time["now"]
    assert (await control(second, "GET", "faults")) == (200, {"faults": []})

"""The local domain as its users start it: a process of its own, real JupyterLabs, boto3, a browser."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import psutil
import pytest
from botocore.exceptions import ClientError

from sagemaker_local_domain.cli import main
from sagemaker_local_domain.processes.volumes import await_detached

from .browser import NAVIGATION, Browser, run_code
from .whole import LIMIT, Domain, jupyterlab_of, processes_of, space_of, wait


@pytest.fixture(scope="module")
def domain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Domain]:
    domain = Domain(tmp_path_factory.mktemp("domain"))
    yield domain
    errors = domain.end(signal.SIGTERM)
    assert domain.process.returncode == 0
    assert "Traceback" not in errors
    assert processes_of(domain.directory) == []
    assert not (domain.directory / "domain.json").exists()


async def test_two_people_in_a_shared_space_from_run_to_stop(domain: Domain) -> None:
    await asyncio.to_thread(domain.run, "ben", "forecasting")
    base = domain.base("ana", "forecasting")
    async with Browser() as ana, Browser() as ben:
        address = await asyncio.to_thread(domain.presigned, "ana", "forecasting")
        lab = await ana.follow(address)
        assert (lab.status, lab.url.path) == (200, "/jupyterlab/default/lab")
        assert "jupyter-config-data" in lab.text
        assert "@jupyter/collaboration-extension" in lab.text
        assert (await ana.follow(address)).status == 403  # once only

        await ben.follow(await asyncio.to_thread(domain.presigned, "ben", "forecasting"))
        names = []
        for browser, user in ((ana, "ana"), (ben, "ben")):
            me = await browser.page_sends("GET", f"{domain.base(user, 'forecasting')}/api/me")
            names.append({name: me.json()["identity"][name] for name in ("username", "name", "initials")})
        assert names == [
            {"username": "ana", "name": "ana", "initials": "A"},
            {"username": "ben", "name": "ben", "initials": "B"},
        ]

        inside = """
import boto3, json, os, subprocess
me = json.load(open(os.environ["RESOURCE_METADATA_FILE"]))
client = boto3.client("sagemaker")
space = client.describe_space(DomainId=me["DomainId"], SpaceName=me["SpaceName"])
subprocess.Popen(["nohup", "sleep", "600"], start_new_session=True, stdout=subprocess.DEVNULL)
print(json.dumps({
    "metadata": me, "space": space["SpaceName"], "home": os.path.expanduser("~"),
    "aws": sorted(name for name in os.environ if name.startswith("AWS_")),
}))
"""
        seen = json.loads(await run_code(ana, base, inside))
        assert seen["space"] == "forecasting"
        assert seen["home"] == domain.home("forecasting")
        assert seen["metadata"]["ResourceArn"].endswith("/forecasting/JupyterLab/default")
        assert set(seen["metadata"]) == {
            *("AppType", "DomainId", "SpaceName", "ExecutionRoleArn", "ResourceArn", "ResourceName"),
            "AppImageVersion",
        }
        assert seen["aws"] == [
            *("AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_CREDENTIALS_FULL_URI"),
            *("AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL_SAGEMAKER", "AWS_REGION"),
        ]

        await asyncio.to_thread(domain.as_person("ben").delete_app, **domain.app("forecasting"))
        await asyncio.to_thread(wait, lambda: domain.status("forecasting") == "Deleted")
        left = {space_of(domain.directory, process) for process in processes_of(domain.directory)}
        assert "forecasting" not in left
        stopped = await ana.follow(f"{base}/lab")
        assert stopped.status == 503
        assert "forecasting is not running" in stopped.text
        assert f'href="http://studio.localhost:{domain.port}/ana"' in stopped.text


async def test_a_private_space_is_its_owners_and_has_no_collaboration(domain: Domain, tmp_path: Path) -> None:
    await asyncio.to_thread(domain.run, "chen", "chen-private")
    async with Browser() as chen:
        lab = await chen.follow(await asyncio.to_thread(domain.presigned, "chen", "chen-private"))
        config = json.loads(
            lab.text.partition('id="jupyter-config-data"')[2].partition(">")[2].partition("<")[0]
        )
        assert "@jupyter/collaboration-extension" in config["disabledExtensions"]
        base = domain.base("chen", "chen-private")
        me = [(await chen.page_sends("GET", f"{base}/api/me")).json()["identity"] for _ in range(2)]
        assert me[0]["display_name"].startswith("Anonymous ")
        assert me[0] == me[1]
        collaboration = await chen.page_sends("PUT", f"{base}/api/collaboration/session/x.ipynb", "{}")
        assert collaboration.status == 404
        await run_code(chen, base, "open('kept', 'w').write('mine')")
    with pytest.raises(ClientError, match="chen-private"):
        await asyncio.to_thread(domain.presigned, "ana", "chen-private")

    # Another image is another interpreter; the home is the same.
    other = tmp_path / "bin/python"
    other.parent.mkdir()
    other.write_text(f'#!/bin/sh\nOTHER_IMAGE=yes exec {sys.executable} "$@"\n')
    other.chmod(0o755)
    switches = ["--directory", str(domain.directory), "--name", "other", "--version", "1.0.0"]
    assert main(["add-image", *switches, "--python", str(other)]) == 0
    client = domain.as_person("chen")
    client.delete_app(**domain.app("chen-private"))
    await asyncio.to_thread(wait, lambda: domain.status("chen-private") == "Deleted")
    arn = client.describe_image(ImageName="other")["ImageArn"]
    await asyncio.to_thread(domain.run, "chen", "chen-private", arn)
    async with Browser() as chen:
        await chen.follow(await asyncio.to_thread(domain.presigned, "chen", "chen-private"))
        inside = "import os; print(os.environ['OTHER_IMAGE'], open('kept').read())"
        assert await run_code(chen, base, inside) == "yes mine\n"


async def test_nothing_of_another_place_gets_in(domain: Domain) -> None:
    await _open(domain, "ana", "churn-team")
    base = domain.base("ana", "churn-team")
    async with Browser() as ana:
        await ana.follow(await asyncio.to_thread(domain.presigned, "ana", "churn-team"))
        socket = await ana.websocket(f"{base}/api/events/subscribe")
        await socket.close()

        port = domain.port
        for origin in (
            "http://evil.example",
            f"http://churn-team--ana.localhost:{port + 1}",
            f"http://forecasting--ana.localhost:{port}",
            f"http://127.0.0.1:{port}",
            "null",
        ):
            assert (await ana.send("GET", f"{base}/api/me", {"Origin": origin})).status == 403
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await ana.websocket(f"{base}/api/events/subscribe", {"Origin": origin})
        for host in ("evil.example", f"evil.example:{port}", f"churn-team--ana.localhost:{port + 1}"):
            assert (await ana.send("GET", f"{base}/api/me", {"Host": host})).status == 421
            with pytest.raises(aiohttp.WSServerHandshakeError, match="421"):
                await ana.websocket(
                    f"{base}/api/events/subscribe", {"Host": host, "Origin": f"http://{host}"}
                )
        # Another door's cookie is no key to this one.
        ana.cookies[f"churn-team--ben.localhost:{port}"] = ana.cookies[f"churn-team--ana.localhost:{port}"]
        assert (await ana.send("GET", f"{domain.base('ben', 'churn-team')}/api/me")).status == 403
        assert (await ana.send("GET", f"http://127.0.0.1:{port}/credentials")).status == 403
        # Nor is the socket, for who has no secret.
        forged = {"X-Space-Door-User": "ana", "X-Space-Door-Secret": "guessed"}
        for path in (domain.directory / "apps").glob("*/run/socket"):
            assert path.stat().st_mode & 0o777 == 0o600
            async with (
                aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(path))) as direct,
                direct.get("http://localhost/jupyterlab/default/api/me", headers=forged) as answer,
            ):
                assert answer.status == 403


async def test_what_runs_in_a_space_is_reached_by_no_port(domain: Domain) -> None:
    await asyncio.to_thread(wait, lambda: domain.status("churn-team") == "InService")
    base = domain.base("ana", "churn-team")
    async with Browser() as ana:
        await ana.follow(await asyncio.to_thread(domain.presigned, "ana", "churn-team"))
        assert (await ana.page_sends("POST", f"{base}/api/terminals", "{}")).status == 200
        asked = "import ipykernel.connect as c; i = c.get_connection_info(unpack=True)"
        transport, ip = (await run_code(ana, base, f"{asked}; print(i['transport'], i['ip'])")).split()
    assert transport == "ipc"
    assert len(f"{ip}-5") < 100
    ours = {process.pid: process for process in processes_of(domain.directory)}
    kernels = [
        pid for pid, process in ours.items() if "ipykernel_launcher" in (process.info["cmdline"] or [])
    ]
    ports = psutil.net_connections(kind="tcp")
    listening = [port.pid for port in ports if port.status == psutil.CONN_LISTEN and port.pid in ours]
    assert kernels
    # Where ipykernel takes what forked processes print, from whoever knows a random key: not ours to choose.
    assert sorted(listening) == sorted(set(listening) & set(kernels))


async def test_a_jupyterlab_that_dies_makes_its_app_fail_with_a_reason(domain: Domain) -> None:
    await asyncio.to_thread(domain.run, "ben", "ben-private")
    (process,) = jupyterlab_of(domain.directory, "ben-private")
    process.kill()
    await asyncio.to_thread(wait, lambda: domain.status("ben-private") == "Failed")
    described = domain.as_person("ben").describe_app(**domain.app("ben-private"))
    assert described["FailureReason"].startswith("JupyterLab was killed by SIGKILL. Its last words: ")
    log = domain.directory / "logs/ben-private.log"
    assert described["FailureReason"].partition("words: ")[2] in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_after_a_sigkill_the_next_start_cleans_up_and_goes_on(start: Callable[[], Domain]) -> None:
    cut_off = start()  # while it makes its first volume
    directory = cut_off.directory
    cut_off.end(signal.SIGKILL)
    first = start()
    wait(lambda: jupyterlab_of(directory, "churn-team"))
    with pytest.raises(AssertionError, match=f"runs on {directory} already .process {first.process.pid}."):
        start()
    (process,) = jupyterlab_of(directory, "churn-team")
    first.end(signal.SIGKILL)
    if first.said["isolation"] == "containers":
        # Without a next start: the kernel ends them.
        wait(lambda: not processes_of(directory))
        assert await_detached(directory)
        assert str(directory) not in Path("/proc/mounts").read_text()
    else:
        assert process in processes_of(directory)

    said = (directory / "logs/churn-team.log").read_text()
    second = start()
    assert process not in processes_of(directory)
    assert second.status("churn-team") in ("Pending", "InService")
    wait(lambda: second.status("churn-team") == "InService")
    assert (directory / "logs/churn-team.before.log").read_text() == said
    assert second.said["users"] == first.said["users"]
    asyncio.run(_open(second, "ana", "churn-team"))
    assert "Traceback" not in second.end(signal.SIGINT)
    assert processes_of(directory) == []
    assert await_detached(directory)


async def _open(domain: Domain, user: str, space: str) -> None:
    """Open a space whose JupyterLab may still be starting."""
    async with Browser() as browser, asyncio.timeout(LIMIT):
        await browser.follow(await asyncio.to_thread(domain.presigned, user, space))
        while True:
            lab = await browser.send("GET", f"{domain.base(user, space)}/lab", NAVIGATION)
            if lab.status == 200:
                return
            await asyncio.sleep(0.1)

"""The Studio page: who sees what, and that nothing happens but by its own forms."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.door.door import FrontDoor
from sagemaker_local_domain.door.pages import plain
from sagemaker_local_domain.door.sessions import Sessions
from sagemaker_local_domain.door.studio import Studio
from sagemaker_local_domain.model import Principal
from sagemaker_local_domain.processes.machine import Way
from sagemaker_local_domain.processes.runner import ProcessRunner
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.service import build_service
from sagemaker_local_domain.store import Store

from .browser import NAVIGATION, Answer, Browser
from .conftest import FakeRunner, ManualClock

MARKUP = "<img src=x onerror=alert(1)>"


class Site:
    """Studio on a port of its own, over a service whose clock the test moves."""

    def __init__(self, port: int, sessions: Sessions, clock: ManualClock) -> None:
        self.sessions = sessions
        self.clock = clock
        self.root = f"http://studio.localhost:{port}"
        self.port = port

    async def press(self, browser: Browser, path: str, origin: str | None = None) -> Answer:
        """Send a form as the Studio page does, or a page of another origin."""
        headers = {**NAVIGATION, "Origin": origin or self.root}
        if origin is None:
            headers["Sec-Fetch-Site"] = "same-origin"
        return await browser.send("POST", f"{self.root}{path}", headers)


@pytest.fixture
async def site(store: Store, runner: FakeRunner, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Site]:
    port = unused_port()
    sessions = Sessions(b"k" * 32, port)
    service = build_service(store, clock, runner, sessions)
    await service.start()
    for name, sharing, owner, title in (
        ("shared", "Shared", "ben", MARKUP),
        ("anas", "Private", "ana", "anas"),
        ("bens", "Private", "ben", "bens"),
    ):
        space = {
            "DomainId": DOMAIN_ID,
            "SpaceName": name,
            "SpaceDisplayName": title,
            "SpaceSharingSettings": {"SharingType": sharing},
            "OwnershipSettings": {"OwnerUserProfileName": owner},
            "SpaceSettings": {
                "AppType": "JupyterLab",
                "JupyterLabAppSettings": {"DefaultResourceSpec": RESOURCES},
            },
        }
        await service.call("CreateSpace", space, Principal(user=owner))
    await clock.advance(60)
    studio = Studio(port, DOMAIN_ID, service, sessions)
    apps = ProcessRunner(StateDirectory(tmp_path), "http://127.0.0.1", Way(False, "directory"))
    door = FrontDoor(port, sessions, apps, api=lambda request: no_api(), studio=studio.handle)
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", door.handle)
    server = web.AppRunner(application, shutdown_timeout=0)
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", port).start()
    yield Site(port, sessions, clock)
    await server.cleanup()
    await service.stop()


RESOURCES = {
    "InstanceType": "ml.t3.medium",
    "SageMakerImageArn": "arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-cpu",
    "SageMakerImageVersionAlias": "4.4.0",
}


async def no_api() -> web.StreamResponse:
    return plain(404, "")


@pytest.fixture
async def ana(site: Site) -> AsyncIterator[Browser]:
    async with Browser() as browser:
        page = await browser.follow(site.sessions.sign_in_url("ana"))
        assert (page.status, page.url.path) == (200, "/ana")
        yield browser


async def test_one_sees_shared_spaces_and_ones_own(site: Site, ana: Browser) -> None:
    page = await ana.follow(f"{site.root}/ana")
    assert 'data-space="anas"' in page.text
    assert 'data-space="shared"' in page.text
    assert "bens" not in page.text


async def test_names_are_text(site: Site, ana: Browser) -> None:
    page = await ana.follow(f"{site.root}/ana")
    assert "<img" not in page.text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page.text
    missing = await ana.follow(f"{site.root}/open/%3Cimg%3E")
    assert missing.status == 404
    assert "<img" not in missing.text


async def test_run_open_and_stop(site: Site, ana: Browser) -> None:
    run = await site.press(ana, "/ana/spaces/shared/run")
    assert (run.status, run.headers["Location"]) == (303, "/ana")
    assert "Starting" in (await ana.send("GET", f"{site.root}/ana/_list")).text
    await site.clock.advance(130)
    assert "Running" in (await ana.send("GET", f"{site.root}/ana/_list")).text

    opened = await site.press(ana, "/ana/spaces/shared/open")
    assert opened.status == 303
    assert opened.headers["Location"].startswith(f"http://shared--ana.localhost:{site.port}/auth?token=")

    asked = await site.press(ana, "/ana/spaces/shared/stop")
    assert asked.status == 200
    assert "Stop shared?" in asked.text
    assert "Running" in (await ana.send("GET", f"{site.root}/ana/_list")).text
    assert (await site.press(ana, "/ana/spaces/shared/stop?confirmed=yes")).status == 303
    await site.clock.advance(30)
    assert "Running" not in (await ana.send("GET", f"{site.root}/ana/_list")).text


async def test_what_the_service_refuses_is_shown(site: Site, ana: Browser) -> None:
    refused = await site.press(ana, "/ana/spaces/anas/open")
    assert refused.status == 409
    assert "ResourceNotFound" in refused.text


async def test_nothing_changes_but_by_studios_own_forms(site: Site, ana: Browser) -> None:
    path = "/ana/spaces/anas/run"
    assert (await ana.send("GET", f"{site.root}{path}", NAVIGATION)).status == 404
    for origin in ("null", "http://evil.example", f"http://shared--ana.localhost:{site.port}"):
        assert (await site.press(ana, path, origin=origin)).status == 403
    assert (await ana.send("POST", f"{site.root}{path}")).status == 403
    assert "Starting" not in (await ana.follow(f"{site.root}/ana")).text


async def test_other_people_and_their_spaces_are_out_of_reach(site: Site, ana: Browser) -> None:
    assert (await ana.follow(f"{site.root}/ben")).status == 403
    assert (await ana.send("GET", f"{site.root}/ben/_list")).status == 403
    assert (await site.press(ana, "/ben/spaces/bens/run")).status == 403
    assert (await site.press(ana, "/ana/spaces/bens/run")).status == 404
    async with Browser() as nobody:
        assert (await nobody.follow(f"{site.root}/ana")).status == 403
        key = urlsplit(site.sessions.sign_in_url("ana")).query.partition("key=")[2]
        assert (await nobody.follow(f"{site.root}/_sign-in?user=ben&key={key}")).status == 403
        assert (await nobody.follow(f"{site.root}/open/shared")).status == 403


async def test_a_spaces_address_opens_it_for_whom_it_came_from(site: Site, ana: Browser) -> None:
    await site.press(ana, "/ana/spaces/shared/run")
    await site.clock.advance(130)
    address = f"{site.root}/open/shared"
    alone = await ana.follow(address)
    assert "data-open-at-once" in alone.text
    assert "token=" not in alone.text

    await ana.follow(site.sessions.sign_in_url("ben"))  # a second person, in the same browser
    choice = await ana.follow(address)
    assert "data-open-at-once" not in choice.text
    assert "as ana" in choice.text
    assert "as ben" in choice.text
    from_bens_door = {**NAVIGATION, "Referer": f"http://shared--ben.localhost:{site.port}/"}
    as_ben = await ana.send("GET", address, from_bens_door)
    assert "data-open-at-once" in as_ben.text
    assert "as ana" not in as_ben.text


@pytest.mark.parametrize("referer", ["http://[", "http://a:99999999/", "http://\xff/", "::::"])
async def test_a_strange_referer_says_nothing(site: Site, ana: Browser, referer: str) -> None:
    page = await ana.send("GET", f"{site.root}/open/shared", {**NAVIGATION, "Referer": referer})
    assert (page.status, "as ana" in page.text) == (200, True)


async def test_a_sign_in_to_a_space_enters_as_that_person_only(site: Site, ana: Browser) -> None:
    await site.press(ana, "/ana/spaces/shared/run")
    await site.clock.advance(130)
    entered = await ana.follow(f"{site.sessions.sign_in_url('ben')}&space=shared")
    assert "data-open-at-once" in entered.text
    assert "as ana" not in entered.text
    chen = await ana.follow(f"{site.root}/open/shared?as=chen")  # not signed in: says nothing
    assert "as chen" not in chen.text


async def test_a_domains_presigned_address_signs_in_once(site: Site) -> None:
    address = site.sessions.presign("ben", None, None, 300, 1800)
    async with Browser() as browser:
        assert (await browser.follow(address)).url.path == "/ben"
        assert (await browser.follow(address)).status == 403
        assert "Spaces of ben" in (await browser.follow(f"{site.root}/")).text


async def test_a_presigned_address_of_a_spaces_page_signs_in_and_leads_there(site: Site) -> None:
    address = site.sessions.presign("ben", None, "studio::jupyterlab/shared", 300, 1800)
    async with Browser() as browser:
        page = await browser.follow(address)
        assert (page.status, page.url.path) == (200, "/open/shared")
        assert "as ben" in page.text


async def test_pages_let_nothing_else_in(site: Site, ana: Browser) -> None:
    page = await ana.follow(f"{site.root}/ana")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert f"form-action 'self' http://*.localhost:{site.port}" in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["Cache-Control"] == "no-store"
    for name, kind in (("studio.css", "text/css"), ("studio.js", "text/javascript")):
        assert (await ana.send("GET", f"{site.root}/_static/{name}")).headers["Content-Type"].startswith(kind)
    assert (await ana.send("GET", f"{site.root}/_static/..%2Fpages.py")).status == 404

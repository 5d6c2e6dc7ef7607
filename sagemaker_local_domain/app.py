"""Puts the local domain together and runs it: store, service, processes, sessions and the front door."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from .access.evaluation import Policy
from .arns import ACCOUNT_ID, REGION
from .assumptions import Assumptions
from .clock import Clock
from .directory import StateDirectory, write_private
from .door import pages
from .door.door import FrontDoor
from .door.sessions import Sessions
from .door.studio import Studio
from .faults.control import PATH as CONTROL_PATH
from .faults.control import Control
from .images import DEFAULT_IMAGE_ARN
from .model import Json, Principal
from .processes.machine import CannotHave, Wanted, Way, find_way
from .processes.runner import ProcessRunner, clean
from .seed import DOMAIN_ID, seed
from .service import LocalService, build_service
from .store import OtherVersion, Store
from .wire import handler as wire
from .wire.container_credentials import answer as answer_credentials

#: For bodies that are read whole (API calls, forms), bytes. What goes to a space is streamed without limit.
_LARGEST_BODY = 1024 * 1024

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Options:
    """The command line's switches; ``port`` 0 takes any that is free."""

    directory: Path
    port: int
    time_scale: float
    seed: str
    assume: Assumptions
    policy: Policy
    volumes: Wanted


class CannotStart(Exception):
    """The switches cannot be followed; the text says what to change."""


async def run(options: Options, announce: Callable[[str], None]) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP (its terminal closes), then end everything that was started.

    ``announce`` gets one line of JSON once requests are answered. Raises CannotStart,
    DirectoryUnusable.
    """
    asked_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, asked_to_stop.set)
    with (
        StateDirectory(options.directory) as directory,
        _listen(options.port) as listening,
        closing(_open_store(directory.database)) as store,
    ):
        try:
            clock = Clock(options.time_scale, store.clock_offset, store.keep_clock_offset)
            seed(store, options.seed)
        except ValueError as error:
            raise CannotStart(str(error)) from error
        # After a SIGKILL it still names the former port: whoever waits for it must not take that one.
        directory.announcement.unlink(missing_ok=True)
        await asyncio.to_thread(clean, directory)
        try:
            way = await asyncio.to_thread(find_way, directory, options.volumes)
        except CannotHave as error:
            raise CannotStart(str(error)) from error
        if way.because and os.geteuid() == 0:
            _log.warning("Spaces are not all that they are on AWS here. %s", way.because)
        await _serve(directory, store, clock, options, way, listening, announce, asked_to_stop)


async def _serve(
    directory: StateDirectory,
    store: Store,
    clock: Clock,
    options: Options,
    way: Way,
    listening: socket.socket,
    announce: Callable[[str], None],
    asked_to_stop: asyncio.Event,
) -> None:
    port = int(listening.getsockname()[1])
    endpoint_url = f"http://127.0.0.1:{port}"
    runner = ProcessRunner(directory, endpoint_url, way)
    sessions = Sessions(
        store.secret("sessions"),
        port,
        clock.now,
        exists=lambda user: store.user_profiles.get(domain_id=DOMAIN_ID, name=user) is not None,
    )
    service = build_service(store, clock, runner, sessions, options.assume, options.policy)
    token = store.secret("control").hex()
    control = Control(token, service.faults, clock, runner.kill)
    server = await _start_server(listening, port, service, runner, sessions, control)
    try:
        await service.start()

        def announced() -> str:
            text = json.dumps(announcement(endpoint_url, way, service, sessions, token))
            write_private(directory.announcement, text + "\n")
            return text

        announce(announced())
        service.on_people(lambda: _keep_announcement(announced))
        await asked_to_stop.wait()
    finally:
        directory.announcement.unlink(missing_ok=True)
        await service.stop()
        await runner.stop_all()
        await asyncio.to_thread(clean, directory)
        await server.cleanup()


async def _start_server(
    listening: socket.socket,
    port: int,
    service: LocalService,
    runner: ProcessRunner,
    sessions: Sessions,
    control: Control,
) -> web.AppRunner:
    async def api(request: web.Request) -> web.StreamResponse:
        match request.method, request.path:
            case "POST", "/":
                return await wire.handle(service, request)
            case "GET", "/credentials":
                return await answer_credentials(request, runner, service)
            case _, path if path.startswith(f"{CONTROL_PATH}/"):
                return await control.handle(request)
        return pages.plain(
            404, "This is the API's address: POST / with an AWS client. Studio is at studio.localhost."
        )

    studio = Studio(port, DOMAIN_ID, service, sessions)
    door = FrontDoor(port, sessions, runner, api=api, studio=studio.handle)
    application = web.Application(client_max_size=_LARGEST_BODY)
    application.router.add_route("*", "/{path:.*}", door.handle)
    # No access log: addresses hold one-time tokens. Websockets end with their JupyterLabs, which end first.
    server = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await server.setup()
    await web.SockSite(server, listening).start()
    return server


def _keep_announcement(write: Callable[[], str]) -> None:
    try:
        write()
    except OSError as error:
        _log.error("Who has come or gone could not be written down: %s", error)


def announcement(
    endpoint_url: str, way: Way, service: LocalService, sessions: Sessions, control_token: str
) -> Json:
    """What clients need: addresses, names, everybody's credentials, the control API. For the owner only."""

    people = [profile.name for profile in service.store.user_profiles.find(domain_id=DOMAIN_ID)]

    def keys(principal: Principal) -> Json:
        held = service.credentials.lasting(principal)
        return {
            "access_key_id": held.access_key_id,
            "secret_access_key": held.secret_access_key,
            "session_token": held.session_token,
        }

    return {
        "endpoint_url": endpoint_url,
        "region": REGION,
        "account_id": ACCOUNT_ID,
        "domain_id": DOMAIN_ID,
        "image_arn": DEFAULT_IMAGE_ARN,
        "isolation": "containers" if way.isolated else "none",
        "volumes": way.volumes,
        "users": {user: keys(Principal(user=user)) for user in people},
        "admin": keys(Principal(admin=True)),
        "studio": {user: sessions.sign_in_url(user) for user in people},
        "control": {"url": f"{endpoint_url}{CONTROL_PATH}", "token": control_token},
    }


def _open_store(path: Path) -> Store:
    """The store. Raises CannotStart."""
    try:
        return Store(path)
    except OtherVersion as error:
        raise CannotStart(str(error)) from error
    except sqlite3.Error as error:
        raise CannotStart(
            f"{path} cannot be used: {error}. Make room if the disk is full; else move the file away, or "
            "give another --directory."
        ) from error


def _listen(port: int) -> socket.socket:
    """A socket on loopback only. Raises CannotStart."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen()  # until then a second domain could bind the same port
    except (OSError, OverflowError) as error:
        listening.close()
        reason = str(error).rstrip(".")
        raise CannotStart(
            f"Port {port} of 127.0.0.1 cannot be used: {reason}. Choose another --port, or 0 for any."
        ) from error
    return listening

"""The whole domain under SIGKILL at random points of what two people do: nothing is lost, nothing is left."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from sagemaker_local_domain.processes.volumes import GIB, Volumes, await_detached

from .browser import Browser
from .contained import why_not
from .random_runs import TIMES, generator
from .whole import Domain, processes_of, space_of, wait

#: Seconds until a kill: a JupyterLab takes about three to start.
LONGEST = 3.0

REFUSALS = ("ResourceInUse", "ResourceNotFound", "ValidationException")


class Person:
    """Works on spaces of their own at random, and knows what they were told of them."""

    def __init__(self, name: str, client: Any, seed: int) -> None:
        self.name = name
        self.client = client
        self.choose = random.Random(seed)  # noqa: S311
        #: Spaces that are there, for sure or perhaps: the sizes that the volume may have.
        self.spaces: dict[str, set[int]] = {}
        #: Those of whose creation or deletion no answer came.
        self.unsure: set[str] = set()
        #: What lies in the home of a space.
        self.kept: dict[str, str] = {}

    def work(self, domain: Domain) -> None:
        """Until the domain is dead."""
        while True:
            space = f"{self.name}-{self.choose.randrange(2)}"
            doing = self.choose.choices(
                [self._create, self._run, self._stop, self._grow, self._delete], [3, 4, 1, 2, 1]
            )[0]
            try:
                doing(space, domain)
            except ClientError as error:
                if error.response["Error"]["Code"] not in REFUSALS:
                    raise
            except BotoCoreError:
                return
            time.sleep(self.choose.uniform(0, 0.2))

    def _create(self, space: str, domain: Domain) -> None:
        if space in self.spaces:
            return
        self.spaces[space] = {5}
        self.unsure.add(space)
        image = {"DefaultResourceSpec": {"SageMakerImageArn": domain.said["image_arn"]}}
        try:
            self.client.create_space(
                DomainId=domain.domain_id,
                SpaceName=space,
                OwnershipSettings={"OwnerUserProfileName": self.name},
                SpaceSharingSettings={"SharingType": "Private"},
                SpaceSettings={"AppType": "JupyterLab", "JupyterLabAppSettings": image},
            )
        except ClientError:
            self._is_gone(space)
            raise
        self.unsure.discard(space)

    def _run(self, space: str, domain: Domain) -> None:
        self.client.create_app(**domain.app(space))

    def _stop(self, space: str, domain: Domain) -> None:
        self.client.delete_app(**domain.app(space))

    def _grow(self, space: str, domain: Domain) -> None:
        """The next start makes the volume larger. A growth that comes too soon takes no effect."""
        if space not in self.spaces:
            return
        size = max(self.spaces[space]) + 1
        self.spaces[space].add(size)
        self.client.update_space(
            DomainId=domain.domain_id,
            SpaceName=space,
            SpaceSettings={"SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": size}}},
        )

    def _delete(self, space: str, domain: Domain) -> None:
        if space not in self.spaces:
            return
        self.unsure.add(space)
        try:
            self.client.delete_space(DomainId=domain.domain_id, SpaceName=space)
        except ClientError:
            self.unsure.discard(space)
            raise
        self._is_gone(space)

    def _is_gone(self, space: str) -> None:
        del self.spaces[space]
        self.kept.pop(space, None)
        self.unsure.discard(space)

    def look(self, domain: Domain, volumes: Volumes) -> set[str]:
        """All is as they were told, and at rest. Returns the spaces that run."""
        named = {"DomainId": domain.domain_id}
        wait(self._rests)
        there = {
            space["SpaceName"]: self.client.describe_space(**named, SpaceName=space["SpaceName"])
            for space in self.client.list_spaces(SpaceNameContains=self.name)["Spaces"]
        }
        for space in self.unsure - set(there):
            self._is_gone(space)
        self.unsure.clear()
        assert set(there) == set(self.spaces)
        for space, told in there.items():
            size = told["SpaceSettings"]["SpaceStorageSettings"]["EbsStorageSettings"]["EbsVolumeSizeInGb"]
            assert size in self.spaces[space]
            self.spaces[space] = {size}
        running = {app["SpaceName"] for app in self._apps() if app["Status"] == "InService"}
        for space in running:
            asyncio.run(self._open(domain, space))
            volume = volumes.find(space)
            assert volume
            (size,) = self.spaces[space]
            assert volume.kind == "directory" or volume.path.stat().st_size == size * GIB
        return running

    def _rests(self) -> bool:
        spaces = self.client.list_spaces(SpaceNameContains=self.name)["Spaces"]
        apps = self._apps()
        # None of them fails for our kill.
        assert {app["Status"] for app in apps} <= {"Pending", "InService", "Deleting", "Deleted"}
        moving = {"Pending", "Updating", "Deleting"}
        return not moving & {one["Status"] for one in [*spaces, *apps]}

    def _apps(self) -> list[Any]:
        apps = self.client.list_apps(MaxResults=100)["Apps"]
        return [app for app in apps if app["SpaceName"].startswith(self.name)]

    def _presigned(self, domain: Domain, space: str) -> str:
        answer = self.client.create_presigned_domain_url(
            DomainId=domain.domain_id, UserProfileName=self.name, SpaceName=space
        )
        return str(answer["AuthorizedUrl"])

    async def _open(self, domain: Domain, space: str) -> None:
        """Its JupyterLab answers, and what was saved in it is there."""
        async with Browser() as browser:
            lab = await browser.follow(self._presigned(domain, space))
            assert lab.status == 200
            file = f"{domain.base(self.name, space)}/api/contents/kept"
            if space in self.kept:
                assert (await browser.page_sends("GET", file)).json()["content"] == self.kept[space]
            else:
                assert (await browser.page_sends("GET", file)).status == 404
                self.kept[space] = str(self.choose.random())
                body = json.dumps({"type": "file", "format": "text", "content": self.kept[space]})
                assert (await browser.page_sends("PUT", file, body)).status == 201


class Killed:
    """A domain that is killed and started again on one directory and one port, and what works with it."""

    def __init__(self, directory: Path, volumes: str, choose: random.Random) -> None:
        self.directory = directory
        self._switches = ["--seed", "empty", "--volumes", volumes]
        self.domain = self._start()
        self._switches += ["--port", str(self.domain.port)]
        self._volumes = Volumes(directory / "volumes", "directory")
        self._people = [
            Person(name, self.domain.as_person(name), choose.getrandbits(32)) for name in ("ana", "ben")
        ]

    def restart(self) -> None:
        self.domain = self._start()

    def work(self, seconds: float) -> None:
        """People work until the domain is killed after some seconds."""
        with ThreadPoolExecutor() as pool:
            working = [pool.submit(person.work, self.domain) for person in self._people]
            time.sleep(seconds)
            early = [future for future in working if future.done()]
            said = self.domain.end(signal.SIGKILL)
            for future in working:
                future.result()
            assert not early
        assert "Traceback" not in said

    def look(self) -> None:
        """All is as people were told; what runs and what is mounted is that of the apps in service."""
        running: set[str] = set()
        for person in self._people:
            running |= person.look(self.domain, self._volumes)
        marked = processes_of(self.directory)
        assert {space_of(self.directory, process) for process in marked} == running
        for space in {space for person in self._people for space in person.spaces} - running:
            if volume := self._volumes.find(space):
                assert await_detached(volume.path)
        assert _is_unmounted(self.directory)

    def look_at_what_is_left(self) -> None:
        """Nothing runs, nothing is mounted."""
        wait(lambda: not processes_of(self.directory))
        assert await_detached(self.directory)
        assert _is_unmounted(self.directory)

    def _start(self) -> Domain:
        return Domain(self.directory, 0.001, *self._switches)


def _is_unmounted(directory: Path) -> bool:
    """On the machine; containers have mounts of their own."""
    mounts = Path("/proc/self/mountinfo")
    return not mounts.exists() or str(directory) not in mounts.read_text()


@pytest.mark.parametrize(
    ("volumes", "kills"),
    [
        pytest.param("ext4", 2, marks=pytest.mark.skipif(bool(why_not()), reason=why_not() or "runs")),
        ("directory", 1),
    ],
)
def test_killed_at_random(tmp_path: Path, volumes: str, kills: int) -> None:
    choose = generator()
    killed = Killed(tmp_path, volumes, choose)
    try:
        for _ in range(kills * max(1, TIMES)):
            killed.work(choose.uniform(0, LONGEST))
            # The next start may come before the kernel has ended the containers.
            if killed.domain.said["isolation"] == "containers" and choose.random() < 0.5:
                killed.look_at_what_is_left()
            killed.restart()
            killed.look()
    finally:
        said = killed.domain.end(signal.SIGTERM)
    assert "Traceback" not in said
    killed.look_at_what_is_left()

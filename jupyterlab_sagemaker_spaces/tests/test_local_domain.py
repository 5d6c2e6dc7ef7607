"""Create, change and delete spaces of a real local domain, over HTTP, whichever way AWS may answer.

The spaces are of Code Editor, behind which no program starts, but for one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
from collections.abc import AsyncIterator, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from jupyterlab_sagemaker_spaces.aws.client import SageMaker
from jupyterlab_sagemaker_spaces.aws.rate import Rate
from jupyterlab_sagemaker_spaces.jobs.job import By, Job
from jupyterlab_sagemaker_spaces.jobs.journal import Journal
from jupyterlab_sagemaker_spaces.jobs.manager import Jobs
from jupyterlab_sagemaker_spaces.jobs.request import Creation, Kind, Request
from sagemaker_local_domain.tests.whole import Domain

from .bench import ScriptedLeaving
from .quick import QuickClock

Json = dict[str, Any]
LIMIT_S = 180.0
#: Both answers to each question that the local domain leaves open.
ANSWERS = {
    "default": (),
    "otherwise": (
        "--assume=instance-change-while-running=refused",
        "--assume=volume-change-while-running=accepted",
        "--assume=volume-cooldown-answer=refusal",
    ),
}


class Person:
    """Ana's jobs in a domain, outside of any space."""

    def __init__(self, domain: Domain, jobs: Jobs) -> None:
        self.domain = domain
        self.jobs = jobs

    async def do(
        self, kind: Kind, space: str, choices: Json | None = None, creation: Creation | None = None
    ) -> Job:
        """Ask for a job, and wait for its end."""
        job, _ = await self.jobs.ask(Request(kind, space, choices, creation), By("ana", True))
        async with asyncio.timeout(LIMIT_S):
            await self.jobs.settled()
        return job

    async def create(self, space: str, app_type: Any = "CodeEditor", **choices: Any) -> None:
        """Have a running space of Ana's."""
        image = {"image_arn": self.domain.said["image_arn"], "version_alias": "4.0.0"}
        creation = Creation("Private", app_type, "ana", run=True)
        job = await self.do("create", space, {"volume_gb": 10, "image": image, **choices}, creation)
        assert (job.state, job.error) == ("done", None)

    async def space(self, name: str) -> Json:
        """DescribeSpace."""
        client = self.domain.as_person("ana")
        try:
            told: Json = await asyncio.to_thread(
                client.describe_space, DomainId=self.domain.domain_id, SpaceName=name
            )
        finally:
            client.close()
        return told

    async def app(self, name: str, app_type: str = "CodeEditor") -> Json:
        """DescribeApp."""
        client = self.domain.as_person("ana")
        place = {**self.domain.app(name), "AppType": app_type}
        try:
            told: Json = await asyncio.to_thread(client.describe_app, **place)
        finally:
            client.close()
        return told

    def trouble(self, **rule: Any) -> None:
        """Put a rule of the control API in force."""
        control = urlsplit(self.domain.said["control"]["url"])
        connection = HTTPConnection(control.netloc, timeout=10)
        headers = {"Authorization": f"Bearer {self.domain.said['control']['token']}"}
        with contextlib.closing(connection):
            connection.request("POST", f"{control.path}/faults", json.dumps(rule), headers)
            answer = connection.getresponse()
            assert answer.status == 200, answer.read()


@pytest.fixture(scope="module", params=ANSWERS)
def domain(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Domain]:
    directory = tmp_path_factory.mktemp("domain")
    domain = Domain(directory, 0.001, "--seed=empty", *ANSWERS[request.param])
    yield domain
    assert "Traceback" not in domain.end(signal.SIGTERM)


@pytest.fixture
async def person(domain: Domain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Person]:
    keys = domain.said["users"]["ana"]
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", domain.said["endpoint_url"])
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", keys["access_key_id"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", keys["secret_access_key"])
    monkeypatch.setenv("AWS_SESSION_TOKEN", keys["session_token"])
    async with server(domain, tmp_path / "jobs") as person:
        yield person


@contextlib.asynccontextmanager
async def server(domain: Domain, directory: Path, own: str | None = None) -> AsyncIterator[Person]:
    """A server's jobs in the domain, in a space or outside."""
    clock = QuickClock()
    aws = SageMaker(domain.said["region"], Rate(clock, per_second=1000))
    jobs = Jobs(
        aws=aws,
        clock=clock,
        domain_id=domain.domain_id,
        own=own,
        journal=Journal(directory, logging.getLogger("test")),
        log=logging.getLogger("test"),
        changed=lambda job: None,
        heartbeat=lambda job: None,
        leaving=ScriptedLeaving(),
    )
    jobs.start()
    yield Person(domain, jobs)
    await jobs.close()
    aws.close()


def is_default(domain: Domain) -> bool:
    """Which answers this domain gives."""
    return "instance-change-while-running=refused" not in str(domain.process.args)


def spec_of(space: Json, app_type: str = "CodeEditor") -> Json:
    spec: Json = space["SpaceSettings"][f"{app_type}AppSettings"]["DefaultResourceSpec"]
    return spec


def size_of(space: Json) -> int:
    size: int = space["SpaceSettings"]["SpaceStorageSettings"]["EbsStorageSettings"]["EbsVolumeSizeInGb"]
    return size


async def test_a_space_is_created_run_changed_and_deleted(person: Person) -> None:
    """In one of the domains with a JupyterLab in it, which is a process."""
    app_type = "JupyterLab" if is_default(person.domain) else "CodeEditor"
    await person.create("lab", app_type, display_name="Laboratory", idle_minutes=90)
    space = await person.space("lab")
    assert (space["Status"], space["SpaceDisplayName"], size_of(space)) == ("InService", "Laboratory", 10)
    assert space["OwnershipSettings"] == {"OwnerUserProfileName": "ana"}
    app = await person.app("lab", app_type)
    assert app["Status"] == "InService"

    larger = {"instance_type": "ml.m5.large", "volume_gb": 12, "idle_minutes": 120}
    job = await person.do("change", "lab", larger)
    assert (job.state, job.error) == ("done", None)
    space, changed = await person.space("lab"), await person.app("lab", app_type)
    assert (spec_of(space, app_type)["InstanceType"], size_of(space)) == ("ml.m5.large", 12)
    assert (changed["Status"], changed["ResourceSpec"]["InstanceType"]) == ("InService", "ml.m5.large")
    assert changed["ResourceSpec"]["SageMakerImageVersionAlias"] == "4.0.0"
    assert changed["CreationTime"] > app["CreationTime"]

    job = await person.do("delete", "lab")
    assert (job.state, job.error) == ("done", None)
    with pytest.raises(ClientError, match="ResourceNotFound"):
        await person.space("lab")


async def test_another_space_of_that_name_is_refused(person: Person) -> None:
    creation = Creation("Private", "CodeEditor", "ana", run=False)
    assert (await person.do("create", "taken", {}, creation)).state == "done"
    job = await person.do("create", "taken", {}, creation)
    assert job.error
    assert job.error.type == "SpacesNameTaken"
    assert (await person.do("delete", "taken")).state == "done"


async def test_a_shared_space_of_nobody(person: Person) -> None:
    job = await person.do("create", "team", {}, Creation("Shared", "CodeEditor", None, run=False))
    assert (job.state, job.error) == ("done", None)
    space = await person.space("team")
    assert space["SpaceSharingSettings"] == {"SharingType": "Shared"}
    assert "OwnershipSettings" not in space
    assert (await person.do("delete", "team")).state == "done"


async def test_name_and_idle_timeout_change_while_it_runs(person: Person) -> None:
    await person.create("named")
    before = await person.app("named")
    job = await person.do("change", "named", {"display_name": "Renamed", "idle_minutes": 90})
    assert (job.state, job.error) == ("done", None)
    assert (await person.space("named"))["SpaceDisplayName"] == "Renamed"
    assert (await person.app("named"))["CreationTime"] == before["CreationTime"]
    assert (await person.do("delete", "named")).state == "done"


async def test_a_volume_that_grew_too_recently(person: Person) -> None:
    """Told as a reason or as a refusal; the space runs as before."""
    await person.create("grown")
    assert (await person.do("change", "grown", {"volume_gb": 11})).state == "done"
    job = await person.do("change", "grown", {"volume_gb": 12, "instance_type": "ml.m5.large"})
    assert job.error
    assert job.error.type == "VolumeModificationRateExceeded"
    assert "Wait at least 6 hours" in job.error.message
    assert (job.left, job.error.runs) == ("The space runs again as before.", True)
    assert job.error.step == ("wait-updated" if is_default(person.domain) else "update-space")
    space, app = await person.space("grown"), await person.app("grown")
    assert size_of(space) == 11
    assert "InstanceType" not in spec_of(space)
    assert (app["Status"], app["ResourceSpec"]["InstanceType"]) == ("InService", "ml.t3.medium")
    assert (await person.do("delete", "grown")).state == "done"


@pytest.mark.parametrize(
    "fault", [{"fault": "quota", "times": 1}, {"fault": "fail", "reason": "capacity", "times": 1}]
)
async def test_an_instance_that_cannot_be_had(person: Person, fault: Json) -> None:
    await person.create("wanted", instance_type="ml.t3.medium")
    person.trouble(**fault, space="wanted", instance_type="ml.p4d.24xlarge")
    job = await person.do("change", "wanted", {"instance_type": "ml.p4d.24xlarge"})
    assert job.error
    assert job.error.type == ("ResourceLimitExceeded" if fault["fault"] == "quota" else "SpacesAppFailed")
    assert job.left == "The former instance type ml.t3.medium was restored. The space runs again as before."
    assert (job.error.runs, job.error.restored) == (True, True)
    space, app = await person.space("wanted"), await person.app("wanted")
    assert spec_of(space)["InstanceType"] == "ml.t3.medium"
    assert (app["Status"], app["ResourceSpec"]["InstanceType"]) == ("InService", "ml.t3.medium")
    assert (await person.do("delete", "wanted")).state == "done"


@pytest.mark.parametrize("choices", [{"instance_type": "ml.m5.large"}, {"volume_gb": 11}])
async def test_this_servers_own_space(person: Person, tmp_path: Path, choices: Json) -> None:
    """Changed and stopped where AWS lets it be changed while it runs; else left as it is."""
    await person.create("here")
    accepted = is_default(person.domain) == ("instance_type" in choices)
    async with server(person.domain, tmp_path / "own", own="here") as inside:
        job = await inside.do("change", "here", choices)
        space, app = await person.space("here"), await person.app("here")
        changed = size_of(space) == 11 or spec_of(space).get("InstanceType") == "ml.m5.large"
        if accepted:
            assert (job.state, changed, app["Status"]) == ("done", True, "Deleted")
        else:
            assert job.error
            assert job.error.type == "SpacesChangeHereRefused"
            assert (changed, app["Status"]) == (False, "InService")
    assert (await person.do("delete", "here")).state == "done"


async def test_a_new_space_belongs_to_the_owner_of_this_one(person: Person, tmp_path: Path) -> None:
    """And runs the same image, where none was chosen."""
    await person.create("mine")
    async with server(person.domain, tmp_path / "own", own="mine") as inside:
        job = await inside.do("create", "second", {}, Creation("Private", "CodeEditor", None, run=True))
        assert (job.state, job.error) == ("done", None)
    space, app = await person.space("second"), await person.app("second")
    assert space["OwnershipSettings"] == {"OwnerUserProfileName": "ana"}
    assert app["ResourceSpec"]["SageMakerImageVersionAlias"] == "4.0.0"
    for name in ("second", "mine"):
        assert (await person.do("delete", name)).state == "done"

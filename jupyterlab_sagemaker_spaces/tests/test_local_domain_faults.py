"""Every job under every fault of the local domain: it ends, tells the truth, and one can go on from there.

The spaces are of Code Editor, behind which no program starts.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import chain
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from jupyterlab_sagemaker_spaces.aws.client import SageMaker
from jupyterlab_sagemaker_spaces.aws.rate import Rate
from jupyterlab_sagemaker_spaces.jobs import progress
from jupyterlab_sagemaker_spaces.jobs.job import By, Job
from jupyterlab_sagemaker_spaces.jobs.journal import Journal
from jupyterlab_sagemaker_spaces.jobs.manager import Jobs
from jupyterlab_sagemaker_spaces.jobs.request import Creation, Kind, Request
from sagemaker_local_domain.faults.rules import Fault
from sagemaker_local_domain.tests.whole import Domain

from .bench import ScriptedLeaving

Json = dict[str, Any]
#: Real seconds within which a job must have ended.
LIMIT_S = 30.0
#: Of the jobs' own clock, which is a hundred times faster: seconds that a job in lasting trouble may take,
#: and wait at first.
JOB_S, FIRST_LOOK_S = 60.0, 20.0
#: Real seconds that the client waits for an answer, and after which a call takes effect that it waited for in
#: vain: as on AWS, long before an app could have been stopped and started.
READ_S, LATE_S = 0.6, 0.605
BEFORE, AFTER = "ml.t3.medium", "ml.m5.large"


class HurriedClock:
    """A clock that runs a hundred times faster, from the time that it is."""

    def __init__(self) -> None:
        self._began, self._from = time.time(), time.monotonic()

    def now(self) -> float:
        return self._began + 100 * (time.monotonic() - self._from)

    def monotonic(self) -> float:
        return 100 * time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 100)


@dataclass(frozen=True)
class Act:
    """A job, and how its space is before. ``calls``: the operations by which it changes something."""

    kind: Kind
    begins: str
    calls: tuple[str, ...]

    def request(self, space: str, image_arn: str) -> Request:
        """What is asked for, of that space."""
        choices: Json = {"instance_type": AFTER}
        if self.kind == "create":
            choices["image"] = {"image_arn": image_arn, "version_alias": "4.0.0"}
            return Request("create", space, choices, Creation("Private", "CodeEditor", "ana", run=True))
        return Request(self.kind, space, choices if self.kind == "change" else None)


ACTS = {
    "run": Act("run", "stopped", ("CreateApp",)),
    "stop": Act("stop", "running", ("DeleteApp",)),
    "create": Act("create", "absent", ("CreateSpace", "CreateApp")),
    "change": Act("change", "running", ("DeleteApp", "UpdateSpace", "CreateApp")),
    "delete": Act("delete", "running", ("DeleteApp", "DeleteSpace")),
}
DENIED = {
    "fault": "error",
    "code": "AccessDeniedException",
    "message": "User is not authorized to perform: it",
}
ON_A_CALL: dict[str, Json] = {
    "server-error-once": {"fault": "error", "code": "ServiceUnavailable", "times": 1},
    "server-error": {"fault": "error", "code": "InternalFailure"},
    "throttled-thrice": {"fault": "error", "code": "ThrottlingException", "times": 3},
    "throttled": {"fault": "error", "code": "ThrottlingException"},
    "expired-once": {"fault": "error", "code": "ExpiredTokenException", "times": 1},
    "expired": {"fault": "error", "code": "ExpiredTokenException"},
    "denied": DENIED,
    "delayed": {"fault": "delay", "seconds": READ_S / 6},
    "late-once": {"fault": "delay", "seconds": LATE_S, "times": 1},
    "cut-before": {"fault": "cut", "when": "before"},
    "cut-after": {"fault": "cut", "when": "after"},
    "cut-in-the-middle": {"fault": "cut", "when": "middle"},
    "no-json": {"fault": "answer", "body": "<html>Sign in</html>"},
    "skew": {"fault": "skew", "seconds": 1200},
}
ON_A_LOOK: dict[str, Json] = {
    name: ON_A_CALL[name]
    for name in (
        "server-error-once",
        "server-error",
        "throttled",
        "expired",
        "denied",
        "cut-before",
        "no-json",
        "skew",
    )
}
ON_A_START: dict[str, Json] = {
    "quota-once": {"fault": "quota", "times": 1},
    "quota": {"fault": "quota"},
    "capacity-once": {"fault": "fail", "reason": "capacity", "times": 1},
    **{
        reason: {"fault": "fail", "reason": reason} for reason in ("capacity", "lifecycle-config", "internal")
    },
    "quota-later": {"fault": "fail", "reason": "quota"},
    "slow": {"fault": "slow", "seconds": 600},
    "stuck": {"fault": "stuck"},
}


def cases() -> Iterator[Any]:
    """Each job with each fault that can strike it, and when that begins."""

    def case(name: str, where: str, fault: str, begins: str, rule: Json) -> Any:
        return pytest.param(ACTS[name], begins, rule, id=f"{name}-{where}-{fault}")

    for name, act in ACTS.items():
        for call in act.calls:
            for fault, rule in ON_A_CALL.items():
                yield case(name, call, fault, "before", {**rule, "operations": [call]})
        for fault, rule in ON_A_LOOK.items():
            looks = {**rule, "operations": ["Describe*"]}
            yield case(name, "look", fault, "before", looks)
            yield case(name, "wait", fault, "while-it-waits", looks)
        if "CreateApp" in act.calls:
            for fault, rule in ON_A_START.items():
                yield case(name, "start", fault, "before", rule)
            yield case(name, "start", "cancelled", "and-cancelled", ON_A_START["stuck"])


class Server:
    """Ana's jobs in the domain, outside of any space. ``on_step`` is called with each change of a job."""

    def __init__(self, aws: Aws, client: SageMaker, directory: Path) -> None:
        self.on_step: Callable[[Job], None] = lambda job: None
        log = logging.getLogger("test")
        self.jobs = Jobs(
            aws=client,
            clock=HurriedClock(),
            domain_id=aws.domain.domain_id,
            own=None,
            journal=Journal(directory, log),
            log=log,
            changed=lambda job: self.on_step(job),
            heartbeat=lambda job: None,
            leaving=ScriptedLeaving(),
        )
        self.jobs.start()

    async def end(self, request: Request) -> Job:
        """Ask for a job, and wait for its end."""
        job, _ = await self.jobs.ask(request, By("ana", True))
        async with asyncio.timeout(LIMIT_S):
            await self.jobs.settled()
        return job

    async def end_with(self, request: Request, rule: Json, aws: Aws) -> Job:
        """The same, with a rule in force from the first step of waiting on."""

        def begin(job: Job) -> None:
            if job.step.name.startswith("wait-"):
                self.on_step = lambda job: None
                aws.faults("POST", rule)

        self.on_step = begin
        return await self.end(request)

    async def cancelled(self, request: Request, step: str) -> Job:
        """The same, cancelled in a step."""
        tasks: list[asyncio.Task[Job]] = []

        def cancel(job: Job) -> None:
            if job.step.name == step and not tasks:
                tasks.append(asyncio.ensure_future(self.jobs.cancel(job.id, By("ana", True))))

        self.on_step = cancel
        job = await self.end(request)
        assert tasks
        return job


@dataclass(frozen=True)
class State:
    """What AWS says of a space: None where there is none, nothing set, or nothing runs."""

    status: str | None
    instance: str | None
    app: str | None
    app_instance: str | None


class Aws:
    """The domain as its administrator sees it, whom no fault concerns."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        keys = domain.said["admin"]
        self.client = boto3.client(
            "sagemaker",
            endpoint_url=domain.said["endpoint_url"],
            region_name=domain.said["region"],
            aws_access_key_id=keys["access_key_id"],
            aws_secret_access_key=keys["secret_access_key"],
            aws_session_token=keys.get("session_token"),
            config=Config(retries={"total_max_attempts": 1}),
        )

    def state(self, space: str) -> State:
        place = {"DomainId": self.domain.domain_id, "SpaceName": space}
        try:
            told = self.client.describe_space(**place)
        except ClientError as error:
            check_not_found(error)
            return State(None, None, None, None)
        spec = told["SpaceSettings"]["CodeEditorAppSettings"].get("DefaultResourceSpec", {})
        try:
            app = self.client.describe_app(**place, AppType="CodeEditor", AppName="default")
        except ClientError as error:
            check_not_found(error)
            app = {"Status": "Deleted"}
        live = app["Status"] not in ("Deleted", "Failed")
        return State(
            told["Status"],
            spec.get("InstanceType"),
            app["Status"] if live else None,
            app["ResourceSpec"]["InstanceType"] if live else None,
        )

    def settled(self, space: str) -> State:
        """The state once nothing is on its way any more."""
        wait(lambda: not on_its_way(self.state(space)))
        return self.state(space)

    def faults(self, method: str, rule: Json | None = None) -> Json:
        """Ask the control API about the rules for trouble; its answer."""
        control = urlsplit(self.domain.said["control"]["url"])
        connection = HTTPConnection(control.netloc, timeout=10)
        headers = {"Authorization": f"Bearer {self.domain.said['control']['token']}"}
        with contextlib.closing(connection):
            connection.request(method, f"{control.path}/faults", json.dumps(rule or {}), headers)
            answer = connection.getresponse()
            text = answer.read()
        assert answer.status == 200, text
        told: Json = json.loads(text)
        return told


def check_not_found(error: ClientError) -> None:
    """Raises what is another error."""
    if error.response["Error"]["Code"] != "ResourceNotFound":
        raise error


def wait(condition: Callable[[], bool]) -> None:
    """Wait until something holds."""
    limit = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.005)


def on_its_way(state: State) -> bool:
    """Whether it is not yet what it is becoming."""
    return state.status in ("Pending", "Updating", "Deleting") or state.app in ("Pending", "Deleting")


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    domain = Domain(tmp_path_factory.mktemp("domain"), 0.0005, "--seed=empty")
    aws = Aws(domain)
    yield aws
    aws.client.close()
    assert "Traceback" not in domain.end(signal.SIGTERM)


@pytest.fixture(scope="module")
def client(aws: Aws) -> Iterator[SageMaker]:
    """The API as all jobs call it."""
    client = SageMaker(aws.domain.said["region"], Rate(HurriedClock(), per_second=1000))
    yield client
    client.close()


@pytest.fixture
async def server(
    aws: Aws, client: SageMaker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Server]:
    """A server that is as impatient as the tests."""
    keys = aws.domain.said["users"]["ana"]
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", aws.domain.said["endpoint_url"])
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", keys["access_key_id"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", keys["secret_access_key"])
    monkeypatch.setenv("AWS_SESSION_TOKEN", keys["session_token"])
    monkeypatch.setattr("jupyterlab_sagemaker_spaces.aws.wire.READ_S", READ_S)
    monkeypatch.setattr("jupyterlab_sagemaker_spaces.jobs.work.FIRST_LOOK_S", FIRST_LOOK_S)
    # The jobs' clock runs ahead of the domain's: of a space just created it says that it is older.
    monkeypatch.setattr("jupyterlab_sagemaker_spaces.jobs.create.CLOCKS_S", 100 * LIMIT_S)
    server = Server(aws, client, tmp_path / "jobs")
    yield server
    aws.faults("DELETE")
    await server.jobs.close()


def prepare(aws: Aws, act: Act, space: str) -> None:
    """Bring a new space to where the act begins."""
    place = {"DomainId": aws.domain.domain_id, "SpaceName": space}
    if act.begins == "absent":
        return
    spec = {
        "InstanceType": BEFORE,
        "SageMakerImageArn": aws.domain.said["image_arn"],
        "SageMakerImageVersionAlias": "4.0.0",
    }
    aws.client.create_space(
        **place,
        SpaceSettings={"AppType": "CodeEditor", "CodeEditorAppSettings": {"DefaultResourceSpec": spec}},
        SpaceSharingSettings={"SharingType": "Private"},
        OwnershipSettings={"OwnerUserProfileName": "ana"},
    )
    aws.settled(space)
    if act.begins == "running":

        def created() -> bool:
            try:
                aws.client.create_app(**place, AppType="CodeEditor", AppName="default")
            except ClientError as error:
                if "storage is not in Available status" not in str(error):
                    raise
                return False
            return True

        wait(created)
        aws.settled(space)


def is_reached(kind: Kind, state: State) -> bool:
    """Whether what was asked for is so."""
    match kind:
        case "run":
            return state.app == "InService"
        case "stop":
            return state.status is not None and state.app is None
        case "create" | "change":
            return state == State("InService", AFTER, "InService", AFTER)
        case "delete":
            return state.status is None


def check_told(text: str, before: State, after: State) -> None:
    """What a job that did not reach its end says must be so, and what it leaves half-done must be said."""
    for claim, holds in (
        (r"Nothing had been changed", after == before),
        (r"not (been )?changed( yet)?[:.]", after.instance == before.instance),
        (r"was restored", after.instance == before.instance),
        (r"runs again as before", (after.app, after.app_instance) == ("InService", before.app_instance)),
        (r"settings had been changed", after.instance == AFTER),
        (r"had already been created|had been created", after.status is not None),
        (r"had been stopped", after.app is None),
        (r"could not be run again", after.app is None),
        (r"goes on with it|is still", after != before),
    ):
        assert holds or not re.search(claim, text), (claim, text, before, after)
    if after.status and not before.status:
        assert re.search(r"\bcreated\b|asked to (create|start)", text), (text, after)
    if before.status and not after.status:
        assert re.search(r"asked to delete", text), (text, after)
    if before.instance and after.instance not in (before.instance, None):
        assert re.search(r"had been changed|asked to change|not be restored", text), (text, after)
    if before.app and after.status and not after.app:
        assert re.search(r"had been stopped|asked to stop|not be run again", text), (text, after)
    if after.app and not before.app:
        assert re.search(r"asked to start|still starting", text), (text, after)


def next_acts(act: Act, state: State) -> Iterator[Act]:
    """What people are to do when the act was not done: the same again, or what is left of it."""
    if act.kind not in ("create", "change"):
        yield act
        return
    if state.instance != AFTER:
        yield act
    if state.app is None and (act.kind == "change" or state.status):
        yield ACTS["run"]


@pytest.mark.parametrize(("act", "begins", "rule"), list(cases()))
async def test_a_job_in_trouble(
    aws: Aws,
    server: Server,
    act: Act,
    begins: str,
    rule: Json,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    space, image_arn = request.node.callspec.id.lower(), aws.domain.said["image_arn"]
    await asyncio.to_thread(prepare, aws, act, space)
    before = await asyncio.to_thread(aws.state, space)
    asked, long_enough = act.request(space, image_arn), progress.LIMIT_S
    if rule["fault"] != "skew":
        rule = {**rule, "space": space}
    if "operations" in rule:
        rule = {**rule, "principal": {"user": "ana"}}
    elif act.kind == "change":
        rule = {**rule, "instance_type": AFTER}
    if "times" not in rule:
        monkeypatch.setattr(progress, "LIMIT_S", JOB_S)
    if begins == "while-it-waits":
        job = await server.end_with(asked, rule, aws)
    else:
        aws.faults("POST", rule)
        cancelled = begins == "and-cancelled"
        job = await (server.cancelled(asked, "wait-in-service") if cancelled else server.end(asked))

    (struck,) = aws.faults("GET")["faults"]
    assert struck["hits"] > 0
    left = await asyncio.to_thread(aws.state, space)
    if job.state == "done":
        assert is_reached(act.kind, left), (job.message, left)
    else:
        text = f"{job.error.message if job.error else job.message} {job.left}"
        assert job.state == ("cancelled" if begins == "and-cancelled" else "failed"), job
        assert begins == "while-it-waits" or not is_reached(act.kind, left), (text, left)
        assert job.error is None or job.error.type != "SpacesInternalError", job
        check_told(text, before, left)

    aws.faults("DELETE")
    monkeypatch.setattr(progress, "LIMIT_S", long_enough)
    state = await asyncio.to_thread(aws.settled, space)
    if job.state != "done":
        for following in next_acts(act, state):
            again = await server.end(following.request(space, image_arn))
            assert (again.state, again.error) == ("done", None)
        assert is_reached(act.kind, await asyncio.to_thread(aws.state, space))


def test_the_table_has_every_fault_of_a_call_and_of_a_start() -> None:
    """But those of lists, which no job depends on, and of a space's credentials."""
    faults = {rule["fault"] for rule in chain(ON_A_CALL.values(), ON_A_START.values())}
    there_are = {kind.__name__.lower() for kind in get_args(Fault)}
    assert faults == there_are - {"emptypage", "repeattoken", "expired"}

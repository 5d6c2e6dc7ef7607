"""For the steps of jobs: a clock that a test's own waiting moves on, and SageMaker as the steps see it."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from jupyterlab_sagemaker_spaces.aws.client import Reply
from jupyterlab_sagemaker_spaces.aws.failures import AwsError, CallFailed

Json = dict[str, Any]
IMAGE = "arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-cpu"


class VirtualClock:
    """Time that passes only in ``pass_until``, from one end of a sleep to the next."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = itertools.count()

    def now(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.time + seconds, next(self._count), woken))
        await woken

    async def pass_until(self, reached: Callable[[], bool]) -> None:
        """Let time pass until that is so; fails where nothing is left to wait for."""
        limit = self.time + 3 * 3600
        while True:
            assert self.time < limit, "three hours have passed, and it is still not so"
            for _ in range(50):
                await asyncio.sleep(0)
            if reached():
                return
            while self._sleepers and self._sleepers[0][2].done():
                heapq.heappop(self._sleepers)
            assert self._sleepers, "nothing sleeps any more, and it is still not so"
            when, _, woken = heapq.heappop(self._sleepers)
            self.time = max(self.time, when)
            woken.set_result(None)


class Inline(Executor):
    """Runs at once what is given to it, so that no time passes meanwhile."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  (as an executor does)
            future.set_exception(error)
        return future


#: Every operation that changes something.
CHANGES = ("CreateApp", "DeleteApp", "CreateSpace", "UpdateSpace", "DeleteSpace")


def merged(old: Json, new: Json) -> Json:
    """As UpdateSpace merges."""
    result = dict(old)
    for name, value in new.items():
        before = result.get(name)
        result[name] = merged(before, value) if isinstance(before, dict) else value
    return result


class Cloud:
    """Spaces and their apps. An app is Pending for ``start_s`` and Deleting for ``stop_s``; what is done to a
    space takes ``space_s``.

    An app on an instance type in ``start_failures`` fails for that reason. ``create_failure``,
    ``update_failure``, ``delete_failure``: the reason why what was taken comes to nothing, once.
    ``while_running``: what UpdateSpace says of a new ResourceSpec or volume while an app is there.
    ``cut``: at this call, counted from 1, the server gets no answer any more, and whether it is carried out.
    ``done``: the changes that were carried out. ``faults`` holds, for an operation, what to raise instead of
    answering, one a call; ``done_anyway`` those operations of which the fault hides that they were carried
    out.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.start_s, self.stop_s = 90.0, 20.0
        self.space_s = 10.0
        self.start_failure: str | None = None
        self.start_failures: dict[str, str] = {}
        self.create_failure: str | None = None
        self.update_failure: str | None = None
        self.delete_failure: str | None = None
        self.while_running: AwsError | None = None
        self.spaces: dict[str, Json] = {}
        self.apps: dict[str, Json] = {}
        self.calls: list[tuple[str, Json]] = []
        self.faults: dict[str, list[CallFailed | None]] = {}
        self.done_anyway: set[str] = set()
        self.gate: asyncio.Event | None = None
        self.cut: tuple[int, bool] | None = None
        self.is_cut = False
        self.done: list[str] = []

    def space(self, name: str, app: str | None = None, **settings: Any) -> Json:
        """Add a space, with an app of that status."""
        spec = {"InstanceType": "ml.t3.medium", "SageMakerImageArn": IMAGE}
        self.spaces[name] = {
            "SpaceName": name,
            "Status": "InService",
            "SpaceSettings": {
                "AppType": "JupyterLab",
                "JupyterLabAppSettings": {"DefaultResourceSpec": spec},
                "SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": 20}},
            },
            "SpaceSharingSettings": {"SharingType": "Private"},
            "OwnershipSettings": {"OwnerUserProfileName": "ana"},
            "CreationTime": self.clock.now() - 5000,
            "LastModifiedTime": self.clock.now() - 5000,
            **settings,
        }
        if app:
            self.put_app(name, app)
        return self.spaces[name]

    def put_app(self, name: str, status: str, age: float = 1000.0, **more: Any) -> Json:
        """Have an app there, begun so long ago."""
        app: Json = {
            "Status": status,
            "CreationTime": self.clock.now() - age,
            "since": self.clock.now(),
            **more,
        }
        self.apps[name] = app
        return app

    def operations(self) -> list[str]:
        """The changes that were asked for, in order."""
        return [name for name, _ in self.calls if name in CHANGES]

    def params(self, operation: str) -> Json:
        """Of the last call of that operation."""
        return next(params for name, params in reversed(self.calls) if name == operation)

    async def call(self, operation: str, params: Json) -> Reply:
        if operation == "UpdateSpace" and params.keys() == {"DomainId", "SpaceName"}:
            operation = "AskPermission"  # it changes nothing
        self.calls.append((operation, params))
        await asyncio.sleep(0)
        if self.gate and operation in CHANGES:
            await self.gate.wait()
        faults = self.faults.get(operation)
        fault = faults.pop(0) if faults else None
        if fault is not None and operation not in self.done_anyway:
            raise fault
        cut, carried_out = self.cut or (0, True)
        is_cut = len(self.calls) == cut
        if is_cut and not carried_out:
            await self._silence()
        try:
            answer = getattr(self, f"_{operation}")(params)
            if operation in CHANGES:
                self.done.append(operation)
        finally:
            if is_cut:
                await self._silence()
        if fault is not None:
            raise fault
        return Reply(answer, f"req-{len(self.calls)}")

    async def _silence(self) -> None:
        self.is_cut = True
        await asyncio.get_running_loop().create_future()

    def _DescribeSpace(self, params: Json) -> Json:
        return {name: value for name, value in self._space(params).items() if name != "ends"}

    def _CreateSpace(self, params: Json) -> Json:
        if params["SpaceName"] in self.spaces:
            raise AwsError("ResourceInUse", "Space already exists.", 400, "req-use")
        given = {name: value for name, value in params.items() if name != "DomainId"}
        self.spaces[params["SpaceName"]] = {
            "SpaceSharingSettings": {"SharingType": "Shared"},
            **given,
            "CreationTime": self.clock.now(),
        }
        failure, self.create_failure = self.create_failure, None
        self._change(params["SpaceName"], "Pending", "Failed" if failure else "InService", failure)
        return {"SpaceArn": "arn"}

    def _UpdateSpace(self, params: Json) -> Json:
        space, app = self._space(params), self._now(params["SpaceName"])
        if space["Status"] not in ("InService", "Update_Failed"):
            raise AwsError("ResourceInUse", f"Space is {space['Status']}.", 400, "req-use")
        text = str(params)
        heavy = "DefaultResourceSpec" in text or "SpaceStorageSettings" in text
        if self.while_running and heavy and app and app["Status"] in ("Pending", "InService", "Deleting"):
            raise self.while_running
        failure, self.update_failure = self.update_failure, None
        if failure is None:
            given = {name: value for name, value in params.items() if name.startswith("Space")}
            space.update(merged(space, given))
        self._change(params["SpaceName"], "Updating", "Update_Failed" if failure else "InService", failure)
        return {"SpaceArn": "arn"}

    def _AskPermission(self, params: Json) -> Json:
        if self._space(params)["Status"] not in ("InService", "Update_Failed"):
            raise AwsError("ResourceInUse", "Space is in use.", 400, "req-use")
        self._change(params["SpaceName"], "Updating", "InService", None)
        return {"SpaceArn": "arn"}

    def _DeleteSpace(self, params: Json) -> Json:
        space, app = self._space(params), self._now(params["SpaceName"])
        if space["Status"] == "Pending":
            raise AwsError("ValidationException", "RecordNotFound: retry.", 400, "req-early")
        if app and app["Status"] in ("Pending", "InService", "Deleting"):
            raise AwsError("ResourceInUse", "App(s) are associated with it.", 400, "req-use")
        failure, self.delete_failure = self.delete_failure, None
        self._change(params["SpaceName"], "Deleting", "Delete_Failed" if failure else None, failure)
        return {}

    def _change(self, name: str, status: str, then: str | None, reason: str | None) -> None:
        """Have a space be in that status for a while, and then in another, or gone."""
        space = self.spaces[name]
        space.pop("FailureReason", None)
        ends = (self.clock.now() + self.space_s, then, reason)
        space.update(Status=status, LastModifiedTime=self.clock.now(), ends=ends)

    def _space(self, params: Json) -> Json:
        space = self.spaces.get(params["SpaceName"])
        if space and "ends" in space and space["ends"][0] <= self.clock.now():
            _, status, reason = space.pop("ends")
            if status is None:
                space = self.spaces.pop(params["SpaceName"]) and None
            else:
                space.update(Status=status, LastModifiedTime=self.clock.now())
                space.update({"FailureReason": reason} if reason else {})
        if space is None:
            raise AwsError("ResourceNotFound", "Space does not exist.", 400, "req-none")
        return space

    def _DescribeApp(self, params: Json) -> Json:
        app = self._now(params["SpaceName"])
        if app is None:
            raise AwsError("ResourceNotFound", "App does not exist.", 400, "req-none")
        return {name: value for name, value in app.items() if name != "since"}

    def _ListApps(self, params: Json) -> Json:
        app = self._now(params["SpaceNameEquals"])
        return {"Apps": [app] if app else []}

    def _CreateApp(self, params: Json) -> Json:
        app = self._now(params["SpaceName"])
        if app and app["Status"] not in ("Deleted", "Failed"):
            raise AwsError("ResourceInUse", "App already exists.", 400, "req-use")
        self.put_app(params["SpaceName"], "Pending", age=0, ResourceSpec=params["ResourceSpec"])
        return {"AppArn": "arn"}

    def _DeleteApp(self, params: Json) -> Json:
        app = self._now(params["SpaceName"])
        if app is None or app["Status"] == "Deleted":
            raise AwsError("ResourceNotFound", "App does not exist.", 400, "req-none")
        if app["Status"] == "Failed":
            text = "App [default] previously failed and was automatically deleted"
            raise AwsError("ValidationException", text, 400, "req-failed")
        app.update(Status="Deleting", since=self.clock.now())
        return {}

    def _now(self, name: str) -> Json | None:
        app = self.apps.get(name)
        if app is None:
            return None
        passed = self.clock.now() - app["since"]
        if app["Status"] == "Pending" and passed >= self.start_s:
            instance = app.get("ResourceSpec", {}).get("InstanceType")
            if reason := self.start_failure or self.start_failures.get(instance):
                app.update(Status="Failed", FailureReason=reason)
            else:
                app["Status"] = "InService"
        if app["Status"] == "Deleting" and passed >= self.stop_s:
            app["Status"] = "Deleted"
        return app

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


class Cloud:
    """Spaces and their apps. An app is Pending for ``start_s`` and Deleting for ``stop_s``.

    ``faults`` holds, for an operation, what to raise instead of answering, one a call; ``done_anyway`` those
    operations of which the fault hides that they were carried out.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.start_s, self.stop_s = 90.0, 20.0
        self.start_failure: str | None = None
        self.spaces: dict[str, Json] = {}
        self.apps: dict[str, Json] = {}
        self.calls: list[tuple[str, Json]] = []
        self.faults: dict[str, list[CallFailed | None]] = {}
        self.done_anyway: set[str] = set()
        self.gate: asyncio.Event | None = None

    def space(self, name: str, app: str | None = None, **settings: Any) -> Json:
        """Add a space, with an app of that status."""
        spec = {"InstanceType": "ml.t3.medium", "SageMakerImageArn": IMAGE}
        self.spaces[name] = {
            "SpaceName": name,
            "Status": "InService",
            "SpaceSettings": {
                "AppType": "JupyterLab",
                "JupyterLabAppSettings": {"DefaultResourceSpec": spec},
            },
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
        return [name for name, _ in self.calls if name in ("CreateApp", "DeleteApp")]

    def params(self, operation: str) -> Json:
        """Of the last call of that operation."""
        return next(params for name, params in reversed(self.calls) if name == operation)

    async def call(self, operation: str, params: Json) -> Reply:
        self.calls.append((operation, params))
        await asyncio.sleep(0)
        if self.gate and operation in ("CreateApp", "DeleteApp"):
            await self.gate.wait()
        faults = self.faults.get(operation)
        fault = faults.pop(0) if faults else None
        if fault is not None and operation not in self.done_anyway:
            raise fault
        answer = getattr(self, f"_{operation}")(params)
        if fault is not None:
            raise fault
        return Reply(answer, f"req-{len(self.calls)}")

    def _DescribeSpace(self, params: Json) -> Json:
        if params["SpaceName"] not in self.spaces:
            raise AwsError("ResourceNotFound", "Space does not exist.", 400, "req-none")
        return self.spaces[params["SpaceName"]]

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
            if self.start_failure:
                app.update(Status="Failed", FailureReason=self.start_failure)
            else:
                app["Status"] = "InService"
        if app["Status"] == "Deleting" and passed >= self.stop_s:
            app["Status"] = "Deleted"
        return app

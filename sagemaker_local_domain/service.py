"""The SageMaker API of the local domain: one entry for the wire and for the Studio page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .access import Guard, built_in
from .access.evaluation import Policy
from .assumptions import Assumptions
from .clock import Clock
from .credentials import Credentials
from .faults.faults import Faults
from .lifecycle import Lifecycle
from .model import AppRunner, Json, Presigner, Principal, ServiceError
from .operations import OPERATIONS, Context
from .store import Store
from .wire.validation import checked


class LocalService:
    """``model.Service`` over a store; ``start`` before the first call, ``stop`` at the end."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        lifecycle: Lifecycle,
        presigner: Presigner,
        assume: Assumptions,
        faults: Faults,
        guard: Guard,
    ) -> None:
        self.store = store
        self.clock = clock
        self.credentials = Credentials(store, clock)
        self.faults = faults
        self._lifecycle = lifecycle
        self._guard = guard
        self._context = Context(store, clock, lifecycle, presigner, assume, faults)

    async def start(self) -> None:
        """Take up what the store says: run apps again, finish what was being created or deleted."""
        self._lifecycle.resume()

    def on_people(self, callback: Callable[[], None]) -> None:
        """Have ``callback`` called when a person is there who was not, or is gone."""
        self._lifecycle.on_people(callback)

    async def stop(self) -> None:
        """End the background work. States stay in the store; the processes are the runner's to end."""
        await self._lifecycle.stop()

    async def call(self, operation: str, params: Mapping[str, Any], principal: Principal) -> Json:
        """Run one operation, as ``boto3`` names it and its members. Raises ServiceError.

        Permission is checked before the input is (assumed).
        """
        run = OPERATIONS.get(operation)
        if run is None:
            raise ServiceError(
                "UnknownOperationException", f"{operation} is not an operation of the local domain."
            )
        self._guard.check(operation, params, principal)
        members = checked(operation, params)
        with self.store.transaction():
            self.store.forget_apps(self.clock.now())
            return run(self._context, members)


def build_service(
    store: Store,
    clock: Clock,
    runner: AppRunner,
    presigner: Presigner,
    assume: Assumptions = Assumptions(),  # noqa: B008 - it is immutable
    policy: Policy | None = None,
) -> LocalService:
    """The service over its parts; nothing runs until ``start``. Without a policy the managed one holds."""
    faults = Faults()
    lifecycle = Lifecycle(store, clock, runner, Credentials(store, clock), faults)
    guard = Guard(store, policy or built_in("managed"))
    return LocalService(store, clock, lifecycle, presigner, assume, faults, guard)

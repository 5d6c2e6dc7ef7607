"""The SageMaker API of the local domain: one entry for the wire and for the Studio page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .clock import Clock
from .credentials import Credentials
from .model import AppRunner, Json, Presigner, Principal, ServiceError
from .store import Store


class LocalService:
    """``model.Service`` over a store; ``start`` before the first call, ``stop`` at the end."""

    def __init__(self, store: Store, clock: Clock, runner: AppRunner, presigner: Presigner) -> None:
        self.store = store
        self.clock = clock
        self.credentials = Credentials(store, clock)

    async def start(self) -> None:
        """Take up what the store says: run apps again, finish what was being deleted."""

    async def stop(self) -> None:
        """End the background work. States stay in the store; the runner's processes are the runner's to end."""

    async def call(self, operation: str, params: Mapping[str, Any], principal: Principal) -> Json:
        """Run one operation, as ``boto3`` names it and its members. Raises ServiceError."""
        raise ServiceError(
            "UnknownOperationException", f"{operation} is not an operation of the local domain."
        )


def build_service(store: Store, clock: Clock, runner: AppRunner, presigner: Presigner) -> LocalService:
    """The service over its parts; nothing runs until ``start``."""
    return LocalService(store, clock, runner, presigner)

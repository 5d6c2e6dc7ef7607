"""SageMaker calls for the event loop: typed, in threads of their own, with time limits and one rate for
reads.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from .failures import STALE_CREDENTIALS, AwsError, TimedOut
from .rate import Rate

if TYPE_CHECKING:
    from .wire import Answer, Wire

Json = dict[str, Any]

_THREADS = 8
#: Seconds within which a call must be on its way (credentials may have to be fetched first).
_START_S = 30.0
#: Seconds after which nobody waits any longer; more than the start and the limits of the connection together,
#: twice for a read that is sent again.
_ANSWER_S = 90.0


@dataclass(frozen=True)
class Reply:
    """A call's result: the answer's members, and AWS's id of the request."""

    data: Json
    request_id: str | None


class Aws(Protocol):
    """The SageMaker API, as far as its callers need it."""

    async def call(self, operation: str, params: Json) -> Reply:
        """Raises CallFailed."""


class SageMaker:
    """The SageMaker API in one region. Nothing is imported, no thread started, before the first call."""

    def __init__(self, region: str | None, rate: Rate) -> None:
        """``region`` None: that of the AWS configuration. ``rate`` holds back reads, never changes."""
        self._region = region
        self._rate = rate
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="sagemaker-spaces")
        self._lock = threading.Lock()
        self._wire: Wire | None = None

    async def send(self, operation: str, body: bytes) -> Answer:
        """Send one call and hand back what AWS said, whatever it is. Raises OwnFailure."""
        is_read = operation.startswith(("List", "Describe"))
        if is_read:
            await self._rate.turn()
        loop = asyncio.get_running_loop()
        start_by = time.monotonic() + _START_S
        try:
            async with asyncio.timeout(_ANSWER_S):
                answer = await loop.run_in_executor(
                    self._pool, self._send, operation, body, start_by, is_read
                )
        except TimeoutError as error:
            raise TimedOut(f"{operation} was not answered within {_ANSWER_S:.0f} s. Try again.") from error
        return answer

    async def call(self, operation: str, params: Json) -> Reply:
        """Send one call and parse the answer. Raises AwsError and OwnFailure."""
        answer = await self.send(operation, json.dumps(params).encode())
        return parse(operation, answer)

    def close(self) -> None:
        """Let go of threads and connections; a call under way ends by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._wire:
            self._wire.close()

    def _send(self, operation: str, body: bytes, start_by: float, is_read: bool) -> Answer:
        wire = self._open()
        answer = wire.send(operation, body, start_by, again_if_closed=is_read)
        if answer.status >= 400 and error_of(answer)[0] in STALE_CREDENTIALS:
            wire.forget_credentials()
        return answer

    def _open(self) -> Wire:
        with self._lock:
            if self._wire is None:
                from .wire import Wire

                self._wire = Wire(self._region, _THREADS)
            return self._wire


def parse(operation: str, answer: Answer) -> Reply:
    """The answer's members. An empty body is an empty answer (DeleteApp). Raises AwsError."""
    if answer.status >= 400:
        code, message = error_of(answer)
        raise AwsError(code, message, answer.status, answer.request_id)
    try:
        data = json.loads(answer.body) if answer.body else {}
    except ValueError:
        data = None
    if not isinstance(data, dict):
        # As unclear as a server's fault: whatever answered, it was not SageMaker's API.
        raise AwsError("InvalidResponse", f"The answer to {operation} is not JSON.", 502, answer.request_id)
    return Reply(data, answer.request_id)


def error_of(answer: Answer) -> tuple[str, str]:
    """Type and text of an error: ``__type`` may have a namespace before ``#``; the text is ``message`` or
    ``Message``.
    """
    try:
        body = json.loads(answer.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        return f"HTTP{answer.status}", f"HTTP status {answer.status} without a reason."
    code = str(body.get("__type") or f"HTTP{answer.status}").rsplit("#", 1)[-1]
    return code, str(body.get("message") or body.get("Message") or f"HTTP status {answer.status}.")

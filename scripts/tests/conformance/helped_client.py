"""Clients that run elsewhere: sagemaker-core in its own environment, @aws-sdk/client-sagemaker in Node.js.

A helper is a program that takes a line of JSON for each call and answers with one.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from .client import LIMIT, Account, Json, Refused, describe_until


class HelpedClient:
    """A client in a process of its own. Use as a context manager."""

    def __init__(self, command: Sequence[str | Path], home: Path, *, waits: bool) -> None:
        """``home`` is a folder without anybody's ``.aws``; ``waits``: the client has waits of its own."""
        self._waits = waits
        self._process = subprocess.Popen(
            command,
            env={"PATH": os.defpath, "HOME": str(home), "AWS_EC2_METADATA_DISABLED": "true"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> HelpedClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._process.communicate(timeout=LIMIT)  # it ends with its input
        finally:
            self._process.kill()

    def call(self, account: Account, operation: str, members: Json) -> Json:
        """One call by the helper."""
        answer: Json = self._ask(account, "call", operation, members)
        return answer

    def list(self, account: Account, operation: str, members: Json, page_size: int) -> list[Json]:
        """A list by the helper."""
        answer: list[Json] = self._ask(account, "list", operation, members, page_size)
        return answer

    def wait(self, account: Account, operation: str, members: Json, status: str | None) -> None:
        """The client's own wait, where it has one."""
        if self._waits:
            self._ask(account, "wait", operation, members, status)
        else:
            describe_until(self, account, operation, members, status)

    def _ask(self, account: Account, *what: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        line = {"account": asdict(account), "what": what[0], "with": what[1:]}
        too_long = threading.Timer(2 * LIMIT, self._process.kill)
        too_long.start()
        try:
            print(json.dumps(line), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()
        finally:
            too_long.cancel()
        assert answer, f"The helper ended at {what}; the standard error says why."
        said = json.loads(answer)
        if "code" in said:
            raise Refused(said["code"], said["message"])
        return said["answer"]

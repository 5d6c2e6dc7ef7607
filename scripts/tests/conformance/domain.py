"""The local domain that all clients of the suite call."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from urllib.request import Request, urlopen

from .client import LIMIT, Account, Json

#: A hundred times faster than AWS: an app takes as long as its JupyterLab.
TIME_SCALE = 0.01

_PROGRAM = Path(__file__).parent / "recorded_domain.py"


class Domain:
    """A running domain whose answers are judged. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is empty; all that the domain keeps lies below."""
        self._judgements = folder / "judgements.jsonl"
        self._judgements.touch()
        switches: list[str | Path] = [
            *("--directory", folder / "domain", "--port", "0", "--seed", "empty"),
            *("--time-scale", str(TIME_SCALE), "--volumes", "directory"),
        ]
        self._process = subprocess.Popen(
            [sys.executable, _PROGRAM, self._judgements, *switches],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Domain:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise AssertionError(self._process.communicate(timeout=LIMIT)[1])
        self._said = json.loads(line)
        self.domain_id: str = self._said["domain_id"]
        self.image_arn: str = self._said["image_arn"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            _, errors = self._process.communicate(timeout=LIMIT)
        finally:
            self._process.kill()
        assert self._process.returncode == 0, errors
        assert "Traceback" not in errors, errors

    def account(self, user: str) -> Account:
        """The printed credentials of a person."""
        return self.account_with(self._said["users"][user])

    def administrator(self) -> Account:
        """The printed credentials of an administrator."""
        return self.account_with(self._said["admin"])

    def account_with(self, keys: Json) -> Account:
        """An account of this domain with other keys."""
        return Account(self._said["endpoint_url"], self._said["region"], **keys)

    def control(self, path: str, asked: Json) -> None:
        """A request to the control API: trouble, or time that passes at once."""
        announced = self._said["control"]
        request = Request(  # noqa: S310 - the domain's own address
            f"{announced['url']}/{path}",
            json.dumps(asked).encode(),
            {"Authorization": f"Bearer {announced['token']}"},
        )
        with urlopen(request, timeout=LIMIT) as answer:  # noqa: S310
            assert answer.status == 200

    def judgements(self) -> list[Json]:
        """What was answered until now: operation, status, misfits."""
        return [json.loads(line) for line in self._judgements.read_text().splitlines()]

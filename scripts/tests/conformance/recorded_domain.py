"""The local domain with every answer of its API judged as it passes: ``recorded_domain.py FILE [SWITCHES]``.

It is the whole program, started as ``python -m sagemaker_local_domain`` is. A line of FILE is the JSON of one
judgement: operation, status, what is wrong with the answer. The answers themselves, which hold addresses that
let people in, are kept nowhere.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from aiohttp import web

from sagemaker_local_domain.cli import main
from sagemaker_local_domain.service import LocalService
from sagemaker_local_domain.tests.answers import misfits
from sagemaker_local_domain.wire import handler as wire
from sagemaker_local_domain.wire.shapes import TARGET_PREFIX


def judge_into(file: Path) -> None:
    """Judge what the API answers from now on."""
    handle = wire.handle

    async def judged(service: LocalService, request: web.Request) -> web.StreamResponse:
        answer = await handle(service, request)
        assert isinstance(answer, web.Response)
        operation = request.headers.get("X-Amz-Target", "").removeprefix(f"{TARGET_PREFIX}.")
        body = answer.body if isinstance(answer.body, bytes) else b""
        line = {
            "operation": operation,
            "status": answer.status,
            "misfits": misfits(operation, answer.status, body),
        }
        with file.open("a") as lines:
            lines.write(json.dumps(line) + "\n")
        return answer

    wire.handle = judged


if __name__ == "__main__":
    judge_into(Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))

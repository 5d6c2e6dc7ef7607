"""The colleague as a process of its own: lives until its standard input ends, so never longer than the trial.

The first line of standard input is the local domain's line at start.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys

from jupyterlab_sagemaker_spaces.trial import COLLEAGUE, Domain, TrialFailed

from .colleague import Colleague
from .room import Away


async def main() -> None:
    """Be the trial's colleague until standard input ends."""
    trial = asyncio.StreamReader(limit=2**20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(trial), sys.stdin)
    line = await trial.readline()
    if not line:  # the trial ended before it began
        return
    domain = Domain.parse(line.decode())

    def address() -> str:
        try:
            return domain.door_address(COLLEAGUE)
        except TrialFailed as error:
            raise Away(str(error)) from error

    def say(text: str) -> None:
        print(text, flush=True)

    life = asyncio.create_task(Colleague(COLLEAGUE, address, say).live())
    end = asyncio.create_task(trial.read())
    await asyncio.wait({life, end}, return_when=asyncio.FIRST_COMPLETED)
    life.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await life


asyncio.run(main())

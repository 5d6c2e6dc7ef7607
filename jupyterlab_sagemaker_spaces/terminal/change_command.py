"""``jupyter spaces run`` and ``stop``, in the terminal: the jobs of the panel, told step by step."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from ..bodies import BadRequest, check_space_name
from ..jobs.job import By, Job
from ..jobs.journal import Journal
from ..jobs.manager import Jobs
from ..jobs.request import Request
from ..jobs.steps import StepName
from ..leaving.kernels import Kernels
from ..leaving.leaving import Leaving
from ..permissions import Permissions, refusal_of
from .domain import Domain, DomainUnknown, domain

Change = Literal["run", "stop"]
#: What a job does at the moment, in the words of the panel.
_STEPS: dict[StepName, str] = {
    "look": "looking at its state",
    "wait-gone": "waiting until the app is gone",
    "create-app": "asking for an instance",
    "wait-in-service": "waiting until it runs",
    "delete-app": "asking to stop",
}
_DONE: dict[Change, str] = {"run": "It runs.", "stop": "It is stopped."}


class _NotDone(Exception):
    """Nothing was changed; the text says why, and what to do."""


def run(
    change: Change, name: str | None, *, sure: bool, as_json: bool, domain_id: str = "", region: str = ""
) -> int:
    """Run or stop a space (``name`` None: stop the one that this is) and print what comes of it; the exit
    code: 0 when it was done, 1 when not, 130 when it was interrupted. ``sure``: do not ask before a stop.
    """
    try:
        with domain(domain_id, region) as there:
            space = _space(name, there)
            if refusal := refusal_of(change, there.here, Permissions()):
                raise _NotDone(refusal)
            if change == "stop" and not sure:
                _ask(space, is_here=_is_here(space, there))
            job = asyncio.run(_do(Request(change, space), there))
    except KeyboardInterrupt:
        print("\nInterrupted. AWS goes on with what it has been asked for.", file=sys.stderr)
        return 130
    except (DomainUnknown, BadRequest, _NotDone) as error:
        print(f"jupyter spaces {change}: {error}", file=sys.stderr)
        return 1
    if as_json:
        print(json.dumps(job.public(), indent=2))
    elif job.state == "done":
        print(f"{space}: {job.message or _DONE[change]}")
    if job.error:
        left = f" {job.left}" if job.left else ""
        print(f"{space}: {job.error.type}: {job.error.message}{left}", file=sys.stderr)
    return 0 if job.state == "done" else 1


def _space(name: str | None, there: Domain) -> str:
    if name is not None:
        return check_space_name(name)
    if there.here.space is None:
        raise _NotDone("This is no space of SageMaker Studio: name the space.")
    return there.here.space


def _is_here(space: str, there: Domain) -> bool:
    return space.lower() == (there.here.space or "").lower()


def _ask(space: str, is_here: bool) -> None:
    """Raises _NotDone unless somebody says yes."""
    if not sys.stdin.isatty():
        raise _NotDone(f"To stop {space} without being asked, add --yes.")
    place = "This is that space: this terminal ends with it. " if is_here else ""
    question = f"Stop the space {space}? {place}Its kernels and terminals end, and what is not saved is lost."
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if answer.strip().lower() not in ("y", "yes"):
        raise _NotDone("Nothing was stopped.")


async def _do(request: Request, there: Domain) -> Job:
    """Have it done by a job of this process, which tells its steps on stderr. Raises Conflict never: there
    is no other job.
    """
    told: list[StepName | str] = []

    def tell(job: Job) -> None:
        word = job.message if job.state == "running" and job.message else _STEPS.get(job.step.name, "")
        if job.state == "running" and word and word not in told[-1:]:
            told.append(word)
            print(f"{job.space}: {word}", file=sys.stderr)

    log = logging.getLogger(__name__)
    with TemporaryDirectory() as directory:
        jobs = Jobs(
            aws=there.aws,
            clock=there.clock,
            domain_id=there.id,
            own=None,  # the kernels of this space are not this process's
            journal=Journal(Path(directory), log),
            log=log,
            changed=tell,
            heartbeat=lambda job: None,
            leaving=_no_kernels(there, log),
        )
        try:
            job, _ = await jobs.ask(request, By(None, False))
            await jobs.settled()
        finally:
            await jobs.close()
    return job


def _no_kernels(there: Domain, log: logging.Logger) -> Leaving:
    return Leaving(
        manager=None,
        kernels=Kernels(None, None, None),
        contents=None,
        collaboration=lambda: None,
        clock=there.clock,
        log=log,
    )

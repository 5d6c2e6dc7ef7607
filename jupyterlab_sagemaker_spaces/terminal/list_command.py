"""``jupyter spaces list``, in the terminal."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from ..aws.client import Aws
from ..aws.failures import CallFailed
from ..aws.pages import pages
from .domain import DomainUnknown, domain
from .spaces import lines_of, running_longer, table

Json = dict[str, Any]


def run(longer: float | None, as_json: bool, domain_id: str, region: str) -> int:
    """Print the spaces of the domain, or what has run for longer than so many seconds; the exit code."""
    try:
        with domain(domain_id, region) as there:
            spaces, apps = asyncio.run(_read(there.aws, there.id))
    except KeyboardInterrupt:
        return 130
    except DomainUnknown as error:
        return _fail(str(error))
    except CallFailed as failure:
        return _fail(f"The spaces could not be listed. {failure.type}: {failure}")
    now = time.time()
    lines = lines_of(spaces, apps)
    if longer is not None:
        lines = running_longer(lines, longer, now)
    if as_json:
        print(json.dumps([line.public() for line in lines], indent=2))
    elif lines:
        print(table(lines, now))
    else:
        print("There are no spaces." if longer is None else "Nothing has run for so long.")
    return 0


async def _read(aws: Aws, domain_id: str) -> tuple[list[Json], list[Json]]:
    """All spaces, and all apps. Raises CallFailed."""
    return await asyncio.gather(
        _all(aws, "ListSpaces", "Spaces", domain_id), _all(aws, "ListApps", "Apps", domain_id)
    )


async def _all(aws: Aws, operation: str, name: str, domain_id: str) -> list[Json]:
    """The items of all pages of a list. Raises CallFailed."""
    return [
        item
        async for page in pages(aws, operation, {"DomainIdEquals": domain_id})
        for item in page.get(name, [])
    ]


def _fail(message: str) -> int:
    print(f"jupyter spaces list: {message}", file=sys.stderr)
    return 1

"""``jupyter spaces list``, in the terminal."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from typing import Any

from ..aws.client import Aws, SageMaker
from ..aws.failures import CallFailed, NoDomain
from ..aws.pages import pages
from ..aws.rate import Rate
from ..clock import SystemClock
from ..here import MetadataUnreadable, find_here, read_metadata
from .spaces import lines_of, running_longer, table

Json = dict[str, Any]


def run(longer: float | None, as_json: bool, domain_id: str, region: str) -> int:
    """Print the spaces of the domain, or what has run for longer than so many seconds; the exit code."""
    try:
        return asyncio.run(_run(longer, as_json, domain_id, region))
    except KeyboardInterrupt:
        return 130


async def _run(longer: float | None, as_json: bool, domain_id: str, region: str) -> int:
    try:
        here = find_here(read_metadata(os.environ), os.environ, domain_id, region)
    except MetadataUnreadable as error:
        return _fail(f"Which domain this is cannot be told: {error}")
    aws = SageMaker(here.region, Rate(SystemClock()))
    try:
        if here.domain_id is None:
            raise NoDomain
        spaces, apps = await asyncio.gather(
            _all(aws, "ListSpaces", "Spaces", here.domain_id), _all(aws, "ListApps", "Apps", here.domain_id)
        )
    except NoDomain:
        return _fail("This is no space of SageMaker Studio: name the domain with --domain.")
    except CallFailed as failure:
        return _fail(f"The spaces could not be listed. {failure.type}: {failure}")
    finally:
        aws.close()
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

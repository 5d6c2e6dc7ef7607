"""``jupyter spaces usage``: what fills the home, in the terminal."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import time
from pathlib import Path

from ..aws.client import SageMaker
from ..aws.failures import CallFailed
from ..aws.rate import Rate
from ..clock import SystemClock
from ..here import MetadataUnreadable, find_here, read_metadata
from ..timestamps import iso
from . import results
from .people import local_names, profile_names
from .results import Json
from .scanner import Scanner, ScannerFailed
from .usage import HOME
from .usage_table import progress, table


def run(by_owner: bool, as_json: bool) -> int:
    """Scan the home and print what fills it; the exit code. 130 after Ctrl-C, as programs do."""
    try:
        return asyncio.run(_run(by_owner, as_json))
    except KeyboardInterrupt:
        return 130


async def _run(by_owner: bool, as_json: bool) -> int:
    home = Path.home()
    result = results.begin(HOME, str(home), iso(time.time()))
    shows = sys.stderr.isatty()

    def told(known: Json) -> None:
        result.update(known)
        if shows:
            print(f"\r\033[K{progress(result)}", end="", file=sys.stderr, flush=True)

    try:
        await Scanner().run(str(home), told)
    except ScannerFailed as failure:
        _clear_line(shows)
        print(f"jupyter spaces usage: {failure}", file=sys.stderr)
        return 1
    _clear_line(shows)
    result.update(state="done", ended=iso(time.time()))
    people = await _people([owner["uid"] for owner in result["owners"]]) if by_owner else None
    if as_json:
        if people is not None:
            result["owners"] = [{**owner, "name": people.get(owner["uid"])} for owner in result["owners"]]
        print(json.dumps(result, indent=2))
        return 0
    disk = shutil.disk_usage(home)
    print(table(result, disk.free, disk.total, people))
    return 0


def _clear_line(shows: bool) -> None:
    if shows:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


async def _people(uids: list[int]) -> dict[int, str]:
    """Names of owners; what AWS cannot be asked is said, and missing."""
    names = local_names(uids)
    unknown = set(uids) - names.keys()
    try:
        here = find_here(read_metadata(os.environ), os.environ)
    except MetadataUnreadable as error:
        print(f"User profiles cannot be asked for: {error}", file=sys.stderr)
        return names
    if not unknown or here.domain_id is None:
        return names
    aws = SageMaker(here.region, Rate(SystemClock()))
    shows = sys.stderr.isatty()
    try:
        async for uid, name in profile_names(aws, here.domain_id, unknown):
            names[uid] = name
            if shows:
                print(f"\r\033[KNames of owners: {len(names)} so far", end="", file=sys.stderr, flush=True)
    except CallFailed as failure:
        _clear_line(shows)
        print(f"Not all user profiles could be asked for: {failure.message}", file=sys.stderr)
    finally:
        _clear_line(shows)
        aws.close()
    return names

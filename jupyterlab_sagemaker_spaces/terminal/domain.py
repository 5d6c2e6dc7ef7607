"""The domain that a command works in, and the way to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..aws.client import SageMaker
from ..aws.rate import Rate
from ..clock import Clock, SystemClock
from ..here import Here, MetadataUnreadable, find_here, read_metadata


class DomainUnknown(Exception):
    """Which domain it is cannot be told; the text says why, and what to do."""


@dataclass(frozen=True)
class Domain:
    """The domain ``id``, and where the command runs."""

    id: str
    here: Here
    aws: SageMaker
    clock: Clock


@contextmanager
def domain(domain_id: str, region: str) -> Iterator[Domain]:
    """The domain of the space that this is, or that of this id; empty texts for what was not given. Raises
    DomainUnknown.
    """
    try:
        here = find_here(read_metadata(os.environ), os.environ, domain_id, region)
    except MetadataUnreadable as error:
        raise DomainUnknown(f"Which domain this is cannot be told: {error}") from error
    if here.domain_id is None:
        raise DomainUnknown("This is no space of SageMaker Studio: name the domain with --domain.")
    clock = SystemClock()
    aws = SageMaker(here.region, Rate(clock))
    try:
        yield Domain(here.domain_id, here, aws, clock)
    finally:
        aws.close()

"""When the disk will be full: from samples of its free space, never from scans. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_DAY_S = 86_400.0
#: Seconds that two samples are apart at least.
APART_S = 600.0
#: Seconds that a sample counts. A week, so that one large download is not taken for the way of things for
#: long.
KEPT_S = 7 * _DAY_S
#: A trend needs so many samples over so many seconds.
_LEAST, _SPAN_S = 6, 3 * 3600.0
#: The part of the samples' variation that a straight line has to explain. Below, the space goes up and down.
_FIT = 0.5
#: Days beyond which nothing is foretold.
_FARTHEST = 365.0


@dataclass(frozen=True)
class Sample:
    """Free and total bytes of a file system at a time (seconds since the epoch)."""

    time: float
    free: int
    total: int


def with_sample(samples: Sequence[Sample], new: Sample) -> list[Sample]:
    """The samples to keep when there is another one. A volume of another size begins anew."""
    kept = [one for one in samples if one.total == new.total and new.time - KEPT_S <= one.time <= new.time]
    if kept and new.time - kept[-1].time < APART_S:
        return kept
    return [*kept, new]


def days_until_full(samples: Sequence[Sample]) -> float | None:
    """Days from the last sample on, by a straight line through all. None where nothing can be said: too few
    samples, no steady trend, or none towards full within a year.
    """
    if len(samples) < _LEAST or samples[-1].time - samples[0].time < _SPAN_S:
        return None
    times = [one.time - samples[0].time for one in samples]
    frees = [float(one.free) for one in samples]
    mean_time, mean_free = sum(times) / len(times), sum(frees) / len(frees)
    spread = sum((time - mean_time) ** 2 for time in times)
    variation = sum((free - mean_free) ** 2 for free in frees)
    together = sum((time - mean_time) * (free - mean_free) for time, free in zip(times, frees, strict=True))
    slope = together / spread
    if slope >= 0 or together**2 / (spread * variation) < _FIT:
        return None
    days = samples[-1].free / -slope / _DAY_S
    return days if days <= _FARTHEST else None


def to_json(samples: Sequence[Sample]) -> list[list[float]]:
    """The samples as they are kept."""
    return [[one.time, one.free, one.total] for one in samples]


def from_json(content: Any) -> list[Sample]:
    """The samples that were kept. Raises ValueError and TypeError for anything else."""
    samples = [Sample(float(time), int(free), int(total)) for time, free, total in content]
    if any(earlier.time >= later.time for earlier, later in pairwise(samples)):
        raise ValueError("the samples are not in order")
    return samples

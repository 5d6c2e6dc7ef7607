"""When the disk will be full: what is foretold, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from jupyterlab_sagemaker_spaces.storage.growth import (
    Sample,
    days_until_full,
    from_json,
    to_json,
    with_sample,
)

GB = 10**9
HOUR = 3600.0


def samples(count: int, free: Callable[[int], float], every: float = HOUR) -> list[Sample]:
    return [Sample(number * every, int(free(number)), 100 * GB) for number in range(count)]


@pytest.mark.parametrize(
    ("title", "given", "days"),
    [
        ("2.4 GB a day, 24 GB left", samples(25, lambda n: 26.4 * GB - n * GB / 10), 10.0),
        ("the same with noise", samples(25, lambda n: 26.4 * GB - n * GB / 10 + (n % 3) * GB / 20), 10.0),
        ("nothing at all", [], None),
        ("too few", samples(5, lambda n: 20 * GB - n * GB), None),
        ("too short", samples(10, lambda n: 20 * GB - n * GB, every=600), None),
        ("steady", samples(25, lambda n: 20 * GB), None),
        ("getting emptier", samples(25, lambda n: 20 * GB + n * GB), None),
        ("up and down", samples(48, lambda n: 20 * GB + (n % 6) * GB - n * GB / 1000), None),
        ("in years", samples(48, lambda n: 50 * GB - n * 1000), None),
        ("full", samples(25, lambda n: (24 - n) * GB), 0.0),
    ],
)
def test_days(title: str, given: list[Sample], days: float | None) -> None:
    assert days_until_full(given) == (days if days is None else pytest.approx(days, rel=0.05)), title


def test_samples_are_minutes_apart_and_a_week_old_at_most() -> None:
    kept: list[Sample] = []
    for number in range(9 * 24 * 12):
        kept = with_sample(kept, Sample(number * 300.0, GB, 5 * GB))
    assert kept[-1].time - kept[0].time <= 7 * 24 * HOUR
    assert {later.time - earlier.time for earlier, later in pairwise(kept)} == {600.0}


def test_a_volume_of_another_size_begins_anew() -> None:
    before = samples(25, lambda n: 20 * GB - n * GB / 10)
    grown = Sample(26 * HOUR, 117 * GB, 200 * GB)
    assert with_sample(before, grown) == [grown]


def test_a_clock_that_was_set_back_leaves_nothing_of_the_future() -> None:
    assert with_sample([Sample(50.0, GB, GB), Sample(9e9, GB, GB)], Sample(1000.0, GB, GB)) == [
        Sample(50.0, GB, GB),
        Sample(1000.0, GB, GB),
    ]


def test_they_come_back_as_they_were() -> None:
    given = samples(5, lambda n: n)
    assert from_json(to_json(given)) == given


@pytest.mark.parametrize("content", [5, [[1, 2]], [["x", 1, 2]], [[2, 1, 1], [1, 1, 1]], {"a": 1}])
def test_anything_else_is_refused(content: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_json(content)

"""The clock's scale, and how it is moved."""

from __future__ import annotations

import asyncio
import math
import time
from pathlib import Path

import pytest

from sagemaker_local_domain.clock import DAY, HOUR, Clock
from sagemaker_local_domain.store import Store

from .conftest import ManualClock


async def test_durations_are_scaled_and_points_in_time_are_not() -> None:
    clock = Clock(0.0001)
    assert abs(clock.now() - time.time()) < 1
    assert clock.after(1000.0, DAY) == pytest.approx(1008.64)
    start = time.perf_counter()
    await clock.sleep(100)
    assert 0.005 < time.perf_counter() - start < 5


async def test_the_past_is_not_waited_for() -> None:
    clock = Clock()
    await clock.sleep_until(clock.now() - 10)


@pytest.mark.parametrize("scale", [-1, 0, math.nan, math.inf])
def test_a_scale_that_is_none_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match=f"a factor above 0, not {scale}"):
        Clock(scale)


async def test_who_waits_for_a_time_that_is_past_after_a_move_wakes_and_others_wait_on() -> None:
    clock = Clock()
    start = clock.now()
    soon = asyncio.create_task(clock.sleep_until(start + DAY))
    late = asyncio.create_task(clock.sleep_until(start + 2 * DAY))
    await asyncio.sleep(0)
    clock.move(DAY + 1)
    async with asyncio.timeout(20):
        await soon
    assert clock.now() == pytest.approx(time.time() + DAY + 1, abs=10)
    assert not late.done()
    clock.move(DAY)
    async with asyncio.timeout(20):
        await late


@pytest.mark.parametrize("seconds", [-1, -math.inf, math.nan, math.inf, 101 * 365 * DAY])
def test_a_move_back_or_out_of_the_calendar_is_refused_and_nothing_is_kept(seconds: float) -> None:
    kept: list[float] = []
    clock = Clock(offset=HOUR, keep=kept.append)
    with pytest.raises(ValueError, match=r"only moves forward|100 years"):
        clock.move(seconds)
    assert (clock.offset, kept) == (HOUR, [])


def test_what_cannot_be_kept_does_not_count() -> None:
    def full(offset: float) -> None:
        raise OSError("disk full")

    clock = Clock(keep=full)
    with pytest.raises(OSError, match="disk full"):
        clock.move(HOUR)
    assert clock.offset == 0


async def test_a_second_of_the_wall_clock_is_what_this_clock_showed_then() -> None:
    clock = ManualClock()
    before = clock.wall()
    await clock.advance(10)
    clock.move(HOUR)
    await clock.advance(10)
    clock.move(DAY)
    await clock.advance(10)
    shown = [clock.at(before + passed) - before for passed in (0, 9, 10, 19, 20, 30)]
    assert shown == [0, 9, 10 + HOUR, 19 + HOUR, 20 + HOUR + DAY, 30 + HOUR + DAY]
    assert clock.at(clock.wall()) == clock.now()
    assert clock.on_the_wall(clock.now() + 60) == clock.wall() + 60


def test_a_move_outlives_a_restart(tmp_path: Path) -> None:
    for start in range(3):
        store = Store(tmp_path / "domain.sqlite")
        clock = Clock(1.0, store.clock_offset, store.keep_clock_offset)
        assert clock.offset == start * (DAY + 0.25)
        clock.move(DAY + 0.25)
        store.close()

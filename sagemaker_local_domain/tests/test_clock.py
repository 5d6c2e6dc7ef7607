"""The clock's scale."""

from __future__ import annotations

import time

import pytest

from sagemaker_local_domain.clock import DAY, Clock


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


def test_a_scale_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="not -1"):
        Clock(-1)

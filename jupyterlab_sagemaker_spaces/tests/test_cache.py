"""One answer for all who ask the same, and one rate for all."""

from __future__ import annotations

import asyncio

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import EndpointUnreachable
from jupyterlab_sagemaker_spaces.aws.rate import Rate
from jupyterlab_sagemaker_spaces.aws.wire import Answer
from jupyterlab_sagemaker_spaces.gateway.cache import ReadCache
from jupyterlab_sagemaker_spaces.gateway.policy import Read

from .cloud import VirtualClock

LIST = Read("ListSpaces", b"{}")


class Service:
    """Answers with the number of the call, once it is let."""

    def __init__(self) -> None:
        self.calls = 0
        self.status = 200
        self.fault: EndpointUnreachable | None = None
        self.go = asyncio.Event()
        self.go.set()

    async def send(self, operation: str, body: bytes) -> Answer:
        self.calls += 1
        answer = Answer(self.status, str(self.calls).encode(), None)
        await self.go.wait()
        if self.fault:
            raise self.fault
        return answer


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def cache(service: Service, clock: VirtualClock) -> ReadCache:
    return ReadCache(service.send, clock)


async def test_the_same_within_two_seconds_is_one_call(
    cache: ReadCache, service: Service, clock: VirtualClock
) -> None:
    assert (await cache.read(LIST)).body == b"1"
    clock.time += 1.9
    assert (await cache.read(LIST)).body == b"1"
    clock.time += 0.2
    assert (await cache.read(LIST)).body == b"2"
    assert service.calls == 2


async def test_the_same_under_way_is_one_call_however_long_it_takes(
    cache: ReadCache, service: Service, clock: VirtualClock
) -> None:
    service.go.clear()
    asked = [asyncio.ensure_future(cache.read(LIST)) for _ in range(5)]
    await asyncio.sleep(0)
    clock.time += 30
    asked.append(asyncio.ensure_future(cache.read(LIST)))
    await asyncio.sleep(0)
    service.go.set()
    assert {answer.body for answer in await asyncio.gather(*asked)} == {b"1"}
    assert (await cache.read(LIST)).body == b"2"


async def test_other_questions_are_other_calls(cache: ReadCache, service: Service) -> None:
    await cache.read(LIST)
    await cache.read(Read("ListSpaces", b'{"NextToken":"x"}'))
    await cache.read(Read("ListApps", b"{}"))
    assert service.calls == 3


async def test_one_who_goes_away_does_not_take_the_answer_along(cache: ReadCache, service: Service) -> None:
    service.go.clear()
    leaves, stays = asyncio.ensure_future(cache.read(LIST)), asyncio.ensure_future(cache.read(LIST))
    await asyncio.sleep(0)
    leaves.cancel()
    await asyncio.sleep(0)
    service.go.set()
    assert (await stays).body == b"1"


async def test_an_error_of_awss_is_not_kept(cache: ReadCache, service: Service) -> None:
    service.status = 400
    assert (await cache.read(LIST)).status == 400
    service.status = 200
    assert (await cache.read(LIST)).status == 200


async def test_a_failure_reaches_all_who_wait_and_is_not_kept(cache: ReadCache, service: Service) -> None:
    service.fault = EndpointUnreachable("gone")
    results = await asyncio.gather(cache.read(LIST), cache.read(LIST), return_exceptions=True)
    assert list(results) == [service.fault, service.fault]
    service.fault = None
    assert (await cache.read(LIST)).body == b"2"


async def test_after_a_change_nothing_older_is_given_out(cache: ReadCache, service: Service) -> None:
    await cache.read(LIST)
    cache.clear()
    assert (await cache.read(LIST)).body == b"2"


async def test_what_was_asked_before_a_change_is_no_answer_after_it(
    cache: ReadCache, service: Service
) -> None:
    service.go.clear()
    before = asyncio.ensure_future(cache.read(LIST))
    await asyncio.sleep(0)
    cache.clear()
    after = asyncio.ensure_future(cache.read(LIST))
    await asyncio.sleep(0)
    service.go.set()
    assert ((await before).body, (await after).body) == (b"1", b"2")
    assert (await cache.read(LIST)).body == b"2"


async def test_a_few_go_at_once_then_two_a_second(clock: VirtualClock) -> None:
    rate = Rate(clock, per_second=2, burst=3)
    begin, times = clock.time, list[float]()

    async def one() -> None:
        await rate.turn()
        times.append(clock.time - begin)

    tasks = [asyncio.ensure_future(one()) for _ in range(7)]
    await clock.pass_until(lambda: len(times) == 7)
    await asyncio.gather(*tasks)
    assert times == [0, 0, 0, 0.5, 1.0, 1.5, 2.0]
    clock.time += 100
    tasks = [asyncio.ensure_future(one()) for _ in range(4)]
    await clock.pass_until(lambda: len(times) == 11)
    assert [time - 102 for time in times[7:]] == [0, 0, 0, 0.5]

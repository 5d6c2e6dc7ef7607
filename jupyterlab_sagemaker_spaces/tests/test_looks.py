"""Looks at what may never answer: who waits, for how long, and in how many threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from jupyterlab_sagemaker_spaces.storage.looks import Looks, NotAnswering


class Dead:
    """A mount that holds whoever looks, until the test lets go."""

    def __init__(self) -> None:
        self.held = 0
        self.let_go = threading.Event()

    def look(self) -> str:
        self.held += 1
        self.let_go.wait()
        return "late"


@pytest.fixture
def dead() -> Iterator[Dead]:
    dead = Dead()
    yield dead
    dead.let_go.set()


async def test_what_a_look_returns_and_raises() -> None:
    looks = Looks()
    assert await looks.ask("a", lambda: 5) == 5

    def fail() -> int:
        raise PermissionError("no")

    with pytest.raises(PermissionError, match="no"):
        await looks.ask("a", fail)


async def test_a_dead_mount_holds_one_thread_and_no_other_mount(dead: Dead) -> None:
    looks = Looks(limit_s=0.5)
    many = [looks.ask("dead", dead.look) for _ in range(50)]
    answers = await asyncio.gather(
        *many, *(looks.ask(str(n), lambda: "well") for n in range(5)), return_exceptions=True
    )
    assert [type(answer) for answer in answers[:50]] == [NotAnswering] * 50
    assert answers[50:] == ["well"] * 5
    with pytest.raises(NotAnswering):
        await looks.ask("dead", dead.look)
    assert dead.held == 1


async def test_who_comes_later_does_not_wait_again(dead: Dead) -> None:
    looks = Looks(limit_s=2.0)
    with pytest.raises(NotAnswering):
        await looks.ask("dead", dead.look)
    async with asyncio.timeout(looks.limit_s / 2):
        with pytest.raises(NotAnswering):
            await looks.ask("dead", dead.look)


async def test_a_mount_that_comes_back_is_looked_at_again(dead: Dead) -> None:
    looks = Looks(limit_s=0.5)
    with pytest.raises(NotAnswering):
        await looks.ask("dead", dead.look)
    dead.let_go.set()
    async with asyncio.timeout(10):
        while True:
            try:
                assert await looks.ask("dead", lambda: "back") == "back"
                break
            except NotAnswering:
                await asyncio.sleep(0)


async def test_looks_at_one_mount_take_turns() -> None:
    looks = Looks()
    inside, most = 0, 0

    def look() -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        inside -= 1

    await asyncio.gather(*(looks.ask("a", look) for _ in range(20)))
    assert most == 1


async def test_nobody_waits_for_more_than_one_limit_in_a_queue() -> None:
    # Each of them alone is within the limit.
    looks, go = Looks(limit_s=1.0), threading.Event()
    queue = [looks.ask("slow", lambda: go.wait(0.6)) for _ in range(4)]
    answers = await asyncio.gather(*queue, return_exceptions=True)
    assert [type(answer) for answer in answers] == [bool, *[NotAnswering] * 3]


async def test_who_goes_away_takes_no_answer_from_the_others() -> None:
    looks, go = Looks(), threading.Event()
    first = asyncio.ensure_future(looks.ask("a", go.wait))
    second = asyncio.ensure_future(looks.ask("a", lambda: "mine"))
    await asyncio.sleep(0)
    first.cancel()
    go.set()
    assert await second == "mine"

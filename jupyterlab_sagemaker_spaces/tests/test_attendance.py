"""The stop of the space some time after the last page was closed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import AwsError
from jupyterlab_sagemaker_spaces.jobs.job import Job
from jupyterlab_sagemaker_spaces.jobs.request import Request, WhenDone
from jupyterlab_sagemaker_spaces.leaving.watch import Followed
from jupyterlab_sagemaker_spaces.pages.attendance import Attendance, Page

from .bench import ANA, Bench
from .cloud import Cloud, VirtualClock


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    cloud = Cloud(VirtualClock())
    cloud.space("lab", "InService")
    bench = Bench(tmp_path, cloud, own="lab")
    yield bench
    await bench.crash()


class Pages:
    """The pages of a server whose terminals are as the test says."""

    def __init__(self, bench: Bench, space: str | None) -> None:
        self._bench = bench
        self.terminal_busy = False
        self.fault: Exception | None = None
        self._attendance = Attendance(
            space,
            shared=True,
            jobs=bench.jobs,
            leaving=bench.leaving,
            is_busy=self._is_busy,
            clock=bench.clock,
            log=logging.getLogger("pages"),
        )

    async def _is_busy(self) -> bool:
        if self.fault:
            raise self.fault
        return self.terminal_busy

    def open(self, minutes: int = 15) -> Page:
        page = Page(ANA, minutes)
        self._attendance.opened(page)
        return page

    def close(self, page: Page) -> float:
        self._attendance.closed(page)
        return self._bench.clock.now()

    async def job(self) -> Job:
        await self._bench.clock.pass_until(lambda: bool(self._bench.jobs._jobs))
        (job,) = self._bench.jobs._jobs.values()
        return job

    async def pass_minutes(self, minutes: float) -> None:
        sleep = asyncio.ensure_future(self._bench.clock.sleep(minutes * 60))
        await self._bench.clock.pass_until(sleep.done)


@pytest.fixture
def pages_of(bench: Bench) -> Callable[[str | None], Pages]:
    return lambda space: Pages(bench, space)


@pytest.fixture
def pages(pages_of: Callable[[str | None], Pages]) -> Pages:
    return pages_of("lab")


async def test_after_its_minutes_the_space_is_stopped_when_done(bench: Bench, pages: Pages) -> None:
    closed = pages.close(pages.open())
    job = await pages.job()
    assert job.created - closed == 15 * 60
    await bench.clock.pass_until(lambda: job.step.name == "wait-done")
    await pages.pass_minutes(100)
    assert bench.cloud.operations() == []
    bench.leaving.one.kernels = [Followed("k1", "train.ipynb", "done", True)]
    await bench.end(job)
    assert (job.state, job.message) == (
        "done",
        "JupyterLab had not been open for 15 min. Done: train.ipynb.",
    )
    assert bench.cloud.operations() == ["DeleteApp"]
    assert bench.leaving.one.written == 1
    assert bench.steps(job) == ["look", "wait-done", "save-outputs", "delete-app", "wait-gone"]


async def test_whoever_is_there_all_the_same_may_object(bench: Bench, pages: Pages) -> None:
    bench.leaving.one.kernels = []
    bench.leaving.present = ["Ben"]
    pages.close(pages.open())
    job = await pages.job()
    await bench.clock.pass_until(lambda: job.step.name == "announce")
    pages.open()
    await bench.end(job)
    assert (job.state, bench.cloud.operations()) == ("cancelled", [])


async def test_without_kernels_it_is_stopped_at_once_then(bench: Bench, pages: Pages) -> None:
    bench.leaving.one.kernels = []
    pages.close(pages.open(60))
    job = await bench.end(await pages.job())
    assert (job.state, job.message) == ("done", "JupyterLab had not been open for 1 h.")


async def test_only_the_last_page_counts_and_its_minutes(bench: Bench, pages: Pages) -> None:
    first, last = pages.open(1), pages.open(30)
    pages.close(first)
    await pages.pass_minutes(10)
    assert await bench.jobs.all() == []
    closed = pages.close(last)
    assert (await pages.job()).created - closed == 30 * 60


@pytest.mark.parametrize("space", ["lab", None])
async def test_nothing_is_stopped_where_it_is_not_wanted_or_not_permitted(
    bench: Bench, pages_of: Callable[[str | None], Pages], space: str | None
) -> None:
    pages = pages_of(space)
    pages.close(pages.open(0 if space else 15))
    await pages.pass_minutes(100)
    assert await bench.jobs.all() == []


async def test_a_page_that_is_back_in_time_keeps_it_running(bench: Bench, pages: Pages) -> None:
    page = pages.open()
    await pages.pass_minutes(1)
    pages.close(page)
    await pages.pass_minutes(14)
    again = pages.open()
    await pages.pass_minutes(100)
    assert await bench.jobs.all() == []
    closed = pages.close(again)
    assert (await pages.job()).created - closed == 15 * 60
    # What is over while a page is open is that page's to keep.
    assert bench.leaving.one.attends == [True, False, True, False]


async def test_what_ended_before_anything_was_begun_is_written_for_the_page_that_is_back(
    bench: Bench, pages: Pages
) -> None:
    pages.close(pages.open())
    await pages.pass_minutes(5)
    bench.leaving.one.unseen = True
    bench.leaving.one.attends.clear()
    pages.open()
    await pages.pass_minutes(1)
    assert (bench.leaving.one.written, bench.leaving.one.attends) == (1, [True])


async def test_a_page_that_is_back_while_aws_is_still_asked_keeps_it_running(
    bench: Bench, pages: Pages
) -> None:
    throttled = AwsError("ThrottlingException", "Rate exceeded", 400, None)
    bench.cloud.faults["DeleteApp"] = [throttled] * 10
    bench.leaving.one.kernels = []
    pages.close(pages.open())
    job = await pages.job()
    await bench.clock.pass_until(lambda: job.step.name == "delete-app")
    pages.open()
    await bench.end(job)
    assert job.state == "cancelled"
    await pages.pass_minutes(10)
    assert (await bench.jobs.all())[0]["state"] == "cancelled"


async def test_a_page_that_is_back_while_kernels_run_keeps_it_running(bench: Bench, pages: Pages) -> None:
    pages.close(pages.open())
    job = await pages.job()
    await bench.clock.pass_until(lambda: job.step.name == "wait-done")
    bench.leaving.one.attends.clear()
    pages.open()
    await bench.clock.pass_until(lambda: bench.leaving.one.attends == [True])
    # What was put out so far was written before it was forgotten.
    assert (job.state, bench.leaving.one.written) == ("cancelled", 1)
    assert job.message == "JupyterLab was opened again."
    assert bench.cloud.operations() == []


async def test_a_stop_that_somebody_asked_for_goes_on_when_a_page_is_back(bench: Bench, pages: Pages) -> None:
    page = pages.open()
    job, _ = await bench.jobs.ask(Request("stop", "lab", when_done=WhenDone(("k1",), 60)), ANA)
    await bench.clock.pass_until(lambda: job.step.name == "wait-done")
    pages.close(page)
    pages.open()
    await pages.pass_minutes(20)
    assert (job.state, job.step.name) == ("running", "wait-done")


async def test_a_busy_terminal_is_waited_for(bench: Bench, pages: Pages) -> None:
    pages.terminal_busy = True
    pages.close(pages.open())
    await pages.pass_minutes(100)
    assert await bench.jobs.all() == []
    pages.terminal_busy = False
    assert (await pages.job()).request.when_done == WhenDone(("k1",), 7 * 24 * 60, 15)


async def test_a_fault_leaves_it_running_and_is_logged(
    bench: Bench, pages: Pages, caplog: pytest.LogCaptureFixture
) -> None:
    pages.fault = KeyError("a mistake")
    pages.close(pages.open())
    await pages.pass_minutes(20)
    assert await bench.jobs.all() == []
    assert "broke off" in caplog.text
    assert "a mistake" in caplog.text


async def test_a_job_under_way_is_waited_for(bench: Bench, pages: Pages) -> None:
    page = pages.open()
    asked, _ = await bench.jobs.ask(Request("stop", "lab", when_done=WhenDone(("k1",), 60)), ANA)
    pages.close(page)
    await pages.pass_minutes(50)
    assert len(await bench.jobs.all()) == 1
    await bench.end(asked)
    assert asked.state == "failed"
    await bench.clock.pass_until(lambda: len(bench.jobs._jobs) == 2)
    assert list(bench.jobs._jobs.values())[1].is_unattended

"""Who may ask for what, cancelling, history, heartbeats."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.jobs.job import By
from jupyterlab_sagemaker_spaces.jobs.manager import HISTORY, Conflict, Unknown
from jupyterlab_sagemaker_spaces.jobs.request import Creation, Request

from .bench import ANA, Bench, names

BEN = By("ben", False)


async def test_the_same_again_joins(bench: Bench) -> None:
    job, new = await bench.jobs.ask(Request("run", "lab"), ANA)
    same, again = await bench.jobs.ask(Request("run", "LAB"), BEN)
    assert (new, again, same) == (True, False, job)
    await bench.end(job)
    assert bench.cloud.operations() == ["CreateApp"]


async def test_after_the_end_there_is_nothing_to_join(bench: Bench) -> None:
    first = await bench.do("run")
    second = await bench.do("run")
    assert first.id != second.id
    assert second.message == "It was already running."


async def test_spaces_do_not_stand_in_each_others_way(bench: Bench) -> None:
    bench.cloud.space("other")
    one, two = await bench.ask("run"), await bench.ask("run", "other")
    await bench.end(one)
    await bench.end(two)
    assert (one.state, two.state) == ("done", "done")


async def test_a_run_while_it_is_being_stopped_is_refused(bench: Bench) -> None:
    bench.cloud.put_app("lab", "InService")
    job = await bench.ask("stop")
    with pytest.raises(Conflict, match="lab is being stopped"):
        await bench.jobs.ask(Request("run", "lab"), BEN)
    await bench.end(job)
    assert (await bench.do("run")).state == "done"


async def test_a_stop_cancels_a_run_that_waits_and_goes_on(bench: Bench) -> None:
    run = await bench.ask("run")
    await bench.clock.pass_until(lambda: run.step.name == "wait-in-service")
    stop, new = await bench.jobs.ask(Request("stop", "lab"), BEN)
    assert new
    await bench.end(stop)
    assert (run.state, stop.state) == ("cancelled", "done")
    assert (run.message, run.left) == ("ben asked to stop the space.", None)
    assert bench.cloud.operations() == ["CreateApp", "DeleteApp"]
    assert bench.cloud.apps["lab"]["Status"] == "Deleted"


async def test_a_stop_waits_for_the_create_that_is_just_being_sent(bench: Bench) -> None:
    """Else it would look before the app is there, and the app would run on with nobody knowing."""
    bench.cloud.gate = asyncio.Event()
    run = await bench.ask("run")
    await bench.clock.pass_until(lambda: bench.cloud.operations() == ["CreateApp"])
    stop = await bench.ask("stop")
    await bench.clock.pass_until(lambda: len(bench.beats) > 1)
    assert (run.state, stop.state, bench.cloud.operations()) == ("running", "running", ["CreateApp"])
    bench.cloud.gate.set()
    await bench.end(stop)
    assert (run.state, stop.state) == ("cancelled", "done")
    assert bench.cloud.operations() == ["CreateApp", "DeleteApp"]


async def test_a_second_stop_joins_the_first_not_the_cancelled_run(bench: Bench) -> None:
    run = await bench.ask("run")
    await bench.clock.pass_until(lambda: run.step.name == "wait-in-service")
    stop = await bench.ask("stop")
    assert (await bench.jobs.ask(Request("stop", "lab"), BEN)) == (stop, False)
    with pytest.raises(Conflict):
        await bench.jobs.ask(Request("run", "lab"), BEN)
    await bench.end(stop)


LARGER = {"instance_type": "ml.m5.large"}
CREATION = Creation("Shared", "JupyterLab", None, run=True)
REQUESTS = {
    "run": Request("run", "lab"),
    "stop": Request("stop", "lab"),
    "create": Request("create", "lab", {}, CREATION),
    "change": Request("change", "lab", LARGER),
    "delete": Request("delete", "lab"),
}
DOING = {"run": "started", "stop": "stopped", "create": "created", "change": "changed", "delete": "deleted"}


@pytest.mark.parametrize("first", REQUESTS)
@pytest.mark.parametrize("second", REQUESTS)
async def test_one_job_a_space(bench: Bench, first: str, second: str) -> None:
    if first == "create":
        del bench.cloud.spaces["lab"]
    if first == "stop":
        bench.cloud.put_app("lab", "InService")
    job, _ = await bench.jobs.ask(REQUESTS[first], ANA)
    if first == second:
        assert await bench.jobs.ask(replace(REQUESTS[second], space="LAB"), BEN) == (job, False)
    elif (first, second) == ("run", "stop"):
        stop, _ = await bench.jobs.ask(REQUESTS[second], BEN)
        await bench.end(stop)
        assert job.state == "cancelled"
    else:
        with pytest.raises(Conflict, match=f"The space lab is being {DOING[first]}. Ask again") as refused:
            await bench.jobs.ask(REQUESTS[second], BEN)
        assert ("cancel it first" in str(refused.value)) is (first != "stop")
    await bench.end(job)


@pytest.mark.parametrize(
    "other",
    [
        Request("change", "lab", {"instance_type": "ml.m5.xlarge"}),
        Request("change", "lab", {**LARGER, "volume_gb": 40}),
    ],
)
async def test_a_change_to_something_else_is_another_one(bench: Bench, other: Request) -> None:
    job, _ = await bench.jobs.ask(REQUESTS["change"], ANA)
    with pytest.raises(Conflict, match="being changed"):
        await bench.jobs.ask(other, BEN)
    await bench.end(job)


async def test_a_stop_cancels_a_create_once_it_starts_the_space(bench: Bench) -> None:
    job, _ = await bench.jobs.ask(replace(REQUESTS["create"], space="new"), ANA)
    await bench.clock.pass_until(lambda: job.step.name == "wait-created")
    with pytest.raises(Conflict, match="being created"):
        await bench.jobs.ask(Request("stop", "new"), BEN)
    await bench.clock.pass_until(lambda: job.step.name == "wait-in-service")
    stop, _ = await bench.jobs.ask(Request("stop", "new"), BEN)
    await bench.end(stop)
    assert (job.state, stop.state) == ("cancelled", "done")
    assert bench.cloud.done == ["CreateSpace", "CreateApp", "DeleteApp"]


async def test_this_servers_own_space_is_not_deleted(tmp_path: Path) -> None:
    bench = Bench(tmp_path, own="Lab")
    bench.cloud.space("lab")
    with pytest.raises(Conflict, match="JupyterLab runs in the space lab: delete it from another"):
        await bench.jobs.ask(REQUESTS["delete"], ANA)
    assert (await bench.jobs.all(), bench.cloud.calls) == ([], [])
    await bench.crash()


async def test_cancelling_a_create_and_a_delete_says_what_goes_on(bench: Bench) -> None:
    create, _ = await bench.jobs.ask(replace(REQUESTS["create"], space="new"), ANA)
    delete, _ = await bench.jobs.ask(REQUESTS["delete"], ANA)
    await bench.clock.pass_until(
        lambda: create.step.name == "wait-created" and create.memory.space is not None
    )
    await bench.clock.pass_until(lambda: delete.step.name == "wait-deleted")
    for job in (create, delete):
        await bench.jobs.cancel(job.id, BEN)
        await bench.end(job)
    assert create.left
    assert "already been created: delete it" in create.left
    assert delete.left
    assert "asked to delete the space, and goes on" in delete.left


async def test_cancelling_before_anything_was_sent(bench: Bench) -> None:
    bench.cloud.space("lab", Status="Updating")
    job = await bench.ask("run")
    await bench.clock.pass_until(lambda: len(bench.cloud.calls) > 2)
    before = bench.clock.now()
    assert (await bench.jobs.cancel(job.id, BEN)).message == "Cancelling: ben cancelled it."
    with pytest.raises(Conflict, match="still being started, but that is being cancelled"):
        await bench.jobs.ask(Request("run", "lab"), ANA)
    await bench.end(job)
    assert (job.state, job.message) == ("cancelled", "ben cancelled it.")
    assert job.left == "Nothing had been changed yet."
    assert bench.clock.now() == before
    assert bench.told[-1]["state"] == "cancelled"


async def test_cancelling_a_run_says_that_it_goes_on(bench: Bench) -> None:
    job = await bench.ask("run")
    await bench.clock.pass_until(lambda: job.step.name == "wait-in-service")
    await bench.jobs.cancel(job.id, BEN)
    await bench.end(job)
    assert job.message == "ben cancelled it."
    assert job.left
    assert job.left.startswith("AWS had already been asked to start the space")
    assert bench.cloud.operations() == ["CreateApp"]


async def test_cancelling_a_stop_says_that_it_goes_on(bench: Bench) -> None:
    bench.cloud.put_app("lab", "InService")
    job = await bench.ask("stop")
    await bench.clock.pass_until(lambda: job.step.name == "wait-gone")
    await bench.jobs.cancel(job.id, By(None, False))
    await bench.end(job)
    assert job.message == "Somebody cancelled it."
    assert job.left == "AWS had already been asked to stop the space, and goes on with it."


async def test_cancelling_what_has_ended_or_never_was(bench: Bench) -> None:
    job = await bench.do("run")
    with pytest.raises(Conflict, match="ended already: it is done"):
        await bench.jobs.cancel(job.id, ANA)
    with pytest.raises(Unknown):
        await bench.jobs.cancel("0" * 32, ANA)


async def test_the_history_is_bounded_on_disk_too(bench: Bench, tmp_path: Path) -> None:
    jobs = [await bench.do("run") for _ in range(HISTORY + 5)]
    listed = await bench.jobs.all()
    assert [job["id"] for job in listed] == [job.id for job in reversed(jobs[5:])]
    assert names(tmp_path) == {f"{job.id}.json" for job in jobs[5:]}


async def test_a_heartbeat_every_ten_seconds_while_a_job_runs(bench: Bench) -> None:
    job = await bench.do("run")
    assert len(bench.beats) == int((bench.clock.now() - job.created) / 10)
    await bench.clock.pass_until(lambda: bool(bench.jobs._beating and bench.jobs._beating.done()))
    count = len(bench.beats)
    await bench.do("run")
    assert len(bench.beats) == count


async def test_a_fault_of_the_program_ends_the_job_and_is_logged(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.cloud.spaces["lab"]["SpaceSettings"] = "not an object"
    job = await bench.do("run")
    assert job.error
    assert (job.state, job.error.type, job.error.failed) == ("failed", "SpacesInternalError", "run")
    assert "broke off" in caplog.text


async def test_what_is_told_is_what_the_protocol_names(bench: Bench) -> None:
    await bench.do("run")
    last = bench.told[-1]
    assert set(last) == {
        *(
            "id",
            "kind",
            "space",
            "choices",
            "creation",
            "by",
            "state",
            "created",
            "ended",
            "step",
            "message",
            "error",
            "left",
            "leaving",
            "request_id",
        )
    }
    assert set(last["step"]) == {"name", "index", "total", "since", "slow"}
    assert last["by"] == {"name": "ana", "verified": False}
    assert last["created"] == "2027-01-15T08:00:00.000Z"
    assert json.loads(json.dumps(last)) == last

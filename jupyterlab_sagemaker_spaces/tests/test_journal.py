"""The journal's files: rights, damage, a disk that takes nothing."""

from __future__ import annotations

import json
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.jobs.job import By, Job
from jupyterlab_sagemaker_spaces.jobs.journal import Journal
from jupyterlab_sagemaker_spaces.jobs.memory import Change, Failure
from jupyterlab_sagemaker_spaces.jobs.request import Creation, Request

from .bench import names

LOG = logging.getLogger("test.journal")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "a" / "jobs"


@pytest.fixture
def journal(directory: Path) -> Iterator[Journal]:
    journal = Journal(directory, LOG)
    yield journal
    journal.close()


def modes(directory: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()}


def a_job() -> Job:
    return Job.begin(Request("run", "lab"), By("ana", False), 1_800_000_000.0)


async def test_a_job_comes_back_as_it_was(journal: Journal, directory: Path) -> None:
    job = a_job()
    await journal.begin(job)
    job.enter("create-app", 1_800_000_001.0)
    job.memory.create_sent = True
    job.end("failed", 1_800_000_002.0, None, Failure("T", "why", "create-app", "req", "run"), "as before")
    await journal.end(job, [])
    other = Journal(directory, LOG)
    assert await other.load() == [job]
    other.close()


async def test_what_a_change_knows_comes_back(journal: Journal, directory: Path) -> None:
    choices = {"image": {"image_arn": "arn"}, "lifecycle_config_arn": None}
    change = Job.begin(Request("change", "lab", choices), By("ana", False), 1_800_000_000.0)
    failure = Failure("T", "why", "wait-in-service", None, "change", restored=True)
    change.way, change.step.name = "stop-and-change", "wait-in-service"
    change.memory.change = Change({"SpaceDisplayName": "x"}, {}, True, True, {}, failure, 1.0, "restored")
    change.memory.begin("restart")
    creation = Creation("Private", "JupyterLab", "ana", run=True)
    create = Job.begin(Request("create", "new", {}, creation), By("ana", True), 1_800_000_001.0)
    for job in (change, create):
        await journal.begin(job)
        job.end("failed", 1_800_000_002.0)
        await journal.end(job, [])
    assert sorted(await journal.load(), key=lambda job: job.created) == [change, create]


async def test_a_record_of_the_version_before_comes_back(journal: Journal, directory: Path) -> None:
    job = a_job()
    await journal.begin(job)
    await journal.end(job, [])
    path = directory / f"{job.id}.json"
    record = json.loads(path.read_text())
    for name in ("choices", "creation", "way", "left"):
        del record[name]
    known = ("former", "app", "create_sent", "delete_sent", "cancel")
    record["memory"] = {name: record["memory"][name] for name in known}
    path.write_text(json.dumps(record))
    assert await journal.load() == [job]


async def test_a_record_that_told_all_in_the_text_of_its_error_comes_back(
    journal: Journal, directory: Path
) -> None:
    job = Job.begin(Request("change", "lab", {}), By("ana", False), 1_800_000_000.0)
    why = Failure("T", "why", "wait-in-service", None, "change")
    job.memory.change = Change({}, {}, True, True, {}, why, 1.0, "restored")
    text = "why The former image was restored. The space runs again as before."
    job.end("failed", 1_800_000_001.0, None, Failure("T", text, "wait-in-service", "req", "change"))
    await journal.begin(job)
    await journal.end(job, [])
    path = directory / f"{job.id}.json"
    record = json.loads(path.read_text())
    del record["left"]
    for failure in (record["error"], record["memory"]["change"]["failure"]):
        for name in ("failed", "runs", "restored"):
            del failure[name]
    path.write_text(json.dumps(record))
    assert await journal.load() == [job]


async def test_nobody_else_can_read_it(journal: Journal, directory: Path) -> None:
    job = a_job()
    await journal.begin(job)
    assert names(directory) == {f"{job.id}.json", f"{job.id}.lock"}
    assert modes(directory) == {0o600}
    assert modes(directory.parent) == {0o700}


async def test_nothing_is_made_before_the_first_job(journal: Journal, tmp_path: Path) -> None:
    assert await journal.load() == []
    assert names(tmp_path) == set()


async def test_a_directory_that_cannot_be_read_is_told_but_harms_no_job(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = Journal(tmp_path / ("x" * 300), LOG)
    assert await journal.load() == []
    assert "cannot be read" in caplog.text
    journal.close()


@pytest.mark.parametrize(
    "changed",
    [
        *({"space": 5}, {"created": "x"}, {"created": 1e300}, {"ended": [], "state": "done"}),
        *({"kind": "explode"}, {"way": "explode"}, {"state": "odd"}),
        *({"kind": "create", "choices": {}}, {"kind": "change", "way": "change"}, {"choices": {}}),
    ],
)
async def test_a_record_of_other_types_is_passed_over(
    journal: Journal, directory: Path, changed: dict[str, object]
) -> None:
    job = a_job()
    await journal.begin(job)
    await journal.end(job, [])
    path = directory / f"{job.id}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changed}))
    assert await journal.load() == []


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"id": "x"}', '"text"', "\x00\xff"])
async def test_a_damaged_file_is_passed_over(
    journal: Journal, directory: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    job = a_job()
    await journal.begin(job)
    await journal.end(job, [])
    (directory / "bad.json").write_text(text)
    assert [found.id for found in await journal.load()] == [job.id]
    assert "bad.json" in caplog.text


async def test_a_file_under_another_name_is_passed_over(journal: Journal, directory: Path) -> None:
    job = a_job()
    await journal.begin(job)
    await journal.end(job, [])
    (directory / f"{job.id}.json").rename(directory / "renamed.json")
    assert await journal.load() == []


async def test_a_disk_that_takes_nothing_is_told_but_harms_no_job(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    journal = Journal(tmp_path / "file" / "jobs", LOG)
    job = a_job()
    await journal.begin(job)
    await journal.save(job)
    await journal.end(job, ["other"])
    assert "cannot be recorded" in caplog.text
    journal.close()


async def test_ended_jobs_can_be_forgotten(journal: Journal, directory: Path) -> None:
    old, new = a_job(), a_job()
    for job in (old, new):
        await journal.begin(job)
    await journal.end(old, [])
    await journal.end(new, [old.id])
    assert names(directory) == {f"{new.id}.json"}

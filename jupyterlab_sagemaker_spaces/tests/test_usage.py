"""Scans in a running server: beginning, joining, cancelling, failing, what is kept; and clearing."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.clock import Clock, SystemClock
from jupyterlab_sagemaker_spaces.storage import results
from jupyterlab_sagemaker_spaces.storage.kept import Kept
from jupyterlab_sagemaker_spaces.storage.usage import SAMPLE_S, Usage

from .cloud import VirtualClock

LOG = logging.getLogger("test.usage")


async def ask(jp_fetch: Any, method: str, *path: str, body: object = None, **query: str) -> tuple[int, Any]:
    text = json.dumps(body) if method == "POST" else None
    answer = await jp_fetch(
        *("sagemaker-spaces", "usage", *path), method=method, body=text, params=query, raise_error=False
    )
    return answer.code, json.loads(answer.body)


async def until(true: Callable[[], Any]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 - another process makes it true
            await asyncio.sleep(0.01)


async def report(jp_fetch: Any) -> Any:
    code, answer = await ask(jp_fetch, "GET")
    assert code == 200
    return answer


async def scanned(jp_fetch: Any) -> Any:
    """The report when a scan of the home was asked for and has ended."""
    code, _ = await ask(jp_fetch, "POST", body={"where": "home"})
    assert code == 201
    async with asyncio.timeout(60):
        while (answer := await report(jp_fetch))["running"]:  # noqa: ASYNC110 - as a browser does
            await asyncio.sleep(0.01)
    return answer


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jp_environ: None) -> Path:
    """A home of its own, with a cache and a note in it."""
    home = tmp_path / "the-home"
    for path, size in ((".cache/uv/wheel", 50_000), ("note.ipynb", 9000)):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(os.urandom(size))
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "UV_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    return home


# Over HTTP


async def test_before_the_first_scan(home: Path, extension: Any, jp_fetch: Any) -> None:
    answer = await report(jp_fetch)
    first, *others = answer["where"]
    assert first == {"id": "home", "path": str(home)}
    # What else there is depends on the machine; the folder that all of it lies in is there on each.
    assert {"id": "/", "path": "/"} in others
    assert (answer["results"], answer["running"], answer["failed"]) == ({}, {}, {})
    uv = next(hog for hog in answer["hogs"] if hog["id"] == "uv")
    assert (uv["safe"], uv["paths"]) == (True, [str(home / ".cache/uv")])
    assert answer["days_until_full"] is None


async def test_a_scan_from_click_to_result(home: Path, extension: Any, jp_fetch: Any) -> None:
    answer = await scanned(jp_fetch)
    result = answer["results"]["home"]
    assert (result["state"], result["files"], result["path"]) == ("done", 2, str(home))
    assert result["started"] <= result["ended"]
    assert result["hogs"]["uv"] > 50_000


async def test_clearing_moves_the_figures(home: Path, extension: Any, jp_fetch: Any) -> None:
    before = (await scanned(jp_fetch))["results"]["home"]
    code, dry = await ask(jp_fetch, "POST", "clear", body={"hogs": ["uv"], "dry_run": True})
    assert (code, dry["dry_run"], dry["cleared"][0]["files"]) == (200, True, 1)
    assert (await report(jp_fetch))["results"]["home"] == before
    code, done = await ask(jp_fetch, "POST", "clear", body={"hogs": ["uv", "uv"], "dry_run": False})
    assert (code, done["cleared"]) == (200, dry["cleared"])
    assert not (home / ".cache/uv/wheel").exists()
    after = (await report(jp_fetch))["results"]["home"]
    freed = done["cleared"][0]["bytes"]
    assert after["bytes"] == before["bytes"] - freed
    assert after["hogs"]["uv"] == before["hogs"]["uv"] - freed
    assert after["files"] == 1
    assert [Path(one["path"]).name for one in after["largest_files"]] == ["note.ipynb"]
    sizes = {one["path"]: one["bytes"] for one in before["largest_folders"]}
    for one in after["largest_folders"]:
        within = one["path"] in (str(home), str(home / ".cache"), str(home / ".cache/uv"))
        assert one["bytes"] == sizes[one["path"]] - (freed if within else 0)
    assert before["cleared_since"] is None
    assert after["cleared_since"] >= after["ended"]
    # And a new scan says the same.
    anew = (await scanned(jp_fetch))["results"]["home"]
    assert (anew["bytes"], anew["files"], anew["cleared_since"]) == (after["bytes"], 1, None)


@pytest.mark.parametrize(
    "body",
    [
        *(
            {},
            {"where": 5},
            {"where": ""},
            {"where": "/etc"},
            {"where": "home/.."},
            {"where": "home", "x": 1},
        ),
        *([], "home"),
    ],
)
async def test_places_that_are_refused(home: Path, extension: Any, jp_fetch: Any, body: object) -> None:
    code, answer = await ask(jp_fetch, "POST", body=body)
    assert (code, answer["type"]) == (400, "SpacesBadRequest")
    assert (await report(jp_fetch))["running"] == {}


@pytest.mark.parametrize(
    "body",
    [
        *({}, {"hogs": ["uv"]}, {"hogs": "uv", "dry_run": False}, {"hogs": [], "dry_run": False}),
        *({"hogs": ["uv"], "dry_run": 0}, {"hogs": ["uv", 5], "dry_run": False}),
        *({"hogs": ["uv", "/home"], "dry_run": False}, {"hogs": ["uv", "../x"], "dry_run": False}),
        *({"hogs": ["uv", "huggingface"], "dry_run": True}, {"hogs": ["collaboration"], "dry_run": False}),
        {"hogs": ["uv"], "dry_run": False, "path": "/"},
    ],
)
async def test_clearings_that_are_refused(home: Path, extension: Any, jp_fetch: Any, body: object) -> None:
    code, answer = await ask(jp_fetch, "POST", "clear", body=body)
    assert (code, answer["type"]) == (400, "SpacesBadRequest")
    assert (home / ".cache/uv/wheel").exists()


async def test_no_scan_to_cancel(home: Path, extension: Any, jp_fetch: Any) -> None:
    assert (await ask(jp_fetch, "DELETE", where="home"))[0] == 404
    assert (await ask(jp_fetch, "DELETE"))[0] == 400


# The manager, with a scanner that does as it is told


class Script:
    """In the place of the scan's process: says the lines, then waits until it is ended."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._pid = directory / "pid"
        program = directory / "scanner"
        program.write_text(
            f"#!/bin/sh\necho $$ > {self._pid}.new\nmv {self._pid}.new {self._pid}\n"
            """echo '{"bytes": 4096, "files": 7}'\nexec sleep 600\n"""
        )
        program.chmod(0o700)
        monkeypatch.setattr("jupyterlab_sagemaker_spaces.storage.scanner.sys.executable", str(program))

    async def pid(self) -> int:
        """The process, when it has begun."""
        await until(self._pid.exists)
        pid = int(self._pid.read_text())
        self._pid.unlink()
        return pid


@pytest.fixture
async def usage(tmp_path: Path, home: Path) -> AsyncIterator[Usage]:
    """A server's usage, of the home and of one more file system."""
    usage = make(tmp_path, home)
    usage.start()
    yield usage
    await usage.close()


def make(tmp_path: Path, home: Path, clock: Clock | None = None) -> Usage:
    (tmp_path / "efs").mkdir(exist_ok=True)
    kept = Kept(tmp_path / "kept", LOG)
    mounts = [str(tmp_path / "efs"), str(home.resolve())]
    return Usage(home=home, mounts=lambda: mounts, kept=kept, clock=clock or SystemClock(), log=LOG)


async def ended(usage: Usage) -> Any:
    async with asyncio.timeout(60):
        while (answer := await usage.report())["running"]:  # noqa: ASYNC110 - as a browser does
            await asyncio.sleep(0.01)
    return answer


async def test_one_scan_a_place_and_its_results_so_far(
    tmp_path: Path, usage: Usage, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script(tmp_path, monkeypatch)
    efs = str(tmp_path / "efs")
    first, second = await asyncio.gather(usage.ask("home"), usage.ask("home"))
    assert (first[1], second[1]) == (True, False)
    assert first[0] is second[0]
    assert (await usage.ask(efs))[1]
    await until(lambda: first[0]["files"] == 7)
    answer = await usage.report()
    assert [one["id"] for one in answer["where"]] == ["home", efs]
    assert set(answer["running"]) == {"home", efs}
    assert (answer["running"]["home"]["state"], answer["results"]) == ("running", {})
    await script.pid()


async def test_a_cancelled_scan_is_kept_where_there_was_none(
    tmp_path: Path, home: Path, usage: Usage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        script = Script(tmp_path, patch)
        result, _ = await usage.ask("home")
        await script.pid()
        await until(lambda: result["files"] == 7)
        assert (await usage.cancel("home"))["state"] == "cancelled"
        assert (await usage.report())["results"]["home"]["files"] == 7
    await usage.ask("home")
    whole = (await ended(usage))["results"]["home"]
    assert whole["state"] == "done"
    script = Script(tmp_path, monkeypatch)
    result, _ = await usage.ask("home")
    await script.pid()
    assert (await usage.cancel("home"))["state"] == "cancelled"
    assert (await usage.report())["results"]["home"] == whole
    # As it is after a restart.
    again = make(tmp_path, home)
    again.start()
    assert (await again.report())["results"]["home"] == whole
    await again.close()


async def test_scans_that_end_together_are_both_kept(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_ended = threading.Event()
    steps: list[str] = []
    write = Kept.write

    def held(self: Kept, name: str, content: Any) -> None:
        steps.append("begin")
        both_ended.wait(60)
        write(self, name, content)
        steps.append("end")

    monkeypatch.setattr(Kept, "write", held)
    usage = make(tmp_path, home)
    usage.start()
    efs = str(tmp_path / "efs")
    await asyncio.gather(usage.ask("home"), usage.ask(efs))
    await ended(usage)
    both_ended.set()
    await until(lambda: steps.count("end") == 2)
    await usage.close()
    assert steps == ["begin", "end"] * 2
    assert set(json.loads((tmp_path / "kept" / "usage.json").read_text())) == {"home", efs}


async def test_a_scan_that_is_cancelled_before_it_has_begun(usage: Usage) -> None:
    await usage.ask("home")
    assert (await usage.cancel("home"))["state"] == "cancelled"


async def test_a_killed_scan_is_told_until_the_next(
    tmp_path: Path, usage: Usage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        script = Script(tmp_path, patch)
        await usage.ask("home")
        os.kill(await script.pid(), signal.SIGKILL)
        failed = (await ended(usage))["failed"]["home"]
    assert (failed["state"], failed["error"]) == (
        "failed",
        "The scan was killed by the system, perhaps for want of memory.",
    )
    await usage.ask("home")
    answer = await ended(usage)
    assert (answer["failed"], answer["results"]["home"]["state"]) == ({}, "done")


async def test_a_program_that_cannot_be_started(
    usage: Usage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("jupyterlab_sagemaker_spaces.storage.scanner.sys.executable", str(tmp_path / "none"))
    await usage.ask("home")
    failed = (await ended(usage))["failed"]["home"]
    assert failed["error"] == "The scan could not be started: No such file or directory."


async def test_a_home_that_is_gone(usage: Usage, home: Path) -> None:
    os.rename(home, home.with_name("moved"))
    await usage.ask("home")
    answer = await ended(usage)
    assert "cannot be looked at" in answer["failed"]["home"]["error"]


async def test_closing_ends_the_scans(tmp_path: Path, usage: Usage, monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(tmp_path, monkeypatch)
    await usage.ask("home")
    pid = await script.pid()
    await usage.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", '{"home": 5}', '{"home": {"where": "home"}}', "\x00"),
        '{"home": {"bytes": 1, "largest_folders": [{}]}}',
        json.dumps({"home": {**results.begin("home", "/h", "now"), "unread": {"count": 1, "examples": [5]}}}),
        json.dumps({"home": {**results.begin("home", "/h", "now"), "other_file_systems": [None]}}),
    ],
)
async def test_what_was_kept_and_is_of_no_use(tmp_path: Path, home: Path, text: str) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "usage.json").write_text(text)
    (tmp_path / "kept" / "growth.json").write_text(text)
    usage = make(tmp_path, home)
    usage.start()
    assert (await usage.report())["results"] == {}
    await usage.close()


async def test_a_home_behind_a_link_is_one_place(tmp_path: Path, home: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(home)
    usage = make(tmp_path, link)
    usage.start()
    assert [one["id"] for one in (await usage.report())["where"]] == ["home", str(tmp_path / "efs")]
    await usage.ask("home")
    assert (await ended(usage))["results"]["home"]["files"] == 2
    await usage.close()


async def test_a_disk_that_takes_nothing_is_no_hindrance(
    tmp_path: Path, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "kept").write_text("a file where the directory should be")
    usage = make(tmp_path, home)
    usage.start()
    await usage.ask("home")
    assert (await ended(usage))["results"]["home"]["state"] == "done"
    await usage.close()
    assert "Nothing can be kept" in caplog.text


async def test_free_space_is_sampled_and_kept(tmp_path: Path, home: Path) -> None:
    clock = VirtualClock()
    usage = make(tmp_path, home, clock)
    usage.start()
    await usage.report()  # what was kept has been read: from now on it waits for the first sample
    assert not (tmp_path / "kept").exists()
    begin = clock.time
    await clock.pass_until(lambda: clock.time == begin + SAMPLE_S)
    await until(lambda: len(sampled(tmp_path)) == 1)
    await clock.pass_until(lambda: clock.time == begin + 2 * SAMPLE_S)
    await until(lambda: len(sampled(tmp_path)) == 2)
    await usage.close()
    times = [time for time, *_ in sampled(tmp_path)]
    assert times == [begin + SAMPLE_S, begin + 2 * SAMPLE_S]


def sampled(tmp_path: Path) -> list[list[float]]:
    path = tmp_path / "kept" / "growth.json"
    return json.loads(path.read_text()) if path.exists() else []

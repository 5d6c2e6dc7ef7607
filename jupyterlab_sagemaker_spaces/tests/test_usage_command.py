"""``jupyter spaces usage``: what it prints, and whose files it says they are."""

from __future__ import annotations

import json
import os
import pwd
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces import cli
from jupyterlab_sagemaker_spaces.aws.client import Reply
from jupyterlab_sagemaker_spaces.aws.failures import AwsError
from jupyterlab_sagemaker_spaces.storage import results
from jupyterlab_sagemaker_spaces.storage.people import local_names, profile_names
from jupyterlab_sagemaker_spaces.storage.usage_table import size_text, table

from .endpoint import FakeEndpoint, fail

GB = 2**30


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / ".cache/uv").mkdir(parents=True)
    (home / ".cache/uv/wheel").write_bytes(os.urandom(50_000))
    monkeypatch.setenv("HOME", str(home))
    return home


def test_prints_what_fills_the_home(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["usage"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"{home}: ")
    assert "uv's cache (safe to clear)" in said.out
    assert str(home / ".cache/uv/wheel") in said.out
    assert "By owner" not in said.out
    assert said.err == ""


def test_works_without_what_the_local_domain_needs(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_LOCAL_MODULES", ("no_such_module",))
    assert cli.main(["usage", "--json", "--by-owner"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["state"], result["files"], result["where"]) == ("done", 1, "home")
    assert result["owners"] == [
        {
            "uid": os.getuid(),
            "bytes": result["bytes"],
            "files": 1,
            "name": pwd.getpwuid(os.getuid()).pw_name,
        }
    ]


def test_a_home_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    assert cli.main(["usage"]) == 1
    said = capsys.readouterr()
    assert "cannot be looked at" in said.err
    assert said.out == ""


def test_ctrl_c_ends_it_and_its_scanner(tmp_path: Path, home: Path) -> None:
    """The scanner is a script that says who it is and waits."""
    scanner = tmp_path / "scanner"
    os.mkfifo(tmp_path / "pid")
    scanner.write_text(f"#!/bin/sh\necho $$ > {tmp_path / 'pid'}\nexec sleep 600\n")
    scanner.chmod(0o700)
    code = (
        "import signal, sys\n"
        "from jupyterlab_sagemaker_spaces import cli\n"
        # Whoever runs the tests in the background has it ignored, which is inherited.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"sys.executable = {str(scanner)!r}\n"
        "sys.exit(cli.main(['usage']))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    with process:
        try:
            pid = int((tmp_path / "pid").read_text())
            process.send_signal(signal.SIGINT)
            _, error = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, error) == (130, "")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


# The table


def test_what_could_not_be_counted_is_said() -> None:
    result = {
        **results.begin("home", "/home/me", ""),
        "bytes": 3 * GB,
        "files": 1234,
        "folders": 5,
        "largest_files": [{"path": "/home/me/\x1b[2Jevil\nname", "bytes": GB, "modified": None}],
        "owners": [{"uid": 200_007, "bytes": 2 * GB, "files": 3}, {"uid": 5, "bytes": GB, "files": 1}],
        "unread": {"count": 1200, "examples": [{"path": "/home/me/closed", "why": "Permission denied"}]},
        "vanished": 2,
        "other_file_systems": ["/home/me/efs"],
    }
    text = table(result, 2 * GB, 5 * GB, {200_007: "ana"})
    assert "3.0 GB in 1,234 files and 5 folders. 2.0 GB of 5.0 GB are free." in text
    assert "\\x1b[2Jevil\\nname" in text
    assert "\x1b" not in text
    assert "ana (uid 200007), 3 files" in text
    assert "unknown (uid 5), 1 file" in text
    assert "1,200 folders or files could not be read" in text
    assert "/home/me/closed: Permission denied" in text
    assert "2 vanished meanwhile." in text
    assert "Other file systems, not counted: /home/me/efs" in text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        *(
            (0, "0 B"),
            (1023, "1023 B"),
            (1536, "1.5 KB"),
            (GB - 1, "1.0 GB"),
            (150 * 1024, "150 KB"),
            (5 * GB, "5.0 GB"),
        ),
        (2048 * 1024 * GB, "2,048.0 TB"),
    ],
)
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text


# People


class Profiles:
    """User profiles in pages of two; every one has a uid but the last."""

    def __init__(self) -> None:
        self.described: list[str] = []
        self._names = ["ana", "ben", "cleo", "dan"]

    async def call(self, operation: str, params: dict[str, Any]) -> Reply:
        assert params.get("DomainId", params.get("DomainIdEquals")) == "d-1"
        if operation == "ListUserProfiles":
            start = int(params.get("NextToken", 0))
            page = self._names[start : start + 2]
            more = {"NextToken": str(start + 2)} if start + 2 < len(self._names) else {}
            return Reply({"UserProfiles": [{"UserProfileName": name} for name in page], **more}, None)
        name = params["UserProfileName"]
        self.described.append(name)
        uid = {} if name == "dan" else {"HomeEfsFileSystemUid": str(200_000 + self._names.index(name))}
        return Reply(uid, None)


async def names_of(aws: Profiles, uids: list[int]) -> dict[int, str]:
    return {uid: name async for uid, name in profile_names(aws, "d-1", uids)}


async def test_profiles_are_asked_for_until_all_are_found() -> None:
    aws = Profiles()
    assert await names_of(aws, [200_002, 200_000]) == {200_000: "ana", 200_002: "cleo"}
    assert aws.described == ["ana", "ben", "cleo"]


async def test_a_uid_that_nobody_has_stays_without_a_name() -> None:
    aws = Profiles()
    assert await names_of(aws, [7]) == {}
    assert aws.described == ["ana", "ben", "cleo", "dan"]


def test_names_of_this_machine() -> None:
    assert local_names([0, 2**31 - 7, 2**40]) == {0: pwd.getpwuid(0).pw_name}


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give files away")
async def test_owners_by_their_profiles(
    home: Path, private_space: None, endpoint: FakeEndpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.answers |= {
        "ListUserProfiles": {"UserProfiles": [{"UserProfileName": "ana"}]},
        "DescribeUserProfile": {"HomeEfsFileSystemUid": "200007"},
    }
    os.chown(home / ".cache/uv/wheel", 200_007, 100)
    assert await in_thread(["usage", "--by-owner"]) == 0
    assert "ana (uid 200007), 1 file" in capsys.readouterr().out
    endpoint.answers["ListUserProfiles"] = fail("AccessDeniedException", "not authorized")
    assert await in_thread(["usage", "--by-owner"]) == 0
    said = capsys.readouterr()
    assert "unknown (uid 200007), 1 file" in said.out
    assert said.err == "Not all user profiles could be asked for: not authorized\n"


async def in_thread(arguments: list[str]) -> int:
    import asyncio

    return await asyncio.to_thread(cli.main, arguments)


async def test_a_profile_that_is_deleted_meanwhile_is_passed_over() -> None:
    class WithoutBen(Profiles):
        async def call(self, operation: str, params: dict[str, Any]) -> Reply:
            if params.get("UserProfileName") == "ben":
                raise AwsError("ResourceNotFound", "UserProfile [ben] does not exist.", 400, None)
            return await super().call(operation, params)

    assert await names_of(WithoutBen(), [200_001, 200_002]) == {200_002: "cleo"}

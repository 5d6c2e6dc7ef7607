from __future__ import annotations

import socket
from pathlib import Path

import pytest

from sagemaker_local_domain.app import CannotStart, _listen
from sagemaker_local_domain.cli import main
from sagemaker_local_domain.directory import StateDirectory


@pytest.mark.parametrize(
    ("switches", "said"),
    [
        (["--seed", "some"], "A seed is"),
        (["--time-scale", "-1"], "A time scale is"),
        (["--time-scale", "0"], "A time scale is"),
        (["--time-scale", "nan"], "A time scale is"),
        (["--time-scale", "inf"], "A time scale is"),
        (["--port", "70000"], "Choose another --port"),
        (["--directory", "/dev/null/x"], "Give another --directory"),
    ],
)
def test_switches_that_cannot_be_followed_are_named(
    switches: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--directory", str(tmp_path), "--port", "0", *switches]) == 1
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def test_a_port_that_is_taken_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--directory", str(tmp_path), "--port", str(port)]) == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in capsys.readouterr().err


def test_a_store_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lock").touch()  # it was a local domain's
    (tmp_path / "domain.sqlite").write_text("this is no database" * 100)
    assert main(["--directory", str(tmp_path), "--port", "0"]) == 1
    assert "domain.sqlite cannot be used" in capsys.readouterr().err


def test_the_announcement_of_a_killed_domain_is_gone_before_anything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_further(directory: StateDirectory) -> int:
        raise CannotStart("far enough")

    (tmp_path / "lock").touch()
    monkeypatch.setattr("sagemaker_local_domain.app.clean", no_further)
    (tmp_path / "domain.json").write_text('{"endpoint_url": "http://127.0.0.1:1"}')
    assert main(["--directory", str(tmp_path), "--port", "0"]) == 1
    assert not (tmp_path / "domain.json").exists()


@pytest.mark.parametrize("content", [None, '{"Version": "2012-10-17", "Statement": {}}'])
def test_a_policy_that_cannot_be_followed_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    file = tmp_path / "mine.json"
    if content:
        file.write_text(content)
    with pytest.raises(SystemExit) as ended:
        main(["--directory", str(tmp_path / "domain"), "--port", "0", "--policy", str(file)])
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert f"error: {file}" in printed.err
    assert printed.out == ""
    assert not (tmp_path / "domain").exists()


def test_a_port_is_taken_before_anything_is_served(tmp_path: Path) -> None:
    first = _listen(0)
    with first, pytest.raises(CannotStart, match="cannot be used"):
        _listen(first.getsockname()[1])

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from sagemaker_local_domain.cli import main


@pytest.mark.parametrize(
    ("switches", "said"),
    [
        (["--seed", "some"], "A seed is"),
        (["--time-scale", "-1"], "A time scale is"),
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

"""What a space's own server says of its use; it is loaded by its file, as a space loads it."""

from __future__ import annotations

import importlib.util
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sagemaker_local_domain import processes
from sagemaker_local_domain.model import ActivityUnknown
from sagemaker_local_domain.processes.runner import _last_active

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def space_idle() -> ModuleType:
    path = Path(processes.__file__).parent / "image/services/space_idle.py"
    spec = importlib.util.spec_from_file_location("space_idle", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ago(minutes: float) -> str:
    """As Jupyter writes it."""
    return (NOW - timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


def kernel(minutes: float, state: str = "idle") -> dict[str, Any]:
    return {"last_activity": ago(minutes), "execution_state": state}


@pytest.mark.parametrize(
    ("kernels", "terminals", "minutes"),
    [
        ([], [], 60),
        ([kernel(5)], [], 5),
        ([kernel(30), kernel(5), kernel(40)], [], 5),
        ([kernel(70)], [], 60),
        ([], [{"last_activity": ago(7)}], 7),
        ([kernel(5)], [{"last_activity": ago(3.5)}], 3.5),
        ([kernel(50, "busy")], [], 0),
        ([kernel(5), kernel(50, "busy")], [], 0),
        ([kernel(5, "starting"), kernel(9, "dead")], [], 5),
    ],
)
def test_the_newest_use_counts(
    space_idle: ModuleType, kernels: list[Any], terminals: list[Any], minutes: float
) -> None:
    started = NOW - timedelta(hours=1)
    assert space_idle.last_active(started, kernels, terminals, NOW) == NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23T18:00:00.000000Z\n", NOW),
        ("2026-11-23T18:00:00Z", None),
        ("yesterday", None),
        ("\x00\xff", None),
        (None, None),
    ],
)
def test_a_file_may_say_it(
    space_idle: ModuleType, tmp_path: Path, text: str | None, expected: datetime | None
) -> None:
    file = tmp_path / "active"
    if text is not None:
        file.write_bytes(text.encode("latin-1"))
    assert space_idle.written(file) == expected


@pytest.mark.parametrize("text", ["2026-11-23T18:00:00.000000z", "2026-11-23T19:00:00+01:00"])
def test_the_answer_is_read(text: str) -> None:
    assert _last_active(f'{{"lastActiveTimestamp": "{text}"}}'.encode()) == NOW.timestamp()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"lastActiveTimestamp": 5}',
        b'{"lastActiveTimestamp": "soon"}',
        b'{"lastActiveTimestamp": "2026-11-23T18:00:00"}',
        b"[" * 4096,
    ],
)
def test_an_answer_that_says_nothing(answer: bytes) -> None:
    with pytest.raises(ActivityUnknown):
        _last_active(answer)

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.processes.machine import CannotHave, Wanted, Way, decide, find_way

from .contained import why_not

ALL = {"ext4": "", "xfs": "", "directory": ""}
NO_LOOP = {"ext4": "no loop devices", "xfs": "no loop devices", "directory": ""}
NOTHING = {"ext4": "no root", "xfs": "no root", "directory": "no root"}


@pytest.mark.parametrize(
    ("wanted", "why", "way"),
    [
        ("auto", ALL, Way(True, "ext4")),
        ("ext4", ALL, Way(True, "ext4")),
        ("xfs", ALL, Way(True, "xfs")),
        ("directory", ALL, Way(True, "directory")),
        ("auto", NO_LOOP, Way(True, "directory", "no loop devices")),
        ("directory", NO_LOOP, Way(True, "directory")),
        ("auto", NOTHING, Way(False, "directory", "no root")),
        ("directory", NOTHING, Way(False, "directory", "no root")),
    ],
)
def test_the_best_that_works_is_taken(wanted: Wanted, why: Mapping[str, str], way: Way) -> None:
    assert decide(wanted, lambda kind: why[kind]) == way


@pytest.mark.parametrize("why", [NO_LOOP, NOTHING])
@pytest.mark.parametrize("wanted", ["ext4", "xfs"])
def test_what_was_asked_for_by_name_is_not_replaced(wanted: Wanted, why: Mapping[str, str]) -> None:
    with pytest.raises(CannotHave, match=f"--volumes {wanted} does not work here: no "):
        decide(wanted, lambda kind: why[kind])


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "runs")
def test_it_is_tried_and_leaves_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = StateDirectory(tmp_path_factory.mktemp("domain"))
    assert find_way(directory, "auto") == Way(True, "ext4")
    assert list(directory.volumes.iterdir()) == []
    assert list(directory.apps.iterdir()) == []


def test_without_root_spaces_are_plain_children(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    directory = StateDirectory(tmp_path_factory.mktemp("domain"))
    assert find_way(directory, "auto") == Way(False, "directory", "Containers need root on Linux.")
    with pytest.raises(CannotHave, match="--volumes ext4 does not work here: Containers need root"):
        find_way(directory, "ext4")

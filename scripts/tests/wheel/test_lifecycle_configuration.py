"""The script of the lifecycle configuration, in a new space: before JupyterLab starts, and while it runs."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from changed_wheel import changed, version_of
from fresh_space import SCRIPT, SECRETS, WHEELS, FreshSpace

#: AWS's own limits: characters of the script as it is sent, in base64, and seconds that it may run.
CHARACTERS = 16_384
SECONDS = 300
#: What this project's wheel brings.
OWN = re.compile("jupyterlab[-_]sagemaker[-_]spaces|sagemaker_local_domain|bin/jupyter-spaces$")


def test_a_running_jupyterlab_has_it_after_the_restart_and_a_second_run_changes_nothing(
    space: FreshSpace, wheel: Path
) -> None:
    space.jupyterlab.start()
    assert not space.jupyterlab.has_extension()
    before = set(space.files())
    shutil.copy(wheel, space.bucket)
    done = space.start_script()
    assert done.returncode == 0, done.stdout
    assert f"Installed {version_of(wheel)}." in done.stdout
    assert space.restart_was_asked()
    # What AWS pins is as it was: there is this package, and nothing else.
    files = space.files()
    assert before <= set(files)
    assert [name for name in set(files) - before if not OWN.search(name)] == []
    space.jupyterlab.stop()
    space.jupyterlab.start()
    assert space.jupyterlab.has_extension()

    done = space.start_script()
    assert f"{version_of(wheel)} is installed already: nothing to do" in done.stdout
    assert space.files() == files
    assert not space.restart_was_asked()


def test_before_jupyterlab_starts_there_is_nothing_to_restart(space: FreshSpace, wheel: Path) -> None:
    space.has_no_supervisor()
    shutil.copy(wheel, space.bucket)
    done = space.start_script()
    assert done.returncode == 0, done.stdout
    assert "Could not restart the server" in done.stdout
    space.jupyterlab.start()
    assert space.jupyterlab.has_extension()


def test_the_newest_wheel_replaces_an_older_version(space: FreshSpace, wheel: Path) -> None:
    space.install(wheel)
    for version in ("99.9.0", "99.10.0"):
        changed(wheel, space.bucket, version)
    done = space.start_script()
    assert f"Installed 99.10.0 in place of {version_of(wheel)}." in done.stdout
    assert space.restart_was_asked()
    described = [name for name in space.files() if "_spaces-" in name and name.endswith("METADATA")]
    assert [re.findall(r"_spaces-(.+)\.dist-info", name) for name in described] == [["99.10.0"]]


def test_a_slip_in_what_is_set_does_not_keep_the_space_from_starting(space: FreshSpace) -> None:
    files = space.files()
    done = space.start_script(wheels='"s3://a-quote-that-is-not-closed/')
    assert done.returncode == 0, done.stdout
    assert "unexpected" in done.stdout
    assert space.files() == files


def _denied(space: FreshSpace, wheel: Path) -> None:
    space.bucket.rmdir()


def _empty(space: FreshSpace, wheel: Path) -> None:
    """Nobody has copied the wheel yet."""


def _silent(space: FreshSpace, wheel: Path) -> None:
    (space.bucket / "silent").touch()


def _cut_off(space: FreshSpace, wheel: Path) -> None:
    (space.bucket / wheel.name).write_bytes(wheel.read_bytes()[:-1000])


def _damaged(space: FreshSpace, wheel: Path) -> None:
    made = changed(wheel, space.bucket, "99.0.0")
    content = made.read_bytes()
    assert content.count(b"class SpacesExtension") == 1
    made.write_bytes(content.replace(b"class SpacesExtension", b"class Spaces?xtension"))


@pytest.mark.parametrize(
    ("spoil", "why", "advice"),
    [
        (_denied, "AccessDenied", "may s3:ListBucket and s3:GetObject"),
        (_silent, "exit code 124", "can reach S3"),
        (_empty, r"has no jupyterlab_sagemaker_spaces-\*\.whl", "Copy the wheel there"),
        (_cut_off, "is invalid|invalid wheel", "Build it again"),
        (_damaged, "Bad CRC-32", "Build it again"),
    ],
)
def test_what_fails_is_said_and_leaves_the_space_as_it_was(
    space: FreshSpace, wheel: Path, spoil: Callable[[FreshSpace, Path], None], why: str, advice: str
) -> None:
    spoil(space, wheel)
    files = space.files()
    done = space.start_script(**({"limit": "1"} if spoil is _silent else {}))
    assert done.returncode == 0, done.stdout  # a script that fails keeps the app from starting
    assert re.search(why, done.stdout), done.stdout
    assert "NOT INSTALLED: " in done.stdout
    assert WHEELS in done.stdout
    assert advice in done.stdout
    assert not space.restart_was_asked()
    assert space.files() == files
    assert list(space.temporary.iterdir()) == []
    assert not [secret for secret in SECRETS if secret in done.stdout]


def test_a_newer_wheel_that_does_not_fit_the_image_leaves_the_former_version(
    space: FreshSpace, wheel: Path
) -> None:
    def needs_more(name: str, content: bytes) -> bytes:
        return content + b"import not_in_the_image\n" if name.endswith("_spaces/here.py") else content

    space.install(wheel)
    files = space.files()
    changed(wheel, space.bucket, "99.0.0", needs_more)
    done = space.start_script()
    assert done.returncode == 0, done.stdout
    assert "No module named 'not_in_the_image'" in done.stdout
    assert "NOT INSTALLED: " in done.stdout
    assert space.files() == files


def test_the_script_is_within_awss_limits() -> None:
    text = SCRIPT.read_text()
    assert len(base64.b64encode(text.encode())) <= CHARACTERS / 2  # room for an administrator's own lines
    limit = re.search(r"^limit=(\d+) ", text, re.M)
    assert limit
    steps = text.count('timeout "$limit"') + 1  # pip runs twice
    assert steps == 5
    assert steps * int(limit[1]) < SECONDS

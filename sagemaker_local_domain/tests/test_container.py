"""Containers: what is in them and what is not, how they end, and the volumes that are mounted there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

import psutil
import pytest

from sagemaker_local_domain import container
from sagemaker_local_domain.model import AppFailed
from sagemaker_local_domain.volumes import GIB, Kind, Volume, Volumes, await_detached

from .contained import Contained, why_not

real = pytest.mark.skipif(bool(why_not()), reason=why_not() or "runs")


@pytest.fixture
def contained(tmp_path_factory: pytest.TempPathFactory) -> Contained:
    return Contained(tmp_path_factory.mktemp("domain"))


@real
def test_a_space_has_a_home_of_its_size_and_a_full_one_is_full(contained: Contained) -> None:
    code = """
import errno, json, os
home = os.statvfs(".")
said = {"size": home.f_frsize * home.f_blocks, "holds": os.listdir("."), "where": os.getcwd()}
with open("large", "wb") as file:
    os.posix_fallocate(file.fileno(), 0, home.f_bavail * home.f_frsize - 16 * 1024**2)
    try:
        for _ in range(32):
            with open(f"more{_}", "wb") as more:
                more.write(bytes(1024**2))
    except OSError as error:
        said["full"] = errno.errorcode[error.errno]
print(json.dumps(said))
"""
    volume = contained.volumes.prepare("lab", 1)
    said = json.loads(contained.run(volume, code))
    assert said == {"size": GIB, "holds": [], "where": "/home/sagemaker-user", "full": "ENOSPC"}
    assert volume.path.stat().st_blocks * 512 < GIB  # what is reserved in it is not written


@real
@pytest.mark.parametrize("kind", ["ext4", "xfs"])
def test_what_is_on_a_volume_survives_and_the_volume_grows(contained: Contained, kind: Kind) -> None:
    if shutil.which(f"mkfs.{kind}") is None:
        pytest.skip(f"mkfs.{kind} is not installed")
    volumes = Volumes(contained.directory.volumes, kind)
    write = "open('kept', 'w').write('one')"
    size = "import os; s = os.statvfs('.'); print(s.f_frsize * s.f_blocks, open('kept').read())"
    contained.run(volumes.prepare("lab", 1), write)
    before, kept = contained.run(volumes.prepare("lab", 1), size).split()
    after, still = contained.run(volumes.prepare("lab", 3), size).split()
    assert (kept, still) == ("one", "one")
    assert int(after) > 2.9 * int(before)
    # It never shrinks.
    assert contained.run(volumes.prepare("lab", 2), size) == f"{after} one"


@real
def test_a_growth_that_was_cut_off_is_finished_at_the_next_start(contained: Contained) -> None:
    volume = contained.volumes.prepare("lab", 1)
    os.truncate(volume.path, 2 * GIB)  # as far as it came
    size = "import os; s = os.statvfs('.'); print(s.f_frsize * s.f_blocks)"
    assert int(contained.run(contained.volumes.prepare("lab", 2), size)) == 2 * GIB


@real
def test_a_directory_that_was_there_before_stays_the_spaces_home(tmp_path: Path) -> None:
    contained = Contained(tmp_path / ("d" * 80))  # so long that the socket is elsewhere
    former = contained.directory.volumes / "lab"
    (former / "work").mkdir(parents=True)
    (former / "work/notes").write_text("mine")
    (former / "link").symlink_to("/etc/passwd")
    volume = contained.volumes.prepare("lab", 5)
    assert volume == Volume("directory", former)
    code = "open('work/notes', 'a').write(', still'); print(open('work/notes').read())"
    assert contained.run(volume, code) == "mine, still"
    assert (former / "work/notes").read_text() == "mine, still"
    assert Path("/etc/passwd").stat().st_uid == 0


@real
def test_a_space_sees_nothing_of_the_others_and_of_the_domain(contained: Contained) -> None:
    contained.directory.claim()
    contained.directory.database.write_text("secrets")
    contained.run(contained.volumes.prepare("other", 1), "open('private', 'w')")
    former = contained.directory.volumes / "plain"
    former.mkdir()
    former.chmod(0o777)
    (former / "private").write_text("x")
    code = """
import json, os, pathlib, pwd
def tried(what):
    try:
        what()
        return "done"
    except OSError as error:
        return type(error).__name__
RIGHTS = ("CapEff", "CapBnd", "NoNewPrivs")
here = pathlib.Path(os.environ["HERE"])
state = here.parent.parent
readable = []
for process in pathlib.Path("/proc").glob("[0-9]*"):
    try:
        readable.append((process / "environ").read_text())
    except PermissionError:
        pass
print(json.dumps({
    "who": [os.getuid(), os.getgid(), os.getgroups()], "user": pwd.getpwuid(os.getuid()).pw_name,
    "state": sorted(os.listdir(state)), "runs": os.listdir(state / "apps") == [here.name],
    "secret": (here / "secret").read_text(), "plan": tried((here / "container.json").read_text),
    "replace": tried((here / "secret").unlink), "socket": tried((here / "run/x").touch),
    "people": os.listdir("/home"), "tmp": os.listdir("/tmp") in ([], [state.parts[2]]),
    "root": tried(lambda: pathlib.Path("/x").touch()),
    "python": tried((pathlib.Path(os.__file__).parent / "x").touch),
    "processes": sum(name.isdigit() for name in os.listdir("/proc")), "environments": readable,
    "mounts": [line.split()[1] for line in open("/proc/mounts") if "old-root" in line],
    "rights": [line.split()[1] for line in open("/proc/self/status") if line.startswith(RIGHTS)],
}))
"""
    said = json.loads(contained.run(contained.volumes.prepare("lab", 1), code, {"TOKEN": "ours"}))
    environments = said.pop("environments")
    assert said == {
        "who": [1000, 100, []],
        "user": "sagemaker-user",
        "state": ["apps"],
        "runs": True,
        "secret": "for this app",
        "plan": "PermissionError",
        "replace": "OSError",
        "socket": "done",
        "people": ["sagemaker-user"],
        "tmp": True,
        "root": "OSError",
        "python": "OSError",
        "processes": 2,
        "mounts": [],
        "rights": ["0000000000000000", "0000000000000000", "1"],
    }
    (own,) = environments  # not that of the container's first process, and nobody's outside
    assert {variable.partition("=")[0] for variable in own.split("\0")} == {"", "HERE", "TOKEN"}


@real
def test_a_directory_that_only_root_can_walk_is_opened_for_what_is_needed_alone(
    contained: Contained, tmp_path: Path
) -> None:
    closed = Path("/opt") / f"closed-{os.getpid()}"
    needed, other = closed / "inner/needed", closed / "other"
    needed.mkdir(parents=True)
    try:
        closed.chmod(0o700)
        (needed / "file").write_text("x")
        other.write_text("secret")
        volume = contained.volumes.prepare("lab", 1)
        contents = container.Contents(
            root=tmp_path,
            volume=volume,
            needed=frozenset({needed}),
            hidden=contained.directory.path,
            own=contained.directory.app("1"),
            writable=contained.directory.socket("1").parent,
            accounts=tmp_path,
        )
        made = [(mount.kind, mount.target) for mount in container.mounts(contents, [])]
    finally:
        shutil.rmtree(closed)
    assert made.index(("tmpfs", str(closed))) < made.index(("bind", str(needed)))
    assert ("tmpfs", str(closed / "inner")) not in made


@real
def test_a_container_ends_with_whoever_holds_its_input(contained: Contained) -> None:
    volume = contained.volumes.prepare("lab", 1)
    code = """
import subprocess, time
lonely = ["setsid", "env", "-i", "sh", "-c", "echo ready; exec sleep 600"]
subprocess.Popen(lonely)
time.sleep(600)
"""
    process = contained.start(volume, code)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline() == "ready\n"
    inside = psutil.Process(process.pid).children(recursive=True)
    assert len(inside) == 3  # the container's first, the app, and what got away from it
    process.stdin.close()
    assert process.wait(timeout=60) == 128 + signal.SIGKILL
    assert await_detached(volume.path)
    assert not [child for child in inside if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    process.stdout.close()
    process.stderr.close()


@real
def test_a_kill_of_the_outermost_process_ends_all(contained: Contained) -> None:
    volume = contained.volumes.prepare("lab", 1)
    process = contained.start(volume, "import time; print('ready', flush=True); time.sleep(600)")
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.kill()
    process.communicate(timeout=60)
    assert await_detached(volume.path)


@real
@pytest.mark.parametrize(
    ("handler", "expected"), [("lambda *_: sys.exit(3)", 3), ("signal.SIG_DFL", -signal.SIGTERM)]
)
def test_asked_to_end_it_ends_in_order_and_says_how(
    contained: Contained, handler: str, expected: int
) -> None:
    volume = contained.volumes.prepare("lab", 1)
    code = f"""
import signal, sys
signal.signal(signal.SIGTERM, {handler})
print("ready", flush=True)
signal.pause()
"""
    process = contained.start(volume, code)
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.stdin.write(container.END.decode())
    process.stdin.flush()
    assert container.signal_or_code(process.wait(timeout=60)) == expected
    process.communicate()
    assert await_detached(volume.path)


@real
def test_a_volume_that_is_none_says_so(contained: Contained) -> None:
    volume = contained.volumes.prepare("lab", 1)
    volume.path.write_bytes(b"no file system" * 1000)
    with pytest.raises(AppFailed, match="The volume of the space lab cannot be used: dumpe2fs: "):
        contained.volumes.prepare("lab", 1)
    process = contained.start(volume, "")
    assert process.stderr
    said = process.stderr.read()
    process.wait(timeout=60)
    process.communicate()
    assert process.returncode == 125
    assert said.startswith("The space could not be set up: mount ")


@real
def test_a_volume_without_room_for_it_says_so_and_leaves_nothing(
    contained: Contained, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules["sagemaker_local_domain.volumes"].__dict__["_MKFS"], "ext4", ("false",))
    with pytest.raises(AppFailed, match="The volume of the space lab cannot be used: false: exit code 1"):
        contained.volumes.prepare("lab", 1)
    assert contained.volumes.find("lab") is None


def test_the_users_name_is_the_images() -> None:
    host = "root:x:0:0::/root:/bin/sh\nme:x:1000:1000::/home/me:/bin/zsh\nsagemaker-user:x:7:7::/:/bin/sh\n"
    assert container.accounts(host).splitlines() == [
        "root:x:0:0::/root:/bin/sh",
        "sagemaker-user:x:1000:100::/home/sagemaker-user:/bin/bash",
    ]

"""Containers: what is in them and what is not, how they end, and the volumes that are mounted there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from sagemaker_local_domain.model import AppFailed
from sagemaker_local_domain.processes import container
from sagemaker_local_domain.processes.environment import IMAGE_CONFIG, SYSTEM_PATH
from sagemaker_local_domain.processes.python_environment import look
from sagemaker_local_domain.processes.volumes import GIB, Kind, Volume, Volumes, await_detached

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
@pytest.mark.parametrize("target", ["folder", "nothing"])
def test_what_a_person_makes_of_lost_and_found_hinders_no_start(contained: Contained, target: str) -> None:
    link = f"import os; os.makedirs('folder', exist_ok=True); os.symlink({target!r}, 'lost+found')"
    contained.run(contained.volumes.prepare("lab", 1), link)
    show = "import os; print(os.readlink('lost+found'), sorted(os.listdir('.')))"
    said = contained.run(contained.volumes.prepare("lab", 1), show)
    assert said == f"{target} ['folder', 'lost+found']"


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
def test_of_the_machines_files_a_space_has_the_systems_only(contained: Contained) -> None:
    folder = Path("/srv") / f"of-somebody-{os.getpid()}"
    service = Path("/run") / f"service-{os.getpid()}.sock"
    code = f"""
import json, os
print(json.dumps({{
    "ipc": os.readlink("/proc/self/ns/ipc"),
    "top": os.listdir("/"), "var": os.listdir("/var"), "dev": os.listdir("/dev"),
    "seen": [path for path in ({str(folder / "private")!r}, {str(service)!r}) if os.path.exists(path)],
}}))
"""
    try:
        folder.mkdir(mode=0o700)
        (folder / "private").write_text("x")
        for path in (folder, folder / "private"):
            os.chown(path, container.UID, container.GID)  # on many machines this number is a person's
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(service))
            service.chmod(0o666)
            said = json.loads(contained.run(contained.volumes.prepare("lab", 1), code))
    finally:
        shutil.rmtree(folder)
        service.unlink(missing_ok=True)
    assert said["seen"] == []
    assert said["ipc"] != os.readlink("/proc/self/ns/ipc")
    assert said["var"] == ["tmp"]
    assert set(said["dev"]) == {
        *("full", "null", "random", "tty", "urandom", "zero"),
        *("fd", "ptmx", "pts", "shm", "stderr", "stdin", "stdout"),
    }
    places = {
        path.parts[1] for path in look(sys.executable).places | {contained.directory.path, IMAGE_CONFIG}
    }
    system = {"bin", "etc", "lib", "lib32", "lib64", "libx32", "opt", "sbin", "usr"}
    assert set(said["top"]) <= system | places | {"dev", "home", "proc", "run", "sys", "tmp", "var"}


@real
def test_what_is_mounted_in_a_system_directory_cannot_be_written_to_either(contained: Contained) -> None:
    disk = Path("/opt") / f"a disk-{os.getpid()}"
    code = f"""
import errno, os
try:
    open({str(disk / "new")!r}, "w")
except OSError as error:
    print(open({str(disk / "there")!r}).read(), errno.errorcode[error.errno])
"""
    disk.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=777", "disk", disk], check=True)
        try:
            (disk / "there").write_text("x")
            assert contained.run(contained.volumes.prepare("lab", 1), code) == "x EROFS"
        finally:
            subprocess.run(["umount", disk], check=True)
    finally:
        disk.rmdir()


@real
def test_programs_have_what_they_count_on(contained: Contained) -> None:
    code = """
import json, multiprocessing, os, pty, shutil, subprocess, tempfile
def terminal(command):
    pid, fd = pty.fork()
    if not pid:
        os.execvp("bash", ["bash", "-c", command])
    said = b""
    while True:
        try:
            said += (more := os.read(fd, 1024))
        except OSError:
            more = b""
        if not more:
            os.waitpid(pid, 0)
            return said.decode().split()
said = {"terminal": terminal("tty; whoami; echo x > /dev/tty; cat <(echo y)")}
with multiprocessing.get_context("fork").Lock(), tempfile.TemporaryFile() as file:
    subprocess.run(["ls", "/usr/bin"], stdout=file, stderr=subprocess.DEVNULL, check=True)
    said["temporary"] = file.tell() > 0
said["noise"] = len(open("/dev/urandom", "rb").read(5))
if shutil.which("git"):
    run = lambda *words: subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout
    run("init", "work")
    run("-C", "work", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--allow-empty", "-m", "first")
    said["git"] = run("-C", "work", "log", "--format=%s")
print(json.dumps(said))
"""
    environment = {"PATH": SYSTEM_PATH, "HOME": str(container.HOME)}
    said = json.loads(contained.run(contained.volumes.prepare("lab", 1), code, environment))
    assert said.pop("git", "first\n") == "first\n"
    assert said == {
        "terminal": ["/dev/pts/0", "sagemaker-user", "x", "y"],
        "temporary": True,
        "noise": 5,
    }


@real
def test_the_settings_of_names_are_there_where_they_are_a_link(
    contained: Contained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, file = tmp_path / "resolv.conf", tmp_path / "run/resolver"
    file.parent.mkdir()
    file.write_text("nameserver 192.0.2.1")
    link.symlink_to("run/resolver")
    monkeypatch.setattr(container, "_RESOLVER", link)
    said = contained.run(contained.volumes.prepare("lab", 1), f"print(open({str(file)!r}).read())")
    assert said == "nameserver 192.0.2.1"


def test_a_system_directory_that_is_a_link_is_one_where_what_it_leads_to_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path.resolve()
    monkeypatch.setattr(container, "_SYSTEM", {root.parts[1], "bin", "opt"})
    (root / "usr").mkdir()
    (root / "bin").symlink_to("usr")
    (root / "opt").symlink_to("/var")  # as on systems whose own part cannot be written to
    (root / "home").symlink_to("/var")
    contents = container.Contents(
        root, Volume("directory", root), frozenset(), root, root, root, accounts=root
    )
    with os.scandir(root) as entries:
        made = {mount.target: mount for mount in container.mounts(contents, entries)}
    assert made[str(root / "bin")].kind == "link"
    assert (made[str(root / "opt")].kind, made[str(root / "opt")].options) == ("bind", "ro,nosuid,nodev")
    assert str(root / "home") not in made


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
    monkeypatch.setitem(
        sys.modules["sagemaker_local_domain.processes.volumes"].__dict__["_MKFS"], "ext4", ("false",)
    )
    with pytest.raises(AppFailed, match="The volume of the space lab cannot be used: false: exit code 1"):
        contained.volumes.prepare("lab", 1)
    assert contained.volumes.find("lab") is None


def test_the_users_name_is_the_images() -> None:
    host = "root:x:0:0::/root:/bin/sh\nme:x:1000:1000::/home/me:/bin/zsh\nsagemaker-user:x:7:7::/:/bin/sh\n"
    assert container.accounts(host).splitlines() == [
        "root:x:0:0::/root:/bin/sh",
        "sagemaker-user:x:1000:100::/home/sagemaker-user:/bin/bash",
    ]

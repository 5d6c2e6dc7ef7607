"""The first process of a space's container: makes its view of the files, starts the app, waits for its end.

``python -I -S container_init.py PLAN``, as root, in a mount namespace and a pid namespace of its own (see
``container``). All that runs in a space is below this process and ends with it, and so do the mounts: the
kernel sees to both, whatever this process ends by.

Standard input comes from the domain: a byte asks for the app's end, its end means that the domain is gone.
A parent-death signal would not do: it fires when the *thread* that started us ends, is cleared when a program
changes its user, and comes too late for who is started just then.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
from typing import Any

#: Exit code when the app could not be started; the last line of the output says why.
NOT_STARTED = 125
#: Exit codes above are signals, as in a shell: 137 is SIGKILL.
SIGNALLED = 128

_OLD_ROOT = "/old-root"


class SetUpFailed(Exception):
    """A mount or a program that makes one was refused."""


def main(plan_file: str) -> int:
    """Run a plan to its end; returns the app's exit code, or one of those above."""
    if os.getpid() != 1:
        # Anywhere else it would change the mounts of the machine itself.
        raise SystemExit("This is the first process of a container: see the module container.")
    with open(plan_file, encoding="utf-8") as file:
        plan = json.load(file)
    control = os.dup(0)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    wakened, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    os.umask(0o022)
    try:
        _change_root(plan)
        app = _start(plan)
    except (SetUpFailed, OSError) as error:
        print(f"The space could not be set up: {error}", file=sys.stderr, flush=True)
        return NOT_STARTED
    return _attend(app, control, wakened)


def _change_root(plan: dict[str, Any]) -> None:
    """Make the mounts below a new root, go there, and let go of the machine's own."""
    root = plan["root"]
    _run("mount", "-t", "tmpfs", "-o", "mode=755,nosuid,nodev", "space", root)
    for mount in plan["mounts"]:
        _mount(mount, root + mount["target"], plan)
    os.mkdir(root + _OLD_ROOT)
    _run("pivot_root", root, root + _OLD_ROOT)
    os.chdir("/")
    _run("umount", "--lazy", _OLD_ROOT)
    os.rmdir(_OLD_ROOT)
    _run("mount", "-o", "remount,ro", "/")


def _mount(mount: dict[str, str], target: str, plan: dict[str, Any]) -> None:
    kind, source, options = mount["kind"], mount["source"], mount["options"]
    if kind == "link":
        os.symlink(source, target)
        return
    if kind == "bind" and not os.path.isdir(source):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not os.path.exists(target):
            os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o644))
    else:
        os.makedirs(target, exist_ok=True)
    if kind != "bind":
        _run("mount", "-t", kind, "-o", options, source, target)
    else:
        _run("mount", "--rbind", source, target)
        if options:
            for point in _mount_points(target):
                _run("mount", "-o", f"remount,bind,{options}", point)
    if kind == "xfs":
        _run("xfs_growfs", target)  # up to its image, which may be larger than at the last start
    if kind in ("ext4", "xfs"):
        os.chown(target, plan["uid"], plan["gid"])
        # Its user may have put anything in its place or in it; of a link nothing is followed or removed.
        with contextlib.suppress(OSError):
            os.rmdir(f"{target}/lost+found")


def _mount_points(top: str) -> list[str]:
    """Where something is mounted at or below a path; options of a bind hold for one mount only."""
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        points = {_unescaped(line.split(" ")[4]) for line in file}
    real = os.path.realpath(top)
    return sorted(point for point in points if point == real or point.startswith(f"{real}/"))


def _unescaped(path: str) -> str:
    """The kernel writes space, tab, newline and backslash of a path in octal."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), path)


def _start(plan: dict[str, Any]) -> int:
    """Start the app as its user, with no way back to root; returns its process id."""
    os.chdir(plan["directory"])
    drop = [
        *("setpriv", f"--reuid={plan['uid']}", f"--regid={plan['gid']}", "--clear-groups"),
        *("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"),
    ]
    return os.posix_spawnp(
        drop[0],
        drop + plan["command"],
        plan["environment"],
        setsid=True,
        setsigdef=(signal.SIGPIPE, signal.SIGXFSZ),  # Python ignores them, and so would all its children
    )


def _attend(app: int, control: int, wakened: int) -> int:
    """Reap whatever ends, until the app has, or until nobody is left who wants it."""
    while True:
        ready, _, _ = select.select([control, wakened], [], [])
        if wakened in ready:
            os.read(wakened, 4096)
        if control in ready:
            if not os.read(control, 1):
                return SIGNALLED + signal.SIGKILL
            os.kill(app, signal.SIGTERM)
        while True:
            ended, status = os.waitpid(-1, os.WNOHANG)
            if ended == app:
                code = os.waitstatus_to_exitcode(status)
                return SIGNALLED - code if code < 0 else code
            if not ended:
                break


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    except FileNotFoundError:
        raise SetUpFailed(f"{command[0]} is not installed.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise SetUpFailed(f"{' '.join(command)}: {said[0] if said else f'exit code {done.returncode}'}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""A FUSE file system with one empty folder, which answers or does not. A program: needs root on Linux.

``python fuse.py TARGET TYPE SOURCE answers|silent``: says a line when it is mounted, and lasts until its
input ends or it is killed; then the kernel lets go of whoever waited for it. ``silent``: it greets the kernel
and never reads again, as a network mount whose server is gone. The protocol is that of ``linux/fuse.h``.
"""

from __future__ import annotations

import ctypes
import os
import select
import struct
import sys
import time

_GETATTR, _STATFS, _INIT, _DESTROY = 3, 17, 26, 38
_NO_ANSWER = {2, 36, 42}  # forget, interrupt, batch forget
_ENOSYS = 38
#: What the file system says of itself: blocks, free, available; files, free; size of a block.
STATFS = (1000, 600, 500, 40, 30, 4096)


def _mount(device: int, target: str, fstype: str, source: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0"
    if libc.mount(source.encode(), target.encode(), fstype.encode(), 0, options.encode()):
        raise OSError(ctypes.get_errno(), "mount was refused")


def _answer(opcode: int) -> tuple[int, bytes]:
    """Error number and content."""
    if opcode == _INIT:
        return 0, struct.pack("=IIIIHHIIHHI28x", 7, 31, 4096, 0, 1, 1, 4096, 1, 0, 0, 0)
    if opcode == _GETATTR:
        times = (int(time.time()),) * 3
        attributes = struct.pack("=QQQQQQIIIIIIIIII", 1, 0, 0, *times, 0, 0, 0, 0o40755, 2, 0, 0, 0, 4096, 0)
        return 0, struct.pack("=QII", 0, 0, 0) + attributes
    if opcode == _STATFS:
        *counts, block = STATFS
        return 0, struct.pack("=QQQQQIIII24x", *counts, block, 255, block, 0)
    return -_ENOSYS, b""


def _serve_one(device: int) -> int:
    request = os.read(device, 1 << 20)
    opcode: int
    _, opcode, unique = struct.unpack_from("=IIQ", request)
    if opcode not in _NO_ANSWER:
        error, content = _answer(opcode)
        os.write(device, struct.pack("=IiQ", 16 + len(content), error, unique) + content)
    return opcode


def main(target: str, fstype: str, source: str, manner: str) -> None:
    """Mount and serve."""
    device = os.open("/dev/fuse", os.O_RDWR)
    _mount(device, target, fstype, source)
    _serve_one(device)
    print("mounted", flush=True)
    while True:
        ready, _, _ = select.select([0] if manner == "silent" else [0, device], [], [])
        if 0 in ready or _serve_one(device) == _DESTROY:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])

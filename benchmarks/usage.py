"""The scan that the disk doctor makes beside ``du -xs``, on trees of several shapes, in turn, in one run."""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SCANNER = [sys.executable, "-P", "-m", "jupyterlab_sagemaker_spaces.storage.scan_process"]
DU = ["du", "-xs", "--block-size=1"]
BUDGET = 1.2


@dataclass(frozen=True)
class Run:
    """Seconds that a run took, those of all processors, those that other work took meanwhile; the bytes
    found.
    """

    wall: float
    processor: float
    others: float
    found: int


def fill(folder: Path, names: list[str]) -> None:
    """Make small files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    fd = os.open(folder, os.O_RDONLY)
    for name in names:
        file = os.open(name, os.O_CREAT | os.O_WRONLY, 0o644, dir_fd=fd)
        if name.endswith("0"):
            os.write(file, b"x")
        os.close(file)
    os.close(fd)


def make_wide(root: Path, files: int) -> None:
    """A thousand files a folder, as data sets have them."""
    for number in range(files // 1000):
        fill(root / str(number // 30) / str(number), [f"sample-{i:06}" for i in range(1000)])


def make_deep(root: Path, files: int) -> None:
    """Ten files a folder, ten levels down, as environments have them."""
    for number in range(files // 10):
        digits = "/".join(f"{number:06}")
        fill(root / f"lib/site-packages/{digits}/core", [f"module_{i}.py{i}" for i in range(10)])


def make_flat(root: Path, files: int) -> None:
    """All in one folder."""
    fill(root, [f"frame-{number:08}" for number in range(files)])


def make_linked(root: Path, files: int) -> None:
    """conda's way: every second name is a hard link to a file in another folder."""
    for number in range(files // 40):
        package, environment = (
            root / f"pkgs/{number // 100}/{number}",
            root / f"envs/{number // 100}/{number}",
        )
        names = [f"module_{i}.py" for i in range(20)]
        fill(package, names)
        environment.mkdir(parents=True)
        for name in names:
            os.link(package / name, environment / name)


SHAPES: dict[str, Callable[[Path, int], None]] = {
    "wide": make_wide,
    "deep": make_deep,
    "flat": make_flat,
    "linked": make_linked,
}


def all_work() -> float:
    """Seconds of processor time that this machine has spent on anything (proc(5): the first line of stat)."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    idle, waiting = ticks[3:5]
    return (sum(ticks) - idle - waiting) / os.sysconf("SC_CLK_TCK")


def own_work() -> float:
    """Seconds of processor time of the programs that were run and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def timed(command: list[str], found: Callable[[bytes], int]) -> Run:
    """Run it at the priority that the scan gives itself."""
    own, work, start = own_work(), all_work(), time.perf_counter()
    done = subprocess.run(["nice", "-n", "19", *command], stdout=subprocess.PIPE, check=True)
    wall = time.perf_counter() - start
    processor = own_work() - own
    return Run(wall, processor, max(0.0, all_work() - work - processor), found(done.stdout))


def du(root: Path) -> Run:
    """One run of du."""
    return timed([*DU, str(root)], lambda output: int(output.split()[0]))


def scan(root: Path) -> Run:
    """One run of the scan's process, from its start to its end."""
    return timed([*SCANNER, str(root)], lambda output: int(json.loads(output.splitlines()[-1])["bytes"]))


def forget() -> None:
    """Have the kernel forget all files that it has seen."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3")


def measure(root: Path, rounds: int, tries: int, cold: bool) -> tuple[str, ...]:
    """Medians of du and the scan, in turn. Of all tries those count that other work held up least."""
    runs: list[tuple[Run, Run]] = []
    for _ in range(tries):
        pair = []
        for program in (du, scan):
            if cold:
                forget()
            pair.append(program(root))
        first, second = pair
        if first.found != second.found:
            raise SystemExit(f"du finds {first.found} bytes, the scan {second.found}")
        runs.append((first, second))
    best = [
        sorted((pair[i] for pair in runs), key=lambda run: run.others / run.wall)[:rounds] for i in (0, 1)
    ]
    walls = [statistics.median(run.wall for run in kind) for kind in best]
    processors = [statistics.median(run.processor for run in kind) for kind in best]
    others = max(run.others / run.wall for kind in best for run in kind)
    return (*(f"{value:.2f}" for value in (*walls, walls[1] / walls[0], *processors)), f"{others:.0%}")


def main() -> None:
    """Make each tree, measure, print."""
    parser = argparse.ArgumentParser(prog="benchmarks/usage", description=__doc__)
    parser.add_argument("--files", type=int, default=1_000_000, help="in each tree (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="runs that count (default: %(default)s)")
    parser.add_argument(
        "--tries",
        type=int,
        default=10,
        help="runs of each kind, of which those count that other work held up least (default: %(default)s)",
    )
    parser.add_argument("--shape", action="append", choices=SHAPES, help="only this one; may be repeated")
    parser.add_argument(
        "--directory", type=Path, help="where the trees are made (default: the temporary one)"
    )
    options = parser.parse_args()
    columns = ("du", "scan", "ratio", "du cpu", "scan cpu", "others")
    print(f"{'s (median)':<16}" + "".join(f"{column:>10}" for column in columns), flush=True)
    for shape in options.shape or SHAPES:
        folder = Path(tempfile.mkdtemp(prefix="spaces-usage-", dir=options.directory))
        try:
            SHAPES[shape](folder, options.files)
            for cold in (False, True) if os.geteuid() == 0 else (False,):
                if not cold:
                    du(folder)
                name = f"{shape}, {'cold' if cold else 'warm'}"
                row = measure(folder, options.rounds, options.tries, cold)
                print(f"{name:<16}" + "".join(f"{value:>10}" for value in row), flush=True)
        finally:
            shutil.rmtree(folder)
    print("others: the most that other work took of a processor during a run that counts")
    print(f"budget: the scan takes at most {BUDGET} times as long as du")


if __name__ == "__main__":
    main()

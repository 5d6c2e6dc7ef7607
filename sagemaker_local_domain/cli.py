"""The command line: ``python -m sagemaker_local_domain``, and ``jupyter spaces local-domain``."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from . import add_image
from .access import BUILT_IN, load_policy
from .access.document import PolicyRefused
from .app import CannotStart, Options, run
from .assumptions import choices, parse_assumptions
from .directory import DirectoryUnusable
from .processes.machine import Wanted

DEFAULT_DIRECTORY = Path("~/.sagemaker-local-domain")
DEFAULT_PORT = 8890


def main(argv: Sequence[str] | None = None) -> int:
    """Run the local domain until Ctrl-C or SIGTERM, or add an image to one; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["add-image"]:
        return add_image.main(arguments[1:], DEFAULT_DIRECTORY)
    options, log_level = _options(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # Ours alone: at this level libraries log what they sign, tokens among it.
    logging.getLogger(__package__).setLevel(log_level.upper())
    try:
        asyncio.run(run(options, lambda line: print(line, flush=True)))
    except (CannotStart, DirectoryUnusable) as error:
        print(f"The local domain did not start: {error}", file=sys.stderr)
        return 1
    return 0


def _options(argv: Sequence[str]) -> tuple[Options, str]:
    parser = argparse.ArgumentParser(
        prog="jupyter spaces local-domain",
        description="SageMaker Studio on this machine: the API for spaces and apps on a loopback port, and "
        "real JupyterLab processes behind it. Prints a line of JSON with addresses and credentials.",
        epilog="'add-image' as the first argument makes a Python environment an image that spaces can run.",
    )
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, metavar="N", help="the port, 0 for any (%(default)s)"
    )
    parser.add_argument(
        "--directory",
        type=Path,
        default=DEFAULT_DIRECTORY,
        metavar="DIR",
        help="where spaces and their files are kept (%(default)s)",
    )
    parser.add_argument(
        "--time-scale",
        type=float,
        default=1.0,
        metavar="X",
        help="multiplies AWS's durations: with 1 an app starts in about two minutes, with 0.01 "
        "a hundred times faster (%(default)s)",
    )
    parser.add_argument(
        "--seed",
        default="try",
        metavar="try|empty|N",
        help="what a new directory starts with: examples, nobody's spaces, or N spaces, every "
        "fifth of them running, though without a process (%(default)s)",
    )
    parser.add_argument(
        "--assume",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="what to take for true where AWS's behaviour is not known, the default first: "
        + "; ".join(f"{name}={'|'.join(values)}" for name, values in choices().items()),
    )
    parser.add_argument(
        "--policy",
        default=BUILT_IN[0],
        metavar=f"{'|'.join(BUILT_IN)}|FILE.json",
        help="the IAM policy of everybody's execution roles: AmazonSageMakerFullAccess, the same without "
        "creating, changing and deleting spaces, looking only, or one of your own (%(default)s)",
    )
    parser.add_argument(
        "--volumes",
        choices=get_args(Wanted),
        default="auto",
        help="what spaces without a volume get: an image of a file system of the volume's size, which needs "
        "root on Linux, or a directory; auto is ext4 where that works (%(default)s)",
    )
    parser.add_argument(
        "--log-level",
        choices=["warning", "info"],
        default="warning",
        help="info: a line for each call of the API (%(default)s)",
    )
    given = parser.parse_args(argv)
    try:
        assume = parse_assumptions(given.assume)
        policy = load_policy(given.policy)
    except (ValueError, PolicyRefused) as error:
        parser.error(str(error))
    switches = given.directory, given.port, given.time_scale, given.seed, assume, policy, given.volumes
    return Options(*switches), given.log_level

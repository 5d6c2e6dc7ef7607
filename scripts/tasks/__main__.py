"""``python -m tasks setup`` and ``python -m tasks test``: what scripts/try and scripts/test call."""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial

from tasks import images, runners
from tasks.project import LOCAL, ROOT
from tasks.results import Counts
from tasks.setup import set_up
from tasks.steps import StepFailed, only_one


def _test(*, everywhere: bool) -> Counts:
    runners.REPORTS.mkdir(parents=True, exist_ok=True)
    counts = runners.run_all(runners.linters(), workers=2)
    counts += runners.attempt("translations", runners.translations)
    counts += runners.run_all(runners.unit_tests())
    counts += runners.attempt("conformance", runners.conformance)
    counts += runners.attempt("build", runners.build)
    counts += runners.attempt("wheel", runners.wheel)
    counts += runners.attempt("playwright", runners.browser_tests)
    for image in images.ALL if everywhere else (images.OLDEST,):
        counts += runners.attempt(f"image-{image}", partial(runners.image_tests, image))
    return counts


def main() -> int:
    """Exit code: 0 when all went well."""
    parser = argparse.ArgumentParser(prog="tasks")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="install and build what scripts/try needs")
    test = commands.add_parser("test", help="install what the tests need, then run every test")
    test.add_argument(
        "--all", action="store_true", help="in all images that are supported, not the oldest only"
    )
    options = parser.parse_args()

    start = time.monotonic()
    try:
        with only_one("set-up"):
            print(f"Setting up {ROOT} (logs in .local/log)", flush=True)
            set_up(tests=options.command == "test")
        print(f"  ready{time.monotonic() - start:46.1f} s", flush=True)
        if options.command == "setup":
            return 0
        with only_one("test"):
            counts = _test(everywhere=options.all)
    except StepFailed as error:
        print(error, file=sys.stderr, flush=True)
        if options.command == "test":
            print(Counts(failed=1))
        return 1
    print(f"{time.monotonic() - start:.0f} s in all; logs in {LOCAL.relative_to(ROOT)}/log")
    print(counts)
    return 1 if counts.failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""``local-domain add-image``: makes a Python environment a version of a SageMaker image."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from .directory import DirectoryUnusable, StateDirectory
from .images import add_version, image_arn, is_alias, is_name, seed_images
from .processes.python_environment import NoEnvironment, PythonEnvironment, look
from .store import OtherVersion, Store


class CannotAdd(Exception):
    """The environment cannot be an image; the text says what is missing."""


def main(argv: Sequence[str], default_directory: Path) -> int:
    """Add an image and say what it is; returns the exit code. A domain may run on the directory or not."""
    given = _parser(default_directory).parse_args(argv)
    # A virtual environment is known by the path of its interpreter: the link must not be followed.
    python = os.path.abspath(os.path.expanduser(given.python))
    try:
        environment = _checked(python)
        arn = _add(given.directory, given.name, given.version, python, given.display_name)
    except (CannotAdd, DirectoryUnusable, OtherVersion, sqlite3.Error) as error:
        print(f"The image was not added: {error}", file=sys.stderr)
        return 1
    if environment.collaboration is None:
        print(
            f"jupyter-collaboration is not installed in {python}: shared spaces that run this image have no "
            "real-time collaboration.",
            file=sys.stderr,
        )
    print(
        f"{arn}, version {given.version}: JupyterLab {environment.jupyterlab} on Python {environment.version}"
    )
    return 0


def _parser(default_directory: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jupyter spaces local-domain add-image",
        description="Makes a Python environment a version of a SageMaker image, so that spaces can be "
        "switched to it. A version that is there already gets the new interpreter.",
    )
    parser.add_argument(
        "--directory",
        type=Path,
        default=default_directory,
        metavar="DIR",
        help="the local domain's directory (%(default)s)",
    )
    parser.add_argument(
        "--name",
        type=_name,
        required=True,
        help="sagemaker-distribution-cpu or -gpu, or any other name for an image of the account's own",
    )
    parser.add_argument(
        "--version", type=_version, required=True, metavar="X.Y.Z", help="the version's alias"
    )
    parser.add_argument("--python", required=True, metavar="PATH", help="the environment's interpreter")
    parser.add_argument(
        "--display-name", type=_display_name, metavar="TEXT", help="the image's name as people see it"
    )
    return parser


def _name(text: str) -> str:
    if not is_name(text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is no name of an image: lower-case letters and digits, with single - or . between."
        )
    return text


def _version(text: str) -> str:
    if not is_alias(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no version: three numbers, such as 4.4.0.")
    return text


def _display_name(text: str) -> str:
    if not 1 <= len(text) <= 128 or text != text.strip():
        raise argparse.ArgumentTypeError("a display name has 1 to 128 characters, no space at either end.")
    return text


def _checked(python: str) -> PythonEnvironment:
    try:
        environment = look(python)
    except NoEnvironment as error:
        raise CannotAdd(str(error)) from error
    if environment.jupyterlab is None:
        raise CannotAdd(f"jupyterlab is not installed in {python}. {python} -m pip install jupyterlab")
    return environment


def _add(path: Path, name: str, version: str, python: str, display_name: str | None) -> str:
    directory = StateDirectory(path)
    directory.claim()
    with closing(Store(directory.database)) as store:
        now = round(time.time() + store.clock_offset, 3)  # the domain's clock
        seed_images(store, now)
        return image_arn(add_version(store, name, version, python, display_name, now))

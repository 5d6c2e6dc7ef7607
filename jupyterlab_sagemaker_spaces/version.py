"""Versions: of this package, and of what else is installed."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path

_DISTRIBUTION = "jupyterlab-sagemaker-spaces"
_PACKAGE_JSON = Path(__file__).parent.parent / "package.json"


def version(package_json: Path = _PACKAGE_JSON) -> str:
    """The installed version; in a source tree that is not installed, that of its ``package.json``.

    ``0+unknown`` when there is neither (a bare copy of the package's folder).
    """
    if found := version_of(_DISTRIBUTION):
        return found
    try:
        return str(json.loads(package_json.read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return "0+unknown"


def version_of(package: str) -> str | None:
    """The version of an installed package; None where there is none."""
    try:
        return installed_version(package)
    except PackageNotFoundError:
        return None

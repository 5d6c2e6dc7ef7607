"""The version of this package."""

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
    try:
        return installed_version(_DISTRIBUTION)
    except PackageNotFoundError:
        pass
    try:
        return str(json.loads(package_json.read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return "0+unknown"

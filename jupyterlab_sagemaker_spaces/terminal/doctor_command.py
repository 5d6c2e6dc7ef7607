"""``jupyter spaces doctor``: where this is, what the role may read, and what is installed.

Nothing is changed, and nothing secret is told.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from jupyter_core.paths import jupyter_config_path
from jupyter_server.extension.config import ExtensionConfigManager

from ..about import find_about
from ..collaboration import EXTENSIONS, installed, why_off
from ..here import read_metadata
from ..leaving.looks import CannotLook
from ..leaving.packages import container_start
from ..version import version_of
from .assumptions import assumptions
from .domain import Domain, DomainUnknown, domain
from .reads import NEEDED, try_reads

Json = dict[str, Any]
_PACKAGES = (
    "jupyterlab-sagemaker-spaces",
    "jupyterlab",
    "jupyter-server",
    "jupyter-collaboration",
    "botocore",
    "sagemaker-jupyterlab-extension",
    "sagemaker-jupyterlab-extension-common",
    "jupyter-activity-monitor-extension",
)
_WHY_OFF = {
    "not-installed": "off: jupyter-collaboration is not installed",
    "not-enabled": "off: its server extension is not enabled",
    "too-old": "off for documents: jupyter-collaboration is too old for this JupyterLab (4 is not)",
}
_MARKS = {
    "allowed": "ok",
    "as expected": "ok",
    "denied": "NO",
    "failed": "!!",
    "different": "!!",
    "untried": "--",
    "unseen": "--",
}


def run(as_json: bool, domain_id: str, region: str) -> int:
    """Print what was found; the exit code: 0 when all that the panel needs may be read, else 1."""
    try:
        with domain(domain_id, region) as there:
            report = asyncio.run(_look(there))
    except KeyboardInterrupt:
        return 130
    except DomainUnknown as error:
        print(f"jupyter spaces doctor: {error}", file=sys.stderr)
        return 1
    print(json.dumps(report, indent=2) if as_json else "\n".join(_lines(report)))
    needed = [read for read in report["reads"] if read["operation"] in NEEDED]
    return 1 if any(read["state"] in ("denied", "failed") for read in needed) else 0


async def _look(there: Domain) -> Json:
    here = there.here
    about = find_about(here, read_metadata(os.environ), os.environ)
    reads, answers = await try_reads(there.aws, there.id, here)
    return {
        "here": {
            "place": here.place,
            "domain": here.domain_id,
            "region": here.region,
            "space": here.space,
            "app_type": here.app_type,
            "sharing": here.sharing,
            "account": about.account_id,
            "execution_role": about.execution_role,
            "image_version": about.image_version,
        },
        "reads": [read.public() for read in reads],
        "collaboration": _collaboration(),
        "versions": {"python": sys.version.split()[0], **{name: version_of(name) for name in _PACKAGES}},
        "assumptions": [seen.public() for seen in assumptions(here, answers, _began())],
    }


def _collaboration() -> Json:
    manager: Any = ExtensionConfigManager(read_config_path=jupyter_config_path())
    extensions = manager.get_jpserver_extensions()
    found = installed()
    # Whether documents are shared is decided by the server's configuration, which this is not.
    why = why_off(found, any(extensions.get(name) for name in EXTENSIONS), documents_off=False)
    return {"version": found.version, "why_off": why}


def _began() -> float | None:
    try:
        return container_start(os.environ)
    except CannotLook:
        return None


def _lines(report: Json) -> Iterable[str]:
    yield "Where"
    for name, value in report["here"].items():
        if value is not None:
            yield f"  {name.replace('_', ' '):<15} {value}"
    yield "May read"
    for read in report["reads"]:
        yield _marked(read["state"], read["operation"], read["text"])
    yield "Real-time collaboration"
    why = report["collaboration"]["why_off"]
    yield f"  {_WHY_OFF[why] if why else 'on: jupyter-collaboration ' + report['collaboration']['version']}"
    yield "Versions"
    for name, value in report["versions"].items():
        if value is not None:
            yield f"  {name:<38} {value}"
    yield "Taken for true of Studio"
    for seen in report["assumptions"]:
        yield _marked(seen["state"], seen["assumption"], seen["text"])


def _marked(state: str, what: str, text: str | None) -> str:
    return f"  {_MARKS[state]}  {what}{' ' + text if text else ''}"

# Loaded by the Jupyter server of a space, in the environment of its image: it imports nothing of the local
# domain.
"""``GET <base>/api/idle``: when the kernels and terminals of this server were last used, in Studio's form.

In Studio's images a package of AWS's answers there, under a licence for use with AWS only. This is the same
address and the same answer: the newest of the activity of kernels and terminals and of what a file says
(known). A kernel that is busy counts as used now, also one that prints nothing (assumed: AWS's documentation
calls a space idle that has no active kernel, its package looks at the last message of a kernel only).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

#: Written by programs that are at work without a kernel or terminal (known).
ACTIVITY_FILE = Path("/tmp/.sagemaker-last-active-timestamp")  # noqa: S108

#: An image may have a Python without ``datetime.UTC``, and without the "Z" of ``fromisoformat``.
_UTC = timezone.utc  # noqa: UP017
_FORMAT = "%Y-%m-%dT%H:%M:%S.%f"


def last_active(
    started: datetime,
    kernels: Iterable[Mapping[str, Any]],
    terminals: Iterable[Mapping[str, Any]],
    now: datetime,
) -> datetime:
    """The newest activity that Jupyter's models of kernels and terminals tell; without any, ``started``."""
    used = [started]
    for model in (*kernels, *terminals):
        busy = model.get("execution_state") == "busy"
        used.append(now if busy else datetime.fromisoformat(model["last_activity"].replace("Z", "+00:00")))
    return max(used)


def written(path: Path) -> datetime | None:
    """The time that is written in a file; None when there is no file or no time in it."""
    try:
        return datetime.strptime(path.read_text().strip(), f"{_FORMAT}Z").replace(tzinfo=_UTC)
    except (OSError, ValueError):
        return None


class IdleHandler(APIHandler):
    """Answers ``{"lastActiveTimestamp": "2026-11-23T18:00:07.610781z"}``: with a small z (known)."""

    auth_resource = "api"

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """When this server was last used."""
        kernels = await ensure_async(self.kernel_manager.list_kernels())  # type: ignore[no-untyped-call]
        manager = self.settings.get("terminal_manager")
        terminals = manager.list() if manager else []
        used = last_active(self.settings["started"], kernels, terminals, datetime.now(_UTC))
        newest = max(used, written(ACTIVITY_FILE) or used)
        self.finish({"lastActiveTimestamp": f"{newest.astimezone(_UTC).strftime(_FORMAT)}z"})


default_handlers = [(r"/api/idle", IdleHandler)]

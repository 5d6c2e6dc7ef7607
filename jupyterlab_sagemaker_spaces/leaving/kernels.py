"""The kernels of this server, and what each does."""

from __future__ import annotations

from typing import Any

from jupyter_server.gateway.managers import GatewayMappingKernelManager
from jupyter_server.utils import ensure_async

from ..timestamps import iso

Json = dict[str, Any]

#: Messages by which jupyter-resource-usage asks a kernel, on its control channel, what it uses.
_USAGE = ["usage_request", "usage_reply"]


def count_only_work(manager: Any) -> None:
    """Have Jupyter's kernel manager not take a question for what a kernel uses for work.

    jupyter_server (2.20) does not have it among the messages of other channels than the shell's. So, where it
    is asked, a kernel is idle while its cell runs, and never idle for long when none does.
    """
    if manager.has_trait("untracked_message_types"):
        manager.untracked_message_types = [*manager.untracked_message_types, *_USAGE]


class Kernels:
    """Looks at the kernels without touching them."""

    def __init__(self, kernels: Any, sessions: Any, specs: Any) -> None:
        """The server's kernel, session and kernel spec managers."""
        self._kernels = kernels
        self._sessions = sessions
        self._specs = specs

    async def look(self) -> list[Json]:
        """Every kernel: ``id``, ``name`` as people know it, ``path`` of the document it runs for (None: of
        none), ``state``, ``active`` (when it last did anything, ISO), ``recordable``: whether this server can
        receive what it puts out.
        """
        paths = await self.paths()
        found = []
        for kernel in await ensure_async(self._kernels.list_kernels()):
            found.append(
                {
                    "id": kernel["id"],
                    "name": self._title(kernel["name"]),
                    "path": paths.get(kernel["id"]),
                    "state": kernel["execution_state"],
                    "active": _as_iso(kernel["last_activity"]),
                    "recordable": is_recordable(self._kernels),
                }
            )
        return found

    async def paths(self) -> dict[str, str]:
        """The document of each kernel that has one, by the kernel's id."""
        sessions = await ensure_async(self._sessions.list_sessions())
        return {
            session["kernel"]["id"]: without_drive(session["path"])
            for session in sessions
            if session.get("kernel") and session.get("path")
        }

    def _title(self, name: str) -> str:
        try:
            return str(self._specs.get_kernel_spec(name).display_name)
        except KeyError:  # NoSuchKernel: it was uninstalled while it runs
            return name


def is_recordable(manager: Any) -> bool:
    """Whether the kernels of a manager are on this machine: those behind a gateway have no sockets here."""
    return not isinstance(manager, GatewayMappingKernelManager)


def without_drive(path: str) -> str:
    """``RTC:a/b.ipynb`` is ``a/b.ipynb``: jupyter-collaboration before 4.0 puts a drive's name before it."""
    return path.removeprefix("RTC:")


def _as_iso(time: Any) -> str:
    # The manager's model has it as text with a "Z"; others as a datetime.
    return time if isinstance(time, str) else iso(time.timestamp())

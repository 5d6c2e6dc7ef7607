"""Whether this server offers real-time collaboration, and if not, why."""

from __future__ import annotations

import asyncio
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from jupyter_server.extension.manager import ExtensionManager

#: What is installed by name, the better known first.
_PACKAGES = ("jupyter-collaboration", "jupyter-server-ydoc")
#: Names of its server extension: since 3.0, and before.
EXTENSIONS = ("jupyter_server_ydoc", "jupyter_collaboration")


class Collaboration:
    """Looks at the installed packages once, at the first question; at the extensions at each."""

    def __init__(self, manager: ExtensionManager) -> None:
        self._manager = manager
        self._version: str | None = None
        self._looked = False

    async def look(self) -> dict[str, Any]:
        """``version`` of the package, None where none is installed; ``enabled``, None where the server knows
        of no such extension; ``why`` it is off, None where it is on.
        """
        if not self._looked:
            # It reads folders: a slow disk must not stall the server.
            self._version = await asyncio.to_thread(installed)
            self._looked = True
        enabled = self._enabled()
        why = why_off(self._version, bool(enabled), self._documents_off())
        return {"version": self._version, "enabled": enabled, "why": why}

    def _enabled(self) -> bool | None:
        extensions = self._manager.extensions
        known = [extensions[name].enabled for name in EXTENSIONS if name in extensions]
        return any(known) if known else None

    def _documents_off(self) -> bool:
        # The trait that puts ``disableRTC`` into the page's configuration.
        apps = (app for name in EXTENSIONS for app in self._manager.extension_apps.get(name, ()))
        return any(bool(getattr(app, "disable_rtc", False)) for app in apps)


def why_off(version: str | None, enabled: bool, documents_off: bool) -> str | None:
    """Why there is no real-time collaboration; None where there is."""
    if version is None:
        return "not-installed"
    if not enabled:
        return "not-enabled"
    return "documents-off" if documents_off else None


def installed() -> str | None:
    """The installed version of jupyter-collaboration; None for none."""
    for name in _PACKAGES:
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return None

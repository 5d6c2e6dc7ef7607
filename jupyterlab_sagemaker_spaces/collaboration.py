"""Whether this server offers real-time collaboration, and if not, why."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from jupyter_server.extension.manager import ExtensionManager
from packaging.version import Version

from .version import version_of

#: What is installed by name, the better known first, and its first that fits JupyterLab 4.5 and later.
#: These name a file with its drive: older versions look for a file ``RTC:name``, find none and share nothing.
_PACKAGES = {"jupyter-collaboration": Version("4"), "jupyter-server-ydoc": Version("2")}
_NAMES_THE_DRIVE = Version("4.5")
#: Names of its server extension: since 3.0, and before.
EXTENSIONS = ("jupyter_server_ydoc", "jupyter_collaboration")


class Collaboration:
    """Looks at the installed packages once, at the first question; at the extensions at each."""

    def __init__(self, manager: ExtensionManager) -> None:
        self._manager = manager
        self._found: Installed | None = None

    async def look(self) -> dict[str, Any]:
        """``version`` of the package, None where none is installed; ``enabled``, None where the server knows
        of no such extension; ``why`` it is off, None where it is on.
        """
        if self._found is None:
            # It reads folders: a slow disk must not stall the server.
            self._found = await asyncio.to_thread(installed)
        enabled = self._enabled()
        why = why_off(self._found, bool(enabled), self._documents_off())
        return {"version": self._found.version, "enabled": enabled, "why": why}

    def _enabled(self) -> bool | None:
        extensions = self._manager.extensions
        known = [extensions[name].enabled for name in EXTENSIONS if name in extensions]
        return any(known) if known else None

    def _documents_off(self) -> bool:
        # The trait that puts ``disableRTC`` into the page's configuration.
        apps = (app for name in EXTENSIONS for app in self._manager.extension_apps.get(name, ()))
        return any(bool(getattr(app, "disable_rtc", False)) for app in apps)


@dataclass(frozen=True)
class Installed:
    """The installed version of jupyter-collaboration; None for none."""

    version: str | None
    #: Whether JupyterLab is too new for it: people see each other, but share no document.
    too_old: bool = False


def why_off(found: Installed, enabled: bool, documents_off: bool) -> str | None:
    """Why there is no real-time collaboration; None where there is."""
    if found.version is None:
        return "not-installed"
    if not enabled:
        return "not-enabled"
    if found.too_old:
        return "too-old"
    return "documents-off" if documents_off else None


def installed() -> Installed:
    """What is installed of jupyter-collaboration, beside the JupyterLab that is."""
    lab = version_of("jupyterlab")
    for name, fits in _PACKAGES.items():
        if found := version_of(name):
            is_new_lab = lab is not None and Version(lab) >= _NAMES_THE_DRIVE
            return Installed(found, too_old=is_new_lab and Version(found) < fits)
    return Installed(None)

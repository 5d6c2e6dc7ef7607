"""Whether documents are shared, and why not."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from types import SimpleNamespace
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.collaboration import Collaboration, Installed, installed

COLLABORATION, YDOC = "jupyter-collaboration", "jupyter-server-ydoc"


class Packages:
    """What is installed, by name, and how often somebody looked."""

    def __init__(self) -> None:
        self.there: dict[str, str] = {}
        self.looks = 0

    def version(self, name: str) -> str:
        self.looks += 1
        if name not in self.there:
            raise PackageNotFoundError(name)
        return self.there[name]


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> Packages:
    fake = Packages()
    monkeypatch.setattr("jupyterlab_sagemaker_spaces.version.installed_version", fake.version)
    return fake


def manager(extensions: dict[str, bool], disable_rtc: bool = False) -> Any:
    """An extension manager that knows these extensions, enabled or not."""
    return SimpleNamespace(
        extensions={name: SimpleNamespace(enabled=enabled) for name, enabled in extensions.items()},
        extension_apps={name: [SimpleNamespace(disable_rtc=disable_rtc)] for name in extensions},
    )


@pytest.mark.parametrize(
    ("extensions", "enabled", "why"),
    [
        ({"jupyter_server_ydoc": True}, True, None),
        # Before 3.0.
        ({"jupyter_collaboration": True}, True, None),
        ({"jupyter_server_ydoc": False}, False, "not-enabled"),
        ({"jupyter_lsp": True}, None, "not-enabled"),
    ],
)
async def test_what_the_server_knows(
    packages: Packages, extensions: dict[str, bool], enabled: bool | None, why: str | None
) -> None:
    packages.there[COLLABORATION] = "4.4.2"
    told = await Collaboration(manager(extensions)).look()
    assert told == {"version": "4.4.2", "enabled": enabled, "why": why}


async def test_documents_may_be_off_alone(packages: Packages) -> None:
    packages.there[COLLABORATION] = "4.4.2"
    told = await Collaboration(manager({"jupyter_server_ydoc": True}, disable_rtc=True)).look()
    assert told == {"version": "4.4.2", "enabled": True, "why": "documents-off"}


async def test_without_the_package(packages: Packages) -> None:
    told = await Collaboration(manager({})).look()
    assert told == {"version": None, "enabled": None, "why": "not-installed"}


def test_its_server_part_alone_will_do(packages: Packages) -> None:
    packages.there[YDOC] = "2.1.0"
    assert installed() == Installed("2.1.0")
    packages.there[COLLABORATION] = "4.1.0"
    assert installed() == Installed("4.1.0")


@pytest.mark.parametrize(
    ("lab", "package", "version", "too_old"),
    [
        ("4.4.10", COLLABORATION, "2.1.5", False),
        ("4.4.10", COLLABORATION, "3.1.2", False),
        ("4.5.0", COLLABORATION, "2.1.5", True),
        ("4.5.10", COLLABORATION, "3.1.2", True),
        ("4.5.10", COLLABORATION, "4.4.2", False),
        ("4.6.6", COLLABORATION, "3.1.2", True),
        ("4.6.6", COLLABORATION, "5.0.4", False),
        ("4.6.6", YDOC, "1.1.2", True),
        ("4.6.6", YDOC, "2.4.2", False),
    ],
)
async def test_an_old_one_shares_no_document_in_a_new_jupyterlab(
    packages: Packages, lab: str, package: str, version: str, too_old: bool
) -> None:
    packages.there = {"jupyterlab": lab, package: version}
    assert installed() == Installed(version, too_old)
    told = await Collaboration(manager({"jupyter_server_ydoc": True}, disable_rtc=too_old)).look()
    assert told["why"] == ("too-old" if too_old else None)


async def test_packages_are_looked_at_once_and_not_before_somebody_asks(packages: Packages) -> None:
    known = manager({})
    collaboration = Collaboration(known)
    assert packages.looks == 0
    await collaboration.look()
    looks = packages.looks
    # Extensions are linked after this one has made its parts.
    known.extensions["jupyter_server_ydoc"] = SimpleNamespace(enabled=True)
    assert (await collaboration.look())["enabled"]
    assert packages.looks == looks

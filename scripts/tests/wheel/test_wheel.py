"""The wheel, built from the production build, in an environment without Node.js and without the sources."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from fresh_space import FreshSpace
from studio_jupyterlab import NAME, wait
from tasks.project import LABEXTENSION, PYTHON

LABEXTENSION_IN_WHEEL = f".data/data/share/jupyter/labextensions/{NAME}/"


@dataclass(frozen=True)
class Environment:
    """A virtual environment with the wheel; what it depends on comes from the project's own environment."""

    python: Path
    variables: dict[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, *arguments],
            # Python looks for modules in the current folder first: it must not be the project's.
            cwd=self.variables["HOME"],
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    folder = tmp_path_factory.mktemp("installed")
    home = tmp_path_factory.mktemp("home")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    # Nothing else on the PATH: no Node.js, whatever this machine has.
    variables = {"PATH": str(folder / "bin"), "HOME": str(home), "LANG": os.environ.get("LANG", "C")}
    subprocess.run(
        [PYTHON, "-m", "pip", "--quiet", "--python", python, "install", "--no-deps", "--no-index", wheel],
        env=variables,
        check=True,
    )
    # A folder named in a .pth file is searched; .pth files in it (the editable installation) are not read.
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = folder / "lib" / version / "site-packages"
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return Environment(python, variables)


def test_holds_what_jupyterlab_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    built = [name.partition(LABEXTENSION_IN_WHEEL)[2] for name in names if LABEXTENSION_IN_WHEEL in name]
    assert {"install.json", "package.json"} <= set(built)
    assert any(name.startswith("static/remoteEntry.") for name in built)
    assert not [name for name in names if name.endswith((".map", ".ts", ".tsx", ".pot")) or "/tests/" in name]
    assert not [name for name in names if "node_modules" in name or name.startswith("scripts/")]


def test_static_files_are_those_of_the_build(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    built = {str(path.relative_to(LABEXTENSION)) for path in LABEXTENSION.rglob("*") if path.is_file()}
    names = [name for name in archive.namelist() if LABEXTENSION_IN_WHEEL in name]
    packed = {name.partition(LABEXTENSION_IN_WHEEL)[2]: name for name in names}
    assert set(packed) - {"install.json"} == built
    for name in built:
        assert archive.read(packed[name]) == (LABEXTENSION / name).read_bytes(), name


def test_jupyterlab_finds_the_front_end(installed: Environment) -> None:
    find = (
        "import json; from jupyter_core.paths import ENV_JUPYTER_PATH;"
        "from jupyterlab_server.config import get_federated_extensions;"
        "found = get_federated_extensions([p + '/labextensions' for p in ENV_JUPYTER_PATH]);"
        "print(json.dumps(found))"
    )
    answer = installed.run("-c", find)
    assert answer.returncode == 0, answer.stderr
    extension = json.loads(answer.stdout)[NAME]
    assert extension["install"]["packageManager"] == "python"
    assert extension["ext_path"].startswith(str(installed.python.parent.parent))
    listed = installed.run("-m", "jupyterlab.labextensions", "list")
    assert NAME in listed.stdout + listed.stderr


def test_jupyter_server_loads_the_server_part(installed: Environment) -> None:
    where = installed.run("-c", "import jupyterlab_sagemaker_spaces as package; print(package.__file__)")
    assert where.stdout.startswith(str(installed.python.parent.parent)), where.stderr
    listed = installed.run("-m", "jupyter_server.extension.serverextension", "list")
    text = listed.stdout + listed.stderr
    assert listed.returncode == 0, text
    assert "jupyterlab_sagemaker_spaces" in text
    assert "error" not in text.lower(), text


def test_the_command_line_is_installed(installed: Environment) -> None:
    answer = installed.run(str(installed.python.parent / "jupyter-spaces"), "--help")
    assert answer.returncode == 0, answer.stderr
    assert "try" in answer.stdout


def test_uninstalled_nothing_of_it_stays_but_its_data(space: FreshSpace, wheel: Path) -> None:
    before = space.files()
    space.install(wheel)
    space.jupyterlab.start()
    assert space.jupyterlab.has_extension()
    assert space.jupyterlab.post("sagemaker-spaces/usage", {"where": "home"}) == 201
    data = space.home / ".local/share/jupyter/sagemaker-spaces"
    wait(lambda: list(data.glob("*usage*")))
    space.jupyterlab.stop()
    kept = sorted(data.rglob("*"))
    assert kept

    done = space.run(space.python, "-m", "pip", "uninstall", "--yes", NAME)
    assert done.returncode == 0, done.stderr
    assert space.files() == before
    places = [path for top in (space.prefix, space.home) for path in top.rglob("*sagemaker*spaces*")]
    assert [path for path in places if path != data and data not in path.parents] == []
    assert sorted(data.rglob("*")) == kept
    space.jupyterlab.start()
    log = space.jupyterlab.log()
    assert not space.jupyterlab.has_extension()
    assert not re.search("sagemaker.spaces", log), log
    assert not re.search(r"^\[[EC] |Traceback", log, re.M), log

"""The wheel, made once, and a space to install it into."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fresh_space import FreshSpace
from tasks.project import LABEXTENSION, PYTHON, ROOT, environment


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the production build."""
    assert (LABEXTENSION / "package.json").exists(), "the production build comes first: scripts/test"
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [PYTHON, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT],
        env=environment(),
        check=True,
    )
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture
def space(tmp_path: Path) -> Iterator[FreshSpace]:
    """A space whose image has JupyterLab, but not this extension."""
    space = FreshSpace(tmp_path)
    yield space
    space.jupyterlab.stop()

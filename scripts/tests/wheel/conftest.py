"""The wheel, made once, and a space to install it into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fresh_space import FreshSpace
from tasks.wheel import make_wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the production build."""
    return make_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def space(tmp_path: Path) -> Iterator[FreshSpace]:
    """A space whose image has JupyterLab, but not this extension."""
    space = FreshSpace(tmp_path)
    yield space
    space.jupyterlab.stop()

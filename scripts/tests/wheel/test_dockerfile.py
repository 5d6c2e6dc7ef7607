"""What of the Dockerfile for an image of one's own can be checked without Docker."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from changed_wheel import version_of
from fresh_space import SCRIPT
from studio_jupyterlab import NAME
from tasks.project import ROOT

DOCKERFILE = ROOT / "deploy" / "Dockerfile"


def test_it_installs_the_wheel_from_where_it_is_copied_to(wheel: Path) -> None:
    text = DOCKERFILE.read_text().replace("\\\n", "")
    copy = re.search(r"^COPY (\S+) (\S+)/$", text, re.M)
    assert copy
    assert fnmatch(wheel.name, copy[1])
    assert re.search(rf"^RUN .*--no-deps --find-links {copy[2]} +{NAME}$", text, re.M)


@pytest.mark.parametrize("file", [DOCKERFILE, SCRIPT], ids=lambda file: file.name)
def test_it_names_no_version_that_would_have_to_be_raised(file: Path, wheel: Path) -> None:
    assert version_of(wheel) not in file.read_text()

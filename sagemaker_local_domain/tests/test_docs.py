"""The documentation names what there is: operations, choices, switches, tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sagemaker_local_domain.assumptions import choices
from sagemaker_local_domain.cli import main
from sagemaker_local_domain.operations import OPERATIONS

TESTS = Path(__file__).parent
DOC = (TESTS.parent.parent / "docs" / "local-domain.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text below a heading, up to the next heading."""
    found = re.search(rf"^#+ {title}\n(.*?)(?=^#|\Z)", DOC, re.M | re.S)
    assert found
    return found[1]


def test_every_operation_is_named() -> None:
    assert set(re.findall(r"\b[A-Z]\w+[a-z]\w+\b", section("Operations"))) >= set(OPERATIONS)


def test_every_assumption_is_named_the_default_first() -> None:
    rows = re.findall(r"^\| `([\w-]+)` +\| (`.*?) +\|", section("What is not known"), re.M)
    assert {name: tuple(re.findall(r"`([\w-]+)`", values)) for name, values in rows} == choices()


def test_every_switch_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    switches = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help"}
    assert set(re.findall(r"`(--[a-z][a-z-]+)", section("Switches"))) == switches


def test_every_test_that_it_names_is_there() -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", DOC)
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (TESTS / file).exists() or f"def {test}(" not in (TESTS / file).read_text(encoding="utf-8")
    ]
    assert len(named) > 20
    assert missing == []

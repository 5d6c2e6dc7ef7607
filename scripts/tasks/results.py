"""What a test runner reported, read from its machine-readable file and never from its prose."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree


@dataclass(frozen=True)
class Counts:
    """Tests by outcome."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


#: Reads one runner's report. Raises ReportUnreadable.
Reader = Callable[[Path], Counts]


class ReportUnreadable(Exception):
    """A report that is missing or not what its runner writes."""


def junit(path: Path) -> Counts:
    """Counts of a JUnit XML file, as pytest writes it."""
    try:
        suites = list(ElementTree.parse(path).getroot().iter("testsuite"))  # noqa: S314 - our own runner's file
        total, bad, skipped = (
            sum(int(suite.get(name, 0)) for suite in suites for name in names)
            for names in (("tests",), ("failures", "errors"), ("skipped",))
        )
    except (OSError, ElementTree.ParseError, ValueError) as error:
        raise ReportUnreadable(f"{path.name}: {error}") from error
    # A test that fails and whose teardown breaks as well counts twice in "errors" and "failures".
    return Counts(max(0, total - bad - skipped), bad, skipped)


def jest(path: Path) -> Counts:
    """Counts of jest's ``--json`` file; a suite that could not even start is one failure."""
    data = _load(path)
    try:
        return Counts(
            data["numPassedTests"],
            data["numFailedTests"] + data["numRuntimeErrorTestSuites"],
            data["numPendingTests"] + data["numTodoTests"],
        )
    except (KeyError, TypeError) as error:
        raise ReportUnreadable(f"{path.name}: {error!r}") from error


def playwright(path: Path) -> Counts:
    """Counts of Playwright's JSON reporter; errors outside of tests (set-up, configuration) are failures."""
    data = _load(path)
    try:
        stats = data["stats"]
        return Counts(
            stats["expected"], stats["unexpected"] + stats["flaky"] + len(data["errors"]), stats["skipped"]
        )
    except (KeyError, TypeError) as error:
        raise ReportUnreadable(f"{path.name}: {error!r}") from error


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise ReportUnreadable(f"{path.name}: {error}") from error


def outcome(code: int, report: Path | None, read: Reader | None) -> tuple[Counts, str]:
    """Counts of one finished runner, and why it counts as failed where its tests do not say so.

    A runner without a report (a linter) counts as one test. One that crashed, wrote no report or ran no
    test counts as one failure on top of what it reported.
    """
    if report is None or read is None:
        return (Counts(passed=1), "") if code == 0 else (Counts(failed=1), "")
    try:
        counts = read(report)
    except ReportUnreadable as error:
        return Counts(failed=1), f"no usable report ({error}), exit code {code}"
    if counts.failed:
        return counts, ""
    if code != 0:
        return counts + Counts(failed=1), f"exit code {code} although no test failed"
    if counts.passed == 0:
        return counts + Counts(failed=1), "ran no test"
    return counts, ""

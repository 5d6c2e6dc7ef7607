"""What a runner's report counts as, above all when something is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tasks.results import Counts, Reader, ReportUnreadable, jest, junit, outcome, playwright


def xml(path: Path, **counts: int) -> Path:
    attributes = " ".join(f'{name}="{value}"' for name, value in counts.items())
    path.write_text(f"<testsuites><testsuite {attributes}/></testsuites>")
    return path


def test_junit(tmp_path: Path) -> None:
    report = xml(tmp_path / "r.xml", tests=10, failures=2, errors=1, skipped=3)
    assert junit(report) == Counts(passed=4, failed=3, skipped=3)


def test_jest_counts_suites_that_could_not_start(tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    data: dict[str, Any] = {
        "numPassedTests": 5,
        "numFailedTests": 1,
        "numRuntimeErrorTestSuites": 2,
        "numPendingTests": 1,
        "numTodoTests": 1,
    }
    report.write_text(json.dumps(data))
    assert jest(report) == Counts(passed=5, failed=3, skipped=2)


def test_playwright_counts_flaky_tests_and_errors_outside_of_tests(tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    stats = {"expected": 4, "unexpected": 1, "flaky": 1, "skipped": 2}
    report.write_text(json.dumps({"stats": stats, "errors": [{"message": "no such browser"}]}))
    assert playwright(report) == Counts(passed=4, failed=3, skipped=2)


@pytest.mark.parametrize("read", [junit, jest, playwright])
@pytest.mark.parametrize("text", [None, "", "3 passed", "{}", "<testsuites"])
def test_another_report_is_unreadable(tmp_path: Path, read: Reader, text: str | None) -> None:
    report = tmp_path / "report"
    if text is not None:
        report.write_text(text)
    with pytest.raises(ReportUnreadable):
        read(report)


def test_a_linter_counts_as_one() -> None:
    assert outcome(0, None, None) == (Counts(passed=1), "")
    assert outcome(1, None, None) == (Counts(failed=1), "")


@pytest.mark.parametrize(
    ("code", "counts", "expected"),
    [
        (0, {"tests": 3}, Counts(passed=3)),
        (1, {"tests": 3, "failures": 1}, Counts(passed=2, failed=1)),
        (5, {"tests": 0}, Counts(failed=1)),
        (0, {"tests": 0}, Counts(failed=1)),
        (0, {"tests": 2, "skipped": 2}, Counts(failed=1, skipped=2)),
        (139, {"tests": 3}, Counts(passed=3, failed=1)),
    ],
)
def test_a_runner_that_crashed_or_ran_nothing_has_failed(
    tmp_path: Path, code: int, counts: dict[str, int], expected: Counts
) -> None:
    assert outcome(code, xml(tmp_path / "r.xml", **counts), junit)[0] == expected


def test_a_runner_without_a_report_has_failed(tmp_path: Path) -> None:
    counts, why = outcome(0, tmp_path / "missing.xml", junit)
    assert counts == Counts(failed=1)
    assert "no usable report" in why


def test_the_last_line() -> None:
    assert str(Counts(3, 0)) == "3 passed, 0 failed"
    assert str(Counts(3, 1, 2)) == "3 passed, 1 failed, 2 skipped"

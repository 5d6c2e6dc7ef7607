"""The project's checks and tests, and how to run them all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tasks import debian, results
from tasks.browser import chromium
from tasks.clients import clients
from tasks.images import Image, environment_of
from tasks.project import BIN, LOCAL, PYTHON, ROOT, UI_TESTS
from tasks.results import Counts, Reader
from tasks.setup import build_extension, link_extension
from tasks.steps import Step, StepFailed, tail
from tasks.translations import extractor

REPORTS = LOCAL / "results"


@dataclass(frozen=True)
class Runner:
    """One linter or test runner; without ``read`` its exit code is its only result."""

    name: str
    command: Sequence[str | Path]
    read: Reader | None = None
    #: File name of the report that ``read`` understands; the runner is told by its command or ``env``.
    report: str = ""
    cwd: Path = ROOT
    env: dict[str, str] = field(default_factory=dict)


def linters() -> list[Runner]:
    """Checks that read the sources only: they may run beside each other."""
    return [
        Runner("ruff-check", [BIN / "ruff", "check", "."]),
        Runner("ruff-format", [BIN / "ruff", "format", "--check", "."]),
        Runner("mypy", [BIN / "mypy"]),
        Runner("shellcheck", [BIN / "shellcheck", ROOT / "deploy" / "lifecycle-configuration.sh"]),
        Runner("prettier", [BIN / "jlpm", "prettier:check"]),
        Runner("eslint", [BIN / "jlpm", "eslint:check"]),
        Runner("stylelint", [BIN / "jlpm", "stylelint:check"]),
        Runner("tsc", [BIN / "jlpm", "tsc", "--noEmit"]),
        Runner("tsc-ui-tests", [BIN / "jlpm", "tsc"], cwd=UI_TESTS),
    ]


def unit_tests() -> list[Runner]:
    """Tests that need no build of the extension, and the documentation, in which a warning is an error."""
    # Without them the tests of xfs volumes, and of completion in these shells, are skipped.
    wanted = {"mkfs.xfs": "xfsprogs", "zsh": "zsh", "fish": "fish"}
    missing = [package for program, package in wanted.items() if shutil.which(program) is None]
    if missing and debian.can_install():
        with Step("debian", f"{', '.join(missing)} by apt-get") as step:
            debian.install(step, *missing)
    return [
        Runner("docs", [PYTHON, "-m", "sphinx", "-W", "-q", "-b", "html", "docs", LOCAL / "docs"]),
        # They wait more than they work: four at a time take half as long on two cores.
        _pytest(
            "pytest", "-n4", "jupyterlab_sagemaker_spaces", "sagemaker_local_domain", "scripts/tests/unit"
        ),
        Runner(
            "jest",
            [BIN / "jlpm", "jest", "--json", f"--outputFile={REPORTS / 'jest.json'}"],
            results.jest,
            "jest.json",
        ),
    ]


def _pytest(name: str, *arguments: str) -> Runner:
    return Runner(
        name,
        [PYTHON, "-m", "pytest", "-q", f"--junitxml={REPORTS / f'{name}.xml'}", *arguments],
        results.junit,
        f"{name}.xml",
    )


def translations() -> Counts:
    """Whether the template of the translations is what the sources say."""
    extractor()
    return run(Runner("translations", [ROOT / "scripts" / "translations", "--check"]))


def build() -> Counts:
    """The production build counts as one test."""
    start = time.monotonic()
    build_extension(anew=True)
    link_extension()
    return _show("build", Counts(passed=1), time.monotonic() - start)


def wheel() -> Counts:
    """The wheel, made from the production build and installed where there is no Node.js."""
    return run(_pytest("wheel", "scripts/tests/wheel"))


def conformance() -> Counts:
    """The local domain, called by AWS's own clients."""
    clients()
    return run(_pytest("conformance", "scripts/tests/conformance"))


def browser_tests() -> Counts:
    """The extension in Chromium, in the project's own environment."""
    return run(_playwright("playwright"))


def image_tests(image: Image) -> Counts:
    """The main ones of them in an image, beside AWS's extensions."""
    env = {
        "SPACES_IMAGE": str(environment_of(image)),
        "SPACES_JUPYTERLAB": image.jupyterlab,
        "SPACES_PLUGINS": " ".join(image.plugins),
    }
    return run(_playwright(f"image-{image}", "-c", "images.config.ts", "--grep", image.tests, env=env))


def _playwright(name: str, *switches: str, env: dict[str, str] | None = None) -> Runner:
    return Runner(
        name,
        [BIN / "jlpm", "playwright", "test", "--reporter=list,json", *switches],
        results.playwright,
        f"{name}.json",
        cwd=UI_TESTS,
        env={
            **chromium(),
            "PLAYWRIGHT_JSON_OUTPUT_FILE": str(REPORTS / f"{name}.json"),
            "PLAYWRIGHT_OUTPUT_DIRECTORY": str(LOCAL / "results" / name),
            **(env or {}),
        },
    )


def run(runner: Runner) -> Counts:
    """Run it, print its line and, if it failed, the end of its output."""
    start = time.monotonic()
    report = REPORTS / runner.report if runner.report else None
    if report is not None:
        report.unlink(missing_ok=True)
    step = Step(runner.name, runner.name)
    step.log.parent.mkdir(parents=True, exist_ok=True)
    step.log.write_text("")
    code = step.try_run(*runner.command, cwd=runner.cwd, env=runner.env)
    counts, why = results.outcome(code, report, runner.read)
    return _show(runner.name, counts, time.monotonic() - start, step.log, why)


def attempt(name: str, work: Callable[[], Counts]) -> Counts:
    """Do it; where it cannot even be prepared that is one failure, and what comes after it still runs."""
    try:
        return work()
    except StepFailed as error:
        print(f"FAIL {name}\n{error}", flush=True)
        return Counts(failed=1)


def _show(name: str, counts: Counts, seconds: float, log: Path | None = None, why: str = "") -> Counts:
    note = f" ({why})" if why else ""
    lines = [f"{'FAIL' if counts.failed else 'ok':<5}{name:<24}{counts!s:<30}{seconds:6.1f} s{note}"]
    if counts.failed and log is not None:
        lines += [*(f"  | {line}" for line in tail(log, 60)), f"  all of it: {log.relative_to(ROOT)}"]
    print("\n".join(lines), flush=True)
    return counts


def run_all(runners: Sequence[Runner], *, workers: int = 1) -> Counts:
    """Run them, ``workers`` at a time; all run, whichever fail."""
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(run, runners), Counts())

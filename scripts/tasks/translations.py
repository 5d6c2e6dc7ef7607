"""The template that translations of the front end begin with, as jupyterlab-translate extracts it."""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tasks.own import own_environment
from tasks.project import ROOT, environment
from tasks.steps import StepFailed, told

#: What `translator.load` is asked for, and so the template's name.
DOMAIN = "jupyterlab_sagemaker_spaces"
TEMPLATE = ROOT / DOMAIN / "locale" / f"{DOMAIN}.pot"
CONSTRAINTS = ROOT / "scripts" / "constraints-translate.txt"


def extractor() -> Path:
    """jupyterlab-translate, in an environment of its own."""
    return own_environment("translate", "jupyterlab-translate", CONSTRAINTS, "jupyterlab-translate")


def extract(programs: Path) -> str:
    """The template of the sources as they are. Raises StepFailed."""
    with tempfile.TemporaryDirectory() as folder:
        # What is installed and built lies beside the sources, and tests hold strings that nobody sees.
        sources = Path(folder).resolve()
        for name in ("src", "schema"):
            shutil.copytree(ROOT / name, sources / name, ignore=shutil.ignore_patterns("__tests__"))
        shutil.copy(ROOT / "package.json", sources)
        (sources / DOMAIN).mkdir()
        path = os.pathsep.join([str(programs), environment()["PATH"]])
        answer = subprocess.run(
            [programs / "jupyterlab-translate", "extract", sources, DOMAIN],
            cwd=sources,
            env={**environment(), "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode != 0:
            raise StepFailed("jupyterlab-translate extract", answer.stdout + answer.stderr)
        return lasting((sources / DOMAIN / "locale" / TEMPLATE.name).read_text())


def lasting(template: str) -> str:
    """The template without what changes although no string does: the version, line numbers, and the order
    that follows from them.
    """
    header, *entries = template.strip().split("\n\n")
    header = re.sub(r'^("Project-Id-Version: \w+).*?\\n"$', r'\1\\n"', header, flags=re.MULTILINE)
    return "\n\n".join([header, *sorted(map(_without_lines, entries))]) + "\n"


def _without_lines(entry: str) -> str:
    def files(found: re.Match[str]) -> str:
        return " ".join(["#:", *sorted({re.sub(r":\d+$", "", place) for place in found[1].split()})])

    return re.sub(r"^#: (.*)$", files, entry, flags=re.MULTILINE)


def main() -> int:
    """Write the template, or say how it differs from the one that is there; the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/translations")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if it is not up to date")
    check: bool = parser.parse_args().check
    template = extract(extractor())
    if not check:
        TEMPLATE.parent.mkdir(exist_ok=True)
        TEMPLATE.write_text(template)
        print(f"{TEMPLATE.relative_to(ROOT)}: {template.count('msgid ') - 1} strings")
        return 0
    there = TEMPLATE.read_text() if TEMPLATE.exists() else ""
    if there == template:
        return 0
    sys.stdout.writelines(
        difflib.unified_diff(there.splitlines(True), template.splitlines(True), "is", "should be", n=0)
    )
    print("The template of the translations is out of date: run scripts/translations")
    return 1


if __name__ == "__main__":
    sys.exit(told(main))

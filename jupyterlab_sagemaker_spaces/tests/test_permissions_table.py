"""The documentation names every action of AWS's that is called, and no other."""

from __future__ import annotations

import json
import re
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
PROJECT = PACKAGE.parent
#: Talks to the local domain only.
TRIAL = PACKAGE / "trial.py"


def called() -> set[str]:
    """The operations that the source of the server and of the front end calls."""
    server = [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts and path != TRIAL]
    calls = re.compile(r'\.(?:call|read|send|repeat)\(\s*"([A-Z]\w+)"')
    commands = re.compile(r"new (\w+)Command\(")
    front_end = (PROJECT / "src" / "aws").glob("*.ts")
    return {
        name
        for pattern, paths in ((calls, server), (commands, front_end))
        for path in paths
        for name in pattern.findall(path.read_text(encoding="utf-8"))
    }


def test_the_table_of_permissions_is_complete_and_true() -> None:
    page = (PROJECT / "docs" / "administrators.md").read_text(encoding="utf-8")
    section = re.search(r"^## Permissions\n(.*?)^## ", page, re.M | re.S)
    assert section
    rows = "".join(line for line in section[1].splitlines() if line.startswith("|"))
    named = set(re.findall(r"`(\w+)`", rows))
    assert named == called()
    assert {"DeleteApp", "UpdateSpace", "CreatePresignedDomainUrl", "ListImages"} < named
    policy = re.search(r"^```json\n(.*?)^```", section[1], re.M | re.S)
    assert policy
    json.loads(policy[1])
    assert set(re.findall(r'"sagemaker:(\w+)"', policy[1])) == named

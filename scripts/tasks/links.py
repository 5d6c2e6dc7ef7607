"""Whether the links of the documentation to the rest of the web still lead somewhere."""

from __future__ import annotations

import subprocess
import sys
import tomllib

from tasks.own import own_environment
from tasks.project import LOCAL, ROOT
from tasks.steps import told

CONSTRAINTS = ROOT / "scripts" / "constraints.txt"
RESULT = LOCAL / "results" / "links"
#: All that is written in Markdown, and not the documentation alone.
PAGES = ["*.md", "docs/*.md", "benchmarks/*.md"]


def main() -> int:
    """Ask for each of them; the exit code: 0 when all are there."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    programs = own_environment("links", "Sphinx", CONSTRAINTS, *extras["docs"])
    settings = {
        "include_patterns": ",".join(PAGES),
        "root_doc": "README",
        "suppress_warnings": "toc.not_included",
    }
    options = [word for name, value in settings.items() for word in ("-D", f"{name}={value}")]
    sphinx = [str(programs / "python"), "-m", "sphinx", "-q", "-b", "linkcheck", "-c", "docs"]
    return subprocess.run([*sphinx, *options, ".", str(RESULT)], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(told(main))

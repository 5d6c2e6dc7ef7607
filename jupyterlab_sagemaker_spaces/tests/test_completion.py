"""Completion of the command line, in real shells where they are there."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces import cli

#: For each line of $LINES calls what bash would call at a Tab at its end, and prints what it would offer.
TABS = """
eval "$(jupyter spaces completion bash)"
COMP_TYPE=9
while read -r line; do
  COMP_LINE=${line%.} program=${line%% *}
  COMP_POINT=${#COMP_LINE}
  [[ $(complete -p "$program") =~ -F\\ ([^ ]+) ]]
  "${BASH_REMATCH[1]}" "$program"
  echo "${COMPREPLY[@]}"
done <<<"$LINES"
"""
COMMANDS = ["try", "usage", "list", "run", "stop", "doctor", "completion", "local-domain"]


def shell(*command: str, **variables: str) -> str:
    """What a shell prints in which the programs of this environment are found first."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    answer = subprocess.run(
        command, env={**os.environ, **variables, "PATH": path}, capture_output=True, text=True, timeout=60
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_bash_offers_what_could_follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a-directory").mkdir()
    (tmp_path / "a-file").touch()
    monkeypatch.chdir(tmp_path)
    expected = {
        "jupyter-spaces ": ["--help", *COMMANDS],
        "jupyter spaces l": ["list", "local-domain"],
        "jupyter spac": ["spaces"],
        "jupyter spaces stop --": ["--help", "--yes", "--json", "--domain", "--region"],
        # No name of a space. (Where nothing is offered, bash itself offers files.)
        "jupyter spaces run ": ["--help", "--json", "--domain", "--region"],
        "jupyter spaces run a": [],
        "jupyter spaces try --directory a": ["a-directory/"],
        "jupyter spaces list --domain=d-1 --running-longer 12h --j": ["--json"],
        # Another command is not asked: one that knows nothing of completion would do what it is told.
        "jupyter events --": [],
    }
    # A dot after each: bash takes away the spaces at a line's end.
    printed = shell("bash", "--norc", "-c", TABS, LINES="\n".join(f"{line}." for line in expected))
    offered = dict(zip(expected, printed.splitlines(), strict=True))
    assert {line: words.split() for line, words in offered.items()} == expected


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_offers(tmp_path: Path) -> None:
    asked = "jupyter spaces completion fish | source; complete -C 'jupyter-spaces l'"
    printed = shell("fish", "-c", asked, HOME=str(tmp_path))
    assert [line.split("\t")[0] for line in printed.splitlines()] == ["list", "local-domain"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_knows_whom_to_ask(tmp_path: Path) -> None:
    load = f'autoload -U compinit; compinit -u -d {tmp_path}/dump; eval "$(jupyter spaces completion zsh)"'
    printed = shell("zsh", "-f", "-c", f"{load}; whence -w $_comps[jupyter-spaces]; echo $_comps[jupyter]")
    assert [line.partition(": ")[2] for line in printed.splitlines()] == ["function", ""]


def test_jupyters_own_completion_gets_the_same() -> None:
    """The way of jupyter_core: it starts jupyter-spaces with the words so far, and expects completions."""
    line = "jupyter spaces stop --yes --re"
    printed = shell(
        *("bash", "-c", "jupyter 8>&1"),
        **{"_ARGCOMPLETE": "1", "COMP_LINE": line, "COMP_POINT": str(len(line))},
    )
    assert printed.strip() == "--region"


@pytest.fixture
def without_argcomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "argcomplete" else find(name, *more)
    )


@pytest.mark.usefixtures("without_argcomplete")
def test_says_what_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["completion", "bash"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "pip install argcomplete" in printed.err


@pytest.mark.usefixtures("without_argcomplete")
def test_a_tab_does_nothing_where_it_cannot_be_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_ARGCOMPLETE", "2")
    assert cli.main(["usage", "--json"]) == 1
    assert capsys.readouterr().out == ""

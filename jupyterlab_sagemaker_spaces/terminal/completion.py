"""Completion in a shell, by argcomplete, which need not be installed and is loaded at a Tab only.

Names of spaces are not completed: a prompt must not wait for AWS.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from argparse import Action, ArgumentParser
from pathlib import Path
from typing import Any, Literal, get_args

Shell = Literal["bash", "zsh", "fish"]
SHELLS: tuple[Shell, ...] = get_args(Shell)
_PROGRAM = "jupyter-spaces"


def completing() -> bool:
    """Whether a shell asks what could be typed next. Then nothing may be done, whatever the words say."""
    return "_ARGCOMPLETE" in os.environ


def run(shell: Shell) -> int:
    """Print what the shell is to read to complete ``jupyter-spaces``, and in bash ``jupyter spaces``, too."""
    if not _installed():
        print(
            f"jupyter spaces completion needs argcomplete, not installed in {sys.prefix}.\n"
            "Install it with: pip install argcomplete",
            file=sys.stderr,
        )
        return 1
    from argcomplete.shell_integration import shellcode

    # jupyter itself is asked of this program: asked directly it would start any other subcommand, with the
    # words so far, to have it complete them, and one that knows nothing of completion would do what they say.
    # Other shells than bash would then offer no files after the other commands of jupyter.
    programs = ["jupyter", _PROGRAM] if shell == "bash" else [_PROGRAM]
    print(shellcode(programs, shell=shell, argcomplete_script=_PROGRAM))
    return 0


def complete(parser: ArgumentParser) -> int:
    """Tell the shell what could be typed next, which ends the process; the exit code where that fails."""
    if not _installed():
        return 1
    import argcomplete
    from jupyter_core.command import jupyter_parser
    from traitlets.config.argcomplete_config import get_argcomplete_cwords, increment_argcomplete_index

    words = get_argcomplete_cwords() or [""]
    if Path(words[0]).name == "jupyter":
        if len(words) == 1:
            parser = jupyter_parser()
        elif words[1] == "spaces":
            increment_argcomplete_index()
        else:
            return 1
    argcomplete.autocomplete(
        parser,
        always_complete_options="long",
        default_completer=_directories,  # type: ignore[arg-type] # any function does
    )
    return 1


def _installed() -> bool:
    return importlib.util.find_spec("argcomplete") is not None


def _directories(*, prefix: str, action: Action, **more: Any) -> list[str]:
    """Of values only paths can be guessed; all paths that are asked for are directories."""
    from argcomplete.completers import DirectoriesCompleter

    return list(DirectoriesCompleter()(prefix)) if action.type is Path else []

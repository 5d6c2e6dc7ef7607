"""The policies that come with the local domain, and those of a file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from .document import PolicyRefused, parse_policy
from .evaluation import Policy
from .targets import ACTIONS

#: Names for ``--policy``, the default first.
BUILT_IN = ("managed", "run-only", "read-only")
#: Not to choose: what administrators have.
ADMINISTRATOR = "administrator"


def built_in(name: str) -> Policy:
    """A policy of ``access/policies``."""
    document = files(__package__).joinpath("policies", f"{name}.json")
    return parse_policy(document.read_text("utf-8"), ACTIONS)


def load_policy(name: str) -> Policy:
    """A built-in policy by its name, or one from a JSON file. Raises PolicyRefused, which names the file."""
    if name in BUILT_IN:
        return built_in(name)
    try:
        return parse_policy(Path(name).expanduser().read_text("utf-8"), ACTIONS)
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyRefused(
            f"{name} cannot be read: {error}. A policy is {', '.join(BUILT_IN)}, or a JSON file."
        ) from error
    except PolicyRefused as error:
        raise PolicyRefused(f"{name}: {error}") from error

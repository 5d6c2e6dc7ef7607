"""How much the random tests do: the usual amount of always the same, or what ``RANDOM_TESTS`` says."""

from __future__ import annotations

import os
import random

#: So many times the usual amount, other cases at each run; 0 for the usual ones.
TIMES = int(os.environ.get("RANDOM_TESTS", "0"))


def generator() -> random.Random:
    """Of random cases; its seed is in the output of a test that fails."""
    seed = random.SystemRandom().randrange(2**32) if TIMES else 1
    print(f"The seed is {seed}.")
    return random.Random(seed)  # noqa: S311

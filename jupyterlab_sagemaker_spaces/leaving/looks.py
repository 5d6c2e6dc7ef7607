"""What a stop of this space would take away: each kind of thing looked at alone, side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Json = dict[str, Any]
Look = Callable[[], Awaitable[list[Json]]]
#: Seconds that a look may take.
LIMIT_S = 2.0


class CannotLook(Exception):
    """Why there is nothing to be seen, as a sentence."""


async def look_at_all(looks: Mapping[str, Look], limit: float = LIMIT_S) -> Json:
    """``{name: {"trouble": sentence or None, "found": [...]}}``; what one of them cannot see hides nothing of
    the others.
    """
    results = await asyncio.gather(*(_look(look, limit) for look in looks.values()))
    return dict(zip(looks, results, strict=True))


async def _look(look: Look, limit: float) -> Json:
    try:
        return {"trouble": None, "found": await asyncio.wait_for(look(), limit)}
    except CannotLook as error:
        return {"trouble": str(error), "found": []}
    except TimeoutError:
        return {"trouble": f"It took longer than {limit:.0f} seconds.", "found": []}
    except OSError as error:
        return {"trouble": f"{error.strerror or error}.", "found": []}

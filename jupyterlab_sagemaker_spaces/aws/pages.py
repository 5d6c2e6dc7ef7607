"""Lists that come in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator

from .client import Aws, Json

#: The most that a list call returns.
PAGE = 100


async def pages(aws: Aws, operation: str, params: Json) -> AsyncIterator[Json]:
    """The answers of a list call, page after page, each asked for when it is wanted. Raises CallFailed."""
    token: Json = {}
    while True:
        data = (await aws.call(operation, {**params, "MaxResults": PAGE, **token})).data
        yield data
        if not data.get("NextToken"):
            return
        token = {"NextToken": data["NextToken"]}

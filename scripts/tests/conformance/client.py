"""What the flows ask of any client of AWS's: a call, a whole list, a wait, and the error as it reports it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Protocol

#: Members of a call or of an answer, as the API names them. Times of answers are ISO 8601 texts, or epoch
#: seconds as AWS sends them.
Json = dict[str, Any]

#: Real seconds after which whatever is waited for has not come.
LIMIT = 60


@dataclass(frozen=True)
class Account:
    """Whom a client calls, and with which credentials; ``signed`` False sends the calls unsigned."""

    endpoint_url: str
    region: str
    access_key_id: str
    secret_access_key: str
    session_token: str
    signed: bool = True


class Refused(Exception):
    """AWS's error, as a client reports it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Client(Protocol):
    """A client of AWS's, used as its manual says. Every method raises Refused."""

    def call(self, account: Account, operation: str, members: Json) -> Json:
        """What the client makes of the answer to one call."""

    def list(self, account: Account, operation: str, members: Json, page_size: int) -> list[Json]:
        """All items of a list by the client's own paginator, in pages so long where it can ask for that."""

    def wait(self, account: Account, operation: str, members: Json, status: str | None) -> None:
        """Return once what ``operation`` describes has a status, or, for None, is deleted."""


def describe_until(
    client: Client, account: Account, operation: str, members: Json, status: str | None
) -> None:
    """``Client.wait`` for those without waiters for what Studio has: they describe again and again."""
    limit = time.monotonic() + LIMIT
    while True:
        try:
            described = client.call(account, operation, members)
        except Refused as refused:
            if status is None and refused.code == "ResourceNotFound":
                return
            raise
        if described["Status"] == (status or "Deleted"):
            return
        assert "Failed" not in described["Status"], described
        assert time.monotonic() < limit, f"still not {status or 'Deleted'}: {described}"
        time.sleep(0.1)

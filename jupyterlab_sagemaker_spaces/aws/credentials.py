"""Credentials for signing, fetched seldom.

botocore's ``get_frozen_credentials()`` blocks while it fetches, and fetches at *every* call once less than
15 minutes of life are left. So it is called under one lock (and only in worker threads), and what it gave is
used again for up to a minute, as long as enough life is left.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from .failures import NoCredentials

#: Seconds for which frozen credentials are used again.
REUSE_S = 60.0
#: Seconds of life that they must still have: the reuse, and time for the call itself.
LIFE_LEFT_S = 75
#: Seconds for which "there are none" is believed: looking costs seconds where a metadata service is awaited.
MISSING_S = 5.0


class Source(Protocol):
    """botocore's Credentials; only the kind that expires also has ``refresh_needed(refresh_in=seconds)``."""

    def get_frozen_credentials(self) -> Any:
        """Access key, secret key and token as one immutable value."""


class CredentialCache:
    """The credentials to sign with now. Thread-safe; blocks, so never to be used on the event loop."""

    def __init__(
        self, load: Callable[[], Source | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``load`` finds a source afresh (None: there is none); ``clock`` counts seconds."""
        self._load = load
        self._clock = clock
        self._lock = threading.Lock()
        self._source: Source | None = None
        self._frozen: Any = None
        self._frozen_at = 0.0
        self._missing_until = float("-inf")

    def frozen(self) -> Any:
        """Credentials with at least 75 s of life, where their issuer gives that much. Raises
        NoCredentials.
        """
        with self._lock:
            if self._clock() < self._missing_until:
                raise _none_found()
            if self._source is None:
                self._source = self._load()
            if self._source is None:
                self._missing_until = self._clock() + MISSING_S
                raise _none_found()
            if self._frozen is None or not self._still_good(self._source):
                self._frozen = self._source.get_frozen_credentials()
                self._frozen_at = self._clock()
            return self._frozen

    def forget(self) -> None:
        """Find them afresh next time: AWS refused these, and a file may hold newer ones."""
        with self._lock:
            self._source = None
            self._frozen = None

    def _still_good(self, source: Source) -> bool:
        refresh_needed = getattr(source, "refresh_needed", None)
        if refresh_needed is not None and refresh_needed(refresh_in=LIFE_LEFT_S):
            return False
        return self._clock() - self._frozen_at < REUSE_S


def _none_found() -> NoCredentials:
    return NoCredentials(
        "No AWS credentials were found. In a SageMaker space the execution role gives them: restart the "
        "space if "
        "this stays. Elsewhere, sign in to AWS (for example: aws configure) and try again."
    )

"""Credentials are fetched seldom, one fetch at a time, and never used once they have run out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.credentials import Credentials, RefreshableCredentials

from jupyterlab_sagemaker_spaces.aws.credentials import CredentialCache
from jupyterlab_sagemaker_spaces.aws.failures import NoCredentials


class Issuer:
    """Container credentials with a life in seconds; counts fetches, and fails the test when two run at
    once.
    """

    def __init__(self, life: float) -> None:
        self.now = datetime(2026, 11, 1, tzinfo=UTC)
        self.life = life
        self.fetches = 0
        self.fetch_s = 0.0
        self._busy = threading.Lock()

    def fetch(self) -> dict[str, Any]:
        assert self._busy.acquire(blocking=False), "two fetches at once"
        time.sleep(self.fetch_s)
        self.fetches += 1
        self._busy.release()
        expiry = self.now + timedelta(seconds=self.life)
        name = f"key-{self.fetches}"
        return {"access_key": name, "secret_key": "s", "token": "t", "expiry_time": expiry.isoformat()}

    def source(self) -> RefreshableCredentials:
        first = self.fetch()
        return RefreshableCredentials(
            first["access_key"],
            "s",
            "t",
            datetime.fromisoformat(first["expiry_time"]),
            self.fetch,
            "container-role",
            time_fetcher=lambda: self.now,
        )

    def cache(self) -> CredentialCache:
        return CredentialCache(self.source, clock=lambda: self.now.timestamp())


def test_botocore_alone_fetches_at_every_call_in_the_last_quarter_of_an_hour() -> None:
    """The trap: when this fails, botocore has changed, and the cache may go."""
    issuer = Issuer(life=600)
    source = issuer.source()
    for _ in range(6):
        source.get_frozen_credentials()
    assert issuer.fetches == 7


def test_short_lived_credentials_are_fetched_seldom_and_never_stale() -> None:
    issuer = Issuer(life=150)
    cache = issuer.cache()
    issued: dict[str, datetime] = {}
    for _ in range(175 * 2):
        frozen = cache.frozen()
        issued.setdefault(frozen.access_key, issuer.now)
        assert issuer.now - issued[frozen.access_key] < timedelta(seconds=150 - 60)
        issuer.now += timedelta(seconds=0.5)
    assert issuer.fetches <= 5


def test_hour_long_credentials_are_not_fetched_anew_in_their_first_minutes() -> None:
    issuer = Issuer(life=3600)
    cache = issuer.cache()
    for _ in range(100):
        cache.frozen()
        issuer.now += timedelta(seconds=10)
    assert issuer.fetches == 1


def test_many_threads_share_one_slow_fetch() -> None:
    issuer = Issuer(life=600)
    issuer.fetch_s = 0.05
    cache = issuer.cache()
    got: list[str] = []
    threads = [threading.Thread(target=lambda: got.append(cache.frozen().access_key)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8
    assert len(set(got)) == 1


def counting(found: Credentials | None) -> tuple[Callable[[], Credentials | None], list[int]]:
    looks: list[int] = []

    def load() -> Credentials | None:
        looks.append(1)
        return found

    return load, looks


def test_credentials_that_do_not_expire_work() -> None:
    load, looks = counting(Credentials("key", "secret"))
    cache = CredentialCache(load)
    assert cache.frozen().access_key == cache.frozen().access_key == "key"
    assert len(looks) == 1


def test_none_is_believed_for_five_seconds() -> None:
    load, looks = counting(None)
    now = [0.0]
    cache = CredentialCache(load, clock=lambda: now[0])
    for at in (0.0, 4.9, 5.1):
        now[0] = at
        with pytest.raises(NoCredentials, match="No AWS credentials were found"):
            cache.frozen()
    assert len(looks) == 2


def test_forgotten_credentials_are_found_afresh() -> None:
    load, looks = counting(Credentials("key", "secret"))
    cache = CredentialCache(load)
    cache.frozen()
    cache.forget()
    cache.frozen()
    assert len(looks) == 2

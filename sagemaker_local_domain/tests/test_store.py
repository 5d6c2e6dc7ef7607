"""The store: transactions, keys, and a file that outlives the process."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sagemaker_local_domain.seed import DOMAIN_ID, seed
from sagemaker_local_domain.store import Store


def test_a_record_comes_back_as_it_was_put(store: Store) -> None:
    (domain,) = store.domains.find()
    changed = replace(domain, name="ü'; DROP TABLE domain; --", settings={"a": [1, {"b": None}]})
    store.domains.put(changed)
    assert list(store.domains.find()) == [changed]


def test_what_breaks_off_leaves_nothing(store: Store) -> None:
    def break_off() -> None:
        with store.transaction():
            store.user_profiles.delete(domain_id=DOMAIN_ID, name="ana")
            with store.transaction():
                store.user_profiles.delete(domain_id=DOMAIN_ID, name="ben")
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert [person.name for person in store.user_profiles.find()] == ["ana", "ben", "chen"]


def test_after_a_full_disk_it_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "domain.sqlite")
    seed(store, "empty")
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    (domain,) = store.domains.find()
    with pytest.raises(sqlite3.OperationalError, match="full"), store.transaction():
        store.domains.put(replace(domain, name="x" * 100_000))
    store._db.execute("PRAGMA max_page_count = 1000000")
    with store.transaction():
        store.domains.put(replace(domain, name="later"))
    assert [found.name for found in store.domains.find()] == ["later"]
    store.close()


def test_a_commit_that_fails_leaves_nothing_open(store: Store) -> None:
    store._db.execute("PRAGMA foreign_keys = ON")
    store._db.execute("CREATE TABLE a (b REFERENCES domain (domain_id) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(sqlite3.IntegrityError), store.transaction():
        store._db.execute("INSERT INTO a VALUES ('none')")  # found out at the COMMIT only
    with store.transaction():
        store.user_profiles.delete(domain_id=DOMAIN_ID, name="ana")
    assert [person.name for person in store.user_profiles.find()] == ["ben", "chen"]


def test_tables_that_were_not_all_made_are_made_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def without_apps(action: int, name: str | None, *_: str | None) -> int:
        no = action == sqlite3.SQLITE_CREATE_TABLE and name == "app"
        return sqlite3.SQLITE_DENY if no else sqlite3.SQLITE_OK

    def broken(path: Path, isolation_level: None) -> sqlite3.Connection:
        connection = connect(path, isolation_level=isolation_level)
        connection.set_authorizer(without_apps)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", broken)
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            Store(tmp_path / "domain.sqlite")
    store = Store(tmp_path / "domain.sqlite")
    assert list(store.apps.find()) == []
    store.close()


def test_names_that_differ_by_case_are_one(store: Store) -> None:
    ana = store.user_profiles.get(name="ana")
    assert ana
    store.user_profiles.put(replace(ana, name="Ana"))
    assert [person.name for person in store.user_profiles.find()].count("ana") == 0


def test_a_column_is_a_field_of_the_record(store: Store) -> None:
    with pytest.raises(KeyError, match="no column"):
        list(store.spaces.find(**{"name = name OR 1": "x"}))


def test_secrets_and_numbers_survive(tmp_path: Path) -> None:
    path = tmp_path / "domain.sqlite"
    store = Store(path)
    secret, numbers = store.secret("pagination"), [store.next_number("uid", 5), store.next_number("uid", 5)]
    store.close()
    again = Store(path)
    assert numbers == [5, 6]
    assert again.next_number("uid", 5) == 7
    assert again.secret("pagination") == secret
    assert again.secret("other") != secret
    again.close()


_KILLED = """
import os, signal, sys
from sagemaker_local_domain.seed import seed
from sagemaker_local_domain.store import Store
store = Store(sys.argv[1])
seed(store, "try")
with store.transaction():
    store.spaces.delete(name="forecasting")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_loses_nothing_committed_and_keeps_nothing_half_done(tmp_path: Path) -> None:
    path = tmp_path / "domain.sqlite"
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    store = Store(path)
    assert len(list(store.spaces.find())) == 7
    store.close()

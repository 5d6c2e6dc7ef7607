"""What survives a restart of the local domain: one SQLite file with write-ahead log.

Used from one thread only (the event loop's). What belongs together is changed in one transaction, so that the
file is whole whenever the process is killed.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .arns import app_arn
from .records import (
    App,
    Billed,
    Credential,
    Domain,
    Image,
    ImageVersion,
    LifecycleConfig,
    Quota,
    Space,
    Tag,
    UserProfile,
)
from .table import Table, Value

#: Changes with the tables: a file of another version is not opened.
_VERSION = 3

# Names differ by more than case: they become host and directory names. Lists page by the other indexes.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS domain (
    domain_id TEXT PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL,
    created REAL NOT NULL, modified REAL NOT NULL, settings TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS user_profile (
    domain_id TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL,
    created REAL NOT NULL, modified REAL NOT NULL, efs_uid TEXT NOT NULL, settings TEXT NOT NULL,
    PRIMARY KEY (domain_id, name)
);
CREATE UNIQUE INDEX IF NOT EXISTS user_profile_name ON user_profile (domain_id, name COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS user_profile_created ON user_profile (domain_id, created, name);
CREATE INDEX IF NOT EXISTS user_profile_modified ON user_profile (domain_id, modified, name);

CREATE TABLE IF NOT EXISTS space (
    domain_id TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL,
    created REAL NOT NULL, modified REAL NOT NULL,
    display_name TEXT, sharing TEXT NOT NULL, owner TEXT, efs_uid TEXT NOT NULL,
    settings TEXT NOT NULL, failure_reason TEXT, storage_ready REAL NOT NULL, volume_changes TEXT NOT NULL,
    PRIMARY KEY (domain_id, name)
);
CREATE UNIQUE INDEX IF NOT EXISTS space_name ON space (domain_id, name COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS space_created ON space (domain_id, created, name);
CREATE INDEX IF NOT EXISTS space_modified ON space (domain_id, modified, name);

CREATE TABLE IF NOT EXISTS app (
    app_id TEXT PRIMARY KEY, domain_id TEXT NOT NULL, space TEXT NOT NULL,
    app_type TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, created REAL NOT NULL,
    spec TEXT NOT NULL, recovery_mode INTEGER NOT NULL, failure_reason TEXT, ended REAL, expires REAL,
    process INTEGER NOT NULL,
    UNIQUE (domain_id, space, app_type, name)
);
CREATE INDEX IF NOT EXISTS app_created ON app (domain_id, created, app_id);
CREATE INDEX IF NOT EXISTS app_expires ON app (expires) WHERE expires IS NOT NULL;
CREATE INDEX IF NOT EXISTS app_status ON app (status);

CREATE TABLE IF NOT EXISTS tag (
    arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS lifecycle_config (
    name TEXT PRIMARY KEY, app_type TEXT NOT NULL, content TEXT NOT NULL,
    created REAL NOT NULL, modified REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS quota (
    app_type TEXT NOT NULL, instance_type TEXT NOT NULL, apps INTEGER NOT NULL,
    PRIMARY KEY (app_type, instance_type)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS billed (
    kind TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL,
    created REAL NOT NULL, modified REAL NOT NULL, members TEXT NOT NULL,
    PRIMARY KEY (kind, name)
);

CREATE TABLE IF NOT EXISTS image (
    name TEXT PRIMARY KEY, account TEXT NOT NULL, display_name TEXT,
    created REAL NOT NULL, modified REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS image_version (
    image TEXT NOT NULL, number INTEGER NOT NULL, alias TEXT NOT NULL,
    created REAL NOT NULL, modified REAL NOT NULL, python TEXT,
    PRIMARY KEY (image, number), UNIQUE (image, alias)
);

CREATE TABLE IF NOT EXISTS credential (
    access_key_id TEXT PRIMARY KEY, secret_access_key TEXT NOT NULL, session_token TEXT NOT NULL,
    user TEXT, space TEXT, admin INTEGER NOT NULL, expires REAL
);
CREATE INDEX IF NOT EXISTS credential_expires ON credential (expires) WHERE expires IS NOT NULL;
"""


class OtherVersion(Exception):
    """The file was made by another version of the local domain; the text says what to do."""


class Store:
    """The domain's tables. Open it once; ``close`` it at the end."""

    def __init__(self, path: Path | str) -> None:
        """Open or create the file; the directory must be there. ``:memory:`` keeps nothing.

        Raises OtherVersion and sqlite3.Error.
        """
        self._db = sqlite3.connect(path, isolation_level=None)
        try:
            self._prepare(path)
        except BaseException:
            self._db.close()
            raise
        self._depth = 0
        self.domains = Table(self._db, "domain", Domain)
        self.user_profiles = Table(self._db, "user_profile", UserProfile)
        self.spaces = Table(self._db, "space", Space)
        self.apps = Table(self._db, "app", App)
        self.images = Table(self._db, "image", Image)
        self.image_versions = Table(self._db, "image_version", ImageVersion)
        self.credentials = Table(self._db, "credential", Credential)
        self.tags = Table(self._db, "tag", Tag)
        self.lifecycle_configs = Table(self._db, "lifecycle_config", LifecycleConfig)
        self.quotas = Table(self._db, "quota", Quota)
        self.billed = Table(self._db, "billed", Billed)

    def _prepare(self, path: Path | str) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and version != _VERSION:
            raise OtherVersion(
                f"{path} was made by another version of the local domain. Give a new --directory, or delete "
                "this one; the files of its spaces are below volumes."
            )
        # Killing the process loses nothing in either mode; NORMAL spares an fsync per change.
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        # All at once: half of the tables, or tables without the number, would be another version's.
        self._db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")

    def close(self) -> None:
        """Close the file; the store cannot be used after."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes inside become visible together; none when an exception leaves the block. May nest."""
        if self._depth:
            yield  # the outermost one decides
            return
        self._db.execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            # A full disk may fail the COMMIT itself; of some failures SQLite has rolled back already.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        finally:
            self._depth -= 1

    def forget_apps(self, now: float) -> None:
        """Remove the records of apps whose time is over, with their tags."""
        for app in self.apps.select("expires <= ?", [now]):
            self.apps.delete(app_id=app.app_id)
            self.tags.delete(arn=app_arn(app.domain_id, app.space, app.app_type, app.name))

    def profile_named(self, domain_id: str, name: str) -> UserProfile | None:
        """A person by their name, which is not case-sensitive (known)."""
        same: list[Value] = [domain_id, name]
        return next(self.user_profiles.select("domain_id = ? AND name = ? COLLATE NOCASE", same), None)

    def next_efs_uid(self) -> str:
        """HomeEfsFileSystemUid of a new profile or space: one of its own."""
        return str(self.next_number("efs_uid", 200001))

    def secret(self, name: str) -> bytes:
        """A random key of this domain's own, made at first use and kept."""
        self._db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", [name, secrets.token_hex(32)])
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", [name]).fetchone()
        return bytes.fromhex(row[0])

    @property
    def clock_offset(self) -> float:
        """By how many seconds the domain's clock was moved."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'clock_offset'").fetchone()
        return float(row[0]) if row else 0.0

    def keep_clock_offset(self, offset: float) -> None:
        """Keep ``clock_offset``."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('clock_offset', ?)", [repr(offset)])

    def next_number(self, name: str, first: int) -> int:
        """The next number of a series that never repeats, ``first`` at first."""
        sql = (
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = value + 1 RETURNING value"
        )
        return int(self._db.execute(sql, [name, str(first)]).fetchone()[0])

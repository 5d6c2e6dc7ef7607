"""The directory that holds everything of one local domain, and the lock that keeps a second one out of it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from pathlib import Path
from types import TracebackType

#: The kernel takes 104 (macOS) to 108 (Linux) bytes for the path of a UNIX socket.
_LONGEST_SOCKET_PATH = 100
#: Not Python's temporary directory: its path may be long (macOS).
_TMP = Path("/tmp")  # noqa: S108
_LOCK = "lock"


class DirectoryUnusable(Exception):
    """The directory is in use, holds other things, or cannot be written; the text says what to do."""


class StateDirectory:
    """Paths below one directory. Use as a context manager: entering takes the lock."""

    def __init__(self, path: Path) -> None:
        """Make the directory if need be, readable by its owner only. Raises DirectoryUnusable."""
        self.path = path.expanduser().resolve()
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_ours():
                # Parts of it would be removed at every start, and nobody else could read it any more.
                raise DirectoryUnusable(
                    f"{self.path} holds other things than a local domain. Give a new or empty --directory."
                )
            self.path.chmod(0o700)
        except OSError as error:
            raise self._unusable(error) from error
        self._lock = -1

    def _is_ours(self) -> bool:
        """Whether it is new, or has the lock file that every start of a domain leaves."""
        return (self.path / _LOCK).exists() or not any(self.path.iterdir())

    def __enter__(self) -> StateDirectory:
        """Raises DirectoryUnusable. The lock ends with the process, however that ends."""
        self._lock = self._open_lock()
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._lock, 20).decode().strip() or "of unknown number"
            os.close(self._lock)
            raise DirectoryUnusable(
                f"A local domain runs on {self.path} already (process {holder}). "
                "Stop it, or give this one another --directory."
            ) from None
        try:
            os.ftruncate(self._lock, 0)
            os.pwrite(self._lock, f"{os.getpid()}\n".encode(), 0)
        except OSError as error:
            os.close(self._lock)
            raise self._unusable(error) from error
        return self

    def _open_lock(self) -> int:
        try:
            return os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> DirectoryUnusable:
        return DirectoryUnusable(f"{self.path} cannot be used: {error.strerror}. Give another --directory.")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._lock)

    def claim(self) -> None:
        """Mark the directory as a local domain's, whether one runs on it or not. Raises DirectoryUnusable."""
        os.close(self._open_lock())

    @property
    def identity(self) -> str:
        """A short name of this directory, for the marker that its processes carry."""
        return hashlib.sha256(str(self.path).encode()).hexdigest()[:16]

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "domain.sqlite"

    @property
    def announcement(self) -> Path:
        """The file with the JSON line of the running domain."""
        return self.path / "domain.json"

    @property
    def apps(self) -> Path:
        """What running apps need; all of it is made anew at each start."""
        return self.path / "apps"

    def app(self, app_id: str) -> Path:
        """The directory of one app's run."""
        return self.apps / app_id

    @property
    def volumes(self) -> Path:
        """The volumes of all spaces: what survives a stop."""
        return self.path / "volumes"

    def log(self, space: str) -> Path:
        """The log of a space's last run (see ``logs``). Names of spaces have no dots (known)."""
        return self.path / "logs" / f"{space}.log"

    def socket(self, app_id: str) -> Path:
        """The UNIX socket of an app, in a directory for it alone; below the temporary directory where this
        one's path is too long.
        """
        wanted = self.app(app_id) / "run" / "socket"
        if len(os.fsencode(wanted)) < _LONGEST_SOCKET_PATH:
            return wanted
        return self._short_directory() / _short_name(app_id) / "socket"

    def runtime(self, app_id: str) -> Path:
        """A directory for one app's sockets; those of kernels have names of 48 characters. It is made.

        Raises OSError, DirectoryUnusable.
        """
        runtime = self._short_directory() / _short_name(app_id)
        runtime.mkdir(mode=0o700, exist_ok=True)
        return runtime

    @property
    def root_mount_point(self) -> Path:
        """An empty directory, on which each container builds its root: in its own view of the mounts only."""
        return self.path / "root"

    def clear_app(self, app_id: str) -> None:
        """Remove what one app needed to run."""
        shutil.rmtree(self.app(app_id), ignore_errors=True)
        shutil.rmtree(self._short / _short_name(app_id), ignore_errors=True)

    def clear_apps(self) -> None:
        """Remove what apps needed to run; their homes stay."""
        shutil.rmtree(self.apps, ignore_errors=True)
        shutil.rmtree(self._short, ignore_errors=True)

    @property
    def _short(self) -> Path:
        return _TMP / f"sagemaker-{os.getuid()}-{self.identity}"

    def _short_directory(self) -> Path:
        short = self._short
        short.mkdir(mode=0o700, exist_ok=True)
        # Everybody may write to the temporary directory: take no directory that somebody else put there.
        status = short.lstat()
        if short.is_symlink() or status.st_uid != os.getuid() or status.st_mode & 0o077:
            raise DirectoryUnusable(
                f"{short} belongs to somebody else, and sockets of spaces have to be there. Remove it."
            )
        return short


def _short_name(app_id: str) -> str:
    return app_id[:8]


def write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone can read, from its first byte on, and never half of it."""
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    partial.replace(path)

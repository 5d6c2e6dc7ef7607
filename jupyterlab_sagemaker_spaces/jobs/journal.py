"""Jobs on disk: one JSON file each, so that they are gone on with after a restart of the server.

A job is run by the server that holds the lock beside its file: several servers may share a home directory
(as in Studio Classic, where it is on EFS).
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from logging import Logger
from pathlib import Path

from .job import Job

try:
    import fcntl
except ImportError:  # Windows, where no two servers share a home
    fcntl = None  # type: ignore[assignment]


class Journal:
    """The files of the jobs in one directory (mode 700, files 600).

    The methods that end in ``_now`` block. The others work in one thread, in the order asked for, and tell
    the log what went wrong: a full or read-only disk must not keep anybody from stopping a space.
    """

    def __init__(self, directory: Path, log: Logger) -> None:
        self._directory = directory
        self._log = log
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="spaces-journal")
        self._locks: dict[str, int] = {}

    async def load(self) -> list[Job]:
        """All jobs on disk, but those that another server is running; unfinished ones are then ours."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self.load_now)

    async def begin(self, job: Job) -> None:
        """Take the lock of a new job and write it."""
        text = json.dumps(job.to_json())

        def begin() -> None:
            try:
                self.lock_now(job.id)
            except OSError as error:
                self._log.warning("The job %s cannot be locked: %s", job.id, error)
            self._write_now(job.id, text)

        await asyncio.get_running_loop().run_in_executor(self._pool, begin)

    async def save(self, job: Job) -> None:
        """Write the job as it is now; on disk when this returns."""
        text = json.dumps(job.to_json())
        await asyncio.get_running_loop().run_in_executor(self._pool, self._write_now, job.id, text)

    async def end(self, job: Job, forget: Iterable[str]) -> None:
        """Write an ended job, let go of its lock, and delete the jobs ``forget``."""
        text = json.dumps(job.to_json())

        def end() -> None:
            self._write_now(job.id, text)
            self.unlock_now(job.id)
            for old in forget:
                _remove_now(self._file(old))

        await asyncio.get_running_loop().run_in_executor(self._pool, end)

    async def remove(self, job_id: str) -> None:
        """Delete an ended job."""
        await asyncio.get_running_loop().run_in_executor(self._pool, _remove_now, self._file(job_id))

    def close(self) -> None:
        """Finish what is being written, and let go of all locks."""
        self._pool.shutdown()
        for fd in self._locks.values():
            os.close(fd)
        self._locks.clear()

    def load_now(self) -> list[Job]:
        """See ``load``."""
        jobs = []
        for path in self._files_now():
            job = self._read_now(path)
            if job is not None and job.state == "running":
                # Read again under the lock: it may have ended in between.
                job = self._read_now(path) if self._owned_now(job.id) else None
                if job is not None and job.state != "running":
                    self.unlock_now(job.id)
            if job is not None:
                jobs.append(job)
        return jobs

    def lock_now(self, job_id: str) -> bool:
        """Take a job for this server; False when another one has it. Raises OSError where nothing can be
        locked.
        """
        self._make_directory()
        fd = os.open(self._lock_file(job_id), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if fcntl:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(fd)
            if isinstance(error, BlockingIOError):
                return False
            raise
        self._locks[job_id] = fd
        return True

    def unlock_now(self, job_id: str) -> None:
        """Let go of a job."""
        fd = self._locks.pop(job_id, None)
        if fd is not None:
            _remove_now(self._lock_file(job_id))
            os.close(fd)

    def _files_now(self) -> list[Path]:
        try:
            return [path for path in self._directory.iterdir() if path.suffix == ".json"]
        except FileNotFoundError:
            return []
        except OSError as error:
            self._log.warning("Former jobs in %s cannot be read: %s", self._directory, error)
            return []

    def _owned_now(self, job_id: str) -> bool:
        try:
            return self.lock_now(job_id)
        except OSError as error:
            self._log.warning(
                "The unfinished job %s cannot be locked, so it is left alone: %s", job_id, error
            )
            return False

    def _read_now(self, path: Path) -> Job | None:
        try:
            job = Job.from_json(json.loads(path.read_text(encoding="utf-8")))
            if job.id != path.stem:
                raise ValueError(f"it says that its id is {job.id!r}")
        except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
            self._log.warning("The record of a job at %s cannot be used: %s", path, error)
            return None
        return job

    def _write_now(self, job_id: str, text: str) -> None:
        path = self._file(job_id)
        new = path.with_suffix(".new")
        try:
            self._make_directory()
            fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(fd, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(fd)
            new.replace(path)
        except OSError as error:
            self._log.warning("The job %s goes on, but cannot be recorded in %s: %s", job_id, path, error)

    def _make_directory(self) -> None:
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _file(self, job_id: str) -> Path:
        return self._directory / f"{job_id}.json"

    def _lock_file(self, job_id: str) -> Path:
        return self._directory / f"{job_id}.lock"


def _remove_now(path: Path) -> None:
    with suppress(OSError):  # what cannot be removed is in nobody's way
        path.unlink()

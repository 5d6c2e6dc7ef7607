"""Progress of jobs on Jupyter's event stream: to every tab, and to an administrator's log if one is
configured.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal

from jupyter_events import EventLogger

from ..clock import Clock
from ..jobs.job import Job
from ..timestamps import iso

SCHEMA_ID = "https://schema.jupyter.org/jupyterlab-sagemaker-spaces/job/v1"
SCHEMA_FILE = Path(__file__).parent / "job.v1.yaml"


class Announcer:
    """Emits events. ``sequence`` grows by one an event, so that a listener sees whether it missed one."""

    def __init__(self, logger: EventLogger, boot: str, clock: Clock) -> None:
        """``boot`` names this start of the server. Registers the schema: a tab's socket listens only to
        schemas that were there when it connected, so this must happen while the extension loads.
        """
        logger.register_event_schema(SCHEMA_FILE)
        self._logger = logger
        self._boot = boot
        self._clock = clock
        self.sequence = 0

    def changed(self, job: Job) -> None:
        """Tell that a job is new or has changed."""
        self._announce("changed", job)

    def heartbeat(self, job: Job) -> None:
        """Tell that a job is still under way."""
        self._announce("heartbeat", job)

    def _announce(self, event: Literal["changed", "heartbeat"], job: Job) -> None:
        self.sequence += 1
        data = {
            "boot": self._boot,
            "sequence": self.sequence,
            "time": iso(self._clock.now()),
            "event": event,
            "job": job.public(),
        }
        # In a turn of its own: whatever a listener or an administrator's handler raises must not break the
        # job.
        asyncio.get_running_loop().call_soon(self._emit, data)

    def _emit(self, data: dict[str, object]) -> None:
        self._logger.emit(schema_id=SCHEMA_ID, data=data)

"""A Jupyter server extension that measures stalls of the server's event loop, for ``benchmarks/gateway``."""

from __future__ import annotations

import asyncio
import time

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado import web

#: Seconds between two looks at the clock.
TICK = 0.002


class Watch:
    """The longest stall since it was last asked, in seconds."""

    def __init__(self) -> None:
        self.worst = 0.0

    async def run(self) -> None:
        """Look at the clock for ever."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            self.worst = max(self.worst, time.perf_counter() - before - TICK)


class StallHandler(JupyterHandler):
    """``POST loop-watch``: the longest stall in milliseconds since the last such request."""

    def initialize(self, watch: Watch) -> None:
        """Take the watch."""
        self._watch = watch

    @web.authenticated
    def post(self) -> None:
        """Answer, and begin anew."""
        self.finish({"worst_ms": self._watch.worst * 1000})
        self._watch.worst = 0.0


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "loop_watch"}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    watch = Watch()
    app.io_loop.add_callback(watch.run)
    route = url_path_join(app.web_app.settings["base_url"], "loop-watch")
    app.web_app.add_handlers(".*$", [(route, StallHandler, {"watch": watch})])  # type: ignore[no-untyped-call]

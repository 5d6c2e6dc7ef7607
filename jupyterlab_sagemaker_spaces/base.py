"""What every handler of this extension shares: the resource's name for authorizers, and plain refusals."""

from __future__ import annotations

import json

from jupyter_server.base.handlers import APIHandler

#: What authorizers know this extension by.
AUTH_RESOURCE = "sagemaker-spaces"


class SpacesHandler(APIHandler):
    """Base of all handlers of requests. Each method carries ``@web.authenticated`` and ``@authorized``."""

    auth_resource = AUTH_RESOURCE

    def refuse(self, status: int, type_: str, message: str) -> None:
        """Answer with an error as JSON."""
        self.set_status(status)
        self.finish(json.dumps({"type": type_, "message": message}))

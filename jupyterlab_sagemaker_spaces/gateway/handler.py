"""``POST sagemaker-spaces/aws``: a read of the browser's SageMaker client."""

from __future__ import annotations

import json

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..aws.failures import OwnFailure
from ..base import SpacesHandler
from .cache import ReadCache
from .policy import CONTENT_TYPE, Refused, decide


class AwsHandler(SpacesHandler):
    """Passes on a read and hands back AWS's body untouched.

    The answer is HTTP 200 whatever AWS said; its status stands in ``X-Spaces-Status``, so that an error which
    the panel expects is no failed request in the browser's console. The gateway's own failures travel the
    same way, with a ``__type`` that begins with ``Spaces``. What the front end never asks is a true 4xx.
    """

    _track_activity = False  # a panel that looks again by itself is no sign of use

    def initialize(self, reads: ReadCache, domain_id: str | None) -> None:
        """Take what the extension gives each request."""
        self._reads = reads
        self._domain_id = domain_id

    @web.authenticated
    @authorized("read")  # type: ignore[untyped-decorator]
    async def post(self) -> None:
        """Pass the call on."""
        headers = self.request.headers
        try:
            read = decide(
                headers.get("X-Amz-Target"), headers.get("Content-Type"), self.request.body, self._domain_id
            )
            answer = await self._reads.read(read)
        except Refused as refusal:
            self.set_status(refusal.status)
            self._finish_error(refusal.type, refusal.message)
            return
        except OwnFailure as failure:
            self.set_header("X-Spaces-Status", "400")
            self._finish_error(failure.type, failure.message)
            return
        self.set_header("X-Spaces-Status", str(answer.status))
        if answer.request_id:
            self.set_header("x-amzn-RequestId", answer.request_id)
        self.finish(answer.body, set_content_type=CONTENT_TYPE)

    def _finish_error(self, type_: str, message: str) -> None:
        body = json.dumps({"__type": type_, "message": message})
        self.finish(body, set_content_type=CONTENT_TYPE)

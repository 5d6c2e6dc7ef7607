"""``GET /credentials``: the credentials of spaces (AWS_CONTAINER_CREDENTIALS_FULL_URI)."""

from __future__ import annotations

from datetime import UTC, datetime

from aiohttp import web

from . import pages
from .credentials import SPACE_ROLE_LIFETIME, Credentials
from .model import Principal
from .processes import ProcessRunner


def answer(request: web.Request, runner: ProcessRunner, credentials: Credentials) -> web.Response:
    """New credentials of the space's role, for the app whose token the Authorization header holds."""
    app = runner.by_token(request.headers.get("Authorization", ""))
    if app is None:
        return pages.plain(
            403, "This endpoint is for the apps of spaces; the Authorization is not one of theirs."
        )
    issued = credentials.issue(Principal(space=app.spec.space), SPACE_ROLE_LIFETIME)
    expires = datetime.fromtimestamp(issued.expires or 0, UTC).isoformat(timespec="seconds")
    return web.json_response(
        {
            "RoleArn": app.spec.execution_role,
            "AccessKeyId": issued.access_key_id,
            "SecretAccessKey": issued.secret_access_key,
            "Token": issued.session_token,
            "Expiration": expires.replace("+00:00", "Z"),
        },
        headers={"Cache-Control": "no-store"},
    )

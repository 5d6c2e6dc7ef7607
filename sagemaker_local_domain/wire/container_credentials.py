"""``GET /credentials``: the credentials of spaces (AWS_CONTAINER_CREDENTIALS_FULL_URI)."""

from __future__ import annotations

from datetime import UTC, datetime

from aiohttp import web

from ..clock import HOUR
from ..credentials import SPACE_ROLE_LIFETIME
from ..door import pages
from ..faults.calls import Dropped, drop, spoilt, trouble_before
from ..faults.rules import Expired
from ..model import AppSpec, Principal, ServiceError
from ..processes.runner import ProcessRunner
from ..service import LocalService


async def answer(request: web.Request, runner: ProcessRunner, service: LocalService) -> web.StreamResponse:
    """New credentials of the space's role, for the app whose token the Authorization header holds."""
    app = runner.by_token(request.headers.get("Authorization", ""))
    if app is None:
        return pages.plain(
            403, "This endpoint is for the apps of spaces; the Authorization is not one of theirs."
        )
    fault = service.faults.on_credentials(app.spec.space)
    try:
        await trouble_before(fault)
        given = _issue(service, app.spec, -HOUR if isinstance(fault, Expired) else SPACE_ROLE_LIFETIME)
    except Dropped:
        return drop(request)
    except ServiceError as error:
        given = web.json_response({"code": error.code, "message": error.message}, status=error.status)
    return await spoilt(given, fault, request)


def _issue(service: LocalService, app: AppSpec, lifetime: float) -> web.Response:
    issued = service.credentials.issue(Principal(space=app.space), lifetime)
    # The space's programs look at the wall clock: by that one they must see when to fetch new ones.
    until = service.clock.on_the_wall(issued.expires or 0)
    expires = datetime.fromtimestamp(until, UTC).isoformat(timespec="seconds")
    return web.json_response(
        {
            "RoleArn": app.execution_role,
            "AccessKeyId": issued.access_key_id,
            "SecretAccessKey": issued.secret_access_key,
            "Token": issued.session_token,
            "Expiration": expires.replace("+00:00", "Z"),
        },
        headers={"Cache-Control": "no-store"},
    )

"""CreatePresignedDomainUrl."""

from __future__ import annotations

from ..arns import app_arn
from ..errors import invalid, not_found
from ..model import Json, ServiceError
from ..records import Space
from .context import Context

#: Defaults of the API's own description (known), seconds; not scaled, since a person must follow the address.
_VALID_S = 300
_SESSION_S = 43200


def create_presigned_domain_url(context: Context, params: Json) -> Json:
    """CreatePresignedDomainUrl for a person: onto a space's running app, or onto Studio.

    ``SpaceName`` alone lands on the running app (reported); where none runs, the call is refused here
    rather than the page answered with 404 (assumed). ``LandingUri`` of Studio needs no app.
    """
    user = context.user_profile(params["DomainId"], params["UserProfileName"])
    landing = params.get("LandingUri")
    if landing is not None and not landing.startswith(("studio::", "app:JupyterLab:")):
        raise invalid(f"LandingUri [{landing}] must start with [studio::] or [app:JupyterLab:].")
    name = params.get("SpaceName")
    if name is not None:
        space = context.space(params["DomainId"], name)
        _check_may_enter(space, user.name)
        if landing is None or landing.startswith("app:"):
            _check_runs(context, space)
    elif landing is not None and landing.startswith("app:"):
        raise invalid(f"LandingUri [{landing}] needs a SpaceName: apps run in spaces.")
    url = context.presigner.presign(
        user.name,
        name,
        landing,
        params.get("ExpiresInSeconds", _VALID_S),
        params.get("SessionExpirationDurationInSeconds", _SESSION_S),
    )
    return {"AuthorizedUrl": url}


def _check_may_enter(space: Space, user: str) -> None:
    """A private space opens for its owner only (known; type and wording assumed)."""
    if space.sharing == "Private" and space.owner != user:
        raise ServiceError(
            "AccessDeniedException",
            f"UserProfile [{user}] is not the owner of the private Space [{space.name}].",
        )


def _check_runs(context: Context, space: Space) -> None:
    apps = list(context.store.apps.find(domain_id=space.domain_id, space=space.name, status="InService"))
    if not apps:
        app_type = space.app_type or "JupyterLab"
        raise not_found("A running App", app_arn(space.domain_id, space.name, app_type, "default"))

"""CreateApp, DescribeApp, ListApps, DeleteApp: the one app that a space may have."""

from __future__ import annotations

import uuid
from dataclasses import replace

from ..arns import app_arn
from ..errors import already_exists, invalid, not_found
from ..images import image_of
from ..model import Json, ServiceError
from ..pagination import Query, page
from ..records import App, Space
from .context import Context, present
from .spaces import APP_TYPES

APP_NAME = "default"
#: What an app runs on when neither the call nor the space names an instance type (assumed).
DEFAULT_INSTANCE_TYPE = "ml.t3.medium"


def create_app(context: Context, params: Json) -> Json:
    """CreateApp: runs a space. The app is Pending first."""
    _check_place(params)
    space = context.space(params["DomainId"], params["SpaceName"]) if "SpaceName" in params else None
    app_type, arn = params["AppType"], _arn(params)
    if space is None:
        raise invalid("Apps of a UserProfile (Studio Classic) are not modelled here. Give a SpaceName.")
    _check_space_takes(space, params)
    spec = _merged_spec(space, app_type, params.get("ResourceSpec", {}))
    for app in context.store.apps.find(domain_id=space.domain_id, space=space.name):
        if app.live:
            raise already_exists("App", app_arn(app.domain_id, app.space, app.app_type, app.name))
        context.store.apps.delete(app_id=app.app_id)
    app = App(
        app_id=uuid.uuid4().hex,
        domain_id=space.domain_id,
        space=space.name,
        app_type=app_type,
        name=params["AppName"],
        status="Pending",
        created=context.clock.now(),
        spec=spec,
        recovery_mode=params.get("RecoveryMode", False),
        tags=params.get("Tags", []),
    )
    context.store.apps.put(app)
    context.lifecycle.app_starting(app)
    return {"AppArn": arn}


def describe_app(context: Context, params: Json) -> Json:
    """DescribeApp. A Deleted or Failed app is shown until its record goes."""
    app = _find(context, params)
    # Health checks move both times (known); here they are as old as the question.
    checked = app.ended or (context.clock.now() if app.status == "InService" else None)
    return present(
        AppArn=app_arn(app.domain_id, app.space, app.app_type, app.name),
        AppType=app.app_type,
        AppName=app.name,
        DomainId=app.domain_id,
        SpaceName=app.space,
        Status=app.status,
        EffectiveTrustedIdentityPropagationStatus="DISABLED",
        RecoveryMode=app.recovery_mode,
        LastHealthCheckTimestamp=checked,
        LastUserActivityTimestamp=checked,
        CreationTime=app.created,
        FailureReason=app.failure_reason,
        ResourceSpec=app.spec,
    )


def list_apps(context: Context, params: Json) -> Json:
    """ListApps. SpaceNameEquals minds case (reported)."""
    if "SpaceNameEquals" in params and "UserProfileNameEquals" in params:
        raise invalid("SpaceNameEquals and UserProfileNameEquals cannot both be set.")
    where, values = "domain_id = ?", [context.domain_filter(params)]
    if "SpaceNameEquals" in params:
        where, values = f"{where} AND space = ?", [*values, params["SpaceNameEquals"]]
    if "UserProfileNameEquals" in params:
        where = f"{where} AND 0"  # apps of profiles are Studio Classic's: there are none
    return page(
        context.store,
        context.store.apps,
        "ListApps",
        params,
        Query(where, [*values], ("created", "app_id")),
        answer=("Apps", _summary),
    )


def delete_app(context: Context, params: Json) -> Json:
    """DeleteApp: stops a space. The volume stays. Again on one that is Deleting: accepted (assumed)."""
    app = _find(context, params)
    if app.status == "Failed":
        raise invalid(f"App [{app.name}] previously failed and was automatically deleted.")
    if app.status == "Deleted":
        raise invalid(f"App [{app.name}] has already been deleted.")
    if app.status != "Deleting":
        deleting = replace(app, status="Deleting")
        context.store.apps.put(deleting)
        context.lifecycle.app_deleting(deleting)
    return {}


def _find(context: Context, params: Json) -> App:
    _check_place(params)
    context.domain(params["DomainId"])
    app = context.store.apps.get(
        domain_id=params["DomainId"],
        space=params.get("SpaceName", ""),
        app_type=params["AppType"],
        name=params["AppName"],
    )
    if app is None:
        raise not_found("App", _arn(params))
    return app


def _check_place(params: Json) -> None:
    if ("SpaceName" in params) == ("UserProfileName" in params):
        raise invalid("Exactly one of SpaceName and UserProfileName must be set.")


def _check_space_takes(space: Space, params: Json) -> None:
    """One app a space, ``default``, of the space's type (reported; wording assumed)."""
    app_type, name = params["AppType"], params["AppName"]
    if app_type not in APP_TYPES:
        raise invalid(
            f"AppType [{app_type}] is not supported for a Space. Supported: {', '.join(APP_TYPES)}."
        )
    if space.app_type not in (app_type, None):
        raise invalid(f"AppType [{app_type}] does not match the Space's AppType [{space.app_type}].")
    if name != APP_NAME:
        raise invalid(
            f"AppName [{name}] is not supported for a Space. An App of a Space is named [{APP_NAME}]."
        )
    if space.status != "InService":
        raise ServiceError(
            "ResourceInUse", f"Space [{space.name}] is [{space.status}]. Wait until it is [InService]."
        )


def _merged_spec(space: Space, app_type: str, given: Json) -> Json:
    """The call's ResourceSpec over the space's default one (assumed). An image is required (reported)."""
    spec = {"InstanceType": DEFAULT_INSTANCE_TYPE}
    spec |= space.app_settings(app_type).get("DefaultResourceSpec", {}) | given
    if "SageMakerImageArn" not in spec and spec.get("SageMakerImageVersionArn", "None") == "None":
        raise invalid(f"SageMaker Image ARN is required for App with type [{app_type}]")
    image_of(spec)
    return spec


def _arn(params: Json) -> str:
    place = params.get("SpaceName") or params["UserProfileName"]
    return app_arn(params["DomainId"], place, params["AppType"], params["AppName"])


def _summary(app: App) -> Json:
    return {
        "DomainId": app.domain_id,
        "SpaceName": app.space,
        "AppType": app.app_type,
        "AppName": app.name,
        "Status": app.status,
        "CreationTime": app.created,
        "ResourceSpec": app.spec,
    }

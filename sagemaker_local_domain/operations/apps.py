"""CreateApp, DescribeApp, ListApps, DeleteApp: the one app that a space may have."""

from __future__ import annotations

import uuid

from ..arns import app_arn, lifecycle_config_arn
from ..errors import already_exists, invalid, quota_exceeded
from ..images import find_version
from ..model import Json, ServiceError
from ..pagination import Query, page
from ..records import App, Space
from .context import Context, present
from .space_settings import APP_TYPES
from .tags import put_tags

APP_NAME = "default"
#: What an app runs on when neither the call nor the space names an instance type (assumed).
DEFAULT_INSTANCE_TYPE = "ml.t3.medium"
#: The members of a ResourceSpec that name an image and its version.
IMAGE_MEMBERS = ("SageMakerImageArn", "SageMakerImageVersionArn", "SageMakerImageVersionAlias")


def create_app(context: Context, params: Json) -> Json:
    """CreateApp: runs a space. The app is Pending first."""
    _check_place(params)
    space = context.space(params["DomainId"], params["SpaceName"]) if "SpaceName" in params else None
    app_type, arn = params["AppType"], _arn(params)
    if space is None:
        raise invalid("Apps of a UserProfile (Studio Classic) are not modelled here. Give a SpaceName.")
    _check_space_takes(space, params)
    if live := context.live_app(space):
        raise already_exists("App", app_arn(live.domain_id, live.space, live.app_type, live.name))
    _check_storage(context, space, arn)
    spec = _merged_spec(context, space, app_type, params.get("ResourceSpec", {}))
    _check_quota(context, space, app_type, spec["InstanceType"])
    context.store.apps.delete(domain_id=space.domain_id, space=space.name)
    context.store.tags.delete(arn=arn)
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
    )
    context.store.apps.put(app)
    put_tags(context, arn, params.get("Tags", []))
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
        context.lifecycle.delete_app(app)
    return {}


def _find(context: Context, params: Json) -> App:
    _check_place(params)
    return context.app(
        params["DomainId"], params.get("SpaceName") or "", params["AppType"], params["AppName"]
    )


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
    # A space whose last change failed runs with its former settings (assumed).
    if space.status not in ("InService", "Update_Failed"):
        raise ServiceError(
            "ResourceInUse", f"Space [{space.name}] is [{space.status}]. Wait until it is [InService]."
        )


def _check_storage(context: Context, space: Space, arn: str) -> None:
    """The volume gets ready later than the space, and nothing tells when (reported, with this wording)."""
    if context.clock.now() < space.storage_ready:
        raise ServiceError(
            "ResourceInUse", f"Unable to create app [{arn}] because storage is not in Available status."
        )


def _check_quota(context: Context, space: Space, app_type: str, instance_type: str) -> None:
    """The account's limit of apps on an instance type, or a fault that says it is reached."""
    if context.faults.quota_reached(space.name, instance_type):
        raise quota_exceeded(app_type, instance_type)
    quota = context.store.quotas.get(app_type=app_type, instance_type=instance_type)
    if quota is None:
        return
    used = sum(
        app.spec["InstanceType"] == instance_type and app.app_type == app_type
        for status in ("Pending", "InService")
        for app in context.store.apps.find(status=status)
    )
    if used >= quota.apps:
        raise quota_exceeded(app_type, instance_type, quota.apps, used)


def _merged_spec(context: Context, space: Space, app_type: str, given: Json) -> Json:
    """The call's ResourceSpec over the space's default one, and that over the domain's instance type
    (assumed). An image is required (reported); a lifecycle configuration must exist (assumed).

    Image and version go together: the default version of one image says nothing of another (assumed).
    """
    defaults = context.space_defaults(space.domain_id, space.sharing, space.owner)
    instance = defaults.get(f"{app_type}AppSettings", {}).get("DefaultResourceSpec", {})
    default = space.app_settings(app_type).get("DefaultResourceSpec", {})
    if any(name in given for name in IMAGE_MEMBERS):
        default = {name: value for name, value in default.items() if name not in IMAGE_MEMBERS}
    spec: Json = {"InstanceType": instance.get("InstanceType", DEFAULT_INSTANCE_TYPE)} | default | given
    config = spec.get("LifecycleConfigArn", "None")
    if config != "None" and config not in map(
        lifecycle_config_arn, (one.name for one in context.store.lifecycle_configs.find(app_type=app_type))
    ):
        raise invalid(f"StudioLifecycleConfig [{config}] does not exist for apps of type [{app_type}].")
    if "SageMakerImageArn" not in spec and spec.get("SageMakerImageVersionArn", "None") == "None":
        raise invalid(f"SageMaker Image ARN is required for App with type [{app_type}]")
    find_version(context.store, spec)
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

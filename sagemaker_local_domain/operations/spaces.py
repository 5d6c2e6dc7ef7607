"""CreateSpace, DescribeSpace, ListSpaces, DeleteSpace."""

from __future__ import annotations

from dataclasses import replace

from ..arns import space_arn
from ..errors import already_exists, invalid
from ..model import Json, ServiceError
from ..pagination import Query, page
from ..records import Domain, Space
from .context import Context, present, sort_column

#: App types of spaces that the local domain runs; those of Studio Classic are not modelled.
APP_TYPES = ("JupyterLab", "CodeEditor")


def create_space(context: Context, params: Json) -> Json:
    """CreateSpace. The space is Pending first."""
    domain = context.domain(params["DomainId"])
    name = params["SpaceName"]
    # Names that differ by case only would share a host and a directory here (refused by AWS, too: assumed).
    same = "domain_id = ? AND name = ? COLLATE NOCASE"
    for taken in context.store.spaces.select(same, [domain.domain_id, name]):
        raise already_exists("Space", space_arn(taken.domain_id, taken.name))
    sharing, owner = _sharing_and_owner(context, params)
    now = context.clock.now()
    space = Space(
        domain_id=domain.domain_id,
        name=name,
        status="Pending",
        created=now,
        modified=now,
        display_name=params.get("SpaceDisplayName"),
        sharing=sharing,
        owner=owner,
        efs_uid=str(context.store.next_number("efs_uid", 200001)),
        settings=_checked_settings(domain, params.get("SpaceSettings", {})),
        tags=params.get("Tags", []),
    )
    context.store.spaces.put(space)
    context.lifecycle.space_creating(space)
    return {"SpaceArn": space_arn(space.domain_id, space.name)}


def describe_space(context: Context, params: Json) -> Json:
    """DescribeSpace."""
    space = context.space(params["DomainId"], params["SpaceName"])
    return present(
        DomainId=space.domain_id,
        SpaceArn=space_arn(space.domain_id, space.name),
        SpaceName=space.name,
        SpaceDisplayName=space.display_name,
        HomeEfsFileSystemUid=space.efs_uid,
        Status=space.status,
        FailureReason=space.failure_reason,
        CreationTime=space.created,
        LastModifiedTime=space.modified,
        SpaceSettings=space.settings,
        OwnershipSettings=_ownership(space),
        SpaceSharingSettings={"SharingType": space.sharing},
        Url=context.presigner.space_url(space.name),
    )


def list_spaces(context: Context, params: Json) -> Json:
    """ListSpaces. SpaceNameContains minds case (assumed, as SpaceNameEquals of ListApps does)."""
    return page(
        context.store,
        context.store.spaces,
        "ListSpaces",
        params,
        Query(
            "domain_id = ? AND instr(name, ?)",
            [context.domain_filter(params), params.get("SpaceNameContains", "")],
            (sort_column(params), "name"),
        ),
        answer=("Spaces", _summary),
    )


def delete_space(context: Context, params: Json) -> Json:
    """DeleteSpace: destroys the data. Refused with an app (reported), and while it is Pending (reported)."""
    space = context.space(params["DomainId"], params["SpaceName"])
    arn = space_arn(space.domain_id, space.name)
    if space.status == "Pending":
        raise invalid(f"RecordNotFound: Space [{arn}] is being created. Retry once it is InService.")
    if any(app.live for app in context.store.apps.find(domain_id=space.domain_id, space=space.name)):
        raise ServiceError(
            "ResourceInUse", f"Unable to delete Space [{arn}] because App(s) are associated with it."
        )
    if space.status != "Deleting":
        deleting = replace(space, status="Deleting", modified=context.clock.now())
        context.store.spaces.put(deleting)
        context.lifecycle.space_deleting(deleting)
    return {}


def _sharing_and_owner(context: Context, params: Json) -> tuple[str, str | None]:
    """Both or neither (assumed); neither makes a shared space that is nobody's."""
    if ("SpaceSharingSettings" in params) != ("OwnershipSettings" in params):
        raise invalid("SpaceSharingSettings and OwnershipSettings must be given together.")
    if "SpaceSharingSettings" not in params:
        return "Shared", None
    owner = context.user_profile(params["DomainId"], params["OwnershipSettings"]["OwnerUserProfileName"])
    return params["SpaceSharingSettings"]["SharingType"], owner.name


def _checked_settings(domain: Domain, given: Json) -> Json:
    """SpaceSettings with the volume's size filled in, once they are within the domain's limits."""
    app_type = given.get("AppType")
    if app_type not in (*APP_TYPES, None):
        raise invalid(
            f"AppType [{app_type}] is not supported for a Space. Supported: {', '.join(APP_TYPES)}."
        )
    defaults = domain.settings["DefaultUserSettings"]
    volume = defaults["SpaceStorageSettings"]["DefaultEbsStorageSettings"]
    size = given.get("SpaceStorageSettings", {}).get("EbsStorageSettings", {}).get("EbsVolumeSizeInGb")
    if size is None:
        size = volume["DefaultEbsVolumeSizeInGb"]
    largest = volume["MaximumEbsVolumeSizeInGb"]
    if size > largest:
        raise invalid(f"EbsVolumeSizeInGb [{size}] exceeds the maximum [{largest}] of the Domain.")
    for kind in APP_TYPES:
        _check_idle_timeout(given.get(f"{kind}AppSettings", {}), defaults.get(f"{kind}AppSettings", {}))
    return given | {"SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": size}}}


def _check_idle_timeout(given: Json, defaults: Json) -> None:
    minutes = given.get("AppLifecycleManagement", {}).get("IdleSettings", {}).get("IdleTimeoutInMinutes")
    limits = defaults.get("AppLifecycleManagement", {}).get("IdleSettings", {})
    low, high = limits.get("MinIdleTimeoutInMinutes", 60), limits.get("MaxIdleTimeoutInMinutes", 525600)
    if minutes is not None and not low <= minutes <= high:
        raise invalid(
            f"IdleTimeoutInMinutes [{minutes}] must be between [{low}] and [{high}], the Domain's limits."
        )


def _ownership(space: Space) -> Json | None:
    return {"OwnerUserProfileName": space.owner} if space.owner else None


def _summary(space: Space) -> Json:
    return present(
        DomainId=space.domain_id,
        SpaceName=space.name,
        SpaceDisplayName=space.display_name,
        Status=space.status,
        CreationTime=space.created,
        LastModifiedTime=space.modified,
        SpaceSettingsSummary=present(
            AppType=space.app_type,
            RemoteAccess=space.settings.get("RemoteAccess"),
            SpaceStorageSettings=space.settings["SpaceStorageSettings"],
        ),
        SpaceSharingSettingsSummary={"SharingType": space.sharing},
        OwnershipSettingsSummary=_ownership(space),
    )

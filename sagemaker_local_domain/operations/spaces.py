"""CreateSpace, DescribeSpace, ListSpaces, DeleteSpace."""

from __future__ import annotations

from dataclasses import replace

from ..arns import space_arn
from ..errors import already_exists, invalid
from ..model import Json, ServiceError
from ..pagination import Query, page
from ..records import Space
from .context import Context, present, sort_column
from .space_settings import check_app_type, check_limits, with_volume
from .tags import put_tags

#: AWS seconds from CreateSpace until its volume is Available: some time after the space is InService, so that
#: an app may come too early (reported; the duration is assumed).
STORAGE_CREATION = 15.0


def create_space(context: Context, params: Json) -> Json:
    """CreateSpace. The space is Pending first."""
    domain = context.domain(params["DomainId"])
    name = params["SpaceName"]
    # Names that differ by case only would share a host and a directory here (refused by AWS, too: assumed).
    same = "domain_id = ? AND name = ? COLLATE NOCASE"
    for taken in context.store.spaces.select(same, [domain.domain_id, name]):
        raise already_exists("Space", space_arn(taken.domain_id, taken.name))
    sharing, owner = _sharing_and_owner(context, params)
    given, defaults = (
        params.get("SpaceSettings", {}),
        context.space_defaults(domain.domain_id, sharing, owner),
    )
    check_app_type(given)
    check_limits(given, defaults)
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
        efs_uid=context.store.next_efs_uid(),
        settings=with_volume(given, defaults),
        storage_ready=context.clock.after(now, STORAGE_CREATION),
    )
    context.store.spaces.put(space)
    put_tags(context, space_arn(space.domain_id, space.name), params.get("Tags", []))
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
        FailureReason=None if space.status == "Updating" else space.failure_reason,
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
    """DeleteSpace: destroys the data. Refused with an app (reported), and while it is Pending (reported).

    On a space that is Delete_Failed it tries again (assumed).
    """
    space = context.space(params["DomainId"], params["SpaceName"])
    arn = space_arn(space.domain_id, space.name)
    if space.status == "Pending":
        raise invalid(f"RecordNotFound: Space [{arn}] is being created. Retry once it is InService.")
    if context.live_app(space):
        raise ServiceError(
            "ResourceInUse", f"Unable to delete Space [{arn}] because App(s) are associated with it."
        )
    if space.status != "Deleting":
        now = context.clock.now()
        deleting = replace(space, status="Deleting", modified=now, failure_reason=None)
        context.store.spaces.put(deleting)
        context.lifecycle.space_deleting(deleting)
    return {}


def _sharing_and_owner(context: Context, params: Json) -> tuple[str, str | None]:
    """Both or neither (assumed); neither makes a shared space that is nobody's. An owner who is being deleted
    gets no more spaces (assumed).
    """
    if ("SpaceSharingSettings" in params) != ("OwnershipSettings" in params):
        raise invalid("SpaceSharingSettings and OwnershipSettings must be given together.")
    if "SpaceSharingSettings" not in params:
        return "Shared", None
    owner = context.user_profile(params["DomainId"], params["OwnershipSettings"]["OwnerUserProfileName"])
    if owner.status == "Deleting":
        raise ServiceError("ResourceInUse", f"UserProfile [{owner.name}] is [Deleting].")
    return params["SpaceSharingSettings"]["SharingType"], owner.name


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

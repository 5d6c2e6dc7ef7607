"""Create, describe, list, update and delete user profiles."""

from __future__ import annotations

from dataclasses import replace

from ..arns import user_profile_arn
from ..errors import already_exists, invalid
from ..model import Json, ServiceError
from ..pagination import Query, page
from ..records import UserProfile
from ..settings import merged
from .context import Context, sort_column
from .tags import put_tags


def create_user_profile(context: Context, params: Json) -> Json:
    """CreateUserProfile. The profile is Pending first. Its name is not case-sensitive (known)."""
    domain = context.domain(params["DomainId"])
    name = params["UserProfileName"]
    if "SingleSignOnUserIdentifier" in params or "SingleSignOnUserValue" in params:
        # Known from the API's description; wording assumed.
        raise invalid(
            "SingleSignOnUserIdentifier and SingleSignOnUserValue need a Domain with AuthMode [SSO]."
        )
    if taken := context.store.profile_named(domain.domain_id, name):
        raise already_exists("UserProfile", user_profile_arn(taken.domain_id, taken.name))
    now = context.clock.now()
    profile = UserProfile(
        domain_id=domain.domain_id,
        name=name,
        status="Pending",
        created=now,
        modified=now,
        efs_uid=context.store.next_efs_uid(),
        settings=params.get("UserSettings", {}),
    )
    arn = user_profile_arn(profile.domain_id, profile.name)
    context.store.user_profiles.put(profile)
    put_tags(context, arn, params.get("Tags", []))
    context.lifecycle.user_profile_changing(profile)
    return {"UserProfileArn": arn}


def update_user_profile(context: Context, params: Json) -> Json:
    """UpdateUserProfile: merges (assumed)."""
    profile = context.user_profile(params["DomainId"], params["UserProfileName"])
    _check_rests(profile)
    updating = replace(
        profile,
        status="Updating",
        modified=context.clock.now(),
        settings=merged(profile.settings, params.get("UserSettings", {})),
    )
    context.store.user_profiles.put(updating)
    context.lifecycle.user_profile_changing(updating)
    return {"UserProfileArn": user_profile_arn(profile.domain_id, profile.name)}


def delete_user_profile(context: Context, params: Json) -> Json:
    """DeleteUserProfile. Refused while spaces belong to it (assumed)."""
    profile = context.user_profile(params["DomainId"], params["UserProfileName"])
    _check_rests(profile)
    spaces = [space.name for space in context.store.spaces.find(owner=profile.name)]
    if spaces:
        raise ServiceError(
            "ResourceInUse",
            f"Unable to delete UserProfile [{user_profile_arn(profile.domain_id, profile.name)}] because it "
            f"owns Space(s): {', '.join(sorted(spaces)[:10])}.",
        )
    deleting = replace(profile, status="Deleting", modified=context.clock.now())
    context.store.user_profiles.put(deleting)
    context.lifecycle.user_profile_changing(deleting)
    return {}


def describe_user_profile(context: Context, params: Json) -> Json:
    """DescribeUserProfile."""
    profile = context.user_profile(params["DomainId"], params["UserProfileName"])
    return _summary(profile) | {
        "UserProfileArn": user_profile_arn(profile.domain_id, profile.name),
        "HomeEfsFileSystemUid": profile.efs_uid,
        "UserSettings": profile.settings,
    }


def list_user_profiles(context: Context, params: Json) -> Json:
    """ListUserProfiles."""
    return page(
        context.store,
        context.store.user_profiles,
        "ListUserProfiles",
        params,
        Query(
            "domain_id = ? AND instr(name, ?)",
            [context.domain_filter(params), params.get("UserProfileNameContains", "")],
            (sort_column(params), "name"),
        ),
        answer=("UserProfiles", _summary),
    )


def _check_rests(profile: UserProfile) -> None:
    """Not while another change is under way (assumed)."""
    if profile.status != "InService":
        raise ServiceError(
            "ResourceInUse",
            f"UserProfile [{user_profile_arn(profile.domain_id, profile.name)}] is [{profile.status}].",
        )


def _summary(profile: UserProfile) -> Json:
    return {
        "DomainId": profile.domain_id,
        "UserProfileName": profile.name,
        "Status": profile.status,
        "CreationTime": profile.created,
        "LastModifiedTime": profile.modified,
    }

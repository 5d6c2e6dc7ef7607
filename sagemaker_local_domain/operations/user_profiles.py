"""DescribeUserProfile, ListUserProfiles."""

from __future__ import annotations

from ..arns import user_profile_arn
from ..model import Json
from ..pagination import Query, page
from ..records import UserProfile
from .context import Context, sort_column


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


def _summary(profile: UserProfile) -> Json:
    return {
        "DomainId": profile.domain_id,
        "UserProfileName": profile.name,
        "Status": profile.status,
        "CreationTime": profile.created,
        "LastModifiedTime": profile.modified,
    }

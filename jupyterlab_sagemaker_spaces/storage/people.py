"""Whose files are whose: from a uid to a person.

On the domain's EFS each user profile has a uid of its own (DescribeUserProfile.HomeEfsFileSystemUid). An
access point shows only its part of a file system, and may make all files its own user's.
"""

from __future__ import annotations

import pwd
from collections.abc import Iterable

from ..aws.client import Aws


def local_names(uids: Iterable[int]) -> dict[int, str]:
    """Names by this machine's password database, of those that it has."""
    names = {}
    for uid in uids:
        try:
            names[uid] = pwd.getpwuid(uid).pw_name
        except (KeyError, OverflowError):
            continue
    return names


async def profile_names(aws: Aws, domain_id: str, uids: Iterable[int]) -> dict[int, str]:
    """Names of user profiles, of those uids that a profile has. One call a profile, two a second, until all
    are found. Raises CallFailed.
    """
    wanted = set(uids)
    names: dict[int, str] = {}
    token: dict[str, str] = {}
    while wanted - names.keys():
        page = (
            await aws.call("ListUserProfiles", {"DomainIdEquals": domain_id, "MaxResults": 100, **token})
        ).data
        for profile in page.get("UserProfiles") or []:
            name = profile["UserProfileName"]
            described = await aws.call(
                "DescribeUserProfile", {"DomainId": domain_id, "UserProfileName": name}
            )
            uid = str(described.data.get("HomeEfsFileSystemUid") or "")
            if uid.isdecimal() and int(uid) in wanted:
                names[int(uid)] = name
                if not wanted - names.keys():
                    break
        if not page.get("NextToken"):
            break
        token = {"NextToken": page["NextToken"]}
    return names

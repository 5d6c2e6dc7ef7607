"""Whose files are whose: from a uid to a person.

On the domain's EFS each user profile has a uid of its own (DescribeUserProfile.HomeEfsFileSystemUid). An
access point shows only its part of a file system, and may make all files its own user's.
"""

from __future__ import annotations

import pwd
from collections.abc import AsyncIterator, Iterable

from ..aws.client import Aws
from ..aws.failures import CallFailed, is_not_found
from ..aws.pages import pages


def local_names(uids: Iterable[int]) -> dict[int, str]:
    """Names by this machine's password database, of those that it has."""
    names = {}
    for uid in uids:
        try:
            names[uid] = pwd.getpwuid(uid).pw_name
        except (KeyError, OverflowError):
            continue
    return names


async def profile_names(aws: Aws, domain_id: str, uids: Iterable[int]) -> AsyncIterator[tuple[int, str]]:
    """Uids and names of user profiles, of those uids that a profile has, as they are found. One call a
    profile, two a second, until all are found; who is deleted meanwhile is nobody. Raises CallFailed.
    """
    wanted = set(uids)
    if not wanted:
        return
    async for page in pages(aws, "ListUserProfiles", {"DomainIdEquals": domain_id}):
        for profile in page.get("UserProfiles") or []:
            name = profile["UserProfileName"]
            uid = await _uid(aws, domain_id, name)
            if uid in wanted:
                wanted.remove(uid)
                yield uid, name
                if not wanted:
                    return


async def _uid(aws: Aws, domain_id: str, name: str) -> int | None:
    try:
        described = await aws.call("DescribeUserProfile", {"DomainId": domain_id, "UserProfileName": name})
    except CallFailed as failure:
        if is_not_found(failure):
            return None
        raise
    uid = str(described.data.get("HomeEfsFileSystemUid") or "")
    return int(uid) if uid.isdecimal() else None

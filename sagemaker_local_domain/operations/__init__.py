"""The operations of the local domain by name, one module a resource."""

from __future__ import annotations

from .apps import create_app, delete_app, describe_app, list_apps
from .context import Context, Operation
from .domains import describe_domain, list_domains
from .presigned import create_presigned_domain_url
from .spaces import create_space, delete_space, describe_space, list_spaces
from .user_profiles import describe_user_profile, list_user_profiles

OPERATIONS: dict[str, Operation] = {
    "CreateApp": create_app,
    "CreatePresignedDomainUrl": create_presigned_domain_url,
    "CreateSpace": create_space,
    "DeleteApp": delete_app,
    "DeleteSpace": delete_space,
    "DescribeApp": describe_app,
    "DescribeDomain": describe_domain,
    "DescribeSpace": describe_space,
    "DescribeUserProfile": describe_user_profile,
    "ListApps": list_apps,
    "ListDomains": list_domains,
    "ListSpaces": list_spaces,
    "ListUserProfiles": list_user_profiles,
}

__all__ = ["OPERATIONS", "Context", "Operation"]

"""The operations of the local domain by name, one module a resource."""

from __future__ import annotations

from .apps import create_app, delete_app, describe_app, list_apps
from .billed import BILLED
from .context import Context, Operation
from .domains import describe_domain, list_domains, update_domain
from .images import describe_image, describe_image_version, list_image_versions, list_images
from .lifecycle_configs import describe_studio_lifecycle_config, list_studio_lifecycle_configs
from .presigned import create_presigned_domain_url
from .space_update import update_space
from .spaces import create_space, delete_space, describe_space, list_spaces
from .tags import add_tags, delete_tags, list_tags
from .user_profiles import (
    create_user_profile,
    delete_user_profile,
    describe_user_profile,
    list_user_profiles,
    update_user_profile,
)

OPERATIONS: dict[str, Operation] = {
    "AddTags": add_tags,
    "CreateApp": create_app,
    "CreatePresignedDomainUrl": create_presigned_domain_url,
    "CreateSpace": create_space,
    "CreateUserProfile": create_user_profile,
    "DeleteApp": delete_app,
    "DeleteSpace": delete_space,
    "DeleteTags": delete_tags,
    "DeleteUserProfile": delete_user_profile,
    "DescribeApp": describe_app,
    "DescribeDomain": describe_domain,
    "DescribeImage": describe_image,
    "DescribeImageVersion": describe_image_version,
    "DescribeSpace": describe_space,
    "DescribeStudioLifecycleConfig": describe_studio_lifecycle_config,
    "DescribeUserProfile": describe_user_profile,
    "ListApps": list_apps,
    "ListDomains": list_domains,
    "ListImageVersions": list_image_versions,
    "ListImages": list_images,
    "ListSpaces": list_spaces,
    "ListStudioLifecycleConfigs": list_studio_lifecycle_configs,
    "ListTags": list_tags,
    "ListUserProfiles": list_user_profiles,
    "UpdateDomain": update_domain,
    "UpdateSpace": update_space,
    "UpdateUserProfile": update_user_profile,
    **BILLED,
}

__all__ = ["OPERATIONS", "Context", "Operation"]

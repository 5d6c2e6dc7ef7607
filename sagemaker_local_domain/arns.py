"""Names of the one account and region that the local domain plays, and the ARNs made of them."""

from __future__ import annotations

import re

PARTITION = "aws"
REGION = "us-east-1"
ACCOUNT_ID = "123456789012"

_HYPHEN = re.compile(r"(?<=[a-z])(?=[A-Z])")


def domain_arn(domain_id: str) -> str:
    """DescribeDomain's DomainArn."""
    return resource_arn(f"domain/{domain_id}")


def user_profile_arn(domain_id: str, name: str) -> str:
    """DescribeUserProfile's UserProfileArn."""
    return resource_arn(f"user-profile/{domain_id}/{name}")


def space_arn(domain_id: str, name: str) -> str:
    """DescribeSpace's SpaceArn."""
    return resource_arn(f"space/{domain_id}/{name}")


def app_arn(domain_id: str, space: str, app_type: str, app_name: str) -> str:
    """DescribeApp's AppArn, in the form that a space's own metadata file has (known)."""
    return resource_arn(f"app/{domain_id}/{space}/{app_type}/{app_name}")


def lifecycle_config_arn(name: str) -> str:
    """StudioLifecycleConfigArn."""
    return resource_arn(f"studio-lifecycle-config/{name}")


def billed_arn(kind: str, name: str) -> str:
    """The ARN of something else that costs money, such as ``TrainingJob``."""
    return resource_arn(f"{_HYPHEN.sub('-', kind).lower()}/{name}")


def resource_of(arn: str) -> str | None:
    """What follows region and account in an ARN of this account's SageMaker; None for any other ARN."""
    prefix = resource_arn("")
    return arn.removeprefix(prefix) if arn.startswith(prefix) else None


def role_arn(name: str) -> str:
    """An execution role of the account."""
    return f"arn:{PARTITION}:iam::{ACCOUNT_ID}:role/service-role/{name}"


def resource_arn(resource: str) -> str:
    """The ARN of what stands behind region and account: ``resource_of`` the other way round."""
    return f"arn:{PARTITION}:sagemaker:{REGION}:{ACCOUNT_ID}:{resource}"

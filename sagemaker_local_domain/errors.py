"""AWS's refusals that more than one operation uses. Marks: see each function."""

from __future__ import annotations

from .model import ServiceError


def invalid(message: str) -> ServiceError:
    """ValidationException: the type that SageMaker gives for broken rules (reported)."""
    return ServiceError("ValidationException", message)


def not_found(kind: str, arn: str) -> ServiceError:
    """ResourceNotFound; the wording is assumed."""
    return ServiceError("ResourceNotFound", f"{kind} [{arn}] does not exist.")


def already_exists(kind: str, arn: str) -> ServiceError:
    """ResourceInUse for a name that is taken; the wording is assumed."""
    return ServiceError("ResourceInUse", f"{kind} [{arn}] already exists.")


def quota_exceeded(app_type: str, instance_type: str, limit: int = 0, used: int = 0) -> ServiceError:
    """ResourceLimitExceeded of CreateApp (the first sentence is reported, the second assumed)."""
    return ServiceError(
        "ResourceLimitExceeded",
        f"The account-level service limit 'Studio {app_type} Apps running on {instance_type} instances' is "
        f"{limit} Apps, with current utilization of {used} Apps and a request delta of 1 Apps. "
        "Please use AWS Service Quotas to request an increase for this quota.",
    )

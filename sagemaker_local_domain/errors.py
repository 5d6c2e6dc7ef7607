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

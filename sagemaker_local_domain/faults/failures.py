"""FailureReasons of apps that AWS cannot start, by the names under which one can ask for them."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import quota_exceeded
from ..records import App


def no_capacity(instance_type: str) -> str:
    """There is no such instance to be had; the wording is reported."""
    return (
        f"EC2InsufficientCapacityError: Instance type '{instance_type}' is temporarily unavailable in "
        "supported availability zones [use1-az4]. Try again in a few minutes, or try a different instance "
        "type."
    )


def _no_capacity(app: App) -> str:
    return no_capacity(app.spec["InstanceType"])


def _quota(app: App) -> str:
    """The error of CreateApp, come later (reported)."""
    refused = quota_exceeded(app.app_type, app.spec["InstanceType"])
    return f"{refused.code}: {refused.message}"


def _lifecycle_config(app: App) -> str:
    """The beginning and the place of the log are reported, the rest of the wording is assumed."""
    return (
        "Lifecycle Config execution failed with exit code 1. See the CloudWatch log group "
        f"/aws/sagemaker/studio, stream {app.domain_id}/{app.space}/{app.app_type}/{app.name}/"
        "LifecycleConfigOnStart."
    )


def _internal(app: App) -> str:
    """AWS says no more than this (reported)."""
    del app
    return "InternalFailure"


#: What is asked for -> the reason for one app.
REASONS: dict[str, Callable[[App], str]] = {
    "capacity": _no_capacity,
    "quota": _quota,
    "lifecycle-config": _lifecycle_config,
    "internal": _internal,
}

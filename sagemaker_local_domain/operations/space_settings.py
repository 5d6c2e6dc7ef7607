"""SpaceSettings within the limits that the domain and the owner's profile set. Pure.

The limits themselves are known from the API's description; the wording of the refusals is assumed.
"""

from __future__ import annotations

from ..errors import invalid
from ..model import Json

#: App types of spaces that the local domain runs; those of Studio Classic are not modelled.
APP_TYPES = ("JupyterLab", "CodeEditor")

#: Where neither the domain nor the profile says otherwise (known: the range of the API's own member).
_IDLE_MINUTES = (60, 525600)
_VOLUME_GB = (5, 16384)


def check_app_type(settings: Json) -> None:
    """A space is for JupyterLab or for Code Editor. Raises ServiceError."""
    app_type = settings.get("AppType")
    if app_type not in (*APP_TYPES, None):
        raise invalid(
            f"AppType [{app_type}] is not supported for a Space. Supported: {', '.join(APP_TYPES)}."
        )


def check_limits(given: Json, defaults: Json) -> None:
    """The volume's size and the idle timeouts of ``given``. Raises ServiceError (ValidationException)."""
    size = volume_gb(given)
    largest = _volume_limits(defaults).get("MaximumEbsVolumeSizeInGb", _VOLUME_GB[1])
    if size is not None and size > largest:
        raise invalid(f"EbsVolumeSizeInGb [{size}] exceeds the maximum [{largest}] of the Domain.")
    for app_type in APP_TYPES:
        minutes = _idle(given, app_type).get("IdleTimeoutInMinutes")
        limits = _idle(defaults, app_type)
        low = limits.get("MinIdleTimeoutInMinutes", _IDLE_MINUTES[0])
        high = limits.get("MaxIdleTimeoutInMinutes", _IDLE_MINUTES[1])
        if minutes is not None and not low <= minutes <= high:
            raise invalid(
                f"IdleTimeoutInMinutes [{minutes}] must be between [{low}] and [{high}], the Domain's limits."
            )


def volume_gb(settings: Json) -> int | None:
    """EbsVolumeSizeInGb of SpaceSettings."""
    size: int | None = (
        settings.get("SpaceStorageSettings", {}).get("EbsStorageSettings", {}).get("EbsVolumeSizeInGb")
    )
    return size


def with_volume(settings: Json, defaults: Json) -> Json:
    """The settings, with the default size of a volume where they name none."""
    if volume_gb(settings) is not None:
        return settings
    size = _volume_limits(defaults).get("DefaultEbsVolumeSizeInGb", _VOLUME_GB[0])
    return settings | {"SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": size}}}


def _volume_limits(defaults: Json) -> Json:
    limits: Json = defaults.get("SpaceStorageSettings", {}).get("DefaultEbsStorageSettings", {})
    return limits


def _idle(settings: Json, app_type: str) -> Json:
    idle: Json = (
        settings.get(f"{app_type}AppSettings", {}).get("AppLifecycleManagement", {}).get("IdleSettings", {})
    )
    return idle

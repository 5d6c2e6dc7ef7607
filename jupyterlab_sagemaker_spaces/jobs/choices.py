"""What a space is to be and to run on, as the front end sends it (``IChoices``), checked. Pure.

Types, limits and patterns are those of the members that the values become: SageMaker's API model
(SpaceDisplayName, ResourceSpec, EbsVolumeSizeInGb, IdleTimeoutInMinutes).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..bodies import BadRequest, check_member_names

Json = dict[str, Any]

_INSTANCE_TYPE = re.compile(r"ml\.[a-z0-9][a-z0-9-]*\.[a-z0-9]+")
_ARN = r"arn:aws(-\w+)*:sagemaker:[^:\s]+:\d{12}:"
_IMAGE_ARN = re.compile(_ARN + r"image/[a-zA-Z0-9]([-.]?[a-zA-Z0-9])*", re.ASCII)
_VERSION_ARN = re.compile(_ARN + r"image-version/[a-z0-9]([-.]?[a-z0-9])*/\d+", re.ASCII)
_LIFECYCLE_ARN = re.compile(_ARN + r"studio-lifecycle-config/\S+", re.ASCII)
_NUMBER = r"(0|[1-9]\d*)"
_MARKS = r"[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*"
#: One or two numbers, or a version by semver.org.
_VERSION_ALIAS = re.compile(
    rf"\d+(\.\d+)?|{_NUMBER}\.{_NUMBER}\.{_NUMBER}(-{_MARKS})?(\+{_MARKS})?", re.ASCII
)
_NAME_LENGTH = 64
_VOLUME_GB = (5, 16384)
_IDLE_MINUTES = (60, 525600)


def check_choices(content: object) -> Json:
    """The choices, if they are such. Raises BadRequest."""
    if not isinstance(content, dict):
        raise BadRequest("choices must be a JSON object.")
    check_member_names(content, set(), set(_CHECKS))
    for name, value in content.items():
        _CHECKS[name](name, value)
    return content


def _display_name(name: str, value: object) -> None:
    _text(name, value, _NAME_LENGTH)
    if not str(value).strip() or not re.fullmatch(".+", str(value)):
        raise BadRequest(f"{name} must be one line that is not empty.")


def _instance_type(name: str, value: object) -> None:
    _matching(name, value, _INSTANCE_TYPE, 64, "the name of an instance type, such as ml.t3.medium")


def _image(name: str, value: object) -> None:
    if not isinstance(value, dict):
        raise BadRequest(f"{name} must be a JSON object.")
    check_member_names(value, {"image_arn"}, {"version_alias", "version_arn"})
    if "version_alias" in value and "version_arn" in value:
        raise BadRequest(f"{name} must name a version by its alias or by its ARN, not by both.")
    _matching("image_arn", value["image_arn"], _IMAGE_ARN, 256, "the ARN of a SageMaker image")
    if "version_alias" in value:
        _matching(
            "version_alias", value["version_alias"], _VERSION_ALIAS, 128, "a version number, such as 4.4.0"
        )
    if "version_arn" in value:
        _matching("version_arn", value["version_arn"], _VERSION_ARN, 256, "the ARN of an image's version")


def _lifecycle_config_arn(name: str, value: object) -> None:
    if value is not None:
        _matching(name, value, _LIFECYCLE_ARN, 256, "the ARN of a Studio lifecycle configuration, or null")


def _volume_gb(name: str, value: object) -> None:
    _whole_number(name, value, _VOLUME_GB)


def _idle_minutes(name: str, value: object) -> None:
    _whole_number(name, value, _IDLE_MINUTES)


_CHECKS: dict[str, Callable[[str, object], None]] = {
    "display_name": _display_name,
    "instance_type": _instance_type,
    "image": _image,
    "volume_gb": _volume_gb,
    "idle_minutes": _idle_minutes,
    "lifecycle_config_arn": _lifecycle_config_arn,
}


def _text(name: str, value: object, length: int) -> None:
    if not isinstance(value, str) or len(value) > length:
        raise BadRequest(f"{name} must be a text of at most {length} characters.")


def _matching(name: str, value: object, pattern: re.Pattern[str], length: int, what: str) -> None:
    _text(name, value, length)
    if not pattern.fullmatch(str(value)):
        raise BadRequest(f"{name} must be {what}.")


def _whole_number(name: str, value: object, limits: tuple[int, int]) -> None:
    low, high = limits
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise BadRequest(f"{name} must be a whole number from {low} to {high}.")

"""What the steps read of a space and its app, and what a CreateApp is to say. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

#: The kinds of app of which a space runs exactly one, and the member of SpaceSettings that configures each.
SETTINGS = {"JupyterLab": "JupyterLabAppSettings", "CodeEditor": "CodeEditorAppSettings"}
#: The name of that one app.
APP_NAME = "default"
#: What a failure says that AWS gives no FailureReason for.
NO_REASON = "AWS gives no reason."

_IMAGE_MEMBERS = ("SageMakerImageArn", "SageMakerImageVersionArn", "SageMakerImageVersionAlias")
_DISTRIBUTION = re.compile(r"(:image/sagemaker-distribution-)(cpu|gpu)$")
_GPU_INSTANCE = re.compile(r"ml\.[gp]\d")


@dataclass(frozen=True)
class Space:
    """A space as DescribeSpace tells it. ``app_type`` None: neither JupyterLab nor Code Editor (Studio
    Classic). Times are seconds since the epoch.
    """

    domain_id: str
    name: str
    status: str
    app_type: str | None
    settings: Json
    display_name: str | None
    sharing: str | None
    owner: str | None
    created: float | None
    modified: float | None
    reason: str | None

    @classmethod
    def read(cls, domain_id: str, asked: str, data: Json) -> Space:
        """From DescribeSpace's answer for the space ``asked``."""
        settings = data.get("SpaceSettings") or {}
        app_type = settings.get("AppType")
        return cls(
            domain_id,
            data.get("SpaceName") or asked,
            str(data.get("Status")),
            app_type if app_type in SETTINGS else None,
            settings,
            data.get("SpaceDisplayName"),
            (data.get("SpaceSharingSettings") or {}).get("SharingType"),
            (data.get("OwnershipSettings") or {}).get("OwnerUserProfileName"),
            _time(data, "CreationTime"),
            _time(data, "LastModifiedTime"),
            data.get("FailureReason"),
        )

    @property
    def app_settings(self) -> Json:
        """The settings of the space's app."""
        return self.settings.get(SETTINGS.get(str(self.app_type), "")) or {}

    @property
    def default_spec(self) -> Json:
        """The ResourceSpec on which the space runs."""
        return self.app_settings.get("DefaultResourceSpec") or {}

    @property
    def app(self) -> Json:
        """The input that names this space's app."""
        return {
            "DomainId": self.domain_id,
            "SpaceName": self.name,
            "AppType": self.app_type,
            "AppName": APP_NAME,
        }


@dataclass(frozen=True)
class App:
    """An app as DescribeApp or ListApps tells it. ``created`` in seconds since the epoch tells one from the
    next.
    """

    status: str
    created: float | None
    spec: Json
    reason: str | None

    @classmethod
    def read(cls, data: Json) -> App:
        """From DescribeApp's answer, or an item of ListApps."""
        return cls(
            str(data.get("Status")),
            _time(data, "CreationTime"),
            data.get("ResourceSpec") or {},
            data.get("FailureReason"),
        )

    @property
    def live(self) -> bool:
        """It is there in some way: a record of a deleted app stays for 24 hours."""
        return self.status != "Deleted"

    @property
    def in_the_way(self) -> bool:
        """It has to be gone before another can be created, or the space be changed or deleted: a failed one
        deletes itself (reported).
        """
        return self.live and self.status != "Failed"

    @property
    def on(self) -> bool:
        """It runs, or is to."""
        return self.status in ("Pending", "InService")

    def later_than(self, created: float | None) -> bool:
        """It is another app than the one created then."""
        return created is not None and self.created is not None and self.created > created


def _time(data: Json, name: str) -> float | None:
    value = data.get(name)
    return float(value) if isinstance(value, int | float) else None


def modified_since(space: Space, before: float | None) -> bool:
    """Whether the space has been changed since its LastModifiedTime was that."""
    return space.modified is not None and before is not None and space.modified > before


def once_more(spec: Json, default: Json) -> Json:
    """The ResourceSpec for CreateApp that runs an app like a former one, which ran on ``spec``; what that
    lacks comes from the space's DefaultResourceSpec.
    """
    rest = {name: value for name, value in spec.items() if name not in _IMAGE_MEMBERS}
    return resource_spec(resource_spec(rest, spec), default)


def resource_spec(default: Json, former: Json) -> Json:
    """The ResourceSpec for CreateApp: the space's DefaultResourceSpec, and what that lacks of instance type
    and image from the space's ``former`` app.
    """
    spec = dict(default)
    if "InstanceType" not in spec and "InstanceType" in former:
        spec["InstanceType"] = former["InstanceType"]
    if not has_image(spec) and has_image(former):
        spec |= _image(former)
    return spec


def with_image_of(spec: Json, neighbour: Json) -> Json:
    """``spec`` with the image of another space's app, in the variant for CPU or GPU that fits the
    instance.
    """
    return spec | _fitting(_image(neighbour), str(spec.get("InstanceType", "")))


def has_image(spec: Json) -> bool:
    """It names an image, without which CreateApp is refused (reported)."""
    return bool(_image(spec))


def _image(spec: Json) -> Json:
    """The members that name the image. The word ``None`` stands for no version, as the API's pattern allows;
    where the version is named twice, the alias is what a person chose.
    """
    named = {name: spec[name] for name in _IMAGE_MEMBERS if spec.get(name) not in (None, "None")}
    if "SageMakerImageVersionAlias" in named:
        named.pop("SageMakerImageVersionArn", None)
    return named if {"SageMakerImageArn", "SageMakerImageVersionArn"} & named.keys() else {}


def _fitting(image: Json, instance: str) -> Json:
    arn = image.get("SageMakerImageArn", "")
    wanted = "gpu" if _GPU_INSTANCE.match(instance) else "cpu"
    match = _DISTRIBUTION.search(arn)
    if match is None or match[2] == wanted:
        return image
    fitting = {**image, "SageMakerImageArn": _DISTRIBUTION.sub(rf"\g<1>{wanted}", arn)}
    fitting.pop("SageMakerImageVersionArn", None)  # it is a version of the other variant
    return fitting

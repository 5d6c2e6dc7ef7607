"""From what a person chose to the members of CreateSpace and UpdateSpace, and back. Pure.

UpdateSpace merges (reported), so only what differs is sent. What a member had not been cannot be had again by
leaving it out: ARNs of versions and lifecycle configurations take the word ``None`` for that (SageMaker's API
model), an alias and an instance type know no such word.
"""

from __future__ import annotations

from typing import Any

from .request import Creation
from .shapes import SETTINGS, Space

Json = dict[str, Any]

_NONE = "None"
_IMAGE, _ALIAS, _VERSION = "SageMakerImageArn", "SageMakerImageVersionAlias", "SageMakerImageVersionArn"
_INSTANCE, _LIFECYCLE = "InstanceType", "LifecycleConfigArn"


def create_params(domain_id: str, name: str, creation: Creation, owner: str | None, settings: Json) -> Json:
    """The input of CreateSpace; ``settings`` are ``create_settings``. A space that is to belong to nobody is
    created without sharing and ownership settings: that is a shared one (assumed), and the only kind that
    AmazonSageMakerFullAccess lets the role of a shared space create (known).
    """
    params: Json = {"DomainId": domain_id, "SpaceName": name, **settings}
    if owner is not None:
        params["OwnershipSettings"] = {"OwnerUserProfileName": owner}
        params["SpaceSharingSettings"] = {"SharingType": creation.sharing}
    return params


def create_settings(app_type: str, choices: Json, spec: Json) -> Json:
    """SpaceDisplayName and SpaceSettings of CreateSpace; ``spec`` becomes the DefaultResourceSpec."""
    members = _members(app_type, choices, spec)
    return {**members, "SpaceSettings": {"AppType": app_type, **members.get("SpaceSettings", {})}}


def new_spec(choices: Json) -> Json:
    """The DefaultResourceSpec of a new space, as far as it was chosen."""
    return {name: value for name, value in _spec(choices).items() if (name, value) != (_VERSION, _NONE)}


def difference(space: Space, choices: Json) -> Json:
    """The members of UpdateSpace that make the space what was chosen; empty where it is that already."""
    wanted = _members(str(space.app_type), choices, _spec(choices))
    return _unlike(wanted, _present(space))


def holds(update: Json, space: Space) -> bool:
    """Whether the space is what these members of UpdateSpace make of it."""
    return not _unlike(update, _present(space))


def is_in_force(space: Space, update: Json) -> bool:
    """Whether the space has any member of the ResourceSpec of that change."""
    return any(space.default_spec.get(name) == value for name, value in _spec_of(space, update).items())


def kept_alias(space: Space, choices: Json) -> str | None:
    """The present alias of a version, where an image without a version was chosen: AWS would keep it."""
    image = choices.get("image")
    if image is None or "version_alias" in image or "version_arn" in image:
        return None
    return space.default_spec.get(_ALIAS)


def needs_stop(space: Space, update: Json) -> bool:
    """Whether that change takes a new start to be of use: instance, image, lifecycle script and volume. Name
    and idle timeout hold at once.
    """
    return bool(_spec_of(space, update)) or "SpaceStorageSettings" in update.get("SpaceSettings", {})


def runs_otherwise(spec: Json, choices: Json) -> bool:
    """Whether an app on that ResourceSpec runs on another instance type or image than was chosen."""
    wanted = _spec(choices)
    return any(name in wanted and name in spec and wanted[name] != spec[name] for name in (_INSTANCE, _IMAGE))


def volume_gb(space: Space) -> int | None:
    """The size of the EBS volume."""
    size = ((space.settings.get("SpaceStorageSettings") or {}).get("EbsStorageSettings") or {}).get(
        "EbsVolumeSizeInGb"
    )
    return size if isinstance(size, int) else None


def undo(space: Space, ran_on: Json, update: Json) -> Json:
    """The members of UpdateSpace that give the space its present ResourceSpec again after ``update``. What
    the space itself says nothing of comes from ``ran_on``, the ResourceSpec of its app.
    """
    spec = {}
    for name in _spec_of(space, update):
        without = _NONE if name in (_VERSION, _LIFECYCLE) else ran_on.get(name)
        former = space.default_spec.get(name, without)
        if former is not None:
            spec[name] = former
    return _of_app(str(space.app_type), {"DefaultResourceSpec": spec}) if spec else {}


def named(space: Space, update: Json) -> str:
    """What of a ResourceSpec these members of UpdateSpace set, in words."""
    spec = _spec_of(space, update)
    words = [
        f"instance type {spec[_INSTANCE]}" if _INSTANCE in spec else "",
        "image" if {_IMAGE, _ALIAS, _VERSION} & spec.keys() else "",
        "lifecycle script" if _LIFECYCLE in spec else "",
    ]
    return " and ".join(word for word in words if word)


def _spec(choices: Json) -> Json:
    spec: Json = {}
    if "instance_type" in choices:
        spec[_INSTANCE] = choices["instance_type"]
    if "image" in choices:
        image = choices["image"]
        spec[_IMAGE] = image["image_arn"]
        spec[_VERSION] = image.get("version_arn", _NONE)
        if "version_alias" in image:
            spec[_ALIAS] = image["version_alias"]
    if "lifecycle_config_arn" in choices:
        spec[_LIFECYCLE] = choices["lifecycle_config_arn"] or _NONE
    return spec


def _members(app_type: str, choices: Json, spec: Json) -> Json:
    app: Json = {"DefaultResourceSpec": spec} if spec else {}
    if "idle_minutes" in choices:
        idle = {"IdleTimeoutInMinutes": choices["idle_minutes"]}
        app["AppLifecycleManagement"] = {"IdleSettings": idle}
    members = _of_app(app_type, app) if app else {}
    if "volume_gb" in choices:
        ebs = {"EbsVolumeSizeInGb": choices["volume_gb"]}
        storage = {"SpaceStorageSettings": {"EbsStorageSettings": ebs}}
        members["SpaceSettings"] = members.get("SpaceSettings", {}) | storage
    if "display_name" in choices:
        members["SpaceDisplayName"] = choices["display_name"]
    return members


def _of_app(app_type: str, settings: Json) -> Json:
    return {"SpaceSettings": {SETTINGS[app_type]: settings}}


def _spec_of(space: Space, update: Json) -> Json:
    app: Json = update.get("SpaceSettings", {}).get(SETTINGS[str(space.app_type)], {})
    spec: Json = app.get("DefaultResourceSpec", {})
    return spec


def _present(space: Space) -> Json:
    return {"SpaceDisplayName": space.display_name, "SpaceSettings": space.settings}


def _unlike(wanted: Json, present: Json) -> Json:
    """The members of ``wanted`` that ``present`` has not, or has otherwise; at every depth."""
    result = {}
    for name, value in wanted.items():
        now = present.get(name)
        if isinstance(value, dict):
            if inner := _unlike(value, now if isinstance(now, dict) else {}):
                result[name] = inner
        elif value != (_NONE if now is None else now):
            result[name] = value
    return result

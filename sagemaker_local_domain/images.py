"""SageMaker images: AWS's distribution, and those of the account. A version is a Python environment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .arns import ACCOUNT_ID, PARTITION, REGION
from .errors import invalid
from .model import Json
from .records import Image, ImageVersion
from .store import Store

#: The account that owns the distribution images in us-east-1 (reported).
_DISTRIBUTION_ACCOUNT = "885854791233"
#: The distribution images (reported), with the names that people see (assumed).
_DISTRIBUTION = {
    "sagemaker-distribution-cpu": "SageMaker Distribution CPU",
    "sagemaker-distribution-gpu": "SageMaker Distribution GPU",
}
#: Versions of the distribution that are supported (reported); that they are numbered so: assumed.
_DISTRIBUTION_VERSIONS = ("2.14.0", "3.9.0", "4.0.0", "4.4.0")

#: What SageMakerImageVersionArn says when it says nothing (known).
_NONE = "None"


def image_arn(image: Image) -> str:
    """The image's ARN (known)."""
    return f"arn:{PARTITION}:sagemaker:{REGION}:{image.account}:image/{image.name}"


def version_arn(image: Image, version: ImageVersion) -> str:
    """The ARN of a version of an image, by its number (known)."""
    return f"arn:{PARTITION}:sagemaker:{REGION}:{image.account}:image-version/{image.name}/{version.number}"


def distribution_arn(name: str) -> str:
    """The SageMakerImageArn of a distribution image."""
    return image_arn(Image(name, _DISTRIBUTION_ACCOUNT, None, 0, 0))


#: An image that CreateApp takes, for whoever starts with nothing.
DEFAULT_IMAGE_ARN = distribution_arn("sagemaker-distribution-cpu")


def seed_images(store: Store, now: float) -> None:
    """Put the distribution images into a store that has none."""
    for name, display_name in _DISTRIBUTION.items():
        if store.images.get(name=name) is None:
            store.images.put(Image(name, _DISTRIBUTION_ACCOUNT, display_name, now, now))
            for number, alias in enumerate(_DISTRIBUTION_VERSIONS, 1):
                store.image_versions.put(ImageVersion(name, number, alias, now, now))


def add_version(
    store: Store, name: str, alias: str, python: str, display_name: str | None, now: float
) -> Image:
    """Have a version of an image run in an interpreter; returns the image.

    The image is made if there is none of that name, the version if the image has none of that alias; one
    that it has gets this interpreter.
    """
    with store.transaction():
        image = store.images.get(name=name) or Image(name, ACCOUNT_ID, None, now, now)
        image = replace(image, display_name=display_name or image.display_name, modified=now)
        store.images.put(image)
        version = store.image_versions.get(image=name, alias=alias)
        if version is None:
            last = max((other.number for other in store.image_versions.find(image=name)), default=0)
            version = ImageVersion(name, last + 1, alias, now, now)
        store.image_versions.put(replace(version, python=python, modified=now))
    return image


def own_image(store: Store, name: str) -> Image | None:
    """An image of the account, by its name. The distribution images belong to another one."""
    return store.images.get(name=name, account=ACCOUNT_ID)


def find_version(store: Store, spec: Json) -> tuple[Image, ImageVersion]:
    """The image and version that a ResourceSpec asks for.

    A version's ARN alone will do; it decides where there is an alias, too (assumed). Without either the
    newest version is meant (assumed), and by an alias of one or two numbers the newest that begins so
    (assumed; the forms: known). Raises ServiceError (ValidationException) for what does not exist or fit
    (type and wording assumed).
    """
    arn = spec.get("SageMakerImageVersionArn", _NONE)
    wanted = spec.get("SageMakerImageArn")
    if arn != _NONE:
        of_version = arn.replace(":image-version/", ":image/").rpartition("/")[0]
        if wanted not in (of_version, None):
            raise invalid(f"SageMaker Image Version [{arn}] is not a version of SageMaker Image [{wanted}].")
        wanted = of_version
    image = next((image for image in store.images.find() if image_arn(image) == wanted), None)
    if image is None:
        raise invalid(f"SageMaker Image [{wanted}] does not exist.")
    versions = list(store.image_versions.find(image=image.name))
    if arn != _NONE:
        version, name = next((one for one in versions if version_arn(image, one) == arn), None), arn
    else:
        name = spec.get("SageMakerImageVersionAlias", "")
        version = newest(versions, name)
    if version is None:
        raise invalid(f"SageMaker Image Version [{name}] of SageMaker Image [{wanted}] does not exist.")
    return image, version


def newest(versions: Iterable[ImageVersion], alias: str = "") -> ImageVersion | None:
    """The newest version by its alias, of those whose alias is this one or begins with its numbers."""
    begun = f"{alias}." if alias else ""
    fitting = [version for version in versions if f"{version.alias}.".startswith(begun)]
    return max(fitting, key=lambda version: [int(part) for part in version.alias.split(".")], default=None)


def is_alias(text: str) -> bool:
    """Whether a version can be named so here: three numbers, as the distribution's are (known)."""
    return re.fullmatch(r"(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}", text, re.ASCII) is not None


def is_name(text: str) -> bool:
    """Whether an image can have this name: ImageName's pattern, in the lower case that the pattern of its
    versions' ARNs has (known).
    """
    return len(text) < 64 and re.fullmatch(r"[a-z0-9]([-.]?[a-z0-9])*", text) is not None

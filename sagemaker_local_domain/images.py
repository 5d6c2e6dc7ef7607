"""The SageMaker Distribution images that CreateApp takes."""

from __future__ import annotations

from .arns import PARTITION, REGION
from .errors import invalid
from .model import Json

#: The account that owns the images in us-east-1 (reported).
_IMAGE_ACCOUNT = "885854791233"
_IMAGES = ("sagemaker-distribution-cpu", "sagemaker-distribution-gpu")

#: What an app runs whose ResourceSpec names no version.
LATEST_VERSION = "4.4.0"


def image_arn(name: str) -> str:
    """The SageMakerImageArn of a distribution image."""
    return f"arn:{PARTITION}:sagemaker:{REGION}:{_IMAGE_ACCOUNT}:image/{name}"


#: An image that CreateApp takes, for whoever starts with nothing.
DEFAULT_IMAGE_ARN = image_arn(_IMAGES[0])


def image_of(spec: Json) -> tuple[str, str]:
    """Name and version of the image that a ResourceSpec asks for.

    A version's ARN alone will do: it names the image, and its number stands for the newest version.
    Raises ServiceError (ValidationException) for an image that there is not (type and wording assumed).
    """
    version_arn = spec.get("SageMakerImageVersionArn", "None")
    arn = spec["SageMakerImageArn"] if version_arn == "None" else _image_arn_of_version(version_arn)
    for name in _IMAGES:
        if arn == image_arn(name):
            return name, spec.get("SageMakerImageVersionAlias", LATEST_VERSION)
    raise invalid(f"SageMaker Image [{arn}] does not exist.")


def _image_arn_of_version(arn: str) -> str:
    return arn.replace(":image-version/", ":image/").rpartition("/")[0]

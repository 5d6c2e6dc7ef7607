"""ListImages, DescribeImage, ListImageVersions, DescribeImageVersion: the images of the account.

Those of AWS's distribution belong to another account: apps may run them, but they are neither listed ("the
images in your account": known) nor described by name (assumed). Images are made by ``add-image``, at once.
"""

from __future__ import annotations

from ..arns import ACCOUNT_ID
from ..errors import invalid, not_found
from ..images import image_arn, newest, version_arn
from ..model import Json
from ..pagination import Query, page
from ..records import Image, ImageVersion
from .context import Context, present
from .filters import Filters

_SORT = {
    "CREATION_TIME": "created",
    "LAST_MODIFIED_TIME": "modified",
    "IMAGE_NAME": "name",
    "VERSION": "number",
}


def list_images(context: Context, params: Json) -> Json:
    """ListImages, newest first unless it is said otherwise (known). NameContains minds case (assumed)."""
    filters = _filters(params)
    filters.equals("account", ACCOUNT_ID)
    filters.contains("name", params.get("NameContains"))
    return page(
        context.store,
        context.store.images,
        "ListImages",
        _newest_first(params),
        _query(params, filters, "name"),
        answer=("Images", _image),
    )


def describe_image(context: Context, params: Json) -> Json:
    """DescribeImage."""
    return _image(context.image(params["ImageName"]))


def list_image_versions(context: Context, params: Json) -> Json:
    """ListImageVersions, newest first unless it is said otherwise (known)."""
    image = context.image(params["ImageName"])
    filters = _filters(params)
    filters.equals("image", image.name)
    return page(
        context.store,
        context.store.image_versions,
        "ListImageVersions",
        _newest_first(params),
        _query(params, filters, "number"),
        answer=("ImageVersions", lambda version: _version(image, version)),
    )


def describe_image_version(context: Context, params: Json) -> Json:
    """DescribeImageVersion, by number or alias; by neither the latest one (known)."""
    if "Version" in params and "Alias" in params:
        raise invalid("Version and Alias cannot both be set.")  # assumed
    image = context.image(params["ImageName"])
    every = context.store.image_versions.find(image=image.name)
    if "Version" in params:
        version = next((version for version in every if version.number == params["Version"]), None)
    else:
        version = newest(every, params.get("Alias", ""))
    if version is None:
        name = params.get("Version", params.get("Alias"))
        raise not_found("ImageVersion", f"{image_arn(image)}:{name}")
    # Members that describe a container image have no counterpart in a Python environment.
    return _version(image, version) | {"VendorGuidance": "NOT_PROVIDED"}


def _filters(params: Json) -> Filters:
    """Times are compared inclusively: "on or after", "on or before" (known)."""
    filters = Filters()
    filters.between("created", params.get("CreationTimeAfter"), params.get("CreationTimeBefore"))
    filters.between("modified", params.get("LastModifiedTimeAfter"), params.get("LastModifiedTimeBefore"))
    return filters


def _query(params: Json, filters: Filters, unique: str) -> Query:
    return Query(filters.where, filters.values, (_SORT[params.get("SortBy", "CREATION_TIME")], unique))


def _newest_first(params: Json) -> Json:
    """The order in the spelling that ``page`` reads."""
    ascending = params.get("SortOrder") == "ASCENDING"
    return params | {"SortOrder": "Ascending" if ascending else "Descending"}


def _image(image: Image) -> Json:
    return present(
        ImageArn=image_arn(image),
        ImageName=image.name,
        ImageStatus="CREATED",
        DisplayName=image.display_name,
        CreationTime=image.created,
        LastModifiedTime=image.modified,
    )


def _version(image: Image, version: ImageVersion) -> Json:
    return {
        "ImageArn": image_arn(image),
        "ImageVersionArn": version_arn(image, version),
        "ImageVersionStatus": "CREATED",
        "Version": version.number,
        "CreationTime": version.created,
        "LastModifiedTime": version.modified,
    }

"""ListTags, AddTags, DeleteTags: of domains, profiles, spaces, apps, images and lifecycle configurations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..arns import resource_of, user_profile_arn
from ..errors import invalid
from ..model import Json, ServiceError
from ..pagination import Query, page
from ..records import Tag, UserProfile
from .context import Context

#: Tags that a resource may have (known).
_MOST = 50


def list_tags(context: Context, params: Json) -> Json:
    """ListTags, by key; the smallest page that the API takes holds all that a resource can have (known)."""
    arn = _found(context, params["ResourceArn"])
    return page(
        context.store,
        context.store.tags,
        "ListTags",
        {"MaxResults": _MOST} | params,
        Query("arn = ?", [arn], ("arn", "key")),
        answer=("Tags", _tag),
    )


def add_tags(context: Context, params: Json) -> Json:
    """AddTags: adds or overwrites (known). Answers with all tags of the resource (assumed)."""
    arn = _found(context, params["ResourceArn"])
    put_tags(context, arn, params["Tags"])
    return {"Tags": [_tag(tag) for tag in context.store.tags.find(arn=arn)]}


def delete_tags(context: Context, params: Json) -> Json:
    """DeleteTags. A key that the resource does not have is no error (assumed)."""
    arn = _found(context, params["ResourceArn"])
    for key in params["TagKeys"]:
        context.store.tags.delete(arn=arn, key=key)
    return {}


def put_tags(context: Context, arn: str, tags: Iterable[Json]) -> None:
    """Add or overwrite tags. Raises ServiceError for more than 50 (wording assumed)."""
    for tag in tags:
        context.store.tags.put(Tag(arn, tag["Key"], tag["Value"]))
    if sum(1 for _ in context.store.tags.find(arn=arn)) > _MOST:
        raise ServiceError("ResourceLimitExceeded", f"Resource [{arn}] cannot have more than {_MOST} tags.")


def _tag(tag: Tag) -> Json:
    return {"Key": tag.key, "Value": tag.value}


def _found(context: Context, arn: str) -> str:
    """The ARN of what is there, in its own spelling: the case of a person's name does not count.

    Raises ServiceError: ResourceNotFound when it does not exist, ValidationException when it is nothing
    that the local domain has (wording assumed).
    """
    resource = resource_of(arn)
    for pattern, find in _RESOURCES.items():
        if resource is not None and (found := re.fullmatch(pattern, resource)):
            record = find(context, *found.groups())
            if isinstance(record, UserProfile):
                return user_profile_arn(record.domain_id, record.name)
            return arn
    raise invalid(f"The ARN [{arn}] names no resource of this account that can have tags here.")


_RESOURCES: dict[str, Callable[..., object]] = {
    r"domain/([^/]+)": Context.domain,
    r"user-profile/([^/]+)/([^/]+)": Context.user_profile,
    r"space/([^/]+)/([^/]+)": Context.space,
    r"app/([^/]+)/([^/]+)/([^/]+)/([^/]+)": Context.app,
    r"image/([^/]+)": Context.image,
    r"studio-lifecycle-config/([^/]+)": Context.lifecycle_config,
}

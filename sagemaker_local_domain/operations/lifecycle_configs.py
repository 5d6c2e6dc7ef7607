"""ListStudioLifecycleConfigs, DescribeStudioLifecycleConfig."""

from __future__ import annotations

from ..arns import lifecycle_config_arn
from ..model import Json
from ..pagination import Query, page
from ..records import LifecycleConfig
from .context import Context
from .filters import Filters

_COLUMNS = {"CreationTime": "created", "LastModifiedTime": "modified", "Name": "name"}


def describe_studio_lifecycle_config(context: Context, params: Json) -> Json:
    """DescribeStudioLifecycleConfig."""
    config = context.lifecycle_config(params["StudioLifecycleConfigName"])
    return _summary(config) | {"StudioLifecycleConfigContent": config.content}


def list_studio_lifecycle_configs(context: Context, params: Json) -> Json:
    """ListStudioLifecycleConfigs, newest first by default; times are inclusive (known)."""
    filters = Filters()
    filters.contains("name", params.get("NameContains"))
    filters.equals("app_type", params.get("AppTypeEquals"))
    filters.between("created", params.get("CreationTimeAfter"), params.get("CreationTimeBefore"))
    filters.between("modified", params.get("ModifiedTimeAfter"), params.get("ModifiedTimeBefore"))
    return page(
        context.store,
        context.store.lifecycle_configs,
        "ListStudioLifecycleConfigs",
        {"SortOrder": "Descending"} | params,
        Query(filters.where, filters.values, (_COLUMNS[params.get("SortBy", "CreationTime")], "name")),
        answer=("StudioLifecycleConfigs", _summary),
    )


def _summary(config: LifecycleConfig) -> Json:
    return {
        "StudioLifecycleConfigArn": lifecycle_config_arn(config.name),
        "StudioLifecycleConfigName": config.name,
        "CreationTime": config.created,
        "LastModifiedTime": config.modified,
        "StudioLifecycleConfigAppType": config.app_type,
    }

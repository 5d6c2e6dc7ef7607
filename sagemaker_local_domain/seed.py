"""What a new domain holds: three people and, as asked for, spaces to try things with (``seeds/try.json``)."""

from __future__ import annotations

import base64
import json
import time
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from .arns import role_arn
from .clock import DAY, HOUR
from .faults.failures import REASONS
from .images import distribution_arn, seed_images
from .model import Json
from .records import App, Billed, Domain, LifecycleConfig, Quota, Space, UserProfile
from .store import Store

DOMAIN_ID = "d-localstudio1"
PEOPLE = ("ana", "ben", "chen")

_TRY = Path(__file__).parent / "seeds" / "try.json"


@dataclass(frozen=True)
class _Plan:
    """One space of a seed; ``days`` is its age, ``app`` the status of its app, None when it is stopped,
    ``failure`` the name of the reason why it failed (``failures.REASONS``), ``process`` whether one runs
    for it.
    """

    name: str
    owner: str
    sharing: str = "Private"
    app_type: str = "JupyterLab"
    instance: str = "ml.t3.medium"
    image: str = "sagemaker-distribution-cpu"
    version: str = "4.4.0"
    volume_gb: int = 5
    idle_minutes: int | None = None
    efs: str | None = None
    display_name: str | None = None
    days: float = 1
    app: str | None = None
    failure: str | None = None
    process: bool = True


def seed(store: Store, kind: str) -> None:
    """Fill a new store: ``try``, ``empty`` (people only) or a number of spaces.

    A store that has a domain already stays as it is. Raises ValueError for another kind.
    """
    content = _content(kind)
    now = round(time.time(), 3)
    with store.transaction():
        seed_images(store, now)
    if store.domains.get(domain_id=DOMAIN_ID):
        return
    with store.transaction():
        store.domains.put(_domain(now - 400 * DAY))
        for number, name in enumerate(PEOPLE):
            store.user_profiles.put(_person(store, name, now - (390 - number) * DAY))
        for given in content.get("spaces", []):
            plan = _Plan(**given)
            space = _space(store, plan, now)
            store.spaces.put(space)
            if plan.app:
                store.apps.put(_app(space, plan, now))
        for given in content.get("quotas", []):
            store.quotas.put(Quota(**given))
        for given in content.get("lifecycle_configs", []):
            store.lifecycle_configs.put(_lifecycle_config(given, now))
        for given in content.get("billed", []):
            store.billed.put(_billed(given, now))


def _content(kind: str) -> Json:
    """What a seed names, by kind of record. Raises ValueError for another seed."""
    if kind == "try":
        content: Json = json.loads(_TRY.read_text(encoding="utf-8"))
        return content
    if kind == "empty":
        return {}
    if kind.isascii() and kind.isdigit():
        return {"spaces": [_numbered(number) for number in range(int(kind))]}
    raise ValueError(f"A seed is 'try', 'empty' or a number of spaces, not '{kind}'.")


def _numbered(number: int) -> Json:
    """One of many spaces. A fifth of them run, without processes: no machine has room for so many."""
    return {
        "name": f"space-{number:05}",
        "owner": PEOPLE[number % 3],
        "sharing": "Shared" if number % 10 == 0 else "Private",
        "volume_gb": 5 + number % 60,
        "days": 1 + number % 300,
        "app": None if number % 5 else "InService",
        "process": False,
    }


def _domain(created: float) -> Domain:
    idle: Json = {
        "LifecycleManagement": "ENABLED",
        "IdleTimeoutInMinutes": 10080,  # the console's default (reported)
        "MinIdleTimeoutInMinutes": 60,
        "MaxIdleTimeoutInMinutes": 525600,
    }
    storage: Json = {
        "DefaultEbsStorageSettings": {"DefaultEbsVolumeSizeInGb": 5, "MaximumEbsVolumeSizeInGb": 500}
    }
    app_settings: Json = {
        "DefaultResourceSpec": {"InstanceType": "ml.t3.medium"},
        "AppLifecycleManagement": {"IdleSettings": idle},
    }
    settings: Json = {
        "AuthMode": "IAM",
        "HomeEfsFileSystemId": "fs-0123456789abcdef0",
        "HomeEfsFileSystemCreation": "Enabled",
        "AppNetworkAccessType": "PublicInternetOnly",
        "AppSecurityGroupManagement": "Service",
        "VpcId": "vpc-0123456789abcdef0",
        "SubnetIds": ["subnet-0123456789abcdef0"],
        "TagPropagation": "DISABLED",
        "DomainSettings": {"ExecutionRoleIdentityConfig": "USER_PROFILE_NAME", "IpAddressType": "ipv4"},
        "DefaultUserSettings": {
            "ExecutionRole": role_arn("AmazonSageMaker-ExecutionRole-people"),
            "JupyterLabAppSettings": app_settings,
            "CodeEditorAppSettings": app_settings,
            "SpaceStorageSettings": storage,
            "DefaultLandingUri": "studio::",
            "StudioWebPortal": "ENABLED",
        },
        "DefaultSpaceSettings": {
            "ExecutionRole": role_arn("AmazonSageMaker-ExecutionRole-spaces"),
            "SpaceStorageSettings": storage,
        },
    }
    return Domain(DOMAIN_ID, "local", "InService", created, created, settings)


def _person(store: Store, name: str, created: float) -> UserProfile:
    role = role_arn(f"AmazonSageMaker-ExecutionRole-{name}")
    return UserProfile(
        DOMAIN_ID, name, "InService", created, created, store.next_efs_uid(), {"ExecutionRole": role}
    )


def _space(store: Store, plan: _Plan, now: float) -> Space:
    app_settings: Json = {"DefaultResourceSpec": _spec(plan)}
    if plan.idle_minutes:
        app_settings["AppLifecycleManagement"] = {"IdleSettings": {"IdleTimeoutInMinutes": plan.idle_minutes}}
    settings: Json = {
        "AppType": plan.app_type,
        f"{plan.app_type}AppSettings": app_settings,
        "SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": plan.volume_gb}},
    }
    if plan.efs:
        settings["CustomFileSystems"] = [{"EFSFileSystem": {"FileSystemId": plan.efs}}]
    return Space(
        domain_id=DOMAIN_ID,
        name=plan.name,
        status="InService",
        created=now - plan.days * DAY,
        modified=now - plan.days * DAY / 4,
        display_name=plan.display_name,
        sharing=plan.sharing,
        owner=plan.owner,
        efs_uid=store.next_efs_uid(),
        settings=settings,
    )


def _app(space: Space, plan: _Plan, now: float) -> App:
    failed = plan.app == "Failed"
    app = App(
        app_id=uuid.uuid4().hex,
        domain_id=space.domain_id,
        space=space.name,
        app_type=plan.app_type,
        name="default",
        status=plan.app or "InService",
        created=now - 2 * HOUR,
        spec=_spec(plan),
        ended=now if failed else None,
        expires=now + DAY if failed else None,
        process=plan.process,
    )
    return replace(app, failure_reason=REASONS[plan.failure](app)) if plan.failure else app


def _lifecycle_config(given: Json, now: float) -> LifecycleConfig:
    created = now - given["days"] * DAY
    content = base64.b64encode(given["script"].encode()).decode()
    return LifecycleConfig(given["name"], given["app_type"], content, created, created)


def _billed(given: Json, now: float) -> Billed:
    created = now - given["days"] * DAY
    members = given.get("members", {})
    return Billed(given["kind"], given["name"], given["status"], created, created, members)


def _spec(plan: _Plan) -> Json:
    return {
        "InstanceType": plan.instance,
        "SageMakerImageArn": distribution_arn(plan.image),
        "SageMakerImageVersionAlias": plan.version,
    }

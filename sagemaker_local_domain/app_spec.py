"""From a stored app to what the machine side needs to run it."""

from __future__ import annotations

from .arns import app_arn
from .images import find_version
from .model import AppSpec, Json, ServiceError
from .records import App
from .settings import execution_role
from .store import Store


def app_spec(store: Store, app: App) -> AppSpec:
    """The app's spec. Its space must be there: a space with a live app cannot be deleted."""
    space = store.spaces.get(domain_id=app.domain_id, name=app.space)
    if space is None:
        raise LookupError(
            f"The app {app.app_id} belongs to the space {app.space}, which is not in the store."
        )
    (domain,) = store.domains.find(domain_id=space.domain_id)
    owner = store.user_profiles.get(domain_id=space.domain_id, name=space.owner)
    image, version, python = _image(store, app.spec)
    return AppSpec(
        app_id=app.app_id,
        domain_id=app.domain_id,
        space=app.space,
        app_type=app.app_type,
        sharing=space.sharing,
        owner=space.owner,
        instance_type=app.spec["InstanceType"],
        image=image,
        image_version=version,
        python=python,
        volume_gb=space.volume_gb,
        arn=app_arn(app.domain_id, app.space, app.app_type, app.name),
        execution_role=execution_role(domain, space.sharing, owner),
        process=app.process and app.app_type == "JupyterLab",
    )


def _image(store: Store, spec: Json) -> tuple[str, str, str | None]:
    """Name of the image, alias of its version, and its interpreter."""
    try:
        image, version = find_version(store, spec)
    except ServiceError:
        # A store from before there were images may hold an app of another version: it runs as it did.
        return spec.get("SageMakerImageArn", "").rpartition("/")[2], "", None
    return image.name, version.alias, version.python

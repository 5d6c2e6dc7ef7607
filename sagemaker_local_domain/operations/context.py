"""What operations work on, and the look-ups that several of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..arns import ACCOUNT_ID, app_arn, domain_arn, lifecycle_config_arn, space_arn, user_profile_arn
from ..assumptions import Assumptions
from ..clock import Clock
from ..errors import not_found
from ..faults.faults import Faults
from ..images import image_arn, own_image
from ..lifecycle import Lifecycle
from ..model import Json, Presigner
from ..records import App, Domain, Image, LifecycleConfig, Space, UserProfile
from ..settings import defaults_of_space
from ..store import Store


@dataclass(frozen=True)
class Context:
    """The parts of the domain that an operation may use."""

    store: Store
    clock: Clock
    lifecycle: Lifecycle
    presigner: Presigner
    assume: Assumptions
    faults: Faults

    def domain(self, domain_id: str) -> Domain:
        """The domain. Raises ServiceError (ResourceNotFound)."""
        found = self.store.domains.get(domain_id=domain_id)
        if found is None:
            raise not_found("Domain", domain_arn(domain_id))
        return found

    def user_profile(self, domain_id: str, name: str) -> UserProfile:
        """The profile; its name is not case-sensitive (known). Raises ServiceError (ResourceNotFound)."""
        found = self.store.profile_named(self.domain(domain_id).domain_id, name)
        if found is None:
            raise not_found("UserProfile", user_profile_arn(domain_id, name))
        return found

    def space(self, domain_id: str, name: str) -> Space:
        """The space, by its exact name. Raises ServiceError (ResourceNotFound)."""
        found = self.store.spaces.get(domain_id=self.domain(domain_id).domain_id, name=name)
        if found is None:
            raise not_found("Space", space_arn(domain_id, name))
        return found

    def app(self, domain_id: str, space: str, app_type: str, name: str) -> App:
        """The app of a space, as long as there is a record. Raises ServiceError (ResourceNotFound)."""
        found = self.store.apps.get(
            domain_id=self.domain(domain_id).domain_id, space=space, app_type=app_type, name=name
        )
        if found is None:
            raise not_found("App", app_arn(domain_id, space, app_type, name))
        return found

    def image(self, name: str) -> Image:
        """The account's own image. Raises ServiceError (ResourceNotFound)."""
        found = own_image(self.store, name)
        if found is None:
            raise not_found("Image", image_arn(Image(name, ACCOUNT_ID, None, 0, 0)))
        return found

    def lifecycle_config(self, name: str) -> LifecycleConfig:
        """The lifecycle configuration. Raises ServiceError (ResourceNotFound)."""
        found = self.store.lifecycle_configs.get(name=name)
        if found is None:
            raise not_found("StudioLifecycleConfig", lifecycle_config_arn(name))
        return found

    def live_app(self, space: Space) -> App | None:
        """The app that runs, starts or ends in a space."""
        apps = self.store.apps.find(domain_id=space.domain_id, space=space.name)
        return next((app for app in apps if app.live), None)

    def space_defaults(self, domain_id: str, sharing: str, owner: str | None) -> Json:
        """What holds for a space that says nothing itself: the domain's and its owner's settings."""
        profile = self.store.user_profiles.get(domain_id=domain_id, name=owner)
        return defaults_of_space(self.domain(domain_id), sharing, profile)

    def domain_filter(self, params: Json) -> str:
        """DomainIdEquals; without it every domain is meant, and the local one is all there is."""
        if "DomainIdEquals" in params:
            return str(params["DomainIdEquals"])
        return next((domain.domain_id for domain in self.store.domains.find()), "")


#: An operation: checked members in, the answer's members out. Runs inside one transaction.
Operation = Callable[[Context, Json], Json]


def present(**members: Any) -> Json:
    """The members that have a value: AWS leaves the others out."""
    return {name: value for name, value in members.items() if value is not None}


def sort_column(params: Json) -> str:
    """The column that SortBy means; CreationTime by default (known)."""
    return {"CreationTime": "created", "LastModifiedTime": "modified"}[params.get("SortBy", "CreationTime")]

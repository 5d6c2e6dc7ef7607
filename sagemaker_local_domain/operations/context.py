"""What operations work on, and the look-ups that several of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..arns import domain_arn, space_arn, user_profile_arn
from ..clock import Clock
from ..errors import not_found
from ..lifecycle import Lifecycle
from ..model import Json, Presigner
from ..records import Domain, Space, UserProfile
from ..store import Store


@dataclass(frozen=True)
class Context:
    """The parts of the domain that an operation may use."""

    store: Store
    clock: Clock
    lifecycle: Lifecycle
    presigner: Presigner

    def domain(self, domain_id: str) -> Domain:
        """The domain. Raises ServiceError (ResourceNotFound)."""
        found = self.store.domains.get(domain_id=domain_id)
        if found is None:
            raise not_found("Domain", domain_arn(domain_id))
        return found

    def user_profile(self, domain_id: str, name: str) -> UserProfile:
        """The profile. Raises ServiceError (ResourceNotFound)."""
        found = self.store.user_profiles.get(domain_id=self.domain(domain_id).domain_id, name=name)
        if found is None:
            raise not_found("UserProfile", user_profile_arn(domain_id, name))
        return found

    def space(self, domain_id: str, name: str) -> Space:
        """The space, by its exact name. Raises ServiceError (ResourceNotFound)."""
        found = self.store.spaces.get(domain_id=self.domain(domain_id).domain_id, name=name)
        if found is None:
            raise not_found("Space", space_arn(domain_id, name))
        return found

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

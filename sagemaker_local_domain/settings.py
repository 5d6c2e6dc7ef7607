"""Settings as AWS keeps them: nested JSON objects that updates and defaults are merged with. Pure."""

from __future__ import annotations

from .model import Json
from .records import Domain, UserProfile


def merged(old: Json, new: Json) -> Json:
    """``old`` with the members of ``new``: objects member by member, anything else replaced.

    That UpdateSpace merges is reported; that a list is replaced as a whole, and that UpdateDomain and
    UpdateUserProfile do the same, is assumed.
    """
    result = dict(old)
    for name, value in new.items():
        before = result.get(name)
        result[name] = (
            merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
        )
    return result


def defaults_of_space(domain: Domain, sharing: str, owner: UserProfile | None) -> Json:
    """The settings that hold where the space itself says nothing.

    They are the domain's DefaultUserSettings, under its DefaultSpaceSettings for a shared space (assumed),
    under those of the owner's profile for a private one (known).
    """
    if sharing == "Shared":
        nearer = domain.settings.get("DefaultSpaceSettings", {})
    else:
        nearer = owner.settings if owner else {}
    return merged(domain.settings.get("DefaultUserSettings", {}), nearer)


def execution_role(domain: Domain, sharing: str, owner: UserProfile | None) -> str:
    """The ARN of the role by which a space, or a person, acts (known).

    A shared space acts by the domain's space role, a private one by its owner's; without a role of their own,
    both by the domain's default one.
    """
    return str(defaults_of_space(domain, sharing, owner)["ExecutionRole"])

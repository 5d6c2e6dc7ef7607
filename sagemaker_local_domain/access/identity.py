"""Who a principal is to IAM: the ARN of its role's session, and the condition keys that this brings."""

from __future__ import annotations

from dataclasses import dataclass

from ..arns import ACCOUNT_ID, PARTITION, role_arn
from ..model import Principal
from ..settings import execution_role
from ..store import Store
from .template import Keys

#: The name of the sessions in which Studio uses an execution role (known from AWS's messages).
_SESSION = "SageMaker"


@dataclass(frozen=True)
class Identity:
    """``arn`` is how AWS's messages name the caller."""

    arn: str
    keys: Keys


def identity(store: Store, principal: Principal) -> Identity:
    """The session that a principal's credentials belong to.

    A person acts by the execution role of their profile, as in Studio (assumed for credentials outside it),
    and so does a private space. A shared space acts by the domain's space execution role for everybody
    (known). Its session names no user profile (known: the key UserProfileName is not applicable there), so
    whatever is allowed to an owner only is not allowed to it. That the source identity is the profile's name,
    where the domain propagates it, is known; that a shared space has none, assumed.
    """
    if principal.admin:
        return _session(role_arn("Administrator"), "administrator", {})
    (domain,) = store.domains.find()
    space = store.spaces.get(domain_id=domain.domain_id, name=principal.space) if principal.space else None
    sharing = space.sharing if space else "Private"
    person = space.owner if space else principal.user
    profile = store.user_profiles.get(domain_id=domain.domain_id, name=person) if person else None
    keys = {"sagemaker:domainid": (domain.domain_id,)}
    if profile and sharing == "Private":
        keys["sagemaker:userprofilename"] = (profile.name,)
        if (
            domain.settings.get("DomainSettings", {}).get("ExecutionRoleIdentityConfig")
            == "USER_PROFILE_NAME"
        ):
            keys["aws:sourceidentity"] = (profile.name,)
    return _session(execution_role(domain, sharing, profile), _SESSION, keys)


def _session(role: str, name: str, keys: Keys) -> Identity:
    """A session's ARN leaves out the role's path, the key PrincipalArn is the role's own ARN (known)."""
    return Identity(
        arn=f"arn:{PARTITION}:sts::{ACCOUNT_ID}:assumed-role/{role.rpartition('/')[2]}/{name}",
        keys={
            "aws:principalarn": (role,),
            "aws:principalaccount": (ACCOUNT_ID,),
            "aws:principaltype": ("AssumedRole",),
            **keys,
        },
    )

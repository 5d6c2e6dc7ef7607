"""Refuses what a principal may not do, in AWS's words.

It is asked before the input is checked and before the resource is looked for (assumed; that a resource need
not exist to be judged is known), so it says nothing of what there is.
"""

from __future__ import annotations

from ..model import Principal, ServiceError
from ..store import Store
from .evaluation import Decision, Policy, Request
from .identity import Identity, identity
from .loading import ADMINISTRATOR, built_in
from .request_keys import request_keys, tag_keys
from .targets import NO_RESOURCE, TARGETS, Input
from .template import Keys

#: Operations that need AddTags, too, when they are given tags (known).
_TAGGING = ("CreateApp", "CreateSpace", "CreateUserProfile")


class Guard:
    """Judges every call by the policy of all execution roles, administrators' by one that allows all."""

    def __init__(self, store: Store, policy: Policy) -> None:
        self._store = store
        self._policy = policy
        self._administrators = built_in(ADMINISTRATOR)

    def check(self, operation: str, given: Input, principal: Principal) -> None:
        """``given`` is the input as it was sent. Raises ServiceError (AccessDeniedException)."""
        caller = identity(self._store, principal)
        policy = self._administrators if principal.admin else self._policy
        resource = TARGETS[operation](self._store, given)
        keys = request_keys(self._store, operation, given, resource)
        _check(policy, caller, Request(f"sagemaker:{operation}", resource, {**caller.keys, **keys}))
        if operation in _TAGGING and given.get("Tags"):
            # Of the new resource's own keys, whoever tags it has none (assumed).
            tagging: Keys = {"sagemaker:taggingaction": (operation,), **tag_keys(given)}
            _check(policy, caller, Request("sagemaker:AddTags", resource, {**caller.keys, **tagging}))


def _check(policy: Policy, caller: Identity, request: Request) -> None:
    decision = policy.decide(request)
    if decision is Decision.ALLOWED:
        return
    on = "" if request.resource == NO_RESOURCE else f" on resource: {request.resource}"
    # Wording of both: known. Since 2026 AWS also names the policy that denies, in some accounts (reported).
    why = (
        "with an explicit deny in an identity-based policy"
        if decision is Decision.DENIED
        else f"because no identity-based policy allows the {request.action} action"
    )
    raise ServiceError(
        "AccessDeniedException",
        f"User: {caller.arn} is not authorized to perform: {request.action}{on} {why}",
    )

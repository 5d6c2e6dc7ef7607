"""Credentials that sign calls: of people, space roles and administrators, expiring by the clock."""

from __future__ import annotations

import secrets
import string

from .clock import DAY, HOUR, Clock
from .model import Principal
from .records import Credential
from .store import Store

#: Life of the credentials that a space's container endpoint gives out, AWS seconds (reported: about an hour).
SPACE_ROLE_LIFETIME = 1 * HOUR

#: How long an expired one is still known as expired before it is unknown, AWS seconds (assumed).
_REMEMBERED = 1 * DAY

_KEY_CHARACTERS = string.ascii_uppercase + "234567"


class Credentials:
    """Issues and finds credentials."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def issue(self, principal: Principal, lifetime: float | None) -> Credential:
        """New credentials; ``lifetime`` in AWS seconds (scaled by the clock), None for ones that last."""
        now = self._clock.now()
        self._store.credentials.delete_before("expires", now - self._clock.after(0, _REMEMBERED))
        credential = Credential(
            access_key_id="ASIA" + "".join(secrets.choice(_KEY_CHARACTERS) for _ in range(16)),
            secret_access_key=secrets.token_urlsafe(30),
            session_token=secrets.token_urlsafe(90),
            user=principal.user,
            space=principal.space,
            admin=principal.admin,
            expires=None if lifetime is None else self._clock.after(now, lifetime),
        )
        self._store.credentials.put(credential)
        return credential

    def lasting(self, principal: Principal) -> Credential:
        """The principal's credentials that do not expire: the same ones at every start of the domain."""
        found = self._store.credentials.get(
            user=principal.user, space=principal.space, admin=principal.admin, expires=None
        )
        return found or self.issue(principal, None)

    def find(self, access_key_id: str) -> Credential | None:
        """Credentials by their key id, expired ones too; None when there are none."""
        return self._store.credentials.get(access_key_id=access_key_id)

    def expired(self, credential: Credential) -> bool:
        """Whether their time is over."""
        return credential.expires is not None and credential.expires <= self._clock.now()

    def revoke(self, principal: Principal) -> None:
        """Forget all credentials of a principal (a deleted space's role)."""
        self._store.credentials.delete(user=principal.user, space=principal.space, admin=principal.admin)

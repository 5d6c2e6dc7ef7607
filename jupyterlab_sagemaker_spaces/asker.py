"""Who asks, as far as it can be known."""

from __future__ import annotations

import re

from jupyter_server.auth.identity import (
    IdentityProvider,
    LegacyIdentityProvider,
    PasswordIdentityProvider,
    User,
)
from jupyter_server.base.handlers import JupyterHandler

from .here import Here
from .jobs.job import By

#: Providers that give each browser a made-up name.
_ANONYMOUS = (IdentityProvider, PasswordIdentityProvider, LegacyIdentityProvider)


def asker(handler: JupyterHandler, here: Here) -> By:
    """Who asks. A name in a shared space is unsigned; one from a provider of the server's own is its word.
    One that was made up names nobody.
    """
    user = handler.current_user
    if here.sharing != "Shared" and _is_made_up(user, handler.identity_provider):
        return By(None, False)
    return By(user.username, here.place == "outside")


def _is_made_up(user: User, provider: IdentityProvider) -> bool:
    """Whether Jupyter made the name up for a browser.

    Its own providers know no people. One that is built on them (Studio's, an administrator's) may name a
    person, and else falls back on their ``generate_anonymous_user``: a uuid, shown as "Anonymous" and a moon.
    Both must fit, since some providers name people by a uuid.
    """
    return type(provider) in _ANONYMOUS or (
        user.display_name.startswith("Anonymous ") and re.fullmatch("[0-9a-f]{32}", user.username) is not None
    )

# Read by Jupyter in a space, through JUPYTER_CONFIG_PATH. It runs in the environment of the space's image, so
# it imports nothing of the local domain.
"""How Jupyter runs in a space of the local domain: as in Studio's images, behind the front door."""

from __future__ import annotations

import hmac
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from jupyter_server.auth.identity import PasswordIdentityProvider, User
from tornado import web
from traitlets.config import get_config

SHARED = os.environ["SAGEMAKER_SPACE_TYPE_LOWERCASE"] == "shared"
SECRET = Path(os.environ["SAGEMAKER_LOCAL_DOMAIN_SECRET_FILE"]).read_text().strip()


class SpaceIdentityProvider(PasswordIdentityProvider):
    """Believes the front door, which proves itself by the secret of this run; whoever else asks is nobody."""

    async def get_user(self, handler: web.RequestHandler) -> User | None:
        """The visitor's name in a shared space, Jupyter's anonymous user in a private one, as in Studio."""
        given = handler.request.headers.get("X-Space-Door-Secret", "")
        if not hmac.compare_digest(given.encode("latin-1", "replace"), SECRET.encode()):
            return None
        if not SHARED:
            return await super()._get_user(handler)
        name = handler.request.headers["X-Space-Door-User"]
        # The members that AWS's SagemakerIdentityProvider sets (known).
        return User(username=name, name=name, display_name=name, initials=name[:1].upper())

    def validate_security(self, app: object, ssl_options: object = None) -> None:
        """Nothing to warn of: the empty token is Studio's, and the door stands before the socket."""


c = get_config()
c.ServerApp.identity_provider_class = SpaceIdentityProvider
c.ServerApp.allow_remote_access = True  # the Host is the door's
c.ServerApp.open_browser = False
# Spaces share the machine's loopback, and who may connect to a kernel's iopub port sees all that it prints.
c.KernelManager.transport = "ipc"
# An image may bring AWS's own answer to api/idle.
if find_spec("jupyter_activity_monitor_extension") is None:
    sys.path.append(str(Path(__file__).parent / "services"))
    c.ServerApp.extra_services = ["space_idle"]
c.FileContentsManager.delete_to_trash = False
# A stand-in for trying things asks nobody on the internet for news (labconfig switches the question off).
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"

"""The environment of an app's processes: what is allowed in, and what Studio tells an app (known)."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..arns import ACCOUNT_ID, REGION
from ..model import AppSpec
from .leftovers import MARKER

#: What is passed on from our own environment: language and person, nothing that configures a program.
_INHERITED = ("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "USER", "LOGNAME", "SHELL")

#: Where the system's own programs are.
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

#: Jupyter's configuration in a space: the one folder of ours that an app reads.
IMAGE_CONFIG = Path(__file__).parent / "image"


@dataclass(frozen=True)
class Surroundings:
    """What an app is told about its run: its home, where the API is, and its own files and secrets.

    ``runtime`` is a directory for this run alone, where kernels have their sockets (``JUPYTER_RUNTIME_DIR``);
    ``credentials_token`` is the Authorization for the container credentials; ``marker`` see ``leftovers``.
    """

    home: Path
    runtime: Path
    endpoint_url: str
    metadata_file: Path
    secret_file: Path
    credentials_token: str
    marker: str


def image_python(app: AppSpec) -> str:
    """The Python in which an image's JupyterLab runs: the image's own, or the one that runs us."""
    return app.python or sys.executable


def app_environment(app: AppSpec, around: Surroundings, host: Mapping[str, str]) -> dict[str, str]:
    """All variables of an app's processes; ``host`` is the domain's own environment."""
    home = around.home
    private = app.sharing != "Shared"
    config = [IMAGE_CONFIG / "private", IMAGE_CONFIG] if private else [IMAGE_CONFIG]
    return {
        **{name: host[name] for name in _INHERITED if name in host},
        "HOME": str(home),
        "PATH": os.pathsep.join((str(Path(image_python(app)).parent), SYSTEM_PATH)),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(map(str, config)),
        "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
        "JUPYTER_DATA_DIR": str(home / ".local/share/jupyter"),
        "JUPYTER_RUNTIME_DIR": str(around.runtime),
        "IPYTHONDIR": str(home / ".ipython"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL_SAGEMAKER": around.endpoint_url,
        # The relative form, which Studio sets, always means 169.254.170.2.
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{around.endpoint_url}/credentials",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": around.credentials_token,
        "RESOURCE_METADATA_FILE": str(around.metadata_file),
        "SAGEMAKER_SPACE_TYPE_LOWERCASE": app.sharing.lower(),
        # That both are set is known; the form of the address is assumed.
        "SAGEMAKER_INTERNAL_IMAGE_URI": (
            f"{ACCOUNT_ID}.dkr.ecr.{REGION}.amazonaws.com/{app.image}:{app.image_version}"
        ),
        "IMAGE_VERSION": app.image_version,
        "SAGEMAKER_LOCAL_DOMAIN_SECRET_FILE": str(around.secret_file),
        MARKER: around.marker,
    }


def metadata(app: AppSpec) -> str:
    """The text of ``resource-metadata.json`` for an app, with the members that Studio's has (known)."""
    return json.dumps(
        {
            "AppType": app.app_type,
            "DomainId": app.domain_id,
            "SpaceName": app.space,
            "ExecutionRoleArn": app.execution_role,
            "ResourceArn": app.arn,
            "ResourceName": "default",
            "AppImageVersion": "",
        }
    )


def jupyterlab_command(
    app: AppSpec, home: Path, socket: Path, *, as_root: bool, can_collaborate: bool
) -> list[str]:
    """The command that starts JupyterLab as Studio's images do (known), but on a UNIX socket.

    ``can_collaborate``: whether the image has jupyter-collaboration. JupyterLab does not start when it is
    told to use it and has none.
    """
    collaborative = app.sharing == "Shared" and can_collaborate
    return [
        image_python(app),
        "-m",
        "jupyterlab",
        *(["--allow-root"] if as_root else []),
        *(["--collaborative"] if collaborative else []),
        "--ServerApp.base_url=/jupyterlab/default",
        "--ServerApp.token=",
        f"--ServerApp.root_dir={home}",
        f"--ServerApp.sock={socket}",
        "--ServerApp.sock_mode=0600",
    ]

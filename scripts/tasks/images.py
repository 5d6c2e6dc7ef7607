"""Environments as SageMaker's images are, for spaces of the local domain: the one wheel must work in each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.own import own_environment
from tasks.project import LOCAL, ROOT
from tasks.setup import NETWORK
from tasks.steps import Step, StepFailed
from tasks.wheel import make_wheel

CONSTRAINTS = ROOT / "scripts" / "constraints-images.txt"

_OURS = "jupyterlab-sagemaker-spaces"
_OWN_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"

#: Installed in each image, with the plugins that show it.
_BESIDE = [
    *("boto3", "jupyter_server"),
    *("jupyter-activity-monitor-extension", "jupyterlab-git", "jupyter-resource-usage"),
]
_PLUGINS = ["@jupyterlab/git:plugin", "@jupyter-server/resource-usage:status-item"]

#: JupyterLab's version -> that of botocore in such an image, with what must fit it.
_JUPYTERLABS = {
    "4.4.10": "botocore==1.37.3 boto3==1.37.3 aiobotocore==2.22.0 "
    "s3transfer==0.11.3 wrapt==1.17.3 multidict==6.9.1",
    "4.5.10": "botocore==1.43.56 boto3==1.43.56 aiobotocore==3.9.0 "
    "s3transfer==0.19.3 wrapt==2.5.2 multidict==6.9.1",
    "4.6.6": "botocore==1.43.117 boto3==1.43.117 aiobotocore==3.10.0 "
    "s3transfer==0.19.3 wrapt==2.5.2 multidict==7.2.1",
}

#: jupyter-collaboration's version ("": not installed) -> its parts, with what they need.
_COLLABORATIONS = {
    "": "jupyter-ydoc==4.2.1 pycrdt==0.14.13",
    "2.1.5": "jupyter-ydoc==2.1.5 pycrdt==0.12.50 pycrdt-websocket==0.15.5",
    "3.1.2": "jupyter-collaboration-ui==1.1.2 jupyter-docprovider==1.1.2 jupyter-server-ydoc==1.1.2 "
    "jupyter-ydoc==3.4.1 pycrdt==0.12.50 pycrdt-websocket==0.15.5",
    "4.4.2": "jupyter-collaboration-ui==2.4.2 jupyter-docprovider==2.4.2 jupyter-server-ydoc==2.4.2 "
    "jupyter-ydoc==3.5.0 pycrdt==0.13.1 pycrdt-store==0.1.4 pycrdt-websocket==0.16.2",
    "5.0.4": "jupyter-collaboration-ui==3.0.4 jupyter-docprovider==3.0.4 jupyter-server-ydoc==3.0.4 "
    "jupyter-ydoc==4.2.1 pycrdt==0.14.13 pycrdt-store==0.1.5 pycrdt-websocket==0.16.5",
}

#: AWS's newest extensions are made for JupyterLab 4.5: they forbid 4.6, and leave 4.4 without a file browser.
#: They load nothing without jupyterlab-chat, for which jupyter-collaboration 2 is too old.
_AWS_NEWEST = (
    "sagemaker-jupyterlab-extension==0.6.1 sagemaker-jupyterlab-extension-common==0.5.3 "
    "jupyterlab-chat==0.25.3"
)
_AWS_OLDER = "sagemaker-jupyterlab-extension==0.4.2 sagemaker-jupyterlab-extension-common==0.3.3"
_AWS_PLUGINS = ["spacemenu", "sessionmanagement", "resourceusage"]


@dataclass(frozen=True)
class Image:
    """Versions of JupyterLab, jupyter-collaboration ("": none) and Python ("": the one that runs this)."""

    jupyterlab: str
    collaboration: str
    python: str = ""

    def __str__(self) -> str:
        words = [self.jupyterlab, self.collaboration or "alone", self.python]
        return "-".join(word for word in words if word)

    @property
    def has_aws(self) -> bool:
        """Whether AWS's extensions are in it: they need y-py, which has no wheel for Python 3.13."""
        return (self.python or _OWN_PYTHON) in ("3.11", "3.12")

    @property
    def requirements(self) -> list[str]:
        """What is asked for: all that is beside JupyterLab in such an image and could get in the way."""
        together = [f"jupyter-collaboration=={self.collaboration}"] if self.collaboration else []
        newest = self.jupyterlab.startswith("4.5.") and not self.collaboration.startswith("2.")
        aws = (_AWS_NEWEST if newest else _AWS_OLDER).split() if self.has_aws else []
        return [f"jupyterlab=={self.jupyterlab}", *together, *aws, *_BESIDE]

    @property
    def plugins(self) -> list[str]:
        """Some of JupyterLab's plugins that come with them."""
        aws = [f"@amzn/sagemaker-jupyterlab-extensions:{name}" for name in _AWS_PLUGINS]
        return [*_PLUGINS, *(aws if self.has_aws else [])]

    @property
    def constraints(self) -> list[str]:
        """Versions of what these need, beyond those that are the same in all images."""
        return [*_JUPYTERLABS[self.jupyterlab].split(), *_COLLABORATIONS[self.collaboration].split()]

    @property
    def tests(self) -> str:
        """Which of the browser tests run in it: a regular expression over their tags."""
        if not self.collaboration:
            return "@image|@alone"
        # Versions 2 and 3 of jupyter-collaboration share no document in JupyterLab 4.5 and newer.
        is_too_old = self.collaboration[0] in "23" and not self.jupyterlab.startswith("4.4.")
        return f"@image|@presence|{'@unshared' if is_too_old else '@together'}"


#: What ``scripts/test`` runs beside the project's own environment, which has the newest of all.
OLDEST = Image("4.4.10", "3.1.2")

#: Each JupyterLab with each jupyter-collaboration that fits it (5 needs 4.6), and with each Python. SageMaker
#: Distribution 2.14, 3.9 and 4.4 are among them.
ALL = (
    Image("4.4.10", "", "3.13"),
    Image("4.4.10", "2.1.5", "3.11"),
    Image("4.4.10", "3.1.2", "3.12"),
    Image("4.4.10", "4.4.2", "3.13"),
    Image("4.5.10", "", "3.11"),
    Image("4.5.10", "2.1.5", "3.11"),
    Image("4.5.10", "3.1.2", "3.13"),
    Image("4.5.10", "4.4.2", "3.12"),
    Image("4.6.6", "", "3.13"),
    Image("4.6.6", "2.1.5", "3.12"),
    Image("4.6.6", "3.1.2", "3.11"),
    Image("4.6.6", "4.4.2", "3.13"),
    Image("4.6.6", "5.0.4", "3.12"),
)


def environment_of(image: Image) -> Path:
    """Python of the image's environment, made if need be, with the wheel of the present build in it.

    Raises StepFailed, also when the wheel changes anything that the image has, or needs what it has not.
    """
    programs = own_environment(
        f"image-{image}",
        f"Image {image}",
        CONSTRAINTS,
        *image.requirements,
        pins=image.constraints,
        python=_interpreter(image.python),
    )
    python = programs / "python"
    wheel = make_wheel(LOCAL / "wheel")
    with Step(f"wheel-in-{image}", f"Wheel in {image}", NETWORK) as step:
        step.run(python, "-m", "pip", "uninstall", "--yes", _OURS)
        before = _packages(python)
        step.run(python, "-m", "pip", "install", "--no-input", wheel)
        changed = set(before) ^ set(_packages(python))
        if others := sorted(package for package in changed if not package.startswith(_OURS)):
            shutil.rmtree(programs.parent)  # it is no longer as it was made
            raise StepFailed(f"{step.title}: it changed or added {', '.join(others)}.", step.advice)
    return python


def _interpreter(version: str) -> Path:
    """A Python of that version: this one, or one on the PATH, or of pyenv. Raises StepFailed."""
    if version in ("", _OWN_PYTHON):
        return Path(sys.executable)
    for candidate in _candidates(version):
        answer = subprocess.run([candidate, "-c", "import ensurepip, venv"], capture_output=True, check=False)
        if answer.returncode == 0:
            return candidate
    raise StepFailed(f"No Python {version} was found.", f"Have python{version} on the PATH, or in pyenv.")


def _candidates(version: str) -> Iterator[Path]:
    if found := shutil.which(f"python{version}"):
        yield Path(found)
    yield from sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"), reverse=True)


def _packages(python: Path) -> list[str]:
    """What is installed, as ``name==version``."""
    frozen = subprocess.run(
        [python, "-m", "pip", "freeze", "--all"], capture_output=True, text=True, check=True
    )
    return frozen.stdout.splitlines()

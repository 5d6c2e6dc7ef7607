"""Server part of the Spaces extension for JupyterLab in Amazon SageMaker Studio."""

from __future__ import annotations

from typing import Any

from .version import version as _version

__version__ = _version()


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-sagemaker-spaces"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .extension import SpacesExtension

    return [{"module": "jupyterlab_sagemaker_spaces", "app": SpacesExtension}]

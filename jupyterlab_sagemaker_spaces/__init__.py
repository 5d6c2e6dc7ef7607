"""Server part of the Spaces extension for JupyterLab in Amazon SageMaker Studio."""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    # To find the version out takes a third of what a process of this package takes to start.
    if name == "__version__":
        from .version import version

        return version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-sagemaker-spaces"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .extension import SpacesExtension

    return [{"module": "jupyterlab_sagemaker_spaces", "app": SpacesExtension}]

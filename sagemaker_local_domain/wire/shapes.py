"""SageMaker's operations and shapes, read from botocore's service model (loaded once, at the first use)."""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel

#: A shape of the service model. botocore ships no types.
Shape = Any

SIGNING_NAME = "sagemaker"
TARGET_PREFIX = "SageMaker"


@cache
def service_model() -> Any:
    """The parsed service model."""
    return ServiceModel(Loader().load_service_model("sagemaker", "service-2"), "sagemaker")


def input_shape(operation: str) -> Shape:
    """The input structure of an operation."""
    return service_model().operation_model(operation).input_shape


def output_shape(operation: str) -> Shape | None:
    """The output structure; None where AWS answers with an empty body (DeleteApp, DeleteSpace)."""
    return service_model().operation_model(operation).output_shape


@cache
def modelled_errors() -> frozenset[str]:
    """Error types that the model has; their text is in ``Message``, that of all others in ``message``."""
    return frozenset(shape.name for shape in service_model().error_shapes)

"""Whether what the API answers fits the service model, as botocore's own parser and validator see it."""

from __future__ import annotations

import json
from typing import Any

from botocore.parsers import create_parser
from botocore.validate import ParamValidator

from sagemaker_local_domain.wire.shapes import modelled_errors, output_shape
from sagemaker_local_domain.wire.validation import problems

#: Error types that AWS's services answer though no model names them.
COMMON_ERRORS = {
    "AccessDeniedException",
    "ExpiredTokenException",
    "IncompleteSignatureException",
    "InternalFailure",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "SerializationException",
    "ThrottlingException",
    "UnknownOperationException",
    "UnrecognizedClientException",
    "ValidationException",
}


def misfits(operation: str, status: int, body: bytes) -> list[str]:
    """What is wrong with an answer: members that are unknown, missing or of another type, values that the
    model does not allow, an error that is none of AWS's.
    """
    if status != 200:
        return _error_misfits(status, body)
    shape = output_shape(operation)
    if shape is None:
        return [f"{operation} has an answer: {body!r}"] if body else []
    answer = json.loads(body)
    report = ParamValidator().validate(answer, shape).generate_report()
    found = [*report.splitlines(), *problems(shape, answer, operation)]
    if not found:
        _parsed(status, body, shape)
    return found


def _error_misfits(status: int, body: bytes) -> list[str]:
    answer = json.loads(body)
    parsed = _parsed(status, body, None)["Error"]
    member = "Message" if parsed["Code"] in modelled_errors() else "message"
    found = []
    if parsed["Code"] not in modelled_errors() | COMMON_ERRORS:
        found.append(f"{parsed['Code']} is no error of AWS's.")
    if set(answer) != {"__type", member} or not parsed["Message"]:
        found.append(f"An error has other members: {answer}")
    return found


def _parsed(status: int, body: bytes, shape: Any) -> Any:
    """What botocore makes of an answer. Raises botocore's ResponseParserError."""
    response = {"status_code": status, "headers": {}, "body": body}
    return create_parser("json").parse(response, shape)

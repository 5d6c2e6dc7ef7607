"""What can go wrong with a call, by type: AWS said no, or there was no answer to be had."""

from __future__ import annotations


class CallFailed(Exception):
    """A call to AWS that gave no result. ``type`` and ``message`` are what the front end is told."""

    type: str
    message: str
    request_id: str | None = None

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class AwsError(CallFailed):
    """AWS answered with an error: its type, its text, the HTTP status, the request id."""

    def __init__(self, code: str, message: str, status: int, request_id: str | None) -> None:
        super().__init__(message)
        self.type = code
        self.status = status
        self.request_id = request_id


class OwnFailure(CallFailed):
    """No answer of AWS's. The ``type`` of each subclass is part of the protocol with the front end."""


class NoCredentials(OwnFailure):
    """There are no AWS credentials, or they could not be fetched."""

    type = "SpacesNoCredentials"


class NoRegion(OwnFailure):
    """It is not known in which region the domain is."""

    type = "SpacesNoRegion"


class NoDomain(OwnFailure):
    """It is not known which domain to work in."""

    type = "SpacesNoDomain"

    def __init__(self) -> None:
        super().__init__(
            "Which SageMaker domain to work in is not known: this server does not run in SageMaker Studio. "
            "To "
            "use the panel here, set c.SpacesExtension.domain_id in the Jupyter server's configuration."
        )


class EndpointUnreachable(OwnFailure):
    """No connection to the SageMaker API, or it broke."""

    type = "SpacesEndpointUnreachable"


class TimedOut(OwnFailure):
    """The SageMaker API took too long. Whether it did what was asked is not known."""

    type = "SpacesTimedOut"


_THROTTLES = {"ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded"}
_NOT_FOUND = {"ResourceNotFound", "ResourceNotFoundException"}
#: Answers to credentials that have run out or were replaced.
STALE_CREDENTIALS = {
    "ExpiredTokenException",
    "ExpiredToken",
    "UnrecognizedClientException",
    "InvalidClientTokenId",
}


def is_throttle(failure: CallFailed) -> bool:
    """AWS refused only because of the number of calls: nothing was done."""
    return isinstance(failure, AwsError) and failure.type in _THROTTLES


def is_not_found(failure: CallFailed) -> bool:
    """The resource does not exist."""
    return isinstance(failure, AwsError) and failure.type in _NOT_FOUND


def is_unclear(failure: CallFailed) -> bool:
    """Whether AWS did what was asked cannot be told from this failure: look before acting again."""
    if isinstance(failure, AwsError):
        return failure.status >= 500
    return isinstance(failure, EndpointUnreachable | TimedOut)


def is_passing(failure: CallFailed) -> bool:
    """It may well work a little later."""
    if isinstance(failure, AwsError):
        return is_throttle(failure) or failure.status >= 500 or failure.type in STALE_CREDENTIALS
    return isinstance(failure, EndpointUnreachable | TimedOut | NoCredentials)

"""One signed HTTP exchange with the SageMaker API (AWS JSON 1.1, SigV4), blocking: for worker threads.

``botocore.client`` is not used: making one costs 140-330 ms and 11 MB, and what it parses loses the members
that an older botocore does not know.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import (
    BotoCoreError,
    ConnectionClosedError,
    ConnectionError,
    HTTPClientError,
    ReadTimeoutError,
)
from botocore.httpsession import URLLib3Session
from botocore.session import Session
from botocore.utils import get_environ_proxies

from .. import __version__
from .credentials import CredentialCache, Source
from .endpoint import find_endpoint
from .failures import EndpointUnreachable, NoCredentials, NoRegion, TimedOut

CONTENT_TYPE = "application/x-amz-json-1.1"
CONNECT_S = 5.0
READ_S = 20.0


@dataclass(frozen=True)
class Answer:
    """What came back: HTTP status, untouched body, AWS's id of the request."""

    status: int
    body: bytes
    request_id: str | None


class Wire:
    """Signs and sends, over connections that are kept. Thread-safe."""

    def __init__(self, region: str | None, threads: int) -> None:
        """``region`` None: that of the AWS configuration. Raises NoRegion, NoCredentials,
        EndpointUnreachable.
        """
        try:
            session = Session()
            found = region or session.get_config_variable("region")
            if not found:
                raise NoRegion(
                    "The AWS region of the SageMaker domain is not known. Set c.SpacesExtension.region in "
                    "the Jupyter "
                    "server's configuration, or AWS_REGION in its environment."
                )
            self._region: str = found
            self._url = find_endpoint(session, found)
            verify = session.get_config_variable("ca_bundle") or True
        except BotoCoreError as error:  # a profile or configuration file that cannot be used
            raise NoCredentials(f"The AWS configuration cannot be used: {error}") from error
        self._credentials = CredentialCache(_find_credentials)
        self._http = URLLib3Session(
            verify=verify,
            proxies=get_environ_proxies(self._url),
            timeout=(CONNECT_S, READ_S),
            max_pool_connections=threads,
            # Without it a kept connection costs 40 ms more a call (Nagle against delayed acknowledgement).
            socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)],
        )

    def send(self, operation: str, body: bytes, start_by: float, again_if_closed: bool) -> Answer:
        """One call. ``start_by`` (``time.monotonic``): not sent at all after that, since whoever asked has
        gone on. ``again_if_closed``: try once more if a kept connection turns out closed (for reads).

        Raises NoCredentials, EndpointUnreachable, TimedOut.
        """
        credentials = self._frozen()
        if time.monotonic() > start_by:
            raise TimedOut(f"{operation} was not sent: the AWS credentials took too long to come. Try again.")
        try:
            try:
                return self._exchange(operation, body, credentials)
            except ConnectionClosedError:
                if not again_if_closed:
                    raise
                return self._exchange(operation, body, credentials)
        except ReadTimeoutError as error:
            raise TimedOut(
                f"The SageMaker API at {self._url} did not answer {operation} within {READ_S:.0f} s. Try "
                "again."
            ) from error
        except (ConnectionError, HTTPClientError) as error:
            raise EndpointUnreachable(
                f"The SageMaker API at {self._url} cannot be reached for {operation}: {error} Check the "
                "network, and "
                "AWS_ENDPOINT_URL_SAGEMAKER if it is set."
            ) from error

    def forget_credentials(self) -> None:
        """Find the credentials afresh next time."""
        self._credentials.forget()

    def close(self) -> None:
        """Close the kept connections."""
        self._http.close()

    def _frozen(self) -> Any:
        try:
            return self._credentials.frozen()
        # RuntimeError: botocore's word for "the credentials just fetched have already expired".
        except (BotoCoreError, RuntimeError) as error:
            raise NoCredentials(f"The AWS credentials could not be fetched: {error} Try again.") from error

    def _exchange(self, operation: str, body: bytes, credentials: Any) -> Answer:
        request = AWSRequest(
            method="POST",
            url=self._url,
            data=body,
            headers={
                "Content-Type": CONTENT_TYPE,
                "X-Amz-Target": f"SageMaker.{operation}",
                "User-Agent": f"jupyterlab-sagemaker-spaces/{__version__}",
            },
        )
        with _unlogged():
            SigV4Auth(credentials, "sagemaker", self._region).add_auth(request)
        answer = self._http.send(request.prepare())
        return Answer(answer.status_code, answer.content, answer.headers.get("x-amzn-RequestId"))


def _find_credentials() -> Source | None:
    # A new session each time: a session keeps what it once read from a file.
    source: Source | None = Session().get_credentials()
    return source


_signing = threading.local()


def _not_ours(record: logging.LogRecord) -> bool:
    return not getattr(_signing, "now", False)


logging.getLogger("botocore.auth").addFilter(_not_ours)


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep botocore's log of a signature, with the session token in it, out of a log at DEBUG level."""
    _signing.now = True
    try:
        yield
    finally:
        _signing.now = False

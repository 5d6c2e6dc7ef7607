"""The address of the SageMaker API, found as botocore's own clients find it."""

from __future__ import annotations

from urllib.parse import urlsplit

from botocore.configprovider import ConfiguredEndpointProvider
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import BotoCoreError
from botocore.session import Session

from .failures import EndpointUnreachable


def find_endpoint(session: Session, region: str) -> str:
    """The URL to post to: ``AWS_ENDPOINT_URL_SAGEMAKER``, ``AWS_ENDPOINT_URL`` or their like in the
    configuration file unless ``AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`` is set; else by SageMaker's endpoint
    rules.

    ``construct_endpoint`` of botocore is of no use here: for SageMaker it gives a host that does not exist.
    Raises EndpointUnreachable.
    """
    url = _configured(session) or _by_rules(session, region)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise EndpointUnreachable(
            f"The address of the SageMaker API, {url!r}, is no http or https URL. Correct "
            "AWS_ENDPOINT_URL_SAGEMAKER or AWS_ENDPOINT_URL."
        )
    return url.rstrip("/") + "/"


def _configured(session: Session) -> str | None:
    if session.get_config_variable("ignore_configured_endpoint_urls"):
        return None
    provider = ConfiguredEndpointProvider(
        full_config=session.full_config, scoped_config=session.get_scoped_config(), client_name="sagemaker"
    )
    url: str | None = provider.provide()
    return url


def _by_rules(session: Session, region: str) -> str:
    loader = session.get_component("data_loader")
    rules = EndpointProvider(
        loader.load_service_model("sagemaker", "endpoint-rule-set-1"), loader.load_data("partitions")
    )
    try:
        found = rules.resolve_endpoint(
            Region=region,
            UseFIPS=bool(session.get_config_variable("use_fips_endpoint")),
            UseDualStack=bool(session.get_config_variable("use_dualstack_endpoint")),
        )
    except BotoCoreError as error:
        raise EndpointUnreachable(f"SageMaker has no endpoint in the region {region!r}: {error}") from error
    url: str = found.url
    return url

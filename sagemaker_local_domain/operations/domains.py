"""DescribeDomain, ListDomains."""

from __future__ import annotations

from ..arns import domain_arn
from ..model import Json
from ..pagination import Query, page
from ..records import Domain
from .context import Context


def describe_domain(context: Context, params: Json) -> Json:
    """DescribeDomain."""
    domain = context.domain(params["DomainId"])
    return _summary(context, domain) | domain.settings


def list_domains(context: Context, params: Json) -> Json:
    """ListDomains, oldest first."""
    return page(
        context.store,
        context.store.domains,
        "ListDomains",
        params,
        Query("1", [], ("created", "domain_id")),
        answer=("Domains", lambda domain: _summary(context, domain)),
    )


def _summary(context: Context, domain: Domain) -> Json:
    return {
        "DomainArn": domain_arn(domain.domain_id),
        "DomainId": domain.domain_id,
        "DomainName": domain.name,
        "Status": domain.status,
        "CreationTime": domain.created,
        "LastModifiedTime": domain.modified,
        "Url": context.presigner.domain_url(),
    }

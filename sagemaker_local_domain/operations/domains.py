"""DescribeDomain, ListDomains, UpdateDomain."""

from __future__ import annotations

from dataclasses import replace

from ..arns import domain_arn
from ..model import Json, ServiceError
from ..pagination import Query, page
from ..records import Domain
from ..settings import merged
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


def update_domain(context: Context, params: Json) -> Json:
    """UpdateDomain: merges (assumed); new settings hold at once, also for spaces that exist (assumed)."""
    domain = context.domain(params["DomainId"])
    arn = domain_arn(domain.domain_id)
    if domain.status != "InService":
        raise ServiceError("ResourceInUse", f"Domain [{arn}] is [{domain.status}].")
    _check_without_apps(context, domain, params)
    given = {name: value for name, value in params.items() if name != "DomainId"}
    if "DomainSettingsForUpdate" in given:
        # The same members under another name, but for that of RStudio's settings (known).
        settings = given.pop("DomainSettingsForUpdate")
        given["DomainSettings"] = {
            name.replace("SettingsForUpdate", "Settings"): value for name, value in settings.items()
        }
    updating = replace(
        domain,
        status="Updating",
        modified=context.clock.now(),
        settings=merged(domain.settings, given),
    )
    context.store.domains.put(updating)
    context.lifecycle.domain_updating(updating)
    return {"DomainArn": arn}


def _check_without_apps(context: Context, domain: Domain, params: Json) -> None:
    """Subnets may go, and the roles' identity may change, only while no app is there (known; wording
    assumed).
    """
    subnets: list[str] = domain.settings["SubnetIds"]
    removed = set(subnets) - set(params.get("SubnetIds") or subnets)
    identity = "ExecutionRoleIdentityConfig" in params.get("DomainSettingsForUpdate", {})
    if (removed or identity) and any(app.live for app in context.store.apps.find(domain_id=domain.domain_id)):
        raise ServiceError(
            "ResourceInUse",
            f"Domain [{domain_arn(domain.domain_id)}] has apps that are InService, Pending or Deleting.",
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

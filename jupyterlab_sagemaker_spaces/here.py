"""Where this server runs: domain, region, and the space whose JupyterLab it is.

Decisions rest on what is here; what is only shown of the place is in ``about.py``. Each value knows its
source (``sources``), and comes from the first of these that has it:

- what Studio writes for the app (the *metadata file*), since that is the truth about this space:
  domain, space, app type, and the region in the app's ARN;
- the traits ``c.SpacesExtension.domain_id`` and ``c.SpacesExtension.region``, for a server outside Studio;
- the environment: ``AWS_REGION``, then ``AWS_DEFAULT_REGION``. They come last because people set them to
  train elsewhere, while the domain stays where it is.

Whether the space is private or shared stands in ``SAGEMAKER_SPACE_TYPE_LOWERCASE`` only; nothing in the
metadata file says it.

Which kind of place it is, is told by the metadata file, too: ``AdditionalMetadata.DataZoneScopeName`` is
there in a project of SageMaker Unified Studio only, and the app types of Studio Classic are JupyterServer
and KernelGateway.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

#: Where Studio's images put it; ``RESOURCE_METADATA_FILE`` names another, as in AWS's own extensions.
METADATA_FILE = "/opt/ml/metadata/resource-metadata.json"

#: App types of Studio Classic. Its apps belong to a person, or to a shared space of its own kind.
CLASSIC_APPS = frozenset({"JupyterServer", "KernelGateway"})

Sharing = Literal["Private", "Shared"]
#: ``unreadable``: there is a metadata file, so this is Studio, but where in it cannot be told.
Place = Literal["studio", "unified-studio", "classic", "outside", "unreadable"]
#: Where a value is from; the words are the front end's.
Source = Literal[
    "metadata",
    "app-arn",
    "role-arn",
    "trait",
    "identity",
    "env:AWS_REGION",
    "env:AWS_DEFAULT_REGION",
    "env:SAGEMAKER_SPACE_TYPE_LOWERCASE",
    "env:SAGEMAKER_INTERNAL_IMAGE_URI",
    "env:IMAGE_VERSION",
]

#: A value and where it is from; None where no source has one.
Found = tuple[str, Source] | None


@dataclass(frozen=True)
class Here:
    """What is known of this server without asking AWS.

    ``space`` is absent outside Studio and in a private app of Studio Classic, which belongs to a person and
    not to a space. ``sources`` has the source of each member that has a value; where a value is from does not
    make it another place.
    """

    place: Place
    domain_id: str | None
    region: str | None
    space: str | None
    app_type: str | None
    sharing: Sharing | None
    sources: Mapping[str, Source] = field(default_factory=dict, compare=False)


class MetadataUnreadable(Exception):
    """The metadata file is there but of no use; the text says why."""


def read_metadata(environ: Mapping[str, str]) -> dict[str, Any] | None:
    """The metadata file's content; None when there is no such file. Raises MetadataUnreadable."""
    path = Path(environ.get("RESOURCE_METADATA_FILE") or METADATA_FILE)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise MetadataUnreadable(f"{path} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise MetadataUnreadable(f"{path} does not hold a JSON object")
    return content


def find_here(
    metadata: Mapping[str, Any] | None,
    environ: Mapping[str, str],
    domain_id: str = "",
    region: str = "",
) -> Here:
    """Merge the sources by the precedence above; ``domain_id`` and ``region`` are the traits (empty:
    unset).
    """
    told = metadata or {}
    own_domain = text_of(told, "DomainId")
    # Without a domain the file tells of no app of Studio's.
    own = told if own_domain else {}
    app_type = text_of(own, "AppType")
    space = text_of(own, "SpaceName")
    sharing = _sharing(environ) if space else None
    found: dict[str, Found] = {
        "domain_id": first((own_domain, "metadata"), (domain_id, "trait")),
        "region": first(
            (part_of_arn(text_of(told, "ResourceArn"), _REGION), "app-arn"),
            (region, "trait"),
            (environ.get("AWS_REGION"), "env:AWS_REGION"),
            (environ.get("AWS_DEFAULT_REGION"), "env:AWS_DEFAULT_REGION"),
        ),
        "space": first((space, "metadata")),
        "app_type": first((app_type, "metadata")),
        "sharing": first((sharing, "env:SAGEMAKER_SPACE_TYPE_LOWERCASE")),
    }
    return Here(
        place=_place(own, app_type) if own_domain else "outside",
        domain_id=value_of(found["domain_id"]),
        region=value_of(found["region"]),
        space=space,
        app_type=app_type,
        sharing=sharing,
        sources=sources_of(found),
    )


#: Fields of arn:<partition>:<service>:<region>:<account>:<resource>
_REGION, ACCOUNT = 3, 4


def first(*candidates: tuple[str | None, Source]) -> Found:
    """The first candidate with a value."""
    return next(((value, source) for value, source in candidates if value), None)


def value_of(found: Found) -> str | None:
    """The value without its source."""
    return found[0] if found else None


def sources_of(found: Mapping[str, Found]) -> dict[str, Source]:
    """Where each is from, of those that there are."""
    return {name: pair[1] for name, pair in found.items() if pair}


def text_of(told: Mapping[str, Any], name: str) -> str | None:
    """The member, if it is a text that is not empty."""
    value = told.get(name)
    return value if isinstance(value, str) and value else None


def part_of_arn(arn: str | None, position: int) -> str | None:
    """The region (3) or the account (4) in an ARN; None where it names none."""
    parts = (arn or "").split(":")
    return parts[position] or None if len(parts) > 5 and parts[0] == "arn" else None


def additional(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the metadata file tells of a project; empty where it tells of none."""
    told = metadata.get("AdditionalMetadata")
    return told if isinstance(told, dict) else {}


def _place(own: Mapping[str, Any], app_type: str | None) -> Place:
    if text_of(additional(own), "DataZoneScopeName"):
        return "unified-studio"
    return "classic" if app_type in CLASSIC_APPS else "studio"


def _sharing(environ: Mapping[str, str]) -> Sharing | None:
    match environ.get("SAGEMAKER_SPACE_TYPE_LOWERCASE"):
        case "shared":
            return "Shared"
        case "private":
            return "Private"
    return None

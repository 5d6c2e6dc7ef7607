"""Where this server runs: domain, region, and the space whose JupyterLab it is.

Each value comes from the first of these that has it:

- what Studio writes for the app (the *metadata file*), since that is the truth about this space:
  domain, space, app type, and the region in the app's ARN;
- the traits ``c.SpacesExtension.domain_id`` and ``c.SpacesExtension.region``, for a server outside Studio;
- the environment: ``AWS_REGION``, then ``AWS_DEFAULT_REGION``. They come last because people set them to
  train elsewhere, while the domain stays where it is.

Whether the space is private or shared stands in ``SAGEMAKER_SPACE_TYPE_LOWERCASE`` only; nothing in the
metadata file says it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

#: Where Studio's images put it; ``RESOURCE_METADATA_FILE`` names another, as in AWS's own extensions.
METADATA_FILE = "/opt/ml/metadata/resource-metadata.json"

Sharing = Literal["Private", "Shared"]


@dataclass(frozen=True)
class Here:
    """What is known of this server without asking AWS.

    ``place`` is ``studio`` when the metadata file names a domain. ``space`` is absent outside Studio and in
    a private app of Studio Classic, which belongs to a person and not to a space.
    """

    place: Literal["studio", "outside"]
    domain_id: str | None
    region: str | None
    space: str | None
    app_type: str | None
    sharing: Sharing | None


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
    own_domain = _text(told, "DomainId")
    space = _text(told, "SpaceName") if own_domain else None
    return Here(
        place="studio" if own_domain else "outside",
        domain_id=own_domain or domain_id or None,
        region=_region_of(_text(told, "ResourceArn"))
        or region
        or environ.get("AWS_REGION")
        or environ.get("AWS_DEFAULT_REGION")
        or None,
        space=space,
        app_type=_text(told, "AppType") if own_domain else None,
        sharing=_sharing(environ) if space else None,
    )


def _text(told: Mapping[str, Any], name: str) -> str | None:
    value = told.get(name)
    return value if isinstance(value, str) and value else None


def _region_of(arn: str | None) -> str | None:
    # arn:<partition>:<service>:<region>:<account>:<resource>
    parts = (arn or "").split(":")
    return parts[3] or None if len(parts) > 5 and parts[0] == "arn" else None


def _sharing(environ: Mapping[str, str]) -> Sharing | None:
    match environ.get("SAGEMAKER_SPACE_TYPE_LOWERCASE"):
        case "shared":
            return "Shared"
        case "private":
            return "Private"
    return None

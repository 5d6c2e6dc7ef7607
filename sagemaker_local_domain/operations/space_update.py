"""UpdateSpace: what may change, when, and what becomes of a volume that is to grow."""

from __future__ import annotations

from dataclasses import replace

from ..arns import space_arn
from ..clock import DAY, HOUR
from ..errors import invalid
from ..model import Json, ServiceError
from ..records import Space
from ..settings import merged
from .context import Context
from .space_settings import APP_TYPES, check_limits, volume_gb

#: AWS seconds after a change of its size until a volume is Available again (assumed).
STORAGE_CHANGE = 15.0

#: Reported word for word, as the reason of a space that could not be changed.
_TOO_SOON = (
    "VolumeModificationRateExceeded: We encountered an internal error when trying to update your volume "
    "size. We apologize for the inconvenience. Wait at least 6 hours before trying to update the volume "
    "size again."
)


def update_space(context: Context, params: Json) -> Json:
    """UpdateSpace: merges (reported). The space is Updating first; what was sent holds at once (assumed)."""
    space = context.space(params["DomainId"], params["SpaceName"])
    given = params.get("SpaceSettings", {})
    _check_updatable(space)
    if "AppType" in given:  # even the same one (reported, with this wording)
        raise invalid("Updating AppType for Space is not supported.")
    check_limits(given, context.space_defaults(space.domain_id, space.sharing, space.owner))
    settings = merged(space.settings, given)
    if context.live_app(space):
        _check_while_running(context, space, settings)
    changed = replace(
        space,
        status="Updating",
        modified=context.clock.now(),
        settings=settings,
        display_name=params.get("SpaceDisplayName", space.display_name),
        failure_reason=None,
    )
    changed = _with_volume_change(context, space, changed)
    context.store.spaces.put(changed)
    context.lifecycle.space_updating(changed)
    return {"SpaceArn": space_arn(space.domain_id, space.name)}


def _check_updatable(space: Space) -> None:
    """Neither while another change is under way, nor when it failed to be made (assumed)."""
    if space.status not in ("InService", "Update_Failed"):
        raise ServiceError(
            "ResourceInUse",
            f"Unable to update Space [{space_arn(space.domain_id, space.name)}] because it is "
            f"[{space.status}].",
        )


def _check_while_running(context: Context, space: Space, settings: Json) -> None:
    """What a live app forbids. For file systems reported, with "inservice app" in the text."""
    if settings.get("CustomFileSystems") != space.settings.get("CustomFileSystems"):
        raise _refused_while_running("CustomFileSystems", space)
    if context.assume.volume_change_while_running == "refused" and volume_gb(settings) != space.volume_gb:
        raise _refused_while_running("EbsVolumeSizeInGb", space)
    if context.assume.instance_change_while_running == "refused":
        for app_type in APP_TYPES:
            new = settings.get(f"{app_type}AppSettings", {}).get("DefaultResourceSpec")
            if new != space.app_settings(app_type).get("DefaultResourceSpec"):
                raise _refused_while_running("DefaultResourceSpec", space)


def _refused_while_running(member: str, space: Space) -> ServiceError:
    return invalid(f"Cannot update {member} of Space [{space.name}] with an inservice app.")


def _with_volume_change(context: Context, space: Space, changed: Space) -> Space:
    """The changed space, its volume grown; or, where that comes too soon, what is told instead."""
    if changed.volume_gb == space.volume_gb:
        return changed
    if changed.volume_gb < space.volume_gb:  # (reported; wording assumed)
        raise invalid(
            f"EbsVolumeSizeInGb [{changed.volume_gb}] is smaller than the present size [{space.volume_gb}]: "
            "a volume can only grow."
        )
    now = context.clock.now()
    if _too_soon(context, space, now):
        if context.assume.volume_cooldown_answer == "refusal":
            raise ServiceError("VolumeModificationRateExceeded", _TOO_SOON.partition(": ")[2])
        # Nothing of the call holds; it ends as Update_Failed with the reason.
        return replace(space, status="Updating", modified=now, failure_reason=_TOO_SOON)
    return replace(
        changed,
        storage_ready=context.clock.after(now, STORAGE_CHANGE),
        volume_changes=[*space.volume_changes, now],
    )


def _too_soon(context: Context, space: Space, now: float) -> bool:
    if context.assume.volume_cooldown == "six-hours":
        return any(context.clock.after(change, 6 * HOUR) > now for change in space.volume_changes)
    return sum(context.clock.after(change, DAY) > now for change in space.volume_changes) >= 4

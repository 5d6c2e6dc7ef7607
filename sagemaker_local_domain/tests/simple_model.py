"""What spaces and apps do, said a second time and simply: the rules of ``docs/local-domain.md``.

It knows the rules and the durations only, nothing of how they are kept. A call's method says by which errors
it may be refused; when there are none, it takes effect.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from sagemaker_local_domain.clock import DAY, HOUR
from sagemaker_local_domain.lifecycle import (
    APP_FAILURE,
    APP_START,
    APP_STOP,
    SPACE_CREATION,
    SPACE_DELETION,
    SPACE_UPDATE,
)
from sagemaker_local_domain.model import Json
from sagemaker_local_domain.operations.space_update import STORAGE_CHANGE
from sagemaker_local_domain.operations.spaces import STORAGE_CREATION

#: What the seed's domain says.
LARGEST_GB = 500
INSTANCE = "ml.t3.medium"

HANGS = "hangs"

#: ("space" or "app", name of the space).
Key = tuple[str, str]


@dataclass(frozen=True)
class ModelSpace:
    """``due`` is when its status changes by itself; ``next_status`` what it then is, None when it is gone."""

    owner: str | None
    sharing: str
    created: float
    gb: int
    tag: str | None
    due: float
    storage_ready: float
    status: str = "Pending"
    next_status: str | None = "InService"
    instance: str = INSTANCE
    display: str | None = None
    grown: float = -math.inf


@dataclass(frozen=True)
class ModelApp:
    """``due`` as of spaces; a record that has ended goes then.

    ``trouble``: ``HANGS`` when its JupyterLab never answers, or the reason why it failed or will fail.
    """

    created: float
    instance: str
    tag: str | None
    due: float
    status: str = "Pending"
    next_status: str | None = "InService"
    trouble: str | None = None

    @property
    def live(self) -> bool:
        """Whether it forbids another one, and the deletion of its space."""
        return self.status in ("Pending", "InService", "Deleting")

    @property
    def runs(self) -> bool:
        """Whether there is a process that answers, or will; none is left once it is Deleting."""
        return self.status == "InService" or (self.status == "Pending" and not self.trouble)


@dataclass
class Model:
    """All spaces by name, and the app of each, running or over."""

    now: float
    spaces: dict[str, ModelSpace] = field(default_factory=dict)
    apps: dict[str, ModelApp] = field(default_factory=dict)

    def copy(self) -> Model:
        return Model(self.now, dict(self.spaces), dict(self.apps))

    def create_space(
        self, caller: str, name: str, owner: str | None, sharing: str, gb: int, tag: str | None
    ) -> set[str]:
        refused = set()
        if owner not in (caller, None):
            refused.add("AccessDeniedException")
        if name.lower() in {taken.lower() for taken in self.spaces}:
            refused.add("ResourceInUse")
        if gb > LARGEST_GB:
            refused.add("ValidationException")
        if not refused:
            due, ready = self.now + SPACE_CREATION, self.now + STORAGE_CREATION
            self.spaces[name] = ModelSpace(owner, sharing, self.now, gb, tag, due, ready)
        return refused

    def update_space(
        self, caller: str, name: str, display: str | None, instance: str | None, gb: int | None
    ) -> set[str]:
        if (space := self.spaces.get(name)) is None:
            return {"ResourceNotFound"}
        refused = set()
        if space.owner not in (caller, None):
            refused.add("AccessDeniedException")
        if space.status not in ("InService", "Update_Failed"):
            refused.add("ResourceInUse")
        new_gb = space.gb if gb is None else gb
        if new_gb < space.gb or new_gb > LARGEST_GB or (new_gb != space.gb and self._live(name)):
            refused.add("ValidationException")
        if refused:
            return refused
        space = replace(space, status="Updating", next_status="InService", due=self.now + SPACE_UPDATE)
        if new_gb == space.gb or self.now >= space.grown + 6 * HOUR:
            if new_gb > space.gb:
                ready = self.now + STORAGE_CHANGE
                space = replace(space, gb=new_gb, grown=self.now, storage_ready=ready)
            space = replace(space, display=display or space.display, instance=instance or space.instance)
        else:  # too soon: nothing of the call holds
            space = replace(space, next_status="Update_Failed")
        self.spaces[name] = space
        return set()

    def delete_space(self, caller: str, name: str) -> set[str]:
        if (space := self.spaces.get(name)) is None:
            return {"ResourceNotFound"}
        refused = set()
        if space.owner not in (caller, None):
            refused.add("AccessDeniedException")
        if space.status == "Pending":
            refused.add("ValidationException")
        if self._live(name):
            refused.add("ResourceInUse")
        if not refused and space.status != "Deleting":
            due = self.now + SPACE_DELETION
            self.spaces[name] = replace(space, status="Deleting", next_status=None, due=due)
        return refused

    def create_app(self, caller: str, name: str, tag: str | None, trouble: str | None) -> set[str]:
        if (space := self.spaces.get(name)) is None:
            return {"ResourceNotFound"}
        refused = set()
        if not self._may_run(caller, name):
            refused.add("AccessDeniedException")
        if (
            space.status not in ("InService", "Update_Failed")
            or self.now < space.storage_ready
            or self._live(name)
        ):
            refused.add("ResourceInUse")
        if not refused:
            app = ModelApp(self.now, space.instance, tag, self.now + APP_START, trouble=trouble)
            if trouble == HANGS:
                app = replace(app, due=math.inf)
            elif trouble:
                app = replace(app, due=self.now + APP_FAILURE, next_status="Failed")
            self.apps[name] = app
        return refused

    def delete_app(self, caller: str, name: str) -> set[str]:
        if (app := self.apps.get(name)) is None:
            return {"AccessDeniedException", "ResourceNotFound"}
        refused = set()
        if not self._may_run(caller, name):
            refused.add("AccessDeniedException")
        if not app.live:
            refused.add("ValidationException")
        if not refused and app.status != "Deleting":
            due = self.now + APP_STOP
            self.apps[name] = replace(app, status="Deleting", next_status="Deleted", due=due, trouble=None)
        return refused

    def process_dies(self, name: str, reason: str) -> None:
        app = replace(self.apps[name], status="Failed", trouble=reason)
        self.apps[name] = replace(app, next_status=None, due=self.now + DAY)

    def time_is(self, now: float) -> None:
        """What changes by itself until then, once each."""
        self.now = now
        for name, space in list(self.spaces.items()):
            if space.due > now:
                continue
            if space.next_status is None:
                del self.spaces[name]
            else:
                self.spaces[name] = replace(space, status=space.next_status, due=math.inf)
        for name, app in list(self.apps.items()):
            if app.due > now:
                continue
            if app.next_status is None:
                del self.apps[name]
            elif app.next_status == "InService":
                self.apps[name] = replace(app, status="InService", due=math.inf)
            else:
                self.apps[name] = replace(app, status=app.next_status, next_status=None, due=now + DAY)

    def killed(self, now: float) -> None:
        """The domain was killed and started again: nothing is lost, deletions take their time anew, and what
        was wrong with an app's start is wrong no more.
        """
        for name, space in self.spaces.items():
            if space.status == "Deleting":
                self.spaces[name] = replace(space, due=now + SPACE_DELETION)
        for name, app in self.apps.items():
            if app.status == "Deleting":
                self.apps[name] = replace(app, due=now + APP_STOP)
            if app.status == "Pending":
                self.apps[name] = replace(
                    app, due=app.created + APP_START, next_status="InService", trouble=None
                )
        self.time_is(now)

    def view(self) -> dict[Key, Json]:
        """All that clients can see of it."""
        spaces = {("space", name): _space_view(space) for name, space in self.spaces.items()}
        return spaces | {("app", name): _app_view(app) for name, app in self.apps.items()}

    def take(self, key: Key, other: Model) -> None:
        """Have of one space or app what another model has."""
        kind, name = key
        if kind == "space":
            self.spaces.pop(name, None)
            self.spaces |= {name: other.spaces[name]} if name in other.spaces else {}
        else:
            self.apps.pop(name, None)
            self.apps |= {name: other.apps[name]} if name in other.apps else {}

    def _live(self, name: str) -> bool:
        return name in self.apps and self.apps[name].live

    def _may_run(self, caller: str, name: str) -> bool:
        space = self.spaces.get(name)
        return space is None or space.sharing == "Shared" or space.owner == caller


def _space_view(space: ModelSpace) -> Json:
    return {
        "status": space.status,
        "created": space.created,
        "owner": space.owner,
        "sharing": space.sharing,
        "gb": space.gb,
        "instance": space.instance,
        "display": space.display,
        "reason": "VolumeModificationRateExceeded" if space.status == "Update_Failed" else None,
        "tags": [space.tag] if space.tag else [],
    }


def _app_view(app: ModelApp) -> Json:
    return {
        "status": app.status,
        "created": app.created,
        "instance": app.instance,
        "reason": app.trouble if app.status == "Failed" else None,
        "tags": [app.tag] if app.tag else [],
    }

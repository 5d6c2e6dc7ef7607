"""What the store keeps: one frozen record a resource. Times are epoch seconds, settings AWS's own JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import Json, Principal


@dataclass(frozen=True)
class Domain:
    """A domain; ``settings`` holds further members of DescribeDomain, as they are answered."""

    domain_id: str
    name: str
    status: str
    created: float
    modified: float
    settings: Json


@dataclass(frozen=True)
class UserProfile:
    """A person of a domain; ``settings`` is UserSettings."""

    domain_id: str
    name: str
    status: str
    created: float
    modified: float
    efs_uid: str
    settings: Json


@dataclass(frozen=True)
class Space:
    """A space; ``settings`` is SpaceSettings, always with the volume's size; ``owner`` may be nobody.

    ``storage_ready`` is when its volume is Available, ``volume_changes`` are the times at which it grew.
    While it is Updating, ``failure_reason`` says how that will end.
    """

    domain_id: str
    name: str
    status: str
    created: float
    modified: float
    display_name: str | None
    sharing: str
    owner: str | None
    efs_uid: str
    settings: Json
    failure_reason: str | None = None
    storage_ready: float = 0.0
    volume_changes: list[float] = field(default_factory=list)

    @property
    def app_type(self) -> str | None:
        """The type of app that it runs; None when it does not say."""
        return self.settings.get("AppType")

    @property
    def volume_gb(self) -> int:
        """Size of its EBS volume."""
        return int(self.settings["SpaceStorageSettings"]["EbsStorageSettings"]["EbsVolumeSizeInGb"])

    def app_settings(self, app_type: str) -> Json:
        """JupyterLabAppSettings or CodeEditorAppSettings; empty when there are none."""
        settings: Json = self.settings.get(f"{app_type}AppSettings", {})
        return settings


@dataclass(frozen=True)
class App:
    """An app of a space; ``spec`` is ResourceSpec; ``ended`` is when it stopped or failed.

    ``expires`` is when the record goes: 24 hours after the end, scaled. Without ``process`` it is a record
    only, as those of a large seed are: nothing runs for it on this machine.
    """

    app_id: str
    domain_id: str
    space: str
    app_type: str
    name: str
    status: str
    created: float
    spec: Json
    recovery_mode: bool = False
    failure_reason: str | None = None
    ended: float | None = None
    expires: float | None = None
    process: bool = True

    @property
    def live(self) -> bool:
        """Whether there is something that runs, starts or ends: a failed app deletes itself (reported)."""
        return self.status in ("Pending", "InService", "Deleting")


@dataclass(frozen=True)
class Image:
    """A SageMaker image; ``account`` is the one that owns it."""

    name: str
    account: str
    display_name: str | None
    created: float
    modified: float


@dataclass(frozen=True)
class ImageVersion:
    """A version of the image ``image``: its number, and its alias ``X.Y.Z``.

    ``python`` is the interpreter that it runs in, None for the one that runs the domain.
    """

    image: str
    number: int
    alias: str
    created: float
    modified: float
    python: str | None = None


@dataclass(frozen=True)
class Credential:
    """A key that signs calls for a principal; ``expires`` None means that it lasts."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)
    user: str | None
    space: str | None
    admin: bool
    expires: float | None

    @property
    def principal(self) -> Principal:
        """Who signs with it."""
        return Principal(user=self.user, space=self.space, admin=self.admin)


@dataclass(frozen=True)
class Tag:
    """One tag of the resource with this ARN."""

    arn: str
    key: str
    value: str


@dataclass(frozen=True)
class LifecycleConfig:
    """A Studio lifecycle configuration; ``content`` is the script in base64, as the API has it."""

    name: str
    app_type: str
    content: str
    created: float
    modified: float


@dataclass(frozen=True)
class Quota:
    """How many apps of a type may run on an instance type at once; there is no limit without a record."""

    app_type: str
    instance_type: str
    apps: int


@dataclass(frozen=True)
class Billed:
    """Something else of the account that costs money; ``kind`` is ``Endpoint``, ``NotebookInstance``,
    ``TrainingJob``, ``ProcessingJob`` or ``TransformJob``, ``members`` what else its list shows of it.
    """

    kind: str
    name: str
    status: str
    created: float
    modified: float
    members: Json

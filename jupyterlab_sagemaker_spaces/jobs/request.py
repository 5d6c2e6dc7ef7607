"""What a person may ask for: the kinds of job, and the body of ``POST jobs``. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from ..bodies import (
    BadRequest,
    check_ids,
    check_member_names,
    check_profile_name,
    check_space_name,
    parse_limited,
)
from .choices import check_choices

Json = dict[str, Any]
Kind = Literal["run", "stop", "create", "change", "delete"]
Sharing = Literal["Private", "Shared"]
AppType = Literal["JupyterLab", "CodeEditor"]
#: Kernels that a stop may wait for, and minutes for which (7 days).
MOST_KERNELS, MOST_MINUTES = 200, 7 * 24 * 60


@dataclass(frozen=True)
class Creation:
    """What only a new space is told. ``owner`` None: as this server's own space says, or nobody. ``run``: run
    it once it is there.
    """

    sharing: Sharing
    app_type: AppType
    owner: str | None
    run: bool


@dataclass(frozen=True)
class WhenDone:
    """Stop only when these kernels (ids) are done, or else, after so many minutes, not at all.
    ``unattended_minutes``: for how long no page was open, where that is why; None where somebody asked.
    """

    kernels: tuple[str, ...]
    limit_minutes: int
    unattended_minutes: int | None = None


@dataclass(frozen=True)
class Request:
    """One change of one space. ``choices``: what a create or a change is to set, as it came (``choices.py``);
    None for the other kinds. ``creation``: of a create only. ``when_done``, ``announce`` (let those who are
    present object): of the stop of this server's own space only.
    """

    kind: Kind
    space: str
    choices: Json | None = None
    creation: Creation | None = None
    when_done: WhenDone | None = None
    announce: bool = False


def parse_request(body: bytes, own: str | None) -> Request:
    """The request in a body. ``own``: the space that this server runs in, which tells who a new space belongs
    to. Raises BadRequest.
    """
    content = parse_limited(body)
    kind = content.get("kind")
    if kind not in get_args(Kind):
        raise BadRequest(f"There is no kind of job {str(kind)[:64]!r}.")
    match kind:
        case "create":
            return _create(content, own is not None)
        case "change":
            check_member_names(content, {"kind", "space", "choices"})
            choices = check_choices(content["choices"])
            if not choices:
                raise BadRequest("A change must choose something: its choices are empty.")
            return Request("change", check_space_name(content["space"]), choices)
        case "stop":
            return _stop(content, own)
    check_member_names(content, {"kind", "space"})
    return Request(cast(Kind, kind), check_space_name(content["space"]))


def _stop(content: Json, own: str | None) -> Request:
    check_member_names(content, {"kind", "space"}, {"when_done", "announce"})
    space = check_space_name(content["space"])
    when_done = _when_done(content["when_done"]) if "when_done" in content else None
    announce = content.get("announce", False)
    if not isinstance(announce, bool):
        raise BadRequest("announce must be true or false.")
    if (when_done or announce) and space.lower() != (own or "").lower():
        raise BadRequest("Only the space that JupyterLab runs in can be stopped when done, or announced.")
    return Request("stop", space, when_done=when_done, announce=announce)


def _when_done(content: object) -> WhenDone:
    if not isinstance(content, dict):
        raise BadRequest("when_done must be a JSON object.")
    check_member_names(content, {"kernels", "limit_minutes"})
    kernels, minutes = check_ids(content, "kernels"), content["limit_minutes"]
    if not 0 < len(set(kernels)) <= MOST_KERNELS:
        raise BadRequest(f"kernels must name 1 to {MOST_KERNELS} kernels.")
    if type(minutes) is not int or not 1 <= minutes <= MOST_MINUTES:
        raise BadRequest(f"limit_minutes must be a whole number from 1 to {MOST_MINUTES}.")
    return WhenDone(tuple(sorted({id_[:64] for id_ in kernels})), minutes)


def _create(content: Json, in_space: bool) -> Request:
    required = {"kind", "space", "sharing", "app_type", "choices", "run"}
    check_member_names(content, required, {"owner"})
    creation = Creation(
        _one_of(content, "sharing", get_args(Sharing)),
        _one_of(content, "app_type", get_args(AppType)),
        check_profile_name(content["owner"]) if "owner" in content else None,
        content["run"],
    )
    if not isinstance(creation.run, bool):
        raise BadRequest("run must be true or false.")
    if in_space and creation.owner is not None:
        raise BadRequest("A new space belongs to the owner of the space that JupyterLab runs in: no owner.")
    if not in_space and creation.sharing == "Private" and creation.owner is None:
        raise BadRequest("A private space needs an owner: the name of a user profile.")
    return Request("create", check_space_name(content["space"]), check_choices(content["choices"]), creation)


def _one_of(content: Json, name: str, values: tuple[str, ...]) -> Any:
    if content[name] not in values:
        raise BadRequest(f"{name} must be one of {', '.join(values)}.")
    return content[name]

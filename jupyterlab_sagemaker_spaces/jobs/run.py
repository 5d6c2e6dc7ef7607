"""Run a space: look, wait until a former app is gone, create the app, wait until it is in service."""

from __future__ import annotations

from ..aws.failures import AwsError, CallFailed, is_unclear
from .job import Json
from .progress import JobFailed
from .shapes import NO_REASON, App, Space, has_image, resource_spec, with_image_of
from .work import Work

#: CreateApp is sent at most this often, each time after a look that found no app.
ATTEMPTS = 3
#: Seconds for which a volume that is not yet there is waited for, and between two attempts (reported: this
#: works, and nothing can be polled).
STORAGE_S, STORAGE_PAUSE_S = 240.0, 10.0
#: Seconds for which DescribeApp may still tell of the time before CreateApp.
SETTLE_S = 30.0


async def run(work: Work) -> str | None:
    """Do it; the job's last message. Raises JobFailed, CallFailed, Cancelled."""
    await work.enter("look")
    return await start(work)


async def start(work: Work, on: Json | None = None) -> str | None:
    """Run the space, unless it runs; what there is to say of it. ``on``: the ResourceSpec to use instead of
    what the space's settings say. Raises JobFailed, CallFailed, Cancelled.
    """
    memory = work.job.memory
    space = await _settled_space(work)
    refusal: CallFailed | None = None
    for _ in range(ATTEMPTS):
        app = await work.app(space)
        spec = app.spec if app else {}
        if app and app.status == "Deleting":
            app = await work.gone(space, app.created)
        if app and app.in_the_way:
            if app.status == "InService":
                return None if memory.create_sent else "It was already running."
            return await _wait_in_service(
                work, space, "" if memory.create_sent else "It was already starting."
            )
        _check_own_end(work, space, app)
        if app and app.status == "Failed" and refusal is not None:
            # The failed app, which was to delete itself, is in the way.
            await _remove_failed(work, space, app)
        if not memory.create_sent:
            memory.former = app.created if app else None
        try:
            await _create(work, space, on or await _spec(work, space, spec))
        except CallFailed as failure:
            if not (is_unclear(failure) or failure.type == "ResourceInUse"):
                raise
            refusal = failure
            await work.pause(2.0 if is_unclear(failure) else 5.0)
            space = await _settled_space(work)
            continue
        return await _wait_in_service(work, space, "")
    assert refusal is not None  # noqa: S101  (each pass returns, raises or sets it)
    raise refusal


async def _settled_space(work: Work) -> Space:
    return await work.settled_space("run", "SpacesCannotRun")


def _check_own_end(work: Work, space: Space, app: App | None) -> None:
    """Raises JobFailed when the app that this job created has come to an end already: it must not make
    another.
    """
    memory = work.job.memory
    if not memory.create_sent:
        return
    if app and app.status == "Failed" and app.created != memory.former:
        raise _app_failed(app)
    if memory.app is not None:
        raise _stopped(space, app)


async def _spec(work: Work, space: Space, former: Json) -> Json:
    """What to run: see ``resource_spec``. An image that is still missing comes from a listed app of the space
    (the record of a deleted one stays for 24 h), else from the app of this server's own space.
    """
    spec = resource_spec(space.default_spec, former)
    if not has_image(spec):
        spec = resource_spec(spec, await _newest_spec(work, space.name))
    return await with_some_image(work, spec)


async def with_some_image(work: Work, spec: Json) -> Json:
    """``spec``, if it names no image with that of the app of this server's own space, where there is one."""
    if has_image(spec) or not work.tools.own:
        return spec
    return with_image_of(spec, await _newest_spec(work, work.tools.own))


async def _newest_spec(work: Work, name: str) -> Json:
    params = {"DomainIdEquals": work.domain_id, "SpaceNameEquals": name, "MaxResults": 100}
    listed = await work.read("ListApps", params)
    apps = [App.read(item) for item in listed.get("Apps") or []]
    newest = max(
        (app for app in apps if has_image(app.spec)), key=lambda app: app.created or 0.0, default=None
    )
    return newest.spec if newest else {}


async def _create(work: Work, space: Space, spec: Json) -> None:
    """Send CreateApp until AWS takes it or refuses it for another reason than time. Raises CallFailed,
    JobFailed.
    """
    work.begin_in_time("run")
    await work.enter("create-app")
    work.job.memory.create_sent = True
    await work.save()
    storage_until = work.tools.clock.now() + STORAGE_S
    while True:
        try:
            await work.send("CreateApp", {**space.app, "ResourceSpec": spec})
        except AwsError as error:
            if not _storage_not_ready(error) or work.tools.clock.now() >= storage_until:
                raise
            work.say("Waiting for the space's volume.")
            await work.pause(STORAGE_PAUSE_S)
        else:
            work.say(None)
            return


def _storage_not_ready(error: AwsError) -> bool:
    # "Unable to create app [...] because storage is not in Available status" (reported).
    return error.type == "ResourceInUse" and "storage is not in Available status" in error.message


async def _remove_failed(work: Work, space: Space, app: App) -> None:
    try:
        await work.call("DeleteApp", space.app)
    except AwsError as error:
        if "automatically deleted" not in error.message:
            raise
    await work.pause(2.0)
    work.in_time(f"The failed app of the space {space.name} is still there")


async def _wait_in_service(work: Work, space: Space, message: str) -> str | None:
    """Follow the app until it runs. Raises JobFailed when it does not come to that."""
    await work.enter("wait-in-service")
    memory = work.job.memory
    began = work.tools.clock.now()
    while True:
        app = await work.app(space)
        settled = memory.app is not None or work.tools.clock.now() - began > SETTLE_S
        match app.status if app else "Deleted":
            case "InService":
                return message or None
            case "Failed" if app and (settled or app.created != memory.former):
                raise _app_failed(app)
            case "Deleted" | "Deleting" if settled:
                raise _stopped(space, app)
            case "Pending" if app and memory.app is None:
                memory.app = app.created
                await work.save()
        work.in_time(f"The space {space.name} is still starting")
        await work.poll(began)


def _app_failed(app: App) -> JobFailed:
    return JobFailed("SpacesAppFailed", app.reason or NO_REASON)


def _stopped(space: Space, app: App | None) -> JobFailed:
    if app and app.reason:
        return _app_failed(app)
    return JobFailed(
        "SpacesStopped", f"The space {space.name} was stopped by somebody while it was starting."
    )

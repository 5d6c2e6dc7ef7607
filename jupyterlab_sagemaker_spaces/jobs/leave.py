"""What comes before the stop of this server's own space: waiting until its kernels are done, keeping what
they put out, and letting those who are present object.

A restart of the server ends all kernels: there is nothing to wait for then. A countdown does not outlive one.
"""

from __future__ import annotations

from ..leaving.follower import KernelState
from ..leaving.watch import Watch
from .memory import Departure, KernelNow
from .progress import Cancelled, JobFailed
from .request import WhenDone
from .work import Work

#: Seconds between two looks at the kernels.
LOOK_S = 1.0
#: Seconds in which open tabs save their documents before outputs are written into them.
TABS_SAVE_S = 3.0
#: Seconds between two attempts at saving outputs, where a disk is full or a file cannot be written.
SAVE_AGAIN_S = 30.0
#: Seconds in which anybody present may object.
COUNTDOWN_S = 60.0


async def leave(work: Work) -> bool:
    """Do what the request asks for before the stop; False for nothing. Raises JobFailed, Cancelled."""
    request = work.job.request
    if request.when_done is None and not request.announce:
        return False
    if work.job.memory.departure is None:
        work.job.memory.departure = Departure()
    departure = work.job.memory.departure
    if request.when_done is not None:
        work.job.way = "stop-when-done"
        if departure.done is None:
            await _wait(work, departure, request.when_done)
    elif request.announce:
        work.job.way = "stop-announced"
    if request.announce:
        await _announce(work, departure)
    return True


async def _wait(work: Work, departure: Departure, when: WhenDone) -> None:
    departure.until = work.job.created + when.limit_minutes * 60
    watch = work.tools.leaving.watch(work.job.id, when.kernels, unattended=work.job.is_unattended)
    try:
        departure.kernels = _now(departure, watch)
        await work.enter("wait-done")
        await _until_done(work, departure, when, watch)
        await work.enter("save-outputs")
        while troubles := await _keep(work, departure, watch):
            text = f"What the kernels put out could not be saved: {'; '.join(troubles)}."
            if work.tools.clock.now() >= departure.until:
                raise JobFailed("SpacesOutputsNotSaved", f"{text} The space keeps running.")
            work.say(f"Waiting: {text}")
            await work.pause(SAVE_AGAIN_S)
    except (Cancelled, JobFailed):
        # A tab that came back after the run began has its output from here only.
        await _keep(work, departure, watch)
        raise
    departure.done = work.tools.clock.now()
    departure.why = _why(departure, when)
    work.say(" ".join(departure.why))
    await work.save()


async def _until_done(work: Work, departure: Departure, when: WhenDone, watch: Watch) -> None:
    while True:
        now = _now(departure, watch)
        if now != departure.kernels:
            departure.kernels = now
            work.tools.changed(work.job)
            await work.save()
        if all(kernel.state in ("done", "lost") for kernel in now):
            return
        if work.tools.clock.now() >= (departure.until or 0):
            raise _still_busy(departure, when)
        await work.pause(LOOK_S)


def _now(departure: Departure, watch: Watch) -> list[KernelNow]:
    # Of kernels that a restart ended only this is known.
    paths = {kernel.id: kernel.path for kernel in departure.kernels}
    return [
        KernelNow(seen.id, seen.path or paths.get(seen.id), seen.state, seen.recorded)
        for seen in watch.look()
    ]


async def _keep(work: Work, departure: Departure, watch: Watch) -> list[str]:
    """Write what the kernels put out, once open tabs have saved what they have; what could not be written."""
    departure.saving = True
    work.tools.changed(work.job)
    await work.tools.clock.sleep(TABS_SAVE_S)
    troubles = await watch.write()
    departure.saving = False
    work.tools.changed(work.job)
    return troubles


def _still_busy(departure: Departure, when: WhenDone) -> JobFailed:
    return JobFailed(
        "SpacesStillBusy",
        f"After {_span(when.limit_minutes)} it was not done yet: {_names(departure, 'busy', 'idle')}. "
        "The space keeps running. Stop it now, or ask again with a longer limit.",
    )


def _why(departure: Departure, when: WhenDone) -> list[str]:
    """Why it stops now, and what became of the kernels."""
    why = []
    if when.unattended_minutes is not None:
        why.append(f"JupyterLab had not been open for {_span(when.unattended_minutes)}.")
    if done := _names(departure, "done"):
        why.append(f"Done: {done}.")
    if lost := _names(departure, "lost"):
        why.append(f"Ended before it was done: {lost}.")
    return why


def _names(departure: Departure, *states: KernelState) -> str:
    """The documents of the kernels in these states."""
    return ", ".join(
        sorted(kernel.path or "a kernel" for kernel in departure.kernels if kernel.state in states)
    )


def _span(minutes: int) -> str:
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


async def _announce(work: Work, departure: Departure) -> None:
    if departure.stops_at is not None:
        # A restart came between: whoever was about to object could not.
        work.job.memory.cancel = "The server restarted while others could still object."
        work.check_cancelled()
    others = work.tools.leaving.others(work.job.by.name)
    if others == []:
        return
    clock = work.tools.clock
    departure.stops_at = clock.now() + COUNTDOWN_S
    await work.enter("announce")
    await work.pause(COUNTDOWN_S)
    departure.stops_at = None
    await work.save()

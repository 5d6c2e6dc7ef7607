"""The trial's colleague in a shared space of a real local domain, as somebody else in it sees it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pycrdt import Array, Map, Text

from jupyterlab_sagemaker_spaces.colleague.colleague import GLOBAL_ROOM, Colleague
from jupyterlab_sagemaker_spaces.colleague.door import door
from jupyterlab_sagemaker_spaces.colleague.room import Away, Room
from jupyterlab_sagemaker_spaces.colleague.script import Pace
from jupyterlab_sagemaker_spaces.colleague.welcome import OPENING, OWN_CELL, PATH, PHRASES, notebook
from sagemaker_local_domain.tests.browser import Browser
from sagemaker_local_domain.tests.whole import LIMIT, Domain, wait

TEAM = "team"
#: Slow enough to write that somebody can come in between, quick in all else.
PACE = Pace(stay=0.1, letter=0.15, away=0.02, read=0.1)


@pytest.fixture(scope="module")
def domain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Domain]:
    """A domain with a running shared space."""
    domain = Domain(tmp_path_factory.mktemp("domain"), 0.001, "--seed=empty")
    try:
        ana = domain.as_person("ana")
        space = {"DomainId": domain.domain_id, "SpaceName": TEAM}
        ana.create_space(
            **space,
            SpaceSharingSettings={"SharingType": "Shared"},
            OwnershipSettings={"OwnerUserProfileName": "ana"},
            SpaceSettings={"AppType": "JupyterLab"},
        )
        wait(lambda: ana.describe_space(**space)["Status"] == "InService")
        domain.run("ana", TEAM)
        yield domain
    finally:
        output = domain.end(signal.SIGTERM)
    assert "Traceback" not in output


@dataclass
class Stay:
    """Chen in a space: what was said so far."""

    said: list[str] = field(default_factory=list)


@asynccontextmanager
async def chen_in(domain: Domain, space: str) -> AsyncIterator[Stay]:
    """Chen in a space until the end of the block, or trying to be."""
    stay = Stay()

    def address() -> str:
        try:
            return domain.presigned("chen", space)
        except ClientError as error:
            raise Away(str(error)) from error

    life = asyncio.create_task(Colleague("chen", address, stay.said.append, PACE, away_s=0.1).live())
    try:
        yield stay
    finally:
        life.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await life


class Ana:
    """Ana's side of both rooms."""

    def __init__(self, everywhere: Room, document: Room) -> None:
        self.everywhere = everywhere
        self.document = document

    def chen(self) -> dict[str, Any] | None:
        """Chen's state in the notebook's room."""
        return self._chen_in(self.document)

    def chen_everywhere(self) -> dict[str, Any] | None:
        """Chen's state in the room of all."""
        return self._chen_in(self.everywhere)

    def texts(self) -> dict[str, str]:
        """The notebook's cells by id."""
        cells: Array[Map[Any]] = self.document.doc.get("cells", type=Array)
        return {cell["id"]: str(cell["source"]) for cell in cells}

    def cell(self, name: str) -> Text:
        """The text of one cell."""
        cells: Array[Map[Any]] = self.document.doc.get("cells", type=Array)
        (found,) = (cell["source"] for cell in cells if cell["id"] == name)
        assert isinstance(found, Text)
        return found

    async def sees_chen_in(self, cell: str) -> None:
        """Wait for it."""
        await until(lambda: (self.chen() or {}).get("activeCellId") == cell)

    @staticmethod
    def _chen_in(room: Room) -> dict[str, Any] | None:
        states = [state for state in room.others() if state.get("user", {}).get("username") == "chen"]
        return states[0] if states else None


@asynccontextmanager
async def ana_in(domain: Domain) -> AsyncIterator[Ana]:
    """Ana with the notebook open."""
    async with door(await asyncio.to_thread(domain.presigned, "ana", TEAM)) as space:
        await space.ensure_notebook(PATH, notebook("chen"))
        everywhere = Room(await space.socket(GLOBAL_ROOM))
        document = Room(await space.socket(await space.document_room(PATH)))
        running = [asyncio.create_task(room.run()) for room in (everywhere, document)]
        user = await space.me()
        everywhere.show({"user": user})
        document.show({"user": user})
        try:
            async with asyncio.timeout(LIMIT):
                await document.synced.wait()
            yield Ana(everywhere, document)
        finally:
            for room in (everywhere, document):
                await room.leave()
            for task in running:
                task.cancel()
            await asyncio.wait(running)


async def until(condition: Callable[[], object], limit_s: float = LIMIT) -> None:
    """Wait until something holds."""
    limit = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < limit
        await asyncio.sleep(0.01)


async def test_is_seen_walking_and_writing_and_leaves_nothing(domain: Domain) -> None:
    async with chen_in(domain, TEAM) as stay:
        await until(lambda: stay.said == ["chen is in welcome.ipynb."])
        async with ana_in(domain) as ana:
            await until(ana.chen_everywhere)
            seen = ana.chen_everywhere()
            assert seen
            assert (seen["current"], seen["documents"]) == (f"notebook:{PATH}", [PATH])
            assert (seen["user"]["name"], seen["user"]["color"]) == ("chen", "var(--jp-collaborator-color3)")

            walked = []
            for cell in [*ana.texts(), *ana.texts()]:
                await ana.sees_chen_in(cell)
                walked.append(cell)
                cursor = (ana.chen() or {})["cursors"][0]
                assert cursor["head"] == cursor["anchor"]
            assert OWN_CELL in walked
            await until(lambda: ana.texts()[OWN_CELL] in [OPENING + phrase for phrase in PHRASES])
            await until(lambda: ana.texts()[OWN_CELL] == OPENING)
            kept = {cell["id"]: cell["source"] for cell in notebook("chen")["cells"]}
            assert {**ana.texts(), OWN_CELL: OPENING} == kept
    assert stay.said == ["chen is in welcome.ipynb."]


async def test_stops_typing_where_somebody_comes(domain: Domain) -> None:
    def halfway() -> bool:
        return len(OPENING) + 3 <= len(ana.texts()[OWN_CELL]) <= len(OPENING) + 6

    async with ana_in(domain) as ana, chen_in(domain, TEAM):
        await until(halfway)
        ana.document.show({"user": {"username": "ana"}, "activeCellId": OWN_CELL})
        await ana.sees_chen_in("to-try")
        left = ana.texts()[OWN_CELL]
        assert len(left) > len(OPENING)
        for cell in (OWN_CELL, "to-try"):  # a whole round, by the cell and on
            await ana.sees_chen_in(cell)
            assert ana.texts()[OWN_CELL] == left
        ana.document.show({"user": {"username": "ana"}, "activeCellId": "rates"})
        await until(lambda: ana.texts()[OWN_CELL] == OPENING)

        # Whoever writes into the cell has it.
        own = ana.cell(OWN_CELL)
        own += "mine"
        await ana.sees_chen_in(OWN_CELL)
        await ana.sees_chen_in("greeting")
        kept = ana.texts()[OWN_CELL]
        assert "mine" in kept
        own.clear()
        own += OPENING


async def test_leaves_at_once(domain: Domain) -> None:
    async with ana_in(domain) as ana:
        async with chen_in(domain, TEAM):
            await until(lambda: ana.chen() and ana.chen_everywhere())
        # Without a goodbye it takes half a minute.
        await until(lambda: not ana.chen() and not ana.chen_everywhere(), limit_s=10)


async def test_comes_back_after_a_stop_and_takes_a_broken_off_phrase_away(domain: Domain) -> None:
    async with chen_in(domain, TEAM) as stay:
        async with ana_in(domain) as ana:
            await until(lambda: len(ana.texts()[OWN_CELL]) > len(OPENING))
        await asyncio.to_thread(domain.as_person("ana").delete_app, **domain.app(TEAM))
        await until(lambda: len(stay.said) == 2)
        await asyncio.to_thread(wait, lambda: domain.status(TEAM) == "Deleted")
        await asyncio.to_thread(domain.run, "ana", TEAM)
        await until(lambda: len(stay.said) == 3)
        async with ana_in(domain) as ana:
            await until(ana.chen)
            await until(lambda: ana.texts()[OWN_CELL] == OPENING)
            assert len(ana.texts()) == len(notebook("chen")["cells"])
    came, went, came_again = stay.said
    assert came == came_again == "chen is in welcome.ipynb."
    assert went.startswith("chen is away, and waits: ")


async def test_leaves_a_notebook_of_that_name_as_it_is(domain: Domain) -> None:
    """And walks in it; there is no cell to write in."""
    mine = notebook("chen")
    mine["cells"] = [cell for cell in mine["cells"] if cell["id"] != OWN_CELL][:2]
    async with Browser() as ana:
        await ana.follow(await asyncio.to_thread(domain.presigned, "ana", TEAM))
        content = json.dumps({"type": "notebook", "format": "json", "content": mine})
        address = f"{domain.base('ana', TEAM)}/api/contents/{PATH}"
        assert (await ana.page_sends("DELETE", address)).status == 204
        assert (await ana.page_sends("PUT", address, content)).status == 201
        async with chen_in(domain, TEAM), ana_in(domain) as watcher:
            for cell in ("greeting", "where-to-look", "greeting"):
                await watcher.sees_chen_in(cell)
        saved = (await ana.page_sends("GET", address)).json()["content"]["cells"]
        assert [cell["source"] for cell in saved] == [cell["source"] for cell in mine["cells"]]


async def test_says_once_that_there_is_no_collaboration(domain: Domain) -> None:
    """A private space has none, whatever its image."""
    chen = domain.as_person("chen")
    space = {"DomainId": domain.domain_id, "SpaceName": "alone"}
    await asyncio.to_thread(
        chen.create_space,
        **space,
        SpaceSharingSettings={"SharingType": "Private"},
        OwnershipSettings={"OwnerUserProfileName": "chen"},
        SpaceSettings={"AppType": "JupyterLab"},
    )
    await asyncio.to_thread(wait, lambda: chen.describe_space(**space)["Status"] == "InService")
    await asyncio.to_thread(domain.run, "chen", "alone")
    asked = []
    presigned = domain.presigned

    def counted(user: str, space: str) -> str:
        asked.append(space)
        return presigned(user, space)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(domain, "presigned", counted)
        async with chen_in(domain, "alone") as stay:
            await until(lambda: len(asked) >= 4)
    assert len(stay.said) == 1
    assert "no real-time collaboration" in stay.said[0]

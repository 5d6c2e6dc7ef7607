"""Random calls of two people, time, trouble and kills, compared with a simple model after every step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sagemaker_local_domain.clock import DAY, HOUR
from sagemaker_local_domain.images import DEFAULT_IMAGE_ARN
from sagemaker_local_domain.lifecycle import APP_START, APP_STOP, SPACE_DELETION
from sagemaker_local_domain.model import Json, Principal, ServiceError
from sagemaker_local_domain.operations.spaces import STORAGE_CREATION

from .conftest import ManualClock
from .killable import Life
from .observation import MEMBERS, app_members, observed, space_members, tagged_members, volume_members
from .random_runs import TIMES
from .simple_model import HANGS, INSTANCE, LARGEST_GB, Model

#: Who calls, and of which space; "lab" and "Lab" are one name.
Whom = tuple[str, str]
EVERYBODY: list[Whom] = [(caller, name) for caller in ("ana", "ben") for name in ("lab", "other", "Lab")]
#: In which order they are tried; mostly for the first that is not refused.
choices = st.tuples(st.permutations(EVERYBODY), st.sampled_from([True, True, True, False]))
Choice = tuple[list[Whom], bool]
ANA: Choice = ([("ana", "lab")], False)
BEN: Choice = ([("ben", "other")], False)
tags = st.sampled_from([None, "blue"])
#: After how many writes to the store the domain is killed while it does something; mostly it is not.
kills = st.sampled_from([*[None] * 40, *range(8)])

CAPACITY = "EC2InsufficientCapacityError"


@dataclass
class Listing:
    """A list that is being paged through: what it has shown, and what was there all the while."""

    kind: str
    throughout: set[tuple[str, float]]
    shown: list[tuple[str, float]] = field(default_factory=list)
    token: str | None = None


class RandomDomain(RuleBasedStateMachine):
    """The local domain with a runner that only pretends."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="random-domain-"))
        (self.folder / "0").mkdir()
        self.model = Model(ManualClock().now())
        self.life = Life(self.folder / "0", self.model.now, set())
        self.listings: dict[str, Listing] = {}
        #: Spaces that have had a volume, with their age: it must stay until they are deleted.
        self.homes: set[tuple[str, float]] = set()

    def teardown(self) -> None:
        self.life.end()
        shutil.rmtree(self.folder)

    @initialize(after=st.lists(st.integers(0, 60), max_size=2))
    def first_start(self, after: list[int]) -> None:
        """A space of each person's is there, of either sharing: one was stopped, one runs."""
        self.start(after)
        self.create_space(ANA, "ana", "Private", 5, None, None)
        self.create_space(BEN, "ben", "Shared", 6, "blue", None)
        self.time_passes(STORAGE_CREATION, None)
        for choice in (ANA, BEN):
            self.create_app(choice, "blue", None, None)
        self.time_passes(APP_START, None)
        self.delete_app(ANA, None)
        self.time_passes(APP_STOP, None)

    @precondition(lambda self: len(self.model.spaces) < 2)
    @rule(
        choice=choices,
        owner=st.sampled_from(["ana", "ben", None]),
        sharing=st.sampled_from(["Private", "Shared"]),
        gb=st.sampled_from([5, 6, 7, LARGEST_GB + 1]),
        tag=tags,
        kill=kills,
    )
    def create_space(
        self,
        choice: Choice,
        owner: str | None,
        sharing: str,
        gb: int,
        tag: str | None,
        kill: int | None,
    ) -> None:
        image = {"DefaultResourceSpec": {"SageMakerImageArn": DEFAULT_IMAGE_ARN}}
        settings = {"AppType": "JupyterLab", "JupyterLabAppSettings": image} | volume_members(gb)
        members: Json = {"SpaceSettings": settings}
        if owner:
            members["OwnershipSettings"] = {"OwnerUserProfileName": owner}
            members["SpaceSharingSettings"] = {"SharingType": sharing}
        else:
            sharing = "Shared"
        self.call(
            choice,
            "CreateSpace",
            lambda name: space_members(name) | members | tagged_members(tag),
            lambda model, caller, name: model.create_space(caller, name, owner, sharing, gb, tag),
            kill,
        )

    @rule(
        choice=choices,
        display=st.sampled_from([None, "Laboratory", "Attic"]),
        instance=st.sampled_from([None, INSTANCE, "ml.m5.large"]),
        gb=st.sampled_from([None, None, None, 5, 6, 7, LARGEST_GB, LARGEST_GB + 1]),
        kill=kills,
    )
    def update_space(
        self,
        choice: Choice,
        display: str | None,
        instance: str | None,
        gb: int | None,
        kill: int | None,
    ) -> None:
        settings: Json = volume_members(gb) if gb else {}
        if instance:
            settings["JupyterLabAppSettings"] = {"DefaultResourceSpec": {"InstanceType": instance}}
        members: Json = {"SpaceSettings": settings} if settings else {}
        if display:
            members["SpaceDisplayName"] = display
        self.call(
            choice,
            "UpdateSpace",
            lambda name: space_members(name) | members,
            lambda model, caller, name: model.update_space(caller, name, display, instance, gb),
            kill,
        )

    @rule(choice=choices, kill=kills)
    def delete_space(self, choice: Choice, kill: int | None) -> None:
        self.call(choice, "DeleteSpace", space_members, Model.delete_space, kill)

    @rule(
        choice=choices,
        tag=tags,
        trouble=st.sampled_from([None, None, HANGS, CAPACITY]),
        kill=kills,
    )
    def create_app(self, choice: Choice, tag: str | None, trouble: str | None, kill: int | None) -> None:
        if trouble == HANGS:
            self.life.runner.blocked |= {name for _, name in EVERYBODY}
        elif trouble:
            self.life.service.faults.add({"fault": "fail", "reason": "capacity"})
        self.call(
            choice,
            "CreateApp",
            lambda name: app_members(name) | tagged_members(tag),
            lambda model, caller, name: model.create_app(caller, name, tag, trouble),
            kill,
        )
        self.life.runner.blocked.clear()
        self.life.service.faults.clear()

    @precondition(lambda self: self.model.apps)
    @rule(choice=choices, kill=kills)
    def delete_app(self, choice: Choice, kill: int | None) -> None:
        self.call(choice, "DeleteApp", app_members, Model.delete_app, kill)

    @rule(seconds=st.sampled_from([1, 5, 9]), kill=kills)
    def a_moment_passes(self, seconds: float, kill: int | None) -> None:
        """Less than what any change takes."""
        self.time_passes(seconds, kill)

    @rule(seconds=st.sampled_from([10, 15, 20, 30, 120]), kill=kills)
    def time_passes(self, seconds: float, kill: int | None) -> None:
        def pass_time() -> None:
            self.life.run(self.life.clock.advance(seconds))

        self.model.now += seconds
        self.step(pass_time, lambda model: model.time_is(model.now), kill)

    @rule(seconds=st.sampled_from([HOUR, 6 * HOUR, DAY]), kill=kills)
    def much_time_passes(self, seconds: float, kill: int | None) -> None:
        self.time_passes(seconds, kill)

    @precondition(lambda self: self.running())
    @rule(first=st.booleans(), kill=kills)
    def a_jupyterlab_dies(self, first: bool, kill: int | None) -> None:
        name = sorted(self.running())[0 if first else -1]
        self.time_passes(1, None)  # the next one in its space has another age

        async def dies() -> bool:
            return self.life.runner.kill(name)

        def die() -> None:
            assert self.life.run(dies())

        def is_failed(model: Model) -> None:
            model.process_dies(name, f"{name} was killed.")

        self.step(die, is_failed, kill)

    @rule(after=st.lists(st.integers(0, 60), max_size=1))
    def the_domain_is_killed(self, after: list[int]) -> None:
        """While nothing is asked of it; and again while it starts, after so many writes."""
        self.restart(self.model.copy(), after)

    @rule(kind=st.sampled_from(["ListSpaces", "ListApps"]), size=st.integers(1, 2))
    def turn_a_page(self, kind: str, size: int) -> None:
        """Of a list that goes on over other steps and over kills."""
        listing = self.listings.setdefault(kind, Listing(kind, self.there(kind)))
        token = {"NextToken": listing.token} if listing.token else {}
        answer = self.life.call(kind, {"MaxResults": size, **token}, Principal(user="ana"))
        listing.shown += [(one["SpaceName"], one["CreationTime"]) for one in answer[MEMBERS[kind]]]
        listing.token = answer.get("NextToken")
        assert len(set(listing.shown)) == len(listing.shown)
        if listing.token is None:
            assert listing.throughout <= set(listing.shown)
            del self.listings[kind]

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        assert observed(self.life) == self.model.view()
        assert sorted(self.running()) == sorted(name for name, app in self.model.apps.items() if app.runs)
        for listing in self.listings.values():
            listing.throughout &= self.there(listing.kind)

    @invariant()
    def volumes_are_those_of_the_spaces(self) -> None:
        there, disk = self.there("ListSpaces"), self.life.runner.disk
        assert disk <= {name for name, _ in there}
        self.homes &= there
        kept = {name for name, space in self.model.spaces.items() if space.status != "Deleting"}
        assert disk >= {name for name, _ in self.homes if name in kept}
        self.homes |= {(name, created) for name, created in there if name in disk}

    def there(self, kind: str) -> set[tuple[str, float]]:
        """What a list has to show, by name and age."""
        found = self.model.spaces if kind == "ListSpaces" else self.model.apps
        return {(name, one.created) for name, one in found.items()}

    def running(self) -> list[str]:
        return [app.space for app in self.life.runner.running.values()]

    def call(
        self,
        choice: Choice,
        operation: str,
        members: Callable[[str], Json],
        rules: Callable[[Model, str, str], set[str]],
        kill: int | None,
    ) -> None:
        """Make a call; ``rules`` say what it does to the model, or by which errors it may be refused."""
        tried, picky = choice
        fitting = (whom for whom in tried if picky and not rules(self.model.copy(), *whom))
        caller, name = next(fitting, tried[0])
        refused: set[str] = set()

        def call() -> None:
            try:
                self.life.call(operation, members(name), Principal(user=caller))
            except ServiceError as error:
                if error.code not in refused:
                    raise
            else:
                assert not refused

        def effect(model: Model) -> None:
            refused.update(rules(model, caller, name))

        self.step(call, effect, kill)

    def step(self, work: Callable[[], None], effect: Callable[[Model], None], kill: int | None) -> None:
        """Let something happen; ``effect`` is what it does to the model."""
        before = self.model.copy()
        effect(self.model)
        if kill is not None:
            self.life.kill_after(kill)
        work()
        self.life.settle()
        if kill is not None:
            self.restart(before, [])

    def restart(self, before: Model, after: list[int]) -> None:
        """Kill the domain, start it again, and see which of what was under way took effect: each thing is
        as ``before`` or as the model says, never in between.
        """
        self.life = Life(*self.next_life())
        self.start(after)
        for model in (before, self.model):
            model.killed(self.model.now)
        seen, old, new = observed(self.life), before.view(), self.model.view()
        for key in seen.keys() | old.keys() | new.keys():
            if seen.get(key) != new.get(key):
                assert seen.get(key) == old.get(key)
                self.model.take(key, before)

    def start(self, after: list[int]) -> None:
        """Start the domain; it is killed meanwhile, once for each number of writes."""
        for writes in after:
            self.life.kill_after(writes)
            self.life.start()
            self.life = Life(*self.next_life())
        self.life.start()

    def next_life(self) -> tuple[Path, float, set[str]]:
        folder, disk = self.life.die()
        return folder, self.model.now, disk


@pytest.mark.parametrize("writes", range(10))
def test_a_kill_before_each_write_of_a_spaces_life(writes: int) -> None:
    """Each step is killed after so many writes, then done again if it took no effect."""
    domain = RandomDomain()

    def lab_dies(kill: int | None) -> None:
        if "lab" in domain.running():
            domain.a_jupyterlab_dies(True, kill)

    steps: list[Callable[[int | None], None]] = [
        lambda kill: domain.update_space(ANA, "Laboratory", None, 7, kill),
        lambda kill: domain.time_passes(STORAGE_CREATION, kill),
        lambda kill: domain.create_app(ANA, None, CAPACITY, kill),  # in place of the record of the last one
        lambda kill: domain.time_passes(APP_START, kill),
        lambda kill: domain.create_app(ANA, "blue", None, kill),
        lambda kill: domain.time_passes(APP_START, kill),
        lab_dies,
        lambda kill: domain.delete_app(BEN, kill),
        lambda kill: domain.time_passes(APP_STOP, kill),
        lambda kill: domain.delete_space(BEN, kill),
        lambda kill: domain.time_passes(SPACE_DELETION, kill),
        lambda kill: domain.create_space(BEN, "ben", "Private", 5, "blue", kill),
        lambda kill: domain.time_passes(DAY, kill),
    ]
    try:
        domain.first_start([writes])
        for step in steps:
            for kill in (writes, None):
                step(kill)
                domain.all_is_as_the_model_says()
                domain.volumes_are_those_of_the_spaces()
    finally:
        domain.teardown()


def test_two_people_and_kills() -> None:
    run_state_machine_as_test(
        RandomDomain,
        settings=settings(
            max_examples=50 * max(1, TIMES),
            stateful_step_count=50,
            derandomize=not TIMES,
            database=None,
            deadline=None,
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )

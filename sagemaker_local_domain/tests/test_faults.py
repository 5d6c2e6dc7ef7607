"""Which rule hits which case, and how often."""

from __future__ import annotations

from typing import Any

import pytest

from sagemaker_local_domain.faults.faults import Call, Faults
from sagemaker_local_domain.faults.rules import Fault
from sagemaker_local_domain.model import Json, Principal

ANA = Principal(user="ana")
DELAY: Json = {"fault": "delay", "seconds": 1}


def hits(faults: Faults, operation: str = "ListApps", principal: Principal = ANA, **params: Any) -> bool:
    return faults.on_call(Call(operation, params, principal)) is not None


@pytest.mark.parametrize(
    ("narrowed", "operation", "principal", "params", "expected"),
    [
        ({}, "CreateApp", ANA, {}, True),
        ({"operations": ["ListApps"]}, "ListApps", ANA, {}, True),
        ({"operations": ["ListApps"]}, "ListSpaces", ANA, {}, False),
        ({"operations": ["Describe*", "List*"]}, "ListSpaces", ANA, {}, True),
        ({"operations": ["*App"]}, "ListApps", ANA, {}, False),
        ({"principal": {"user": "ana"}}, "ListApps", ANA, {}, True),
        ({"principal": {"user": "ana"}}, "ListApps", Principal(user="ben"), {}, False),
        ({"principal": {"space": "ana"}}, "ListApps", ANA, {}, False),
        ({"principal": {"space": "lab"}}, "ListApps", Principal(space="lab"), {}, True),
        ({"space": "lab"}, "DescribeApp", ANA, {"SpaceName": "lab"}, True),
        ({"space": "lab"}, "DescribeApp", ANA, {"SpaceName": "other"}, False),
        ({"space": "lab"}, "ListApps", ANA, {"SpaceNameEquals": "lab"}, True),
        ({"space": "lab"}, "ListApps", ANA, {}, False),
        ({"space": "lab"}, "ListApps", ANA, {"SpaceName": ["lab"]}, False),
    ],
)
def test_a_rule_hits_the_calls_that_it_is_narrowed_to(
    narrowed: Json, operation: str, principal: Principal, params: Json, expected: bool
) -> None:
    faults = Faults()
    active = faults.add(DELAY | narrowed)
    assert hits(faults, operation, principal, **params) == expected
    assert active.hits == int(expected)


def test_a_rule_hits_so_often_and_is_still_shown() -> None:
    faults = Faults()
    faults.add(DELAY | {"times": 2})
    assert [hits(faults) for _ in range(4)] == [True, True, False, False]
    assert [(active.rule_id, active.hits) for active in faults.all()] == [("1", 2)]


def test_a_share_is_the_same_again_with_the_same_seed() -> None:
    def fates(**seed: int) -> list[bool]:
        faults = Faults()
        faults.add(DELAY | {"share": 0.3} | seed)
        return [hits(faults) for _ in range(200)]

    assert fates() == fates() == fates(seed=0) != fates(seed=1)
    assert 30 < fates().count(True) < 90


def test_times_counts_the_hits_of_a_share_not_its_misses() -> None:
    faults = Faults()
    faults.add(DELAY | {"share": 0.5, "times": 3})
    assert [hits(faults) for _ in range(50)].count(True) == 3


def test_the_oldest_rule_that_strikes_decides() -> None:
    faults = Faults()
    first = faults.add(DELAY | {"times": 1})
    second = faults.add({"fault": "cut", "when": "after"})
    found: list[Fault | None] = [faults.on_call(Call("ListApps", {}, ANA)) for _ in range(2)]
    assert found == [first.rule.fault, second.rule.fault]
    assert (first.hits, second.hits) == (1, 1)


def test_rules_are_cleared_one_or_all_and_ids_are_not_given_again() -> None:
    faults = Faults()
    ids = [faults.add(DELAY).rule_id for _ in range(3)]
    assert (faults.clear(ids[0]), faults.clear(ids[0]), faults.clear("x")) == (1, 0, 0)
    assert [active.rule_id for active in faults.all()] == ids[1:]
    assert faults.clear() == 2
    assert not hits(faults)
    assert faults.add(DELAY).rule_id not in ids


def test_faults_of_pages_hit_lists_only() -> None:
    faults = Faults()
    active = faults.add({"fault": "empty-page"})
    assert (hits(faults, "DescribeApp"), hits(faults, "ListApps")) == (False, True)
    assert active.hits == 1


def test_each_place_has_its_own_rules() -> None:
    faults = Faults()
    faults.add({"fault": "skew", "seconds": 600})
    faults.add({"fault": "delay", "seconds": 1, "at": "credentials", "space": "lab"})
    faults.add({"fault": "quota", "instance_type": "ml.g5.xlarge"})
    faults.add({"fault": "slow", "seconds": 60, "space": "lab"})
    assert not hits(faults)
    assert faults.skew("ListApps", ANA) == 600
    assert [faults.on_credentials(space) is None for space in ("lab", "other")] == [False, True]
    assert [faults.quota_reached("lab", kind) for kind in ("ml.g5.xlarge", "ml.t3.medium")] == [True, False]
    assert [faults.on_start(space, "ml.g5.xlarge") is None for space in ("lab", "other")] == [False, True]
    assert [active.hits for active in faults.all()] == [1, 1, 1, 1]

"""Credentials: whose they are, how long they last, what is forgotten."""

from __future__ import annotations

import pytest

from sagemaker_local_domain.clock import DAY
from sagemaker_local_domain.credentials import Credentials
from sagemaker_local_domain.model import Principal
from sagemaker_local_domain.store import Store

from .conftest import ManualClock

ANA = Principal(user="ana")
LAB = Principal(space="lab")


@pytest.fixture
def credentials(store: Store, clock: ManualClock) -> Credentials:
    return Credentials(store, clock)


def test_lasting_ones_are_the_same_at_every_start(credentials: Credentials) -> None:
    temporary = credentials.issue(ANA, 60)
    lasting = credentials.lasting(ANA)
    assert lasting.expires is None
    assert lasting != temporary
    assert credentials.lasting(ANA) == lasting
    assert credentials.lasting(Principal(user="ben")) != lasting


async def test_expired_ones_are_remembered_for_a_day(credentials: Credentials, clock: ManualClock) -> None:
    issued = credentials.issue(LAB, 60)
    assert not credentials.expired(issued)
    await clock.advance(60)
    credentials.issue(LAB, 60)
    assert credentials.find(issued.access_key_id) == issued
    assert credentials.expired(issued)
    await clock.advance(DAY)
    credentials.issue(LAB, 60)
    assert credentials.find(issued.access_key_id) is None


def test_revoked_ones_are_gone_and_others_stay(credentials: Credentials) -> None:
    lab, other = credentials.issue(LAB, 60), credentials.issue(Principal(user="lab"), 60)
    credentials.revoke(LAB)
    assert credentials.find(lab.access_key_id) is None
    assert credentials.find(other.access_key_id) == other


def test_secrets_are_not_in_the_text_of_a_record(credentials: Credentials) -> None:
    issued = credentials.issue(ANA, None)
    assert issued.secret_access_key not in repr(issued)
    assert issued.session_token not in repr(issued)


def test_an_administrators_are_nobody_elses(credentials: Credentials) -> None:
    admin = Principal(admin=True)
    held = credentials.lasting(admin)
    assert credentials.lasting(admin) == held
    assert held.principal == admin
    found = credentials.find(credentials.lasting(ANA).access_key_id)
    assert found
    assert found.principal == ANA
    credentials.revoke(Principal())
    assert credentials.find(held.access_key_id) == held

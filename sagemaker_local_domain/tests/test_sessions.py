from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from sagemaker_local_domain.door.labels import door_label
from sagemaker_local_domain.door.sessions import Session, Sessions

KEY = b"k" * 32


class Time:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def sessions(time: Time) -> Sessions:
    return Sessions(KEY, 8890, time)


def token(address: str) -> str:
    return parse_qs(urlsplit(address).query)["token"][0]


def test_an_address_opens_its_place_once(sessions: Sessions) -> None:
    address = sessions.presign("ana", "churn-team", None, 300, 1800)
    assert address.startswith("http://churn-team--ana.localhost:8890/auth?token=")
    ticket = sessions.redeem(token(address), "churn-team--ana")
    assert ticket
    assert (ticket.user, ticket.space, ticket.landing, ticket.session_s) == ("ana", "churn-team", None, 1800)
    assert sessions.redeem(token(address), "churn-team--ana") is None


def test_an_address_that_is_too_late_opens_nothing(sessions: Sessions, time: Time) -> None:
    address = sessions.presign("ana", "churn-team", None, 5, 1800)
    time.now += 5
    assert sessions.redeem(token(address), "churn-team--ana") is None


def test_a_token_on_another_host_opens_nothing_and_is_spent(sessions: Sessions) -> None:
    address = sessions.presign("ana", "churn-team", None, 300, 1800)
    assert sessions.redeem(token(address), "churn-team--ben") is None
    assert sessions.redeem(token(address), "churn-team--ana") is None


@pytest.mark.parametrize(
    ("space", "landing", "start", "path"),
    [
        ("s", "app:JupyterLab:lab/tree/a.ipynb", "http://s--ana.localhost:8890/auth", "lab/tree/a.ipynb"),
        ("s", "app:JupyterLab:/lab", "http://s--ana.localhost:8890/auth", "lab"),
        ("s", "app:JupyterLab:", "http://s--ana.localhost:8890/auth", None),
        ("s", "studio::", "http://studio.localhost:8890/_auth", None),
        (None, None, "http://studio.localhost:8890/_auth", None),
    ],
)
def test_landings(
    sessions: Sessions, space: str | None, landing: str | None, start: str, path: str | None
) -> None:
    address = sessions.presign("ana", space, landing, 300, 1800)
    assert address.startswith(f"{start}?token=")
    ticket = sessions.redeem(token(address), (urlsplit(address).hostname or "").partition(".")[0])
    assert ticket
    assert ticket.landing == path


def test_a_session_outlives_a_restart_and_ends(time: Time) -> None:
    name, value = Sessions(KEY, 8890, time).seal(Session("ana", "churn-team"), 1800)
    again = Sessions(KEY, 8890, time)
    label = door_label("churn-team", "ana")
    assert again.door_session({name: value}, label) == Session("ana", "churn-team")
    time.now += 1800
    assert again.door_session({name: value}, label) is None


def test_a_session_is_good_on_its_own_door_only(sessions: Sessions, time: Time) -> None:
    name, value = sessions.seal(Session("ana", "churn-team"), 1800)
    for label in ("churn-team--ben", "forecasting--ana", "studio"):
        assert sessions.door_session({name: value}, label) is None
    assert sessions.studio_session({sessions.studio_cookie("ana"): value}, "ana") is None
    assert Sessions(KEY, 8891, time).door_session({name: value}, "churn-team--ana") is None
    assert Sessions(b"x" * 32, 8890, time).door_session({name: value}, "churn-team--ana") is None


@pytest.mark.parametrize("value", ["", "ana", "2|1:0|10:1|6:studio|4:YW5h|abc", "ü", "|" * 50])
def test_a_made_up_cookie_is_no_session(sessions: Sessions, value: str) -> None:
    assert sessions.door_session({sessions.door_cookie(): value}, "churn-team--ana") is None


def test_several_people_may_be_signed_in_to_studio_in_one_browser(sessions: Sessions) -> None:
    cookies = dict(sessions.seal(Session(user, None), 1800) for user in ("ben", "ana"))
    cookies[sessions.studio_cookie("chen")] = cookies[sessions.studio_cookie("ana")]
    assert sessions.signed_in(cookies) == ["ana", "ben"]


def test_sign_in_links_are_each_persons_own(sessions: Sessions) -> None:
    key = parse_qs(urlsplit(sessions.sign_in_url("ana")).query)["key"][0]
    assert sessions.check_sign_in("ana", key)
    assert not sessions.check_sign_in("ben", key)
    assert not sessions.check_sign_in("ana", "")
    assert not sessions.check_sign_in("ana", "ü\ud800")


def test_somebody_who_is_gone_has_no_session_any_more() -> None:
    people = {"ana"}
    sessions = Sessions(b"key", 8890, exists=people.__contains__)
    link = parse_qs(urlsplit(sessions.sign_in_url("ana")).query)
    cookies = dict([sessions.seal(Session("ana", None), 1800), sessions.seal(Session("ana", "lab"), 1800)])
    address = sessions.presign("ana", "lab", None, 300, 1800)
    assert sessions.check_sign_in("ana", link["key"][0])
    assert sessions.studio_session(cookies, "ana")
    assert sessions.door_session(cookies, "lab--ana")
    people.clear()
    assert not sessions.check_sign_in("ana", link["key"][0])
    assert sessions.studio_session(cookies, "ana") is None
    assert sessions.door_session(cookies, "lab--ana") is None
    assert sessions.redeem(token(address), "lab--ana") is None

"""The front door's decisions, as tables over everything that a request's head may say."""

from __future__ import annotations

from itertools import product

import pytest
from multidict import CIMultiDict

from sagemaker_local_domain.door.policy import Admit, Place, Refuse, decide

PORT = 8890
API = f"127.0.0.1:{PORT}"
STUDIO = f"studio.localhost:{PORT}"
DOOR = f"churn-team--ana.localhost:{PORT}"
PLACES = {API: Place.API, STUDIO: Place.STUDIO, DOOR: Place.DOOR}

ORIGINS = ("absent", "own", "null", "https", "other port", "other door", "evil")
SITES = ("absent", "same-origin", "none", "same-site", "cross-site")
WAYS = ("plain", "page", "frame", "websocket")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE")

SERVED = {
    Place.API: {"GET", "POST", "DELETE"},
    Place.STUDIO: {"GET", "POST"},
    Place.DOOR: {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"},
}


def headers(host: str, origin: str, site: str, way: str) -> CIMultiDict[str]:
    origins = {
        "own": f"http://{host}",
        "null": "null",
        "https": f"https://{host}",
        "other port": f"http://{host}1",
        "other door": f"http://churn-team--ben.localhost:{PORT}",
        "evil": "http://evil.example",
    }
    made = CIMultiDict({"Host": host})
    if origin != "absent":
        made["Origin"] = origins[origin]
    if site != "absent":
        made["Sec-Fetch-Site"] = site
    if way in ("page", "frame"):
        made["Sec-Fetch-Mode"] = "navigate"
        made["Sec-Fetch-Dest"] = "document" if way == "page" else "iframe"
    if way == "websocket":
        made["Upgrade"] = "websocket"
    return made


def may(place: Place, method: str, origin: str, site: str, way: str) -> bool:
    """The rules, once more and in other words."""
    if method not in SERVED[place] or origin not in ("absent", "own"):
        return False
    at_home = site in ("absent", "same-origin", "none")
    if way == "websocket":
        return place is Place.DOOR and method == "GET" and origin == "own" and at_home
    if place is Place.STUDIO and method == "POST" and origin == "absent":
        return False
    return at_home or (way == "page" and method == "GET" and place is not Place.API)


@pytest.mark.parametrize("host", PLACES)
@pytest.mark.parametrize("method", METHODS)
def test_every_head_of_a_request(host: str, method: str) -> None:
    for origin, site, way in product(ORIGINS, SITES, WAYS):
        judged = decide(method, "/jupyterlab/default/lab?x=1", headers(host, origin, site, way), PORT)
        expected = may(PLACES[host], method, origin, site, way)
        assert isinstance(judged, Admit) == expected, (origin, site, way, judged)
        if isinstance(judged, Admit):
            assert judged.place is PLACES[host]
            assert judged.websocket == (way == "websocket")
            assert judged.navigation == (method == "GET" and way in ("page", "frame"))


@pytest.mark.parametrize(
    ("host", "place"),
    [
        (f"localhost:{PORT}", Place.API),
        (f"a--b.localhost:{PORT}", Place.DOOR),
        (f"my-long-space-0123456789abcdef0123.localhost:{PORT}", Place.DOOR),
        (f"CHURN-TEAM--ANA.localhost:{PORT}", None),
        (f"churn-team.localhost:{PORT}", None),
        (f"studio.localhost.evil.example:{PORT}", None),
        (f"a--b.evil.example:{PORT}", None),
        (f"x.a--b.localhost:{PORT}", None),
        (f"a--b.localhost.:{PORT}", None),
        (f"-a--b.localhost:{PORT}", None),
        (f"{'a' * 40}--{'b' * 40}.localhost:{PORT}", None),
        (f"[::1]:{PORT}", None),
        (f"127.0.0.2:{PORT}", None),
        (f"evil.example:{PORT}", None),
        ("127.0.0.1", None),
        ("studio.localhost", None),
        (f"127.0.0.1:{PORT + 1}", None),
        (f"127.0.0.1:0{PORT}", None),
        (f"user@127.0.0.1:{PORT}", None),
        ("", None),
    ],
)
def test_hosts_must_be_ours_exactly(host: str, place: Place | None) -> None:
    judged = decide("GET", "/", CIMultiDict({"Host": host}), PORT)
    if place is None:
        assert judged == Refuse(421, "Nothing is served under this host name and port.")
    else:
        assert isinstance(judged, Admit)
        assert judged.place is place


def test_browsers_leave_out_the_port_of_http() -> None:
    judged = decide("GET", "/", CIMultiDict({"Host": "studio.localhost"}), 80)
    assert judged == Admit(Place.STUDIO, "studio")


@pytest.mark.parametrize("hosts", [[], [DOOR, DOOR], [DOOR, "evil.example"]])
def test_a_request_names_one_host(hosts: list[str]) -> None:
    judged = decide("GET", "/", CIMultiDict([("Host", host) for host in hosts]), PORT)
    assert isinstance(judged, Refuse)
    assert judged.status == 400


def test_of_several_origins_none_may_be_foreign() -> None:
    said = CIMultiDict([("Host", DOOR), ("Origin", f"http://{DOOR}"), ("Origin", "http://evil.example")])
    assert isinstance(decide("GET", "/", said, PORT), Refuse)


@pytest.mark.parametrize("raw_path", ["http://evil.example/", "*", "evil.example:443", ""])
def test_a_request_names_a_path(raw_path: str) -> None:
    assert isinstance(decide("GET", raw_path, CIMultiDict({"Host": DOOR}), PORT), Refuse)


def test_without_fetch_metadata_a_wish_for_html_is_a_person() -> None:
    judged = decide("GET", "/", CIMultiDict({"Host": DOOR, "Accept": "text/html,*/*"}), PORT)
    assert judged == Admit(Place.DOOR, "churn-team--ana", navigation=True)

"""Who gets which address: the decision as a table, and the handler."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.here import Here
from jupyterlab_sagemaker_spaces.open import CannotOpen, Go, Presign, checked_url, decide

from .endpoint import FakeEndpoint, fail

PRIVATE = Here("studio", "d-1", "us-east-1", "mine", "JupyterLab", "Private")
SHARED = Here("studio", "d-1", "us-east-1", "team", "JupyterLab", "Shared")
UNSAID = Here("studio", "d-1", "us-east-1", "mine", "JupyterLab", None)
PROJECT = Here("unified-studio", "d-1", "us-east-1", "mine", "JupyterLab", "Private")
CLASSIC = Here("classic", "d-1", "us-east-1", None, "JupyterServer", None)
OUTSIDE = Here("outside", "d-1", "us-east-1", None, None, None)
IAM = {"AuthMode": "IAM", "Url": "https://d-1.studio.example"}
SSO = {"AuthMode": "SSO", "Url": "https://d-1.studio.example"}
SPACE_URL = "https://d-1.studio.example/spaces?a=b"


def space(sharing: str, owner: str | None = "ana", **more: Any) -> dict[str, Any]:
    return {
        "SpaceName": "target",
        "SpaceSharingSettings": {"SharingType": sharing},
        "OwnershipSettings": {"OwnerUserProfileName": owner},
        "Url": SPACE_URL,
        **more,
    }


MINE, ANAS, BENS, TEAM = space("Private"), space("Private"), space("Private", "ben"), space("Shared", "ben")
AT_SPACE, AT_DOMAIN = Go(SPACE_URL, "space"), Go(IAM["Url"], "domain")
AT_SSO = Go(SPACE_URL + "&redirect=JupyterLab", "space")
NO_URL = {"Url": None}


@pytest.mark.parametrize(
    ("here", "own", "target", "domain", "choice"),
    [
        # From a private space: as its owner, whom AWS names.
        (PRIVATE, MINE, ANAS, IAM, Presign("ana")),
        (PRIVATE, MINE, TEAM, IAM, Presign("ana")),
        (PRIVATE, space("Private", "Ana"), ANAS, IAM, Presign("Ana")),
        (UNSAID, MINE, TEAM, IAM, Presign("ana")),
        # What AWS says of this space counts, not the environment.
        (PRIVATE, space("Shared"), TEAM, IAM, AT_SPACE),
        (UNSAID, space("Shared"), ANAS, IAM, AT_SPACE),
        (PRIVATE, space("Private", None), TEAM, IAM, AT_SPACE),
        (PRIVATE, {}, TEAM, IAM, AT_SPACE),
        # From a shared space: never presigned, for whichever target.
        (SHARED, None, TEAM, IAM, AT_SPACE),
        (SHARED, None, ANAS, IAM, AT_SPACE),
        (SHARED, MINE, ANAS, IAM, AT_SPACE),
        (SHARED, None, TEAM | NO_URL, IAM, AT_DOMAIN),
        (CLASSIC, None, ANAS, IAM, AT_SPACE),
        # In a project, profiles are not people: never as one of them.
        (PROJECT, MINE, ANAS, IAM, AT_SPACE),
        (PROJECT, MINE, BENS, IAM, AT_SPACE),
        # Outside: the caller's credentials decide.
        (OUTSIDE, None, BENS, IAM, Presign("ben")),
        (OUTSIDE, None, TEAM, IAM, AT_SPACE),
        (OUTSIDE, None, TEAM | NO_URL, IAM, AT_DOMAIN),
        (OUTSIDE, None, space("Private", None), IAM, AT_SPACE),
        # Under SSO: never presigned, from wherever.
        (PRIVATE, MINE, ANAS, SSO, AT_SSO),
        (SHARED, None, TEAM, SSO, AT_SSO),
        (OUTSIDE, None, BENS, SSO, AT_SSO),
        (PRIVATE, MINE, ANAS | NO_URL, SSO, AT_DOMAIN),
        (
            *(PRIVATE, MINE, ANAS | {"SpaceSettings": {"AppType": "CodeEditor"}}, SSO),
            Go(SPACE_URL + "&redirect=CodeEditor", "space"),
        ),
        # Where the domain may not be described: as without SSO.
        (PRIVATE, MINE, ANAS, {}, Presign("ana")),
        (SHARED, None, TEAM, {}, AT_SPACE),
    ],
)
def test_decision(here: Here, own: Any, target: Any, domain: Any, choice: object) -> None:
    assert decide(here, own, target, domain) == choice


@pytest.mark.parametrize("target", [BENS, space("Private", None)])
def test_somebody_elses_private_space_is_refused_in_plain_words(target: Any) -> None:
    with pytest.raises(CannotOpen, match="target is private and belongs to") as caught:
        decide(PRIVATE, MINE, target, IAM)
    assert caught.value.status == 403


def test_without_any_address_it_says_so() -> None:
    with pytest.raises(CannotOpen, match="Open it in SageMaker Studio"):
        decide(SHARED, None, TEAM | NO_URL, {})


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host/x", "http://", "", None, 5]
)
def test_a_browser_is_sent_to_web_addresses_only(url: object) -> None:
    with pytest.raises(CannotOpen):
        checked_url(url)
    with pytest.raises(CannotOpen):
        decide(SHARED, None, TEAM | {"Url": url}, {})


# The handler

TOKEN_URL = "https://d-1.studio.example/auth?token=a-presigned-token"


def spaces(params: dict[str, Any]) -> Any:
    known = {"mine": MINE, "target": ANAS, "bens": BENS, "team": TEAM}
    found = known.get(params["SpaceName"])
    return {**found, "SpaceName": params["SpaceName"]} if found else fail("ResourceNotFound", "no such space")


@pytest.fixture
def studio(endpoint: FakeEndpoint) -> FakeEndpoint:
    endpoint.answers |= {
        "DescribeDomain": IAM,
        "DescribeSpace": spaces,
        "CreatePresignedDomainUrl": {"AuthorizedUrl": TOKEN_URL},
    }
    return endpoint


async def post(jp_fetch: Any, body: object) -> tuple[int, dict[str, Any], Any]:
    text = body if isinstance(body, str) else json.dumps(body)
    answer = await jp_fetch("sagemaker-spaces", "open", method="POST", body=text, raise_error=False)
    return answer.code, json.loads(answer.body), answer.headers


async def test_presigns_for_the_owner_of_this_private_space(
    private_space: None, studio: FakeEndpoint, jp_fetch: Any, extension: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code, answer, headers = await post(jp_fetch, {"space": "target"})
    assert (code, answer) == (200, {"url": TOKEN_URL, "how": "presigned"})
    assert headers["Cache-Control"] == "no-store"
    call = studio.calls[-1]
    assert call.params == {
        "DomainId": "d-test",
        "UserProfileName": "ana",
        "SpaceName": "target",
        "ExpiresInSeconds": 60,
    }
    assert "a-presigned-token" not in caplog.text


async def test_opening_this_very_space_describes_it_once(
    private_space: None, studio: FakeEndpoint, jp_fetch: Any, extension: Any
) -> None:
    code, answer, _ = await post(jp_fetch, {"space": "mine"})
    assert (code, answer["how"]) == (200, "presigned")
    assert studio.operations().count("DescribeSpace") == 1


async def test_never_presigns_in_a_shared_space(
    shared_space: None, studio: FakeEndpoint, jp_fetch: Any, extension: Any
) -> None:
    for name in ("target", "bens", "team"):
        code, answer, _ = await post(jp_fetch, {"space": name})
        assert (code, answer) == (200, {"url": SPACE_URL, "how": "space"})
    assert "CreatePresignedDomainUrl" not in studio.operations()


async def test_refuses_somebody_elses_private_space(
    private_space: None, studio: FakeEndpoint, jp_fetch: Any, extension: Any
) -> None:
    code, answer, _ = await post(jp_fetch, {"space": "bens"})
    assert (code, answer["type"]) == (403, "SpacesCannotOpen")
    assert "CreatePresignedDomainUrl" not in studio.operations()


async def test_awss_own_refusal_in_its_words(
    private_space: None, studio: FakeEndpoint, jp_fetch: Any, extension: Any
) -> None:
    studio.answers["CreatePresignedDomainUrl"] = fail("AccessDeniedException", "not authorized")
    code, answer, _ = await post(jp_fetch, {"space": "target"})
    assert (code, answer) == (409, {"type": "AccessDeniedException", "message": "not authorized"})
    code, answer, _ = await post(jp_fetch, {"space": "nowhere"})
    assert (code, answer["type"]) == (409, "ResourceNotFound")


async def test_a_domain_that_may_not_be_described_is_no_hindrance(
    private_space: None, studio: FakeEndpoint, jp_fetch: Any, extension: Any
) -> None:
    studio.answers["DescribeDomain"] = fail("AccessDeniedException", "no")
    assert (await post(jp_fetch, {"space": "target"}))[1]["how"] == "presigned"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "x",
        "[]",
        {},
        {"space": 5},
        {"space": ""},
        {"space": "a/b"},
        {"space": "a", "user": "ben"},
        {"space": "a" * 64},
    ],
)
async def test_bodies_that_are_refused(
    studio: FakeEndpoint, jp_fetch: Any, extension: Any, body: object
) -> None:
    code, answer, _ = await post(jp_fetch, body)
    assert (code, answer["type"]) == (400, "SpacesBadRequest")
    assert studio.calls == []


async def test_without_an_endpoint(endpoint: FakeEndpoint, jp_fetch: Any, extension: Any) -> None:
    await endpoint.stop()
    code, answer, _ = await post(jp_fetch, {"space": "target"})
    assert (code, answer["type"]) == (409, "SpacesEndpointUnreachable")

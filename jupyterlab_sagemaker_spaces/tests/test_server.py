"""The handlers in a running Jupyter server: who gets in, and what they answer."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import ANY

import pytest
from jupyter_server.auth import Authorizer, IdentityProvider, User
from jupyter_server.utils import JupyterServerAuthWarning
from traitlets.config import Config

from jupyterlab_sagemaker_spaces import __version__
from jupyterlab_sagemaker_spaces.collaboration import installed
from jupyterlab_sagemaker_spaces.extension import SpacesExtension

from .endpoint import FakeEndpoint, Said, fail

RESOURCES = [
    ("GET", "here"),
    ("GET", "mounts"),
    ("GET", "jobs"),
    ("POST", "jobs"),
    ("DELETE", "jobs/" + "0" * 32),
    ("POST", "aws"),
    ("POST", "open"),
    ("GET", "usage"),
    ("POST", "usage"),
    ("DELETE", "usage"),
    ("POST", "usage/clear"),
]
JSON11 = "application/x-amz-json-1.1"


async def ask(
    jp_fetch: Any, method: str, path: str, body: object = None, **headers: str
) -> tuple[int, dict[str, Any], Any]:
    """One request; status, body, headers."""
    text = body if isinstance(body, str) or body is None else json.dumps(body)
    if method == "POST" and text is None:
        text = "{}"
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = await jp_fetch(
        "sagemaker-spaces", *path.split("/"), method=method, body=text, headers=names, raise_error=False
    )
    return answer.code, json.loads(answer.body), answer.headers


async def read(
    jp_fetch: Any, operation: str, body: object = None, content_type: str = JSON11
) -> tuple[int, dict[str, Any], Any]:
    """One read through the gateway."""
    target = f"SageMaker.{operation}"
    return await ask(jp_fetch, "POST", "aws", body, X_Amz_Target=target, Content_Type=content_type)


# Who gets in


@pytest.mark.parametrize(("method", "path"), RESOURCES)
async def test_nobody_gets_in_without_signing_in(
    extension: Any, endpoint: FakeEndpoint, http_server_client: Any, jp_base_url: str, method: str, path: str
) -> None:
    answer = await http_server_client.fetch(
        f"{jp_base_url}sagemaker-spaces/{path}",
        method=method,
        body="{}" if method == "POST" else None,
        raise_error=False,
    )
    assert answer.code == 403
    assert endpoint.calls == []


class Nobody(Authorizer):
    """Lets people read the server's own resources, and nothing of this extension."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        Nobody.asked.append((action, resource))
        return resource != "sagemaker-spaces"


class TestAuthorizer:
    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.ServerApp.authorizer_class = Nobody
        Nobody.asked.clear()
        return jp_server_config

    @pytest.mark.parametrize(("method", "path"), RESOURCES)
    async def test_an_authorizer_can_refuse(
        self, endpoint: FakeEndpoint, jp_fetch: Any, extension: Any, method: str, path: str
    ) -> None:
        code, _, _ = await ask(jp_fetch, method, path)
        reads = method == "GET" or path == "aws"
        assert (code, Nobody.asked) == (403, [("read" if reads else "write", "sagemaker-spaces")])
        assert endpoint.calls == []


class TestAsInStudio:
    """The token is empty there: the XSRF cookie is all that keeps a foreign page out."""

    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.ServerApp.token = ""
        jp_server_config.ServerApp.allow_origin = "*"
        jp_server_config.ServerApp.allow_unauthenticated_access = True
        return jp_server_config

    @pytest.mark.parametrize(("method", "path"), [(m, p) for m, p in RESOURCES if m != "GET"])
    async def test_what_acts_needs_the_xsrf_cookie(
        self,
        extension: Any,
        endpoint: FakeEndpoint,
        http_server_client: Any,
        jp_base_url: str,
        method: str,
        path: str,
    ) -> None:
        url = f"{jp_base_url}sagemaker-spaces/{path}"
        body = "{}" if method == "POST" else None
        answer = await http_server_client.fetch(url, method=method, body=body, raise_error=False)
        assert (answer.code, b"_xsrf" in answer.body) == (403, True)
        page = await http_server_client.fetch(f"{jp_base_url}api/me")
        lab = await http_server_client.fetch(f"{jp_base_url}login", raise_error=False)
        cookies = [c.split(";")[0] for a in (page, lab) for c in a.headers.get_list("Set-Cookie")]
        xsrf = next(cookie for cookie in cookies if cookie.startswith("_xsrf="))
        headers = {"Cookie": xsrf, "X-XSRFToken": xsrf.removeprefix("_xsrf=")}
        answer = await http_server_client.fetch(
            url, method=method, body=body, headers=headers, raise_error=False
        )
        assert answer.code in (400, 404)


def test_boots_without_a_warning_where_all_must_sign_in(jp_configurable_serverapp: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", JupyterServerAuthWarning)
        app = jp_configurable_serverapp()
    assert app.web_app.settings["allow_unauthenticated_access"] is False
    assert app.extension_manager.extension_apps["jupyterlab_sagemaker_spaces"]


# here


async def test_here_outside(jp_fetch: Any, extension: SpacesExtension) -> None:
    code, here, _ = await ask(jp_fetch, "GET", "here")
    assert code == 200
    assert here.pop("boot")
    assert here == {
        "version": __version__,
        "place": "outside",
        "domain_id": "d-test",
        "region": None,
        "space": None,
        "app_type": None,
        "sharing": None,
        "user": None,
        "user_profile": None,
        "execution_role": None,
        "account_id": None,
        "image": {"uri": None, "version": None},
        "project": None,
        "trouble": None,
        "collaboration": {"version": installed().version, "enabled": None, "why": ANY},
        "sources": {"domain_id": "trait"},
        "permissions": {"read_only": False, "create": True, "delete": True, "whole_domain": True},
    }


async def test_a_private_space_names_no_user(private_space: None, jp_fetch: Any, extension: Any) -> None:
    _, here, _ = await ask(jp_fetch, "GET", "here")
    assert (here["sharing"], here["user"]) == ("Private", None)


async def test_a_broken_metadata_file_is_told_and_harms_nothing(
    tmp_path: Path, jp_configurable_serverapp: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no-metadata.json").write_text("{")
    app = jp_configurable_serverapp()
    (extension,) = app.extension_manager.extension_apps["jupyterlab_sagemaker_spaces"]
    # It may be a shared space: nothing is opened as anybody there.
    assert (extension._here.place, extension._here.domain_id) == ("unreadable", None)
    assert "no-metadata.json cannot be read" in extension._about.trouble
    assert "Not treated as a SageMaker space" in capsys.readouterr().err


# The gateway


async def test_an_answer_passes_untouched(endpoint: FakeEndpoint, jp_fetch: Any, extension: Any) -> None:
    raw = b'{"Spaces" : [ {"NewMember":{"S3FileSystem":1.50},"x":"\\u00e4\xc3\xa4"} ]}'
    endpoint.answers["ListSpaces"] = Said(200, raw)
    answer = await jp_fetch(
        *("sagemaker-spaces", "aws"),
        method="POST",
        body='{"MaxResults": 5}',
        headers={"X-Amz-Target": "SageMaker.ListSpaces", "Content-Type": JSON11},
    )
    assert (answer.code, answer.body) == (200, raw)
    assert answer.headers["X-Spaces-Status"] == "200"
    assert answer.headers["x-amzn-RequestId"] == "req-1"
    assert answer.headers["Content-Type"] == JSON11
    assert endpoint.calls[0].params == {"MaxResults": 5, "DomainIdEquals": "d-test"}


async def test_an_error_of_awss_is_http_200_with_its_status_beside(
    endpoint: FakeEndpoint, jp_fetch: Any, extension: Any
) -> None:
    endpoint.answers["ListSpaces"] = fail("AccessDeniedException", "not authorized")
    code, body, headers = await read(jp_fetch, "ListSpaces")
    assert (code, headers["X-Spaces-Status"]) == (200, "400")
    assert body == {"__type": "AccessDeniedException", "message": "not authorized"}


async def test_an_answer_that_is_not_json_passes_too(
    endpoint: FakeEndpoint, jp_fetch: Any, extension: Any
) -> None:
    endpoint.answers["ListSpaces"] = Said(502, b"<html>")
    answer = await jp_fetch(
        *("sagemaker-spaces", "aws"),
        method="POST",
        body="{}",
        headers={"X-Amz-Target": "SageMaker.ListSpaces", "Content-Type": JSON11},
    )
    assert (answer.code, answer.headers["X-Spaces-Status"], answer.body) == (200, "502", b"<html>")


async def test_all_tabs_share_one_call(endpoint: FakeEndpoint, jp_fetch: Any, extension: Any) -> None:
    await asyncio.gather(*(read(jp_fetch, "ListSpaces") for _ in range(5)))
    await read(jp_fetch, "ListSpaces", {"DomainIdEquals": "d-test"})
    assert endpoint.operations() == ["ListSpaces"]


@pytest.mark.parametrize(
    ("operation", "body", "content_type", "code", "type_"),
    [
        ("DeleteSpace", "{}", JSON11, 403, "SpacesNotAllowed"),
        ("ListSpaces", '{"DomainIdEquals": "d-other"}', JSON11, 403, "SpacesNotAllowed"),
        ("ListSpaces", "nonsense", JSON11, 400, "SpacesBadRequest"),
        ("ListSpaces", "{}", "application/json", 400, "SpacesBadRequest"),
        ("ListSpaces", '{"NextToken": "' + "x" * 70_000 + '"}', JSON11, 413, "SpacesBodyTooLarge"),
    ],
)
async def test_what_the_gateway_refuses_is_a_true_4xx(
    *,
    endpoint: FakeEndpoint,
    jp_fetch: Any,
    extension: Any,
    operation: str,
    body: str,
    content_type: str,
    code: int,
    type_: str,
) -> None:
    got, answer, headers = await read(jp_fetch, operation, body, content_type)
    assert (got, answer["__type"]) == (code, type_)
    assert answer["message"]
    assert "X-Spaces-Status" not in headers
    assert endpoint.calls == []


async def assert_own_failure(jp_fetch: Any, type_: str) -> None:
    code, body, headers = await read(jp_fetch, "ListSpaces")
    assert (code, headers["X-Spaces-Status"], body["__type"]) == (200, "400", type_)
    assert body["message"]


async def test_own_failure_endpoint(endpoint: FakeEndpoint, jp_fetch: Any, extension: Any) -> None:
    await endpoint.stop()
    await assert_own_failure(jp_fetch, "SpacesEndpointUnreachable")


async def test_own_failure_credentials(
    endpoint: FakeEndpoint, jp_fetch: Any, extension: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    await assert_own_failure(jp_fetch, "SpacesNoCredentials")


async def test_own_failure_region(jp_fetch: Any, extension: Any) -> None:
    await assert_own_failure(jp_fetch, "SpacesNoRegion")


async def test_own_failure_time(
    endpoint: FakeEndpoint, jp_fetch: Any, extension: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jupyterlab_sagemaker_spaces.aws.wire.READ_S", 0.05)
    endpoint.hold = asyncio.Event()
    await assert_own_failure(jp_fetch, "SpacesTimedOut")
    endpoint.hold.set()


class TestWithoutADomain:
    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        del jp_server_config.SpacesExtension.domain_id
        return jp_server_config

    async def test_own_failure_domain(self, endpoint: FakeEndpoint, jp_fetch: Any, extension: Any) -> None:
        await assert_own_failure(jp_fetch, "SpacesNoDomain")
        code, answer, _ = await ask(jp_fetch, "POST", "open", {"space": "lab"})
        assert (code, answer["type"]) == (409, "SpacesNoDomain")
        _, job, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
        await extension._jobs.settled()
        _, listed, _ = await ask(jp_fetch, "GET", "jobs")
        assert listed["jobs"][0]["id"] == job["id"]
        assert listed["jobs"][0]["error"]["type"] == "SpacesNoDomain"
        assert endpoint.calls == []


# Jobs


class LiveSpace:
    """A space whose app starts and stops at the second look."""

    def __init__(self, endpoint: FakeEndpoint) -> None:
        self.status = "Deleted"
        self.looks = 0
        endpoint.answers |= {
            "DescribeSpace": {
                "SpaceName": "lab",
                "Status": "InService",
                "SpaceSettings": {"AppType": "JupyterLab"},
            },
            "DescribeApp": lambda _: self.look(),
            "CreateApp": lambda _: self.begin("Pending"),
            "DeleteApp": lambda _: self.begin("Deleting"),
            "ListSpaces": lambda _: {"Spaces": [], "status": self.status},
        }

    def begin(self, status: str) -> dict[str, Any]:
        self.status, self.looks = status, 0
        return {}

    def look(self) -> dict[str, Any]:
        self.looks += 1
        if self.looks > 1:
            self.status = {"Pending": "InService", "Deleting": "Deleted"}.get(self.status, self.status)
        return {"Status": self.status, "CreationTime": 1_800_000_000.5}


@pytest.fixture
def live(endpoint: FakeEndpoint, quick: None) -> LiveSpace:
    return LiveSpace(endpoint)


async def test_a_run_and_a_stop_from_request_to_end(
    live: LiveSpace, jp_fetch: Any, extension: SpacesExtension, jp_data_dir: Path
) -> None:
    code, job, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
    assert (code, job["state"], job["by"]) == (201, "running", {"name": None, "verified": False})
    again, same, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
    assert (again, same["id"]) == (200, job["id"])
    await extension._jobs.settled()
    code, listed, _ = await ask(jp_fetch, "GET", "jobs")
    assert (code, listed["jobs"][0]["state"], live.status) == (200, "done", "InService")
    assert listed["sequence"] == extension._announcer.sequence > 0
    code, stop, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "stop", "space": "lab"})
    assert code == 201
    refused, why, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
    assert (refused, why["type"]) == (409, "SpacesJobConflict")
    await extension._jobs.settled()
    _, listed, _ = await ask(jp_fetch, "GET", "jobs")
    assert [one["id"] for one in listed["jobs"]] == [stop["id"], job["id"]]
    assert live.status == "Deleted"
    here = (await ask(jp_fetch, "GET", "here"))[1]
    assert here["boot"] == listed["boot"]
    files = list((jp_data_dir / "sagemaker-spaces" / "jobs").iterdir())
    assert {path.name for path in files} == {f"{stop['id']}.json", f"{job['id']}.json"}


async def test_a_change_of_a_job_empties_the_cache(
    live: LiveSpace, jp_fetch: Any, extension: SpacesExtension
) -> None:
    assert (await read(jp_fetch, "ListSpaces"))[1]["status"] == "Deleted"
    await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
    await extension._jobs.settled()
    assert (await read(jp_fetch, "ListSpaces"))[1]["status"] == "InService"


async def test_cancelling(
    live: LiveSpace, jp_fetch: Any, extension: SpacesExtension, endpoint: FakeEndpoint
) -> None:
    endpoint.answers["DescribeApp"] = {"Status": "Deleting", "CreationTime": 1.0}
    _, job, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
    code, cancelling, _ = await ask(jp_fetch, "DELETE", f"jobs/{job['id']}")
    assert (code, cancelling["id"]) == (200, job["id"])
    await extension._jobs.settled()
    code, answer, _ = await ask(jp_fetch, "DELETE", f"jobs/{job['id']}")
    assert (code, answer["type"]) == (409, "SpacesJobConflict")
    code, answer, _ = await ask(jp_fetch, "DELETE", "jobs/" + "f" * 32)
    assert (code, answer["type"]) == (404, "SpacesNoSuchJob")


@pytest.mark.parametrize(
    "body",
    [
        *("", "x", "[]", {}, {"kind": "run"}, {"space": "lab"}, {"kind": "explode", "space": "lab"}),
        *({"kind": 1, "space": "lab"}, {"kind": "run", "space": None}, {"kind": "run", "space": "-lab"}),
        *(
            {"kind": "run", "space": "../x"},
            {"kind": "run", "space": "x" * 64},
            {"kind": "run", "space": "a\n"},
        ),
        *({"kind": "run", "space": "lab", "more": "x"}, '{"kind": "run", "space": "' + "x" * 70_000 + '"}'),
    ],
)
async def test_requests_for_jobs_that_are_refused(
    endpoint: FakeEndpoint, jp_fetch: Any, extension: Any, body: object
) -> None:
    code, answer, _ = await ask(jp_fetch, "POST", "jobs", body)
    assert (code, answer["type"]) == (400, "SpacesBadRequest")
    assert (await ask(jp_fetch, "GET", "jobs"))[1]["jobs"] == []


CREATE = {"kind": "create", "space": "new", "sharing": "Private", "app_type": "JupyterLab", "choices": {}}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"kind": "change", "space": "lab", "choices": {"volume_gb": 1}}, "volume_gb must be a whole number"),
        ({"kind": "change", "space": "lab"}, "missing: choices"),
        ({**CREATE, "run": True}, "needs an owner"),
        ({**CREATE, "run": True, "owner": "ana", "more": 1}, "not known: more"),
    ],
)
async def test_requests_for_changes_that_are_refused(
    endpoint: FakeEndpoint, jp_fetch: Any, extension: Any, body: object, why: str
) -> None:
    code, answer, _ = await ask(jp_fetch, "POST", "jobs", body)
    assert (code, answer["type"]) == (400, "SpacesBadRequest")
    assert why in answer["message"]
    assert endpoint.calls == []


async def test_in_a_space_the_body_names_no_owner(
    private_space: None, endpoint: FakeEndpoint, jp_fetch: Any, extension: Any
) -> None:
    code, answer, _ = await ask(jp_fetch, "POST", "jobs", {**CREATE, "run": True, "owner": "ben"})
    assert (code, answer["type"], endpoint.calls) == (400, "SpacesBadRequest", [])


async def test_this_servers_own_space_is_not_deleted(
    private_space: None, endpoint: FakeEndpoint, jp_fetch: Any, extension: Any
) -> None:
    code, answer, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "delete", "space": "Mine"})
    assert (code, answer["type"], endpoint.calls) == (409, "SpacesJobConflict", [])


CHOICES = {
    "display_name": "Lab",
    "instance_type": "ml.m5.large",
    "image": {"image_arn": "arn:aws:sagemaker:us-east-1:123456789012:image/x", "version_alias": "1.0.0"},
    "volume_gb": 20,
    "idle_minutes": 60,
    "lifecycle_config_arn": None,
}


REFUSED_CHANGE = {"type": "ValidationException", "message": "not like this"}


async def test_a_change_with_its_choices_fits_the_schema_of_events(
    live: LiveSpace, endpoint: FakeEndpoint, jp_fetch: Any, jp_ws_fetch: Any, extension: SpacesExtension
) -> None:
    endpoint.answers["UpdateSpace"] = fail(REFUSED_CHANGE["type"], REFUSED_CHANGE["message"])
    socket = await jp_ws_fetch("api", "events", "subscribe")
    body = {"kind": "change", "space": "lab", "choices": CHOICES}
    code, job, _ = await ask(jp_fetch, "POST", "jobs", body)
    assert (code, job["choices"]) == (201, CHOICES)
    again, same, _ = await ask(jp_fetch, "POST", "jobs", body)
    assert (again, same["id"]) == (200, job["id"])
    event: dict[str, Any] = {"job": job}
    while event["job"]["state"] == "running":
        event = json.loads(await asyncio.wait_for(socket.read_message(), 10))
        assert event["job"]["choices"] == CHOICES
    told = {"step": "update-space", "request_id": ANY, "failed": "change", "runs": None, "restored": None}
    assert event["job"]["error"] == {**REFUSED_CHANGE, **told}
    assert event["job"]["left"] is None
    socket.close()


class TestPermissions:
    """What an administrator's traits refuse, and what they tell the panel."""

    READ_ONLY: ClassVar = {"read_only": True, "create": False, "delete": False, "whole_domain": True}
    BODIES: ClassVar = {
        "run": {"kind": "run", "space": "lab"},
        "stop": {"kind": "stop", "space": "lab"},
        "change": {"kind": "change", "space": "lab", "choices": {"volume_gb": 20}},
        "create": {**CREATE, "owner": "ana", "run": False},
        "delete": {"kind": "delete", "space": "lab"},
    }

    @pytest.fixture(
        params=[
            ({"read_only": True}, READ_ONLY, set(BODIES)),
            ({"allow_create": False}, {"create": False}, {"create"}),
            ({"allow_delete": False}, {"delete": False}, {"delete"}),
            ({"show_whole_domain": False}, {"whole_domain": False}, set()),
        ],
        ids=["read_only", "allow_create", "allow_delete", "show_whole_domain"],
    )
    def expected(self, request: Any, jp_server_config: Config) -> Any:
        traits, told, refused = request.param
        jp_server_config.SpacesExtension.update(traits)
        everything = {"read_only": False, "create": True, "delete": True, "whole_domain": True}
        return {**everything, **told}, refused

    async def test_refused_and_told(
        self, expected: Any, endpoint: FakeEndpoint, quick: None, jp_fetch: Any, extension: SpacesExtension
    ) -> None:
        told, refused = expected
        assert (await ask(jp_fetch, "GET", "here"))[1]["permissions"] == told
        for kind, body in self.BODIES.items():
            code, answer, _ = await ask(jp_fetch, "POST", "jobs", body)
            if kind in refused:
                assert (code, answer["type"]) == (403, "SpacesNotPermitted")
                assert "administrator" in answer["message"]
            else:
                assert code == 201
                await ask(jp_fetch, "DELETE", f"jobs/{answer['id']}")
                await extension._jobs.settled()
        kinds = {job["kind"] for job in (await ask(jp_fetch, "GET", "jobs"))[1]["jobs"]}
        assert kinds == set(self.BODIES) - refused
        # To open a space changes nothing.
        endpoint.answers["DescribeSpace"] = {"SpaceName": "lab", "Url": "https://studio.example/lab"}
        assert (await ask(jp_fetch, "POST", "open", {"space": "lab"}))[0] == 200


async def test_in_a_project_spaces_are_managed_elsewhere(
    project_space: None, live: LiveSpace, jp_fetch: Any, extension: Any
) -> None:
    _, here, _ = await ask(jp_fetch, "GET", "here")
    assert (here["place"], here["project"]["id"]) == ("unified-studio", "p-1")
    code, answer, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
    assert (code, answer["type"]) == (403, "SpacesNotPermitted")
    assert "SageMaker Unified Studio" in answer["message"]


class Visitor(IdentityProvider):
    """As in a shared space: a name that the browser tells."""

    def generate_anonymous_user(self, handler: Any) -> User:
        return User(username="ben")


class TestInASharedSpace:
    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.ServerApp.identity_provider_class = Visitor
        return jp_server_config

    async def test_here_names_the_visitor(self, shared_space: None, jp_fetch: Any, extension: Any) -> None:
        _, here, _ = await ask(jp_fetch, "GET", "here")
        assert (here["place"], here["space"], here["sharing"]) == ("studio", "team", "Shared")
        assert (here["user"], here["region"], here["app_type"]) == ("ben", "eu-west-1", "JupyterLab")
        assert (here["sources"]["user"], here["sources"]["region"]) == ("identity", "app-arn")

    async def test_a_job_keeps_the_visitors_name_as_unverified(
        self, shared_space: None, live: LiveSpace, jp_fetch: Any, extension: SpacesExtension
    ) -> None:
        _, job, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
        assert job["by"] == {"name": "ben", "verified": False}
        await extension._jobs.settled()

    async def test_outside_studio_the_servers_own_provider_is_believed(
        self, live: LiveSpace, jp_fetch: Any, extension: SpacesExtension
    ) -> None:
        _, job, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
        assert job["by"] == {"name": "ben", "verified": True}
        await extension._jobs.settled()


class FromACookie(IdentityProvider):
    """As one of Studio's or an administrator's: who has no cookie that names a person gets a made-up name."""

    named: ClassVar[User | None] = None

    def get_user_cookie(self, handler: Any) -> User | None:
        return self.named


class TestBehindAProviderBuiltOnJupyters:
    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.ServerApp.identity_provider_class = FromACookie
        return jp_server_config

    async def by(self, jp_fetch: Any, extension: SpacesExtension) -> Any:
        _, job, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
        await extension._jobs.settled()
        return job["by"]

    async def test_a_made_up_name_is_nobodys_in_a_private_space(
        self, private_space: None, live: LiveSpace, jp_fetch: Any, extension: SpacesExtension
    ) -> None:
        assert await self.by(jp_fetch, extension) == {"name": None, "verified": False}

    async def test_a_made_up_name_is_not_the_servers_word(
        self, live: LiveSpace, jp_fetch: Any, extension: SpacesExtension
    ) -> None:
        assert await self.by(jp_fetch, extension) == {"name": None, "verified": False}

    @pytest.mark.parametrize(
        "user",
        [
            User("0" * 32, "Ana Alva", "Ana Alva"),
            User("0" * 32),
            User("ana", "Anonymous Ana", "Anonymous Ana"),
        ],
    )
    async def test_a_name_that_only_looks_alike_is_kept(
        self,
        user: User,
        live: LiveSpace,
        jp_fetch: Any,
        extension: SpacesExtension,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(FromACookie, "named", user)
        assert await self.by(jp_fetch, extension) == {"name": user.username, "verified": True}


async def test_events_reach_a_tab_in_order_and_fit_the_schema(
    live: LiveSpace, jp_fetch: Any, jp_ws_fetch: Any, extension: SpacesExtension
) -> None:
    socket = await jp_ws_fetch("api", "events", "subscribe")
    _, job, _ = await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
    events: list[dict[str, Any]] = []
    while not events or events[-1]["job"]["state"] == "running":
        events.append(json.loads(await asyncio.wait_for(socket.read_message(), 10)))
    schema_id = "https://schema.jupyter.org/jupyterlab-sagemaker-spaces/job/v1"
    assert {event["schema_id"] for event in events} == {schema_id}
    assert {event["job"]["id"] for event in events} == {job["id"]}
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    assert {event["event"] for event in events} <= {"changed", "heartbeat"}
    assert (events[-1]["job"]["state"], events[-1]["event"]) == ("done", "changed")
    listed = (await ask(jp_fetch, "GET", "jobs"))[1]
    assert {event["boot"] for event in events} == {listed["boot"]}
    assert listed["jobs"][0] == events[-1]["job"]
    socket.close()


async def test_an_event_that_cannot_be_emitted_breaks_no_job(
    live: LiveSpace,
    jp_fetch: Any,
    jp_serverapp: Any,
    extension: SpacesExtension,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def listener(**_: Any) -> None: ...

    def broken(**_: Any) -> Any:
        raise ZeroDivisionError

    jp_serverapp.event_logger.add_listener(listener=listener)
    jp_serverapp.event_logger.add_modifier(modifier=broken)
    await ask(jp_fetch, "POST", "jobs", {"kind": "run", "space": "lab"})
    await extension._jobs.settled()
    assert (await ask(jp_fetch, "GET", "jobs"))[1]["jobs"][0]["state"] == "done"
    assert "ZeroDivisionError" in caplog.text


# What it costs those who never use it


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    home = str(tmp_path)
    return {"HOME": home, "JUPYTER_DATA_DIR": home, "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}


def test_starting_imports_no_botocore_and_calls_nothing(bare: dict[str, str], tmp_path: Path) -> None:
    code = """
import socket, sys
from jupyter_server.serverapp import ServerApp

def refuse(self, address):
    raise AssertionError(f"a connection to {address}")
socket.socket.connect = refuse

async def look():
    app.io_loop.call_later(0.5, app.stop)

app = ServerApp(open_browser=False, port=0, allow_root=True)
extensions = "--ServerApp.jpserver_extensions={'jupyterlab_sagemaker_spaces': True}"
app.initialize([extensions], find_extensions=False)
app.io_loop.add_callback(look)
app.start()
assert app.extension_manager.extension_apps["jupyterlab_sagemaker_spaces"]
for module in ("botocore", "urllib3", "boto3", "aiohttp"):
    assert module not in sys.modules, module
"""
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=bare, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert not (tmp_path / "sagemaker-spaces").exists()


def test_the_front_end_and_the_extension_are_found() -> None:
    import jupyterlab_sagemaker_spaces as package

    (path,) = package._jupyter_labextension_paths()
    assert path == {"src": "labextension", "dest": "jupyterlab-sagemaker-spaces"}
    (point,) = package._jupyter_server_extension_points()
    assert point == {"module": "jupyterlab_sagemaker_spaces", "app": SpacesExtension}
    root = Path(package.__file__).parent.parent
    config = json.loads((root / "jupyter-config/server-config/jupyterlab_sagemaker_spaces.json").read_text())
    assert config["ServerApp"]["jpserver_extensions"] == {point["module"]: True}

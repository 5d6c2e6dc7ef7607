"""Calls over HTTP: signed, kept-alive, and each failure by its type."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.session import Session

from jupyterlab_sagemaker_spaces.aws import client as client_module
from jupyterlab_sagemaker_spaces.aws import wire as wire_module
from jupyterlab_sagemaker_spaces.aws.client import SageMaker
from jupyterlab_sagemaker_spaces.aws.endpoint import find_endpoint
from jupyterlab_sagemaker_spaces.aws.failures import (
    AwsError,
    EndpointUnreachable,
    NoCredentials,
    NoRegion,
    TimedOut,
)
from jupyterlab_sagemaker_spaces.aws.rate import Rate
from jupyterlab_sagemaker_spaces.clock import SystemClock

from .endpoint import FakeEndpoint, Said, fail


@pytest.fixture
async def sagemaker() -> AsyncIterator[SageMaker]:
    client = SageMaker("us-east-1", Rate(SystemClock(), burst=1000))
    yield client
    client.close()


async def test_a_call_is_what_the_wire_protocol_asks_for(
    sagemaker: SageMaker, endpoint: FakeEndpoint
) -> None:
    endpoint.answers["ListSpaces"] = {"Spaces": [{"SpaceName": "ä"}]}
    reply = await sagemaker.call("ListSpaces", {"DomainIdEquals": "d-1"})
    assert (reply.data, reply.request_id) == ({"Spaces": [{"SpaceName": "ä"}]}, "req-1")
    (call,) = endpoint.calls
    assert (call.operation, call.params) == ("ListSpaces", {"DomainIdEquals": "d-1"})
    assert call.headers["Content-Type"] == "application/x-amz-json-1.1"
    assert call.headers["X-Amz-Security-Token"] == "the-session-token"


async def test_the_signature_is_sigv4_over_what_was_sent(
    sagemaker: SageMaker, endpoint: FakeEndpoint
) -> None:
    await sagemaker.call("ListSpaces", {"DomainIdEquals": "d-1"})
    (call,) = endpoint.calls
    sent = call.headers["Authorization"]
    scope = sent.split("Credential=")[1].split(",")[0]
    assert scope == f"AKIDTEST/{call.headers['X-Amz-Date'][:8]}/us-east-1/sagemaker/aws4_request"
    names = ("Content-Type", "X-Amz-Target", "X-Amz-Date", "X-Amz-Security-Token")
    again = AWSRequest(
        "POST",
        endpoint.url + "/",
        headers={**{name: call.headers[name] for name in names}, "User-Agent": "x"},
        data=call.body,
    )
    again.context["timestamp"] = call.headers["X-Amz-Date"]
    auth = SigV4Auth(Credentials("AKIDTEST", "the-secret-key", "the-session-token"), "sagemaker", "us-east-1")
    canonical = auth.canonical_request(again)
    assert sent.endswith("Signature=" + auth.signature(auth.string_to_sign(again, canonical), again))


async def test_the_connection_is_kept(sagemaker: SageMaker, endpoint: FakeEndpoint) -> None:
    for _ in range(5):
        await sagemaker.call("ListSpaces", {})
    assert len(endpoint.connections) == 1


async def test_an_error_of_awss(sagemaker: SageMaker, endpoint: FakeEndpoint) -> None:
    endpoint.answers["CreateApp"] = fail("com.amazonaws.sagemaker#ResourceInUse", "taken")
    with pytest.raises(AwsError) as caught:
        await sagemaker.call("CreateApp", {})
    error = caught.value
    assert (error.type, error.message, error.status, error.request_id) == (
        "ResourceInUse",
        "taken",
        400,
        "req-1",
    )


@pytest.mark.parametrize(
    ("said", "type_"),
    [
        (Said(400, b'{"__type": "T", "Message": "big M"}'), "T"),
        (Said(502, b"<html>bad gateway</html>"), "HTTP502"),
        (Said(503, b""), "HTTP503"),
        (Said(400, b"[]"), "HTTP400"),
        (Said(200, b"<html>a proxy's page</html>"), "InvalidResponse"),
        (Said(200, b"[1]"), "InvalidResponse"),
    ],
)
async def test_answers_that_are_not_sagemakers(
    sagemaker: SageMaker, endpoint: FakeEndpoint, said: Said, type_: str
) -> None:
    endpoint.answers["ListSpaces"] = said
    with pytest.raises(AwsError) as caught:
        await sagemaker.call("ListSpaces", {})
    assert caught.value.type == type_
    assert caught.value.message


async def test_an_empty_body_is_an_empty_answer(sagemaker: SageMaker, endpoint: FakeEndpoint) -> None:
    endpoint.answers["DeleteApp"] = Said(200, b"")
    assert (await sagemaker.call("DeleteApp", {})).data == {}


async def test_endpoint_unreachable(sagemaker: SageMaker, endpoint: FakeEndpoint) -> None:
    await endpoint.stop()
    with pytest.raises(EndpointUnreachable, match=f"{endpoint.url}/ cannot be reached for ListSpaces"):
        await sagemaker.call("ListSpaces", {})


async def test_a_read_whose_kept_connection_turns_out_closed_is_sent_again(
    sagemaker: SageMaker, endpoint: FakeEndpoint
) -> None:
    cuts = ["cut"]
    endpoint.answers["ListSpaces"] = lambda _: cuts.pop() if cuts else {}
    await sagemaker.call("ListSpaces", {})
    assert endpoint.operations() == ["ListSpaces", "ListSpaces"]


async def test_a_change_is_never_sent_again(sagemaker: SageMaker, endpoint: FakeEndpoint) -> None:
    endpoint.answers["CreateApp"] = "cut"
    with pytest.raises(EndpointUnreachable):
        await sagemaker.call("CreateApp", {})
    assert endpoint.operations() == ["CreateApp"]


async def test_timed_out(
    sagemaker: SageMaker, endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire_module, "READ_S", 0.05)
    endpoint.hold = asyncio.Event()
    with pytest.raises(TimedOut, match="did not answer ListSpaces"):
        await sagemaker.call("ListSpaces", {})
    endpoint.hold.set()


async def test_a_call_that_nobody_waits_for_any_more_is_not_sent(
    sagemaker: SageMaker, endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "_START_S", -1.0)
    with pytest.raises(TimedOut, match="DeleteApp was not sent"):
        await sagemaker.call("DeleteApp", {})
    assert endpoint.calls == []


async def test_no_credentials(
    sagemaker: SageMaker, endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(NoCredentials, match="No AWS credentials were found"):
        await sagemaker.call("ListSpaces", {})


async def test_half_credentials(
    sagemaker: SageMaker, endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(NoCredentials, match="could not be fetched"):
        await sagemaker.call("ListSpaces", {})


async def test_a_profile_that_does_not_exist(
    sagemaker: SageMaker, endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(NoCredentials, match="nobody"):
        await sagemaker.call("ListSpaces", {})


async def test_no_region(endpoint: FakeEndpoint) -> None:
    client = SageMaker(None, Rate(SystemClock()))
    with pytest.raises(NoRegion, match=r"c\.SpacesExtension\.region"):
        await client.call("ListSpaces", {})
    client.close()


async def test_the_region_of_the_aws_configuration(
    endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "config").write_text("[default]\nregion = eu-north-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    client = SageMaker(None, Rate(SystemClock()))
    await client.call("ListSpaces", {})
    assert "/eu-north-1/sagemaker/" in endpoint.calls[0].headers["Authorization"]
    client.close()


async def test_what_was_wrong_at_first_can_be_put_right(
    sagemaker: SageMaker, endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(NoCredentials):
        await sagemaker.call("ListSpaces", {})
    monkeypatch.delenv("AWS_PROFILE")
    assert await sagemaker.call("ListSpaces", {})


async def test_refused_credentials_are_found_afresh(
    sagemaker: SageMaker, endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.answers["ListSpaces"] = fail("ExpiredTokenException", "The security token has expired")
    with pytest.raises(AwsError):
        await sagemaker.call("ListSpaces", {})
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDNEW")
    endpoint.answers["ListSpaces"] = {}
    await sagemaker.call("ListSpaces", {})
    assert "Credential=AKIDNEW/" in endpoint.calls[-1].headers["Authorization"]


async def test_reads_wait_for_their_turn_and_changes_do_not(endpoint: FakeEndpoint) -> None:
    turns: list[int] = []

    class Counted(Rate):
        async def turn(self) -> None:
            turns.append(1)

    client = SageMaker("us-east-1", Counted(SystemClock()))
    for operation in ("ListSpaces", "DescribeSpace", "CreateApp", "DeleteApp", "CreatePresignedDomainUrl"):
        await client.call(operation, {})
    assert len(turns) == 2
    client.close()


async def test_no_secret_in_the_log(
    sagemaker: SageMaker, endpoint: FakeEndpoint, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint.answers["CreatePresignedDomainUrl"] = {
        "AuthorizedUrl": "https://x.example/auth?token=a-presigned-token"
    }
    await sagemaker.call("ListSpaces", {})
    await sagemaker.call("CreatePresignedDomainUrl", {})
    assert "urllib3" in caplog.text
    for secret in ("the-secret-key", "the-session-token", "a-presigned-token", "Signature"):
        assert secret not in caplog.text


def test_other_signatures_are_logged_as_before(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    request = AWSRequest("GET", "https://example.com/", headers={})
    SigV4Auth(Credentials("other", "secret"), "s3", "us-east-1").add_auth(request)
    assert "CanonicalRequest" in caplog.text


@pytest.mark.parametrize(
    ("region", "url"),
    [
        ("us-east-1", "https://api.sagemaker.us-east-1.amazonaws.com/"),
        ("cn-north-1", "https://api.sagemaker.cn-north-1.amazonaws.com.cn/"),
        ("us-gov-west-1", "https://api.sagemaker.us-gov-west-1.amazonaws.com/"),
    ],
)
def test_the_endpoint_by_the_rules(region: str, url: str) -> None:
    assert find_endpoint(Session(), region) == url


def test_the_endpoint_for_fips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", "true")
    assert find_endpoint(Session(), "us-east-1") == "https://api-fips.sagemaker.us-east-1.amazonaws.com/"


def test_configured_endpoints_and_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert find_endpoint(Session(), "us-east-1") == "http://127.0.0.1:1/"
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", "http://127.0.0.1:2/")
    assert find_endpoint(Session(), "us-east-1") == "http://127.0.0.1:2/"
    monkeypatch.setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
    assert find_endpoint(Session(), "us-east-1") == "https://api.sagemaker.us-east-1.amazonaws.com/"


@pytest.mark.parametrize("url", ["ftp://x", "localhost:80", "http://", "nonsense"])
def test_a_configured_endpoint_that_is_none(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", url)
    with pytest.raises(EndpointUnreachable, match="AWS_ENDPOINT_URL_SAGEMAKER"):
        find_endpoint(Session(), "us-east-1")


async def test_the_first_call_does_not_stall_the_loop(endpoint: FakeEndpoint) -> None:
    """In a process of its own, where botocore has yet to be imported."""
    code = """
import asyncio, json, sys, time
from jupyterlab_sagemaker_spaces.aws.client import SageMaker
from jupyterlab_sagemaker_spaces.aws.rate import Rate
from jupyterlab_sagemaker_spaces.clock import SystemClock

async def main():
    assert "botocore" not in sys.modules
    client = SageMaker("us-east-1", Rate(SystemClock()))
    gaps = []
    async def watch():
        last = time.thread_time(), time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.thread_time(), time.perf_counter()
            # What the loop's own thread worked: time taken by other processes is no stall of ours.
            gaps.append(now[0] - last[0])
            last = now
    task = asyncio.ensure_future(watch())
    await asyncio.sleep(0.01)
    await client.call("ListSpaces", {})
    task.cancel()
    client.close()
    print(json.dumps(max(gaps)))
asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=subprocess.PIPE)
    out, _ = await process.communicate()
    assert process.returncode == 0
    assert json.loads(out) < 0.02

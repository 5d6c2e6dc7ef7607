"""Calls of sagemaker-core for the conformance suite: a line of JSON in, one out.

Runs in an environment of its own. Spaces, apps and tags are handled by sagemaker-core's resources, as its
manual does it; presigned addresses, for which it has no resource, by the boto3 client that it hands out.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore import UNSIGNED, xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from sagemaker.core.resources import App, Model, Space, Tag
from sagemaker.core.utils.utils import SageMakerClient, pascal_to_snake, serialize

Json = dict[str, Any]

_RESOURCES = {"App": App, "Space": Space}
_LISTS = {"ListApps": App, "ListModels": Model, "ListSpaces": Space, "ListTags": Tag}
#: What names a resource; every other member of a call describes it.
_NAMES = ("DomainId", "SpaceName", "AppType", "AppName")
#: Real seconds between two looks, and until a wait gives up.
_WAIT = {"poll": 1, "timeout": 60}


class Calls:
    """The API's operations by sagemaker-core's resources, for one account."""

    def __init__(self, session: boto3.Session) -> None:
        self._session = session

    def call(self, operation: str, members: Json) -> Json:
        """The resource as an operation leaves it; of one that no resource has, the answer."""
        if operation in ("AddTags", "DeleteTags"):
            getattr(Tag, xform_name(operation))(**_snake(members), session=self._session)
            return {}
        for name, resource in _RESOURCES.items():
            match operation.removesuffix(name):
                case "Create":
                    return self._created(resource, members)
                case "Describe":
                    return _plain(self._get(resource, members))
                case "Update":
                    changes = {n: value for n, value in members.items() if n not in _NAMES}
                    return _plain(self._named(resource, members).update(**_snake(changes)))
                case "Delete":
                    self._get(resource, members).delete()
                    return {}
        client = SageMakerClient(session=self._session).sagemaker_client
        answer: Json = getattr(client, xform_name(operation))(**members)
        del answer["ResponseMetadata"]
        return answer

    def list(self, operation: str, members: Json, page_size: int) -> list[Json]:
        """A list's resources. sagemaker-core leaves the size of pages to AWS, and describes each."""
        found = _LISTS[operation].get_all(**_snake(members), session=self._session)
        return [_plain(resource) for resource in found]

    def wait(self, operation: str, members: Json, status: str | None) -> None:
        """The resource's own wait for a status, or for its end."""
        resource = self._get(_RESOURCES[operation.removeprefix("Describe")], members)
        if status is None:
            resource.wait_for_delete(**_WAIT)
        else:
            resource.wait_for_status(status, **_WAIT)

    def _created(self, resource: Any, members: Json) -> Json:
        try:
            return _plain(resource.create(**_snake(members), session=self._session))
        except ClientError as error:
            # App.create then describes the app without the name of its space, which AWS wants: it is made.
            if resource is not App or error.operation_name != "DescribeApp":
                raise
            return _plain(self._named(App, members))

    def _named(self, resource: Any, members: Json) -> Any:
        return self._get(resource, {name: members[name] for name in _NAMES if name in members})

    def _get(self, resource: Any, members: Json) -> Any:
        return resource.get(**_snake(members), session=self._session)


def _snake(value: Any) -> Any:
    """Members named as sagemaker-core names them."""
    if isinstance(value, dict):
        return {pascal_to_snake(name): _snake(member) for name, member in value.items()}
    return [_snake(item) for item in value] if isinstance(value, list) else value


def _plain(resource: Any) -> Json:
    """A resource's members named as the API names them."""
    members: Json = serialize(resource)
    return members


def _session_of(account: Json) -> boto3.Session:
    core = botocore.session.Session()
    if not account["signed"]:
        core.set_default_client_config(Config(signature_version=UNSIGNED))
    return boto3.Session(
        botocore_session=core,
        aws_access_key_id=account["access_key_id"],
        aws_secret_access_key=account["secret_access_key"],
        aws_session_token=account["session_token"],
        region_name=account["region"],
    )


@cache
def _calls_of(account: str) -> Calls:
    """Sessions are kept, since sagemaker-core keeps a client for each."""
    return Calls(_session_of(json.loads(account)))


def _answer_to(asked: Json) -> Json:
    # sagemaker-core takes another endpoint from the environment only.
    os.environ["AWS_ENDPOINT_URL_SAGEMAKER"] = asked["account"]["endpoint_url"]
    calls = _calls_of(json.dumps(asked["account"]))
    try:
        return {"answer": getattr(calls, asked["what"])(*asked["with"])}
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}


def main() -> None:
    """Answer until the input ends. What sagemaker-core shows of its waits goes to the standard error."""
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        print(json.dumps(_answer_to(json.loads(line)), default=datetime.isoformat), file=answers, flush=True)


if __name__ == "__main__":
    main()

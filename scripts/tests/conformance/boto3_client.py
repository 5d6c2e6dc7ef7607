"""boto3, with its own defaults."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import Any

import boto3
from botocore import UNSIGNED, xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from .client import Account, Json, Refused, describe_until


class Boto3:
    """Methods and paginators of the client ``sagemaker``."""

    def call(self, account: Account, operation: str, members: Json) -> Json:
        """A method of the client."""
        try:
            answer = getattr(_client(account), xform_name(operation))(**members)
        except ClientError as error:
            raise _refused(error) from error
        del answer["ResponseMetadata"]
        return _plain(answer)

    def list(self, account: Account, operation: str, members: Json, page_size: int) -> list[Json]:
        """A paginator of the client."""
        paginator = _client(account).get_paginator(xform_name(operation))
        pages = paginator.paginate(**members, PaginationConfig={"PageSize": page_size})
        try:
            return list(_plain(pages.build_full_result())[pages.result_keys[0].expression])
        except ClientError as error:
            raise _refused(error) from error

    def wait(self, account: Account, operation: str, members: Json, status: str | None) -> None:
        """boto3 has no waiters of spaces and apps."""
        describe_until(self, account, operation, members, status)


@cache
def _client(account: Account) -> Any:
    return boto3.Session(
        aws_access_key_id=account.access_key_id,
        aws_secret_access_key=account.secret_access_key,
        aws_session_token=account.session_token,
        region_name=account.region,
    ).client(
        "sagemaker",
        endpoint_url=account.endpoint_url,
        config=None if account.signed else Config(signature_version=UNSIGNED),
    )


def _refused(error: ClientError) -> Refused:
    return Refused(error.response["Error"]["Code"], error.response["Error"]["Message"])


def _plain(answer: Json) -> Json:
    """The answer as JSON, times as texts."""
    plain: Json = json.loads(json.dumps(answer, default=datetime.isoformat))
    return plain

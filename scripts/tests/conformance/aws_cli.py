"""The AWS CLI: a run of the program ``aws`` for every call."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from botocore import xform_name

from .client import LIMIT, Account, Json, Refused, describe_until

_ERROR = re.compile(r"An error occurred \((\w+)\) when calling the \w+ operation(?: \([^)]*\))?: (.*)", re.S)


class AwsCli:
    """``aws sagemaker <operation> --cli-input-json ...``."""

    def __init__(self, program: Path, home: Path) -> None:
        """``home`` is a folder without anybody's ``.aws``."""
        self._program = program
        self._home = home

    def call(self, account: Account, operation: str, members: Json) -> Json:
        """One run; an operation without an answer prints nothing."""
        printed = self._run(account, operation, members)
        answer: Json = json.loads(printed) if printed else {}
        return answer

    def list(self, account: Account, operation: str, members: Json, page_size: int) -> list[Json]:
        """One run: the program pages by itself."""
        answer = json.loads(self._run(account, operation, members, "--page-size", str(page_size)))
        ((_, items),) = answer.items()
        return list(items)

    def wait(self, account: Account, operation: str, members: Json, status: str | None) -> None:
        """``aws sagemaker wait`` does not know spaces and apps."""
        describe_until(self, account, operation, members, status)

    def _run(self, account: Account, operation: str, members: Json, *switches: str) -> str:
        unsigned = [] if account.signed else ["--no-sign-request"]
        ended = subprocess.run(
            [
                *(self._program, "sagemaker", xform_name(operation, "-"), "--output", "json"),
                *("--cli-input-json", json.dumps(members), *switches, *unsigned),
            ],
            env={
                "PATH": os.defpath,
                "HOME": str(self._home),
                "AWS_ENDPOINT_URL_SAGEMAKER": account.endpoint_url,
                "AWS_DEFAULT_REGION": account.region,
                "AWS_ACCESS_KEY_ID": account.access_key_id,
                "AWS_SECRET_ACCESS_KEY": account.secret_access_key,
                "AWS_SESSION_TOKEN": account.session_token,
                "AWS_EC2_METADATA_DISABLED": "true",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT,
        )
        if ended.returncode == 0:
            return ended.stdout
        error = _ERROR.search(ended.stderr)
        assert error, ended.stderr
        raise Refused(error[1], error[2].strip())

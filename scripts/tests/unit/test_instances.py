"""What becomes of EC2's answer in the instance catalogue."""

from __future__ import annotations

from typing import Any

import pytest
from tasks.instances import catalogue, row


def ec2(name: str, *gpus: dict[str, Any]) -> dict[str, Any]:
    return {
        "InstanceType": name,
        "VCpuInfo": {"DefaultVCpus": 4},
        "MemoryInfo": {"SizeInMiB": 16384},
        "GpuInfo": {"Gpus": list(gpus)} if gpus else None,
    }


def gpu(count: int, model: str, mib: int) -> dict[str, Any]:
    return {"Count": count, "Name": model, "MemoryInfo": {"SizeInMiB": mib}}


def test_rows_have_gpu_columns_only_where_there_are_gpus() -> None:
    assert row(ec2("m5.xlarge")) == [4, 16]
    assert row(ec2("g5.12xlarge", gpu(4, "A10G", 22888))) == [4, 16, 4, "A10G", 22.4]


def test_two_models_of_gpu_are_not_silently_one() -> None:
    with pytest.raises(ValueError, match="more than one model"):
        row(ec2("x1.large", gpu(1, "A", 1024), gpu(1, "B", 1024)))


def test_types_that_ec2_does_not_describe_are_left_out() -> None:
    rows = catalogue(["ml.m5.xlarge", "ml.geospatial.interactive"], {"m5.xlarge": ec2("m5.xlarge")})
    assert rows == {"ml.m5.xlarge": [4, 16]}

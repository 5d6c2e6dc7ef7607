"""What becomes of EC2's answer in the instance catalogue."""

from __future__ import annotations

from typing import Any

import pytest
from tasks.instances import catalogue, regions, row


def ec2(name: str, *gpus: dict[str, Any]) -> dict[str, Any]:
    return {
        "InstanceType": name,
        "VCpuInfo": {"DefaultVCpus": 4},
        "MemoryInfo": {"SizeInMiB": 16384},
        "GpuInfo": {"Gpus": list(gpus)} if gpus else None,
    }


def gpu(count: int, model: str, mib: int) -> dict[str, Any]:
    return {"Count": count, "Name": model, "MemoryInfo": {"SizeInMiB": mib}}


def pull(date: str, region: str, volume: float | None = None, **prices: float) -> dict[str, Any]:
    entry: dict[str, Any] = {"instances": {f"ml.{name}.large": price for name, price in prices.items()}}
    return {"date": date, "regions": {region: entry if volume is None else {"volume": volume, **entry}}}


def test_rows_name_gpus_only_where_there_are_some() -> None:
    assert row(ec2("m5.xlarge")) == {"vcpu": 4, "memoryGiB": 16}
    assert row(ec2("g5.12xlarge", gpu(4, "A10G", 22888))) == {
        "vcpu": 4,
        "memoryGiB": 16,
        "gpu": {"count": 4, "model": "A10G", "memoryGiB": 22.4},
    }


def test_fast_launch_is_marked() -> None:
    assert row(ec2("t3.medium"))["fastLaunch"] is True


def test_two_models_of_gpu_are_not_silently_one() -> None:
    with pytest.raises(ValueError, match="more than one model"):
        row(ec2("x1.large", gpu(1, "A", 1024), gpu(1, "B", 1024)))


def test_types_that_ec2_does_not_describe_are_left_out() -> None:
    rows = catalogue(["ml.m5.xlarge", "ml.geospatial.interactive"], {"m5.xlarge": ec2("m5.xlarge")})
    assert list(rows) == ["ml.m5.xlarge"]


def test_the_newest_pull_wins_and_the_oldest_gives_the_date() -> None:
    names = ["ml.a.large", "ml.b.large"]
    merged = regions(
        [pull("2026-09-24", "us-east-1", a=2), pull("2026-08-24", "us-east-1", 0.1, a=1, b=3)],
        names,
    )
    assert merged == {
        "us-east-1": {
            "date": "2026-08-24",
            "volume": 0.1,
            "instances": {"ml.a.large": 2, "ml.b.large": 3},
        }
    }


def test_a_region_gets_no_price_of_another() -> None:
    merged = regions(
        [pull("2026-09-24", "us-east-1", 0.1, a=2), pull("2026-09-24", "eu-west-1")], ["ml.a.large"]
    )
    assert merged["eu-west-1"] == {"date": "2026-09-24", "instances": {}}


def test_a_price_of_no_known_type_is_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"us-east-1.*ml\.b\.large"):
        regions([pull("2026-09-24", "us-east-1", b=2)], ["ml.a.large"])

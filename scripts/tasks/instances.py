"""The instance catalogue, from public data.

Type names are botocore's (enum ``AppInstanceType`` of the SageMaker API). ``ml.X`` has the vCPU, memory and
GPUs of the EC2 type ``X``; those are EC2's own answer to DescribeInstanceTypes, which moto carries.
The GPU count comes from that answer alone: it does not follow from the size in the name.

Prices are those of ``scripts/prices.json``: pulls of AWS's price list that somebody published, each with its
date and where it was found. A region or a type that no pull names has no price; none is ever derived.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tasks.project import BIN, ROOT, environment

MOTO = "5.2.5"
TYPES_IN_MOTO = "moto/ec2/resources/instance_types.json.gz"
CATALOGUE = ROOT / "src" / "spaces" / "instanceCatalogue.json"
PRICES = ROOT / "scripts" / "prices.json"

#: Types whose apps start in less than two minutes, as AWS's guide to Studio Classic names them.
FAST_LAUNCH = {"ml.t3.medium", "ml.m5.large", "ml.c5.large", "ml.g4dn.xlarge"}

#: As ``docs/instance-catalogue.md`` describes it.
Row = dict[str, Any]


def row(instance: dict[str, Any]) -> Row:
    """One line of the catalogue from an ``InstanceTypeInfo`` of the EC2 API."""
    values: Row = {
        "vcpu": instance["VCpuInfo"]["DefaultVCpus"],
        "memoryGiB": _gib(instance["MemoryInfo"]["SizeInMiB"]),
    }
    gpus = (instance.get("GpuInfo") or {}).get("Gpus", [])
    if gpus:
        if len(gpus) > 1:
            raise ValueError(f"{instance['InstanceType']} has more than one model of GPU")
        gpu = gpus[0]
        values["gpu"] = {
            "count": gpu["Count"],
            "model": gpu["Name"],
            "memoryGiB": _gib(gpu["MemoryInfo"]["SizeInMiB"]),
        }
    if f"ml.{instance['InstanceType']}" in FAST_LAUNCH:
        values["fastLaunch"] = True
    return values


def _gib(mib: int) -> int | float:
    value = round(mib / 1024, 1)
    return int(value) if value == int(value) else value


def app_instance_types() -> list[str]:
    """The types that a Studio app may have, as botocore's service model names them."""
    from botocore.loaders import Loader

    model = Loader().load_service_model("sagemaker", "service-2")
    return [name for name in model["shapes"]["AppInstanceType"]["enum"] if name.startswith("ml.")]


def ec2_types() -> dict[str, Any]:
    """EC2's types by name, out of moto's package, which is downloaded but not installed."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, f"moto=={MOTO}"],
            check=True,
        )
        (wheel,) = Path(folder).glob("moto-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            types: dict[str, Any] = json.loads(gzip.decompress(archive.read(TYPES_IN_MOTO)))
            return types


def catalogue(names: list[str], types: dict[str, Any]) -> dict[str, Row]:
    """Rows by type name, sorted. Types that EC2 does not describe are left out: unknown is not zero."""
    return {name: row(types[name[3:]]) for name in sorted(names) if name[3:] in types}


def regions(pulls: list[dict[str, Any]], names: list[str]) -> dict[str, Any]:
    """Prices by region: of each what the newest pull says, under the date of the oldest pull."""
    result: dict[str, Any] = {}
    for pull in sorted(pulls, key=lambda each: str(each["date"])):
        for region, found in pull["regions"].items():
            if strange := set(found["instances"]) - set(names):
                raise ValueError(
                    f"Prices of {region} name what is no type of an app: {', '.join(sorted(strange))}"
                )
            entry = result.setdefault(region, {"date": pull["date"], "instances": {}})
            if "volume" in found:
                entry["volume"] = found["volume"]
            entry["instances"].update(found["instances"])
    for entry in result.values():
        entry["instances"] = dict(sorted(entry["instances"].items()))
    return dict(sorted(result.items()))


def main() -> None:
    """Write the catalogue and say what is missing in it."""
    names = app_instance_types()
    published = json.loads(PRICES.read_text())
    content = {
        "instances": {
            "date": datetime.now(UTC).date().isoformat(),
            "source": f"EC2 DescribeInstanceTypes as in moto {MOTO}; "
            f"AppInstanceType of botocore {version('botocore')}",
            "types": catalogue(names, ec2_types()),
        },
        "prices": {
            "source": published["source"],
            "regions": regions(published["pulls"], names),
        },
    }
    CATALOGUE.write_text(json.dumps(content))
    # Prettier's layout, mostly one type a line: a new version's differences can be read.
    subprocess.run(
        [BIN / "jlpm", "prettier", "--log-level=warn", "--write", CATALOGUE],
        check=True,
        cwd=ROOT,
        env=environment(),
    )
    rows = content["instances"]["types"]
    priced = {region: len(entry["instances"]) for region, entry in content["prices"]["regions"].items()}
    size = len(gzip.compress(json.dumps(content, separators=(",", ":")).encode()))
    print(f"{CATALOGUE.relative_to(ROOT)}: {len(rows)} types, {size} bytes gzip")
    print(f"Not described by EC2, left out: {', '.join(sorted(set(names) - set(rows))) or 'none'}")
    print(f"Types with a price: {priced}")


if __name__ == "__main__":
    main()

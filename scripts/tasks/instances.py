"""The instance catalogue, from public data.

Type names are botocore's (enum ``AppInstanceType`` of the SageMaker API). ``ml.X`` has the vCPU, memory and
GPUs of the EC2 type ``X``; those are EC2's own answer to DescribeInstanceTypes, which moto carries.
The GPU count comes from that answer alone: it does not follow from the size in the name.
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

from tasks.project import ROOT

MOTO = "5.2.5"
TYPES_IN_MOTO = "moto/ec2/resources/instance_types.json.gz"
CATALOGUE = ROOT / "src" / "spaces" / "instanceCatalogue.json"

#: vCPU, memory in GiB; with GPUs also their count, model and memory of each in GiB.
Row = list[int | float | str]


def row(instance: dict[str, Any]) -> Row:
    """One line of the catalogue from an ``InstanceTypeInfo`` of the EC2 API."""
    values: Row = [instance["VCpuInfo"]["DefaultVCpus"], _gib(instance["MemoryInfo"]["SizeInMiB"])]
    gpus = (instance.get("GpuInfo") or {}).get("Gpus", [])
    if gpus:
        if len(gpus) > 1:
            raise ValueError(f"{instance['InstanceType']} has more than one model of GPU")
        gpu = gpus[0]
        values += [gpu["Count"], gpu["Name"], _gib(gpu["MemoryInfo"]["SizeInMiB"])]
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


def main() -> None:
    """Write the catalogue and say what is missing in it."""
    names = app_instance_types()
    rows = catalogue(names, ec2_types())
    head = {
        "date": datetime.now(UTC).date().isoformat(),
        "source": f"EC2 DescribeInstanceTypes as in moto {MOTO}; "
        f"AppInstanceType of botocore {version('botocore')}",
        "columns": ["vCPU", "memory GiB", "GPUs", "GPU model", "memory GiB of each GPU"],
    }
    # One type a line, as prettier lays it out: a new version's differences can be read.
    body = ",\n".join(f"    {json.dumps(name)}: {json.dumps(values)}" for name, values in rows.items())
    start = json.dumps(head, indent=2).removesuffix("\n}")
    CATALOGUE.write_text(f'{start},\n  "instances": {{\n{body}\n  }}\n}}\n')
    size = len(gzip.compress(json.dumps({**head, "instances": rows}, separators=(",", ":")).encode()))
    print(f"{CATALOGUE.relative_to(ROOT)}: {len(rows)} types, {size} bytes gzip")
    print(f"Not described by EC2, left out: {', '.join(sorted(set(names) - set(rows))) or 'none'}")


if __name__ == "__main__":
    main()

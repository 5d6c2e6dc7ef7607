"""What people do with spaces, by each client of AWS's."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from .boto3_client import Boto3
from .client import Refused
from .domain import Domain
from .person import Person

#: More than a page of the service's own length has: sagemaker-core cannot ask for shorter ones.
MANY = [f"many-{number:02}" for number in range(12)]
#: The shortest page that ListTags has (known).
_TAGS_PAGE = 50


def test_a_space_is_made_run_opened_changed_stopped_and_deleted(ana: Person, client_name: str) -> None:
    name = f"{client_name}-life"
    ana.create_space(name, "ana", SpaceDisplayName="From its making to its end")
    ana.wait_for_space(name, "InService")
    space = ana.call("DescribeSpace", **ana.space(name))
    assert space["SpaceDisplayName"] == "From its making to its end"
    assert space["OwnershipSettings"] == {"OwnerUserProfileName": "ana"}
    assert space["SpaceSharingSettings"] == {"SharingType": "Private"}
    assert space["SpaceSettings"]["SpaceStorageSettings"] == _volume(5)
    assert _age(space["CreationTime"]) < timedelta(minutes=1)

    # CreateApp may come too early. Here it surely does, whatever the client's own pace.
    storage = f"Unable to create app [{name}] because storage is not in Available status."
    early = {"fault": "error", "code": "ResourceInUse", "message": storage, "times": 1}
    ana.domain.control("faults", {**early, "operations": ["CreateApp"], "space": name})
    assert ana.run(name) >= 1
    app = ana.call("DescribeApp", **ana.app(name))
    assert (app["AppType"], app["AppName"], app["SpaceName"]) == ("JupyterLab", "default", name)
    assert app["ResourceSpec"]["InstanceType"] == "ml.t3.medium"
    assert app["ResourceSpec"]["SageMakerImageArn"] == ana.domain.image_arn
    assert _age(app["CreationTime"]) < timedelta(minutes=2)

    door, page = ana.visit(name)
    assert door.status in (302, 303)
    assert door.headers["Location"] == "/jupyterlab/default/lab"
    assert (page.status, page.url.path) == (200, "/jupyterlab/default/lab")
    assert "<title>JupyterLab</title>" in page.text

    with pytest.raises(Refused, match="ResourceInUse: Unable to delete Space"):
        ana.call("DeleteSpace", **ana.space(name))
    with pytest.raises(Refused, match=r"ValidationException: .* with an inservice app"):
        ana.call("UpdateSpace", **ana.space(name), SpaceSettings={"SpaceStorageSettings": _volume(10)})
    resources = {"DefaultResourceSpec": {"InstanceType": "ml.m5.large"}}
    ana.call("UpdateSpace", **ana.space(name), SpaceSettings={"JupyterLabAppSettings": resources})
    ana.wait_for_space(name, "InService")

    ana.call("DeleteApp", **ana.app(name))
    ana.wait_for_app(name, None)
    with pytest.raises(Refused, match="ResourceNotFound"):
        ana.presigned(name)
    ana.call("UpdateSpace", **ana.space(name), SpaceSettings={"SpaceStorageSettings": _volume(10)})
    ana.wait_for_space(name, "InService")
    changed = ana.call("DescribeSpace", **ana.space(name))["SpaceSettings"]
    assert changed["SpaceStorageSettings"] == _volume(10)
    assert changed["JupyterLabAppSettings"]["DefaultResourceSpec"] == {
        "InstanceType": "ml.m5.large",
        "SageMakerImageArn": ana.domain.image_arn,
    }

    ana.call("DeleteSpace", **ana.space(name))
    ana.wait_for_space(name, None)
    with pytest.raises(Refused, match="ResourceNotFound"):
        ana.call("DescribeSpace", **ana.space(name))


@pytest.fixture(scope="session")
def many(domain: Domain) -> list[str]:
    """Spaces of a name in common."""
    chen = Person(domain, Boto3(), domain.account("chen"))
    for name in MANY:
        chen.create_space(name, "chen")
    for name in MANY:
        chen.wait_for_space(name, "InService")
    return MANY


def test_a_list_in_pages_has_each_exactly_once(ana: Person, many: list[str]) -> None:
    before = _answers(ana.domain)["ListSpaces"]
    spaces = ana.list("ListSpaces", DomainIdEquals=ana.domain.domain_id, SpaceNameContains="many")
    assert sorted(space["SpaceName"] for space in spaces) == many
    assert {space["Status"] for space in spaces} == {"InService"}
    assert _answers(ana.domain)["ListSpaces"] > before + 1


def test_no_member_is_lost_on_a_client(ana: Person, many: list[str]) -> None:
    read = ana.call("DescribeSpace", **ana.space(many[0]))
    by_boto3 = replace(ana, client=Boto3()).call("DescribeSpace", **ana.space(many[0]))
    for member in ("CreationTime", "LastModifiedTime"):
        assert _moment(read.pop(member)) == _moment(by_boto3.pop(member))
    assert read == by_boto3


def test_tags_come_and_go(administrator: Person, many: list[str], client_name: str) -> None:
    space = administrator.call("DescribeSpace", **administrator.space(many[0]))
    named = {"ResourceArn": space["SpaceArn"]}
    tags = [{"Key": f"{client_name}-{number}", "Value": str(number)} for number in range(3)]
    administrator.call("AddTags", **named, Tags=tags)
    assert administrator.list("ListTags", _TAGS_PAGE, **named) == tags
    administrator.call("DeleteTags", **named, TagKeys=[tag["Key"] for tag in tags[:2]])
    assert administrator.list("ListTags", _TAGS_PAGE, **named) == tags[2:]
    administrator.call("DeleteTags", **named, TagKeys=[tags[2]["Key"]])
    assert administrator.list("ListTags", _TAGS_PAGE, **named) == []


def test_a_client_tries_again_by_itself_when_it_is_throttled(ana: Person, many: list[str]) -> None:
    throttled = {"fault": "error", "code": "ThrottlingException", "operations": ["DescribeSpace"], "times": 2}
    ana.domain.control("faults", throttled)
    before = _answers(ana.domain)["DescribeSpace"]
    assert ana.call("DescribeSpace", **ana.space(many[0]))["SpaceName"] == many[0]
    assert _answers(ana.domain)["DescribeSpace"] >= before + 3


def _volume(gigabytes: int) -> dict[str, dict[str, int]]:
    return {"EbsStorageSettings": {"EbsVolumeSizeInGb": gigabytes}}


def _age(time: str | float) -> timedelta:
    return datetime.now(UTC) - _moment(time)


def _moment(time: str | float) -> datetime:
    return datetime.fromisoformat(time) if isinstance(time, str) else datetime.fromtimestamp(time, UTC)


def _answers(domain: Domain) -> Counter[str]:
    """How many answers were given, by operation."""
    return Counter(one["operation"] for one in domain.judgements())

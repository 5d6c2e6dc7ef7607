"""Bodies of ``POST jobs``: what is taken, and what is refused with which words."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from botocore.loaders import Loader

from jupyterlab_sagemaker_spaces.bodies import BadRequest
from jupyterlab_sagemaker_spaces.jobs.choices import check_choices
from jupyterlab_sagemaker_spaces.jobs.request import Creation, Request, parse_request

IMAGE = "arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-cpu"
VERSION = "arn:aws:sagemaker:us-east-1:885854791233:image-version/sagemaker-distribution-cpu/3"
SCRIPT = "arn:aws:sagemaker:us-east-1:123456789012:studio-lifecycle-config/git-identity"
CREATE = {
    "kind": "create",
    "space": "new",
    "sharing": "Private",
    "app_type": "JupyterLab",
    "choices": {},
    "run": False,
}


def parse(content: Any, in_space: bool = True) -> Request:
    return parse_request(json.dumps(content).encode(), "mine" if in_space else None)


@pytest.mark.parametrize("kind", ["run", "stop", "delete"])
def test_the_kinds_that_need_a_name_only(kind: Any) -> None:
    assert parse({"kind": kind, "space": "lab"}) == Request(kind, "lab")
    with pytest.raises(BadRequest, match="not known: choices"):
        parse({"kind": kind, "space": "lab", "choices": {"volume_gb": 10}})


def test_a_change_with_every_choice() -> None:
    choices = {
        "display_name": "Größer",
        "instance_type": "ml.m5.large",
        "image": {"image_arn": IMAGE, "version_alias": "4.4.0"},
        "volume_gb": 40,
        "idle_minutes": 90,
        "lifecycle_config_arn": SCRIPT,
    }
    request = parse({"kind": "change", "space": "lab", "choices": choices})
    assert request == Request("change", "lab", choices)


def test_a_change_of_nothing_is_refused() -> None:
    with pytest.raises(BadRequest, match="must choose something"):
        parse({"kind": "change", "space": "lab", "choices": {}})


def test_a_create_in_a_space_has_no_owner_of_its_own() -> None:
    assert parse(CREATE) == Request("create", "new", {}, Creation("Private", "JupyterLab", None, False))
    with pytest.raises(BadRequest, match="belongs to the owner of the space"):
        parse({**CREATE, "owner": "ana"})


def test_a_create_outside_studio_names_the_owner_of_a_private_space() -> None:
    with pytest.raises(BadRequest, match="needs an owner"):
        parse(CREATE, in_space=False)
    owned = parse({**CREATE, "owner": "ana"}, in_space=False)
    assert owned.creation == Creation("Private", "JupyterLab", "ana", False)
    shared = parse({**CREATE, "sharing": "Shared"}, in_space=False)
    assert shared.creation == Creation("Shared", "JupyterLab", None, False)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sharing": "private"}, "sharing must be one of Private, Shared"),
        ({"sharing": ["Private"]}, "sharing must be one of"),
        ({"app_type": "Canvas"}, "app_type must be one of JupyterLab, CodeEditor"),
        ({"run": "yes"}, "run must be true or false"),
        ({"space": "-new"}, "A space's name has"),
        ({"choices": None}, "choices must be a JSON object"),
        ({"more": 1}, "not known: more"),
        ({"owner": "-"}, "A user profile's name has"),
        ({"owner": None}, "A user profile's name has"),
    ],
)
def test_a_create_that_is_refused(changed: dict[str, Any], why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        parse({**CREATE, **changed})


@pytest.mark.parametrize("name", sorted(CREATE.keys() - {"kind"}))
def test_a_create_that_lacks_something(name: str) -> None:
    with pytest.raises(BadRequest, match=f"missing: {name}"):
        parse({key: value for key, value in CREATE.items() if key != name})


@pytest.mark.parametrize(
    "choices",
    [
        {"display_name": "x" * 64},
        {"instance_type": "ml.p6-b200.48xlarge"},
        {"image": {"image_arn": IMAGE}},
        {"image": {"image_arn": IMAGE, "version_arn": VERSION}},
        {"image": {"image_arn": IMAGE.replace(":aws:", ":aws-cn:")}},
        *({"volume_gb": 5}, {"volume_gb": 16384}, {"idle_minutes": 60}, {"idle_minutes": 525600}),
        {"lifecycle_config_arn": None},
    ],
)
def test_choices_at_the_limits(choices: dict[str, Any]) -> None:
    assert check_choices(choices) == choices


@pytest.mark.parametrize(
    ("choices", "why"),
    [
        ([], "must be a JSON object"),
        ({"nonsense": 1}, "not known: nonsense"),
        ({"display_name": "x" * 65}, "at most 64"),
        *(({"display_name": text}, "one line") for text in ("", "  ", "a\nb")),
        ({"display_name": None}, "must be a text"),
        *(({"instance_type": text}, "instance type") for text in ("", "t3.medium", "ml.", "ml.t3.medium\n")),
        ({"instance_type": 5}, "must be a text"),
        ({"image": IMAGE}, "image must be a JSON object"),
        ({"image": {}}, "missing: image_arn"),
        ({"image": {"image_arn": "arn:aws:s3:::x"}}, "ARN of a SageMaker image"),
        ({"image": {"image_arn": IMAGE, "version_alias": "latest"}}, "version number"),
        ({"image": {"image_arn": IMAGE, "version_arn": "None"}}, "ARN of an image's version"),
        ({"image": {"image_arn": IMAGE, "version_arn": VERSION, "version_alias": "3"}}, "not by both"),
        *(({"volume_gb": size}, "from 5 to 16384") for size in (4, 16385, 20.0, True, "20", None)),
        *(({"idle_minutes": size}, "from 60 to 525600") for size in (59, 525601, False)),
        *(({"lifecycle_config_arn": arn}, "lifecycle configuration, or null") for arn in ("", "None", IMAGE)),
    ],
)
def test_choices_that_are_refused(choices: Any, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        check_choices(choices)


def _image(**more: str) -> dict[str, Any]:
    return {"image": {"image_arn": IMAGE, **more}}


#: For each shape of the API's model choices that become it, and the text in them.
_OF_SHAPE: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "ImageVersionAlias": [
        (text, _image(version_alias=text))
        for text in ("4", "4.4", "4.4.0", "4.4.0-rc.1", "4.4.0+b.2", "04.4.0", "4.4.0-", "4.", "4.4.0.1", "")
    ],
    "ImageArn": [
        (text, _image(image_arn=text))
        for text in (IMAGE, IMAGE + "-", IMAGE + ".x", IMAGE + "--x", IMAGE.replace("885854791233", "8"))
    ],
    "ImageVersionArn": [
        (text, _image(version_arn=text))
        for text in (VERSION, VERSION + "x", VERSION.replace("/3", ""), VERSION.replace("cpu", "CPU"))
    ],
    "StudioLifecycleConfigArn": [
        (text, {"lifecycle_config_arn": text})
        for text in (SCRIPT, SCRIPT.replace("config/", ""), SCRIPT.replace("123456789012", "12345678901x"))
    ],
}


@pytest.fixture(scope="module")
def shapes() -> Any:
    """The shapes of SageMaker's API model."""
    return Loader().load_service_model("sagemaker", "service-2")["shapes"]


@pytest.mark.parametrize(
    ("shape", "text", "choices"), [(shape, *case) for shape, cases in _OF_SHAPE.items() for case in cases]
)
def test_the_patterns_agree_with_the_model(
    shapes: Any, shape: str, text: str, choices: dict[str, Any]
) -> None:
    model = shapes[shape]
    if re.fullmatch(model["pattern"], text) and model["min"] <= len(text) <= model["max"]:
        assert check_choices(choices) == choices
    else:
        with pytest.raises(BadRequest):
            check_choices(choices)

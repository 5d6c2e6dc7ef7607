"""The lists of what else costs money: filters, order, pages."""

from __future__ import annotations

import pytest

from sagemaker_local_domain.model import Json
from sagemaker_local_domain.operations.billed import BILLED
from sagemaker_local_domain.records import Billed
from sagemaker_local_domain.store import Store

from .conftest import Caller

KINDS = {
    "ListEndpoints": ("Endpoint", "Endpoints", "InService"),
    "ListNotebookInstances": ("NotebookInstance", "NotebookInstances", "InService"),
    "ListTrainingJobs": ("TrainingJob", "TrainingJobSummaries", "InProgress"),
    "ListProcessingJobs": ("ProcessingJob", "ProcessingJobSummaries", "InProgress"),
    "ListTransformJobs": ("TransformJob", "TransformJobSummaries", "InProgress"),
}


@pytest.fixture(autouse=True)
def billed(store: Store) -> None:
    for kind, _, status in KINDS.values():
        store.billed.put(Billed(kind, "b-new", status, 200, 400, {}))
        store.billed.put(Billed(kind, "a-old", "Failed", 100, 500, {}))


async def names(api: Caller, operation: str, **members: object) -> list[str]:
    kind, member, _ = KINDS[operation]
    answer = await getattr(api, operation)(**members)
    return [one[f"{kind}Name"] for one in answer[member]]


def test_all_are_here() -> None:
    assert set(BILLED) == set(KINDS)


@pytest.mark.parametrize("operation", KINDS)
@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"SortBy": "CreationTime", "SortOrder": "Ascending"}, ["a-old", "b-new"]),
        ({"SortBy": "Name", "SortOrder": "Descending"}, ["b-new", "a-old"]),
        ({"SortBy": "Status", "SortOrder": "Ascending"}, ["a-old", "b-new"]),
        ({"NameContains": "new"}, ["b-new"]),
        ({"StatusEquals": "Failed"}, ["a-old"]),
        ({"CreationTimeAfter": 101}, ["b-new"]),
        ({"CreationTimeBefore": 199}, ["a-old"]),
        ({"LastModifiedTimeAfter": 401}, ["a-old"]),
        ({"LastModifiedTimeBefore": 499}, ["b-new"]),
        ({"NameContains": "nothing"}, []),
    ],
)
async def test_filters_and_order(api: Caller, operation: str, members: Json, expected: list[str]) -> None:
    assert await names(api, operation, **members) == expected


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("ListEndpoints", ["b-new", "a-old"]),
        ("ListNotebookInstances", ["a-old", "b-new"]),
        ("ListTrainingJobs", ["a-old", "b-new"]),
        ("ListProcessingJobs", ["a-old", "b-new"]),
        ("ListTransformJobs", ["b-new", "a-old"]),
    ],
)
async def test_order_where_none_is_given(api: Caller, operation: str, expected: list[str]) -> None:
    assert await names(api, operation) == expected


@pytest.mark.parametrize("operation", KINDS)
async def test_pages(api: Caller, operation: str) -> None:
    _, member, _ = KINDS[operation]
    first = await getattr(api, operation)(MaxResults=1)
    second = await getattr(api, operation)(MaxResults=1, NextToken=first["NextToken"])
    assert len(first[member]) == len(second[member]) == 1
    assert first[member] != second[member]
    assert "NextToken" not in second


async def test_a_page_of_training_jobs_is_filtered_by_status_after_it_is_read(api: Caller) -> None:
    first = await api.ListTrainingJobs(MaxResults=1, StatusEquals="InProgress")
    assert first["TrainingJobSummaries"] == []
    second = await api.ListTrainingJobs(MaxResults=1, StatusEquals="InProgress", NextToken=first["NextToken"])
    assert [job["TrainingJobName"] for job in second["TrainingJobSummaries"]] == ["b-new"]


async def test_filters_on_members(api: Caller, store: Store) -> None:
    members: Json = {
        "NotebookInstanceLifecycleConfigName": "on-start",
        "DefaultCodeRepository": "https://example.com/team/repo",
        "AdditionalCodeRepositories": ["one", "two"],
    }
    store.billed.put(Billed("NotebookInstance", "c-notebook", "Stopped", 1, 1, members))
    store.billed.put(
        Billed("TrainingJob", "c-job", "Completed", 1, 1, {"WarmPoolStatus": {"Status": "InUse"}})
    )
    notebooks = "ListNotebookInstances"
    assert await names(api, notebooks, NotebookInstanceLifecycleConfigNameContains="start") == ["c-notebook"]
    assert await names(api, notebooks, DefaultCodeRepositoryContains="repo") == ["c-notebook"]
    assert await names(api, notebooks, AdditionalCodeRepositoryEquals="two") == ["c-notebook"]
    assert await names(api, notebooks, AdditionalCodeRepositoryEquals="three") == []
    assert await names(api, "ListTrainingJobs", WarmPoolStatusEquals="InUse") == ["c-job"]

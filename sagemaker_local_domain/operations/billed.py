"""The lists of what else costs money: endpoints, notebook instances, training, processing, transform jobs.

The local domain only shows what its seed names: none of it can be made, changed or run here.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..arns import billed_arn
from ..model import Json
from ..pagination import Query, page
from ..records import Billed
from .context import Context, Operation
from .filters import Filters

_COLUMNS = {"Name": "name", "CreationTime": "created", "Status": "status"}


@dataclass(frozen=True)
class _List:
    """How one of the lists differs: the answer's member, and what it is sorted by where a call names nothing
    (known from the API's description, the order of notebook instances assumed).
    """

    kind: str
    member: str
    sort: str = "CreationTime"
    order: str = "Ascending"


def _operation(operation: str, of: _List) -> Operation:
    def run(context: Context, params: Json) -> Json:
        filters = Filters()
        filters.equals("kind", of.kind)
        filters.contains("name", params.get("NameContains"))
        filters.between("created", params.get("CreationTimeAfter"), params.get("CreationTimeBefore"))
        filters.between("modified", params.get("LastModifiedTimeAfter"), params.get("LastModifiedTimeBefore"))
        status = params.get("StatusEquals")
        # Of training jobs a page is read first and then filtered, so it may come short (known).
        late = of.kind == "TrainingJob" and "MaxResults" in params
        if not late:
            filters.equals("status", status)
        for name, path in _MEMBERS_EQUAL.items():
            filters.equals(_member(path), params.get(name))
        for name, path in _MEMBERS_CONTAIN.items():
            filters.contains(_member(path), params.get(name))
        filters.has(
            _member("AdditionalCodeRepositories"),
            params.get("AdditionalCodeRepositoryEquals"),
        )
        answer = page(
            context.store,
            context.store.billed,
            operation,
            {"SortOrder": of.order} | params,
            Query(filters.where, filters.values, (_COLUMNS[params.get("SortBy", of.sort)], "name")),
            answer=(of.member, _summary),
        )
        if late and status is not None:
            answer[of.member] = [one for one in answer[of.member] if one[f"{of.kind}Status"] == status]
        return answer

    return run


#: Filters that only some of the lists have, and the member that each looks at.
_MEMBERS_EQUAL = {"WarmPoolStatusEquals": "WarmPoolStatus.Status", "TrainingPlanArnEquals": "TrainingPlanArn"}
_MEMBERS_CONTAIN = {
    "NotebookInstanceLifecycleConfigNameContains": "NotebookInstanceLifecycleConfigName",
    "DefaultCodeRepositoryContains": "DefaultCodeRepository",
}


def _member(path: str) -> str:
    return f"json_extract(members, '$.{path}')"


def _summary(one: Billed) -> Json:
    return {
        f"{one.kind}Name": one.name,
        f"{one.kind}Arn": billed_arn(one.kind, one.name),
        f"{one.kind}Status": one.status,
        "CreationTime": one.created,
        "LastModifiedTime": one.modified,
    } | one.members


BILLED: dict[str, Operation] = {
    name: _operation(name, of)
    for name, of in {
        "ListEndpoints": _List("Endpoint", "Endpoints", order="Descending"),
        "ListNotebookInstances": _List("NotebookInstance", "NotebookInstances", sort="Name"),
        "ListTrainingJobs": _List("TrainingJob", "TrainingJobSummaries"),
        "ListProcessingJobs": _List("ProcessingJob", "ProcessingJobSummaries"),
        "ListTransformJobs": _List("TransformJob", "TransformJobSummaries", order="Descending"),
    }.items()
}

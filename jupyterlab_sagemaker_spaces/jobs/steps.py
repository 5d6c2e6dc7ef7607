"""The steps of jobs, and the ways in which they follow each other."""

from __future__ import annotations

from typing import Literal

StepName = Literal[
    "look",
    "wait-gone",
    "create-app",
    "wait-in-service",
    "delete-app",
    "create-space",
    "wait-created",
    "update-space",
    "wait-updated",
    "delete-space",
    "wait-deleted",
    "wait-done",
    "save-outputs",
    "announce",
]
#: The ways in which jobs go. A job begins in that of its kind's name; which it is, the first look decides.
Way = Literal[
    "run",
    "stop",
    "stop-announced",
    "stop-when-done",
    "create",
    "create-and-run",
    "change",
    "stop-and-change",
    "change-and-stop",
    "delete",
    "stop-and-delete",
]

#: The steps of each way, in order, with the number that people see. Waiting for a former app to go, which is
#: seldom needed, has no number of its own. After a failed change the last steps of it come once more.
STEPS: dict[Way, dict[StepName, int]] = {
    "run": {"look": 1, "wait-gone": 1, "create-app": 2, "wait-in-service": 3},
    "stop": {"look": 1, "delete-app": 2, "wait-gone": 3},
    "stop-announced": {"look": 1, "announce": 2, "delete-app": 3, "wait-gone": 4},
    "stop-when-done": {
        "look": 1,
        "wait-done": 2,
        "save-outputs": 3,
        "announce": 4,
        "delete-app": 5,
        "wait-gone": 6,
    },
    "create": {"look": 1, "create-space": 2, "wait-created": 3},
    "create-and-run": {
        "look": 1,
        "create-space": 2,
        "wait-created": 3,
        "wait-gone": 3,
        "create-app": 4,
        "wait-in-service": 5,
    },
    "change": {"look": 1, "wait-gone": 1, "update-space": 2, "wait-updated": 3},
    "stop-and-change": {
        "look": 1,
        "delete-app": 2,
        "wait-gone": 3,
        "update-space": 4,
        "wait-updated": 5,
        "create-app": 6,
        "wait-in-service": 7,
    },
    "change-and-stop": {"look": 1, "update-space": 2, "wait-updated": 3, "delete-app": 4, "wait-gone": 5},
    "delete": {"look": 1, "wait-gone": 1, "delete-space": 2, "wait-deleted": 3},
    "stop-and-delete": {"look": 1, "delete-app": 2, "wait-gone": 3, "delete-space": 4, "wait-deleted": 5},
}

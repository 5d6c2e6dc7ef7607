from __future__ import annotations

import re

import pytest

from sagemaker_local_domain.door.labels import door_label, is_door_label

PLAIN = re.compile(r"[a-z0-9-]+")


def test_names_that_fit_are_said_plainly() -> None:
    assert door_label("churn-team", "ana") == "churn-team--ana"


@pytest.mark.parametrize(
    ("space", "user"),
    [
        ("Churn-Team", "ana"),
        ("churn-team", "Ana"),
        ("a--b", "c"),
        ("a", "b--c"),
        ("xn", "ana"),
        ("s" * 63, "u" * 63),
        ("s" * 30, "u" * 32),
    ],
)
def test_other_names_get_a_digest(space: str, user: str) -> None:
    label = door_label(space, user)
    assert len(label) <= 63
    assert PLAIN.fullmatch(label)
    assert "--" not in label
    assert is_door_label(label)


def test_no_two_pairs_share_a_label() -> None:
    pairs = [
        ("a--b", "c"),
        ("a", "b--c"),
        ("A", "b--c"),
        ("a", "B--c"),
        ("a-b", "c"),
        ("a", "b-c"),
        ("A-b", "c"),
    ]
    assert len({door_label(*pair) for pair in pairs}) == len(pairs)


@pytest.mark.parametrize("label", ["studio", "localhost", "churn-team", "a--b--c", "A--b", "a--", "--a", ""])
def test_other_labels_are_no_doors(label: str) -> None:
    assert not is_door_label(label)

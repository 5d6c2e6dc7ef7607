"""What is taken for true where AWS is not known: names, values, what else is refused."""

from __future__ import annotations

import pytest

from sagemaker_local_domain.assumptions import Assumptions, choices, parse_assumptions


def test_nothing_given_is_the_first_of_each() -> None:
    first = [f"{name}={values[0]}" for name, values in choices().items()]
    assert parse_assumptions([]) == parse_assumptions(first) == Assumptions()


def test_every_value_can_be_chosen() -> None:
    for name, values in choices().items():
        for value in values:
            chosen = parse_assumptions([f"{name}={values[0]}", f"{name}={value}"])
            assert getattr(chosen, name.replace("-", "_")) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cooldown=none", "There is no assumption 'cooldown'. There are: .*volume-cooldown"),
        ("volume-cooldown=none", "volume-cooldown is one of six-hours, four-a-day, not 'none'"),
        ("volume-cooldown", "volume-cooldown is one of six-hours, four-a-day, not ''"),
    ],
)
def test_what_there_is_not(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_assumptions([text])

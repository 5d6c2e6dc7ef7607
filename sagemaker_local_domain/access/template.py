"""Texts of a policy: wildcards (``*``, ``?``) and policy variables (``${key}``, ``${key, 'default'}``).

Known from IAM's reference: both forms of variables, and that ``${*}``, ``${?}`` and ``${$}`` are plain
characters. That a variable's value is plain text, wildcards in it included: assumed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache

from .keys import Kind, kind_of

#: The condition keys of a request: names in lower case, every value of each.
Keys = Mapping[str, tuple[str, ...]]

_SPLIT = re.compile(r"\$\{([^}]*)\}")
_VARIABLE = re.compile(r"\s*([^\s,']+)\s*(?:,\s*'([^']*)'\s*)?")


@dataclass(frozen=True)
class _Plain:
    text: str


@dataclass(frozen=True)
class _Wild:
    text: str


@dataclass(frozen=True)
class _Variable:
    key: str
    default: str | None

    def value(self, keys: Keys) -> str | None:
        found = keys.get(self.key, ())
        return found[0] if found else self.default


@dataclass(frozen=True)
class Template:
    """A text with variables, ready to be filled in."""

    _parts: tuple[_Plain | _Wild | _Variable, ...]

    def text(self, keys: Keys) -> str | None:
        """The text for comparing as it is; None when a variable has no value."""
        return self._filled(keys, wild=lambda text: text, plain=lambda text: text)

    def pattern(self, keys: Keys) -> str | None:
        """The pattern for ``matches``; None when a variable has no value."""
        return self._filled(
            keys,
            wild=lambda text: text.replace("[", "[[]"),
            plain=lambda text: re.sub(r"[*?[]", r"[\g<0>]", text),
        )

    def _filled(self, keys: Keys, *, wild: Callable[[str], str], plain: Callable[[str], str]) -> str | None:
        result = ""
        for part in self._parts:
            match part:
                case _Wild(text):
                    result += wild(text)
                case _Plain(text):
                    result += plain(text)
                case _Variable():
                    value = part.value(keys)
                    if value is None:
                        return None
                    result += plain(value)
        return result


def parse_template(text: str) -> Template:
    """Raises ValueError, with a text that follows the place, for a variable that cannot be filled in."""
    parts: list[_Plain | _Wild | _Variable] = []
    for number, piece in enumerate(_SPLIT.split(text)):
        if number % 2:
            parts.append(_Plain(piece) if piece in ("*", "?", "$") else _variable(piece))
        elif "${" in piece:
            raise ValueError("has a '${' without a '}'")
        elif piece:
            parts.append(_Wild(piece))
    return Template(tuple(parts))


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern of ``Template.pattern`` fits the whole text, case included."""
    return _compiled(pattern).match(text) is not None


# The standard library's translation takes time in proportion to the text, whatever the number of stars.
@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern))


def _variable(inside: str) -> _Variable:
    found = _VARIABLE.fullmatch(inside)
    if found is None:
        raise ValueError(f"has a variable that cannot be read: ${{{inside}}}")
    key, default = found.groups()
    if kind_of(key) in (None, Kind.MANY):
        raise ValueError(f"names ${{{key}}}, for which the local domain has no single value")
    return _Variable(key.lower(), default)

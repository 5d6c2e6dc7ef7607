"""Host labels: the part before ``.localhost`` that names one person's door to one space."""

from __future__ import annotations

import hashlib
import re

#: RFC 1035: a label holds at most 63 characters.
_LONGEST = 63
_DIGEST = 20

_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*--[a-z0-9]+(-[a-z0-9]+)*")
_SHORTENED = re.compile(rf"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{{{_DIGEST}}}")


def door_label(space: str, user: str) -> str:
    """The label of a person's door to a space: never the same for another pair.

    ``<space>--<user>`` where a host name can say it. Names of the API may differ in ways that a host name
    loses (upper case) or be too long; those get a digest of both names, in a form without ``--``.
    """
    plain = f"{space}--{user}"
    # "xn--" announces an encoded international name: browsers refuse one that does not decode.
    if len(plain) <= _LONGEST and _PLAIN.fullmatch(plain) and space != "xn":
        return plain
    digest = hashlib.sha256(f"{space}/{user}".encode()).hexdigest()[:_DIGEST]
    words = re.sub(r"-+", "-", plain.lower())[: _LONGEST - _DIGEST - 1].strip("-")
    return f"{words}-{digest}"


def is_door_label(label: str) -> bool:
    """Whether ``door_label`` may have made it."""
    return len(label) <= _LONGEST and bool(_PLAIN.fullmatch(label) or _SHORTENED.fullmatch(label))

"""The folders that are known to fill a home: what they are, and which of them may be cleared.

Safe is what its tool makes again by itself from a public source, and nothing else: no model (it may be gated,
one's own, or gone from where it came), no checkpoint of a training or a notebook, nothing that people or
documents rest on.

Where a tool's own variable puts a cache elsewhere, it is named there. It is cleared there only by the names
that the tool gives to what it makes (``parts``): the variable may point to a folder that holds other things,
too.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .paths import Named


@dataclass(frozen=True)
class Place:
    """A folder below home, or where ``variable`` says (``several``: a list of folders).

    ``parts`` are the names in it that count; without them the folder as a whole does.
    """

    default: str
    variable: str | None = None
    parts: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True)
class Hog:
    """A known folder, or several of one kind. ``why``: why it is safe to clear, or is not, in a sentence."""

    id: str
    name: str
    places: tuple[Place, ...]
    safe: bool
    why: str
    #: Names of folders that are of this kind wherever they lie, and beginnings of such names.
    names: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """Where something of a hog is. ``own``: at its usual place, or by a name that its tool gives: nothing
    else lies there.
    """

    path: str
    own: bool


HOGS = (
    Hog(
        "pip",
        "pip's cache",
        (Place(".cache/pip", "PIP_CACHE_DIR", ("http", "http-v2", "selfcheck", "wheels")),),
        True,
        "Packages that pip has downloaded or built. It gets them again when it needs them.",
    ),
    Hog(
        "uv",
        "uv's cache",
        (Place(".cache/uv", "UV_CACHE_DIR"),),
        True,
        "Packages that uv has downloaded or built. Environments keep their files, which are hard links or "
        "copies (unless uv was told to use symbolic links): of packages in use little is freed.",
    ),
    Hog(
        "conda-packages",
        "conda's packages",
        (
            Place(".conda/pkgs", "CONDA_PKGS_DIRS", several=True),
            Place("miniconda3/pkgs"),
            Place("micromamba/pkgs"),
        ),
        True,
        "Packages that conda has downloaded and unpacked. Environments keep their files: what is hard-linked "
        "into an environment on the same file system frees nothing until that environment goes, too.",
    ),
    Hog(
        "npm",
        "npm's cache",
        (Place(".npm", "npm_config_cache", ("_cacache",)),),
        True,
        "Packages that npm has downloaded. It gets them again when it needs them.",
    ),
    Hog(
        "yarn",
        "yarn's cache",
        (Place(".cache/yarn", "YARN_CACHE_FOLDER", ("v6",)),),
        True,
        "Packages that yarn 1 has downloaded. It gets them again when it needs them.",
    ),
    Hog(
        "poetry",
        "Poetry's cache",
        (Place(".cache/pypoetry", "POETRY_CACHE_DIR", ("artifacts", "cache")),),
        True,
        "Packages that Poetry has downloaded. Its environments, which lie beside them, stay.",
    ),
    Hog(
        "pre-commit",
        "pre-commit's hooks",
        (Place(".cache/pre-commit", "PRE_COMMIT_HOME"),),
        True,
        "Hooks that pre-commit has installed. The next commit installs them again, which takes a while.",
    ),
    Hog(
        "trash",
        "Trash",
        (Place(".local/share/Trash"), Place(".Trash"), Place(f".Trash-{os.getuid()}")),
        True,
        "Files that were deleted before. Emptying the trash is final: nobody can bring them back.",
    ),
    Hog(
        "conda-environments",
        "conda's environments",
        (
            Place(".conda/envs", "CONDA_ENVS_DIRS", several=True),
            Place("miniconda3/envs"),
            Place("micromamba/envs"),
        ),
        False,
        "Environments in which kernels run. Remove those that nobody needs with: conda env remove",
    ),
    Hog(
        "huggingface",
        "Hugging Face's models and data sets",
        (Place(".cache/huggingface", "HF_HOME"),),
        False,
        "Models may be gated, private or gone from where they came, and the sign-in's token is here. Choose "
        "what to remove with: hf cache",
    ),
    Hog(
        "torch",
        "PyTorch's models",
        (Place(".cache/torch", "TORCH_HOME"),),
        False,
        "Weights may be gone from where they came, or be put here by hand. Remove by hand what nobody needs.",
    ),
    Hog(
        "keras",
        "Keras' models and data sets",
        (Place(".keras", "KERAS_HOME"),),
        False,
        "Beside downloads it holds settings, and what was put there by hand.",
    ),
    Hog(
        "ollama",
        "Ollama's models",
        (Place(".ollama/models", "OLLAMA_MODELS"),),
        False,
        "Models may be one's own. Remove those that nobody needs with: ollama rm",
    ),
    Hog(
        "checkpoints",
        "Checkpoints of trainings",
        (),
        False,
        "They may be the only copy of a training's result.",
        names=("checkpoints",),
        beginnings=("checkpoint-",),
    ),
    Hog(
        "notebook-checkpoints",
        "Checkpoints of notebooks",
        (),
        False,
        "The saved version to which a notebook can be reverted: often the only former one.",
        names=(".ipynb_checkpoints",),
    ),
    Hog(
        "collaboration",
        "Store of the collaboration",
        (
            Place(".jupyter_ystore.db"),
            Place(".jupyter_ystore.db-journal"),
            Place(".jupyter_ystore.db-wal"),
            Place(".ystore"),
        ),
        False,
        "The history of documents that are edited together. Removing it while they are open loses edits.",
    ),
    Hog(
        "virtual-documents",
        "Virtual documents of the language server",
        (Place(".virtual_documents"),),
        False,
        "Language servers that are running work on them.",
    ),
)


#: The bases of the XDG Base Directory Specification, and their defaults below home.
_BASES = {"XDG_CACHE_HOME": ".cache/", "XDG_DATA_HOME": ".local/share/"}


def spots(hog: Hog, home: Path, environ: Mapping[str, str]) -> list[Spot]:
    """Where a hog may lie below home, whether or not it is there."""
    found = [spot for place in hog.places for spot in _spots(place, home, environ)]
    return list({spot.path: spot for spot in found if _is_below(spot.path, str(home))}.values())


def named(home: Path, environ: Mapping[str, str]) -> Named:
    """All hogs, as a scan looks for them."""
    return Named(
        paths={os.fsencode(spot.path): hog.id for hog in HOGS for spot in spots(hog, home, environ)},
        names={os.fsencode(name): hog.id for hog in HOGS for name in hog.names},
        beginnings={os.fsencode(begin): hog.id for hog in HOGS for begin in hog.beginnings},
    )


def find(hog_id: str) -> Hog | None:
    """The hog with that id."""
    return next((hog for hog in HOGS if hog.id == hog_id), None)


def _spots(place: Place, home: Path, environ: Mapping[str, str]) -> list[Spot]:
    usual = os.path.join(home, place.default)
    # The usual place comes last: where a variable names just that, it is the usual one.
    folders = [*_told(place, home, environ), usual]
    return [
        Spot(os.path.normpath(os.path.join(folder, part)), bool(part) or os.path.normpath(folder) == usual)
        for folder in folders
        for part in place.parts or ("",)
    ]


def _told(place: Place, home: Path, environ: Mapping[str, str]) -> list[str]:
    """Where variables say that the folder is."""
    folders = []
    for variable, default in _BASES.items():
        if place.default.startswith(default) and environ.get(variable):
            folders.append(os.path.join(environ[variable], place.default.removeprefix(default)))
    if place.variable and (told := environ.get(place.variable)):
        # conda parts its lists by commas, and takes os.pathsep, too.
        folders += told.replace(",", os.pathsep).split(os.pathsep) if place.several else [told]
    return [os.path.join(home, os.path.expanduser(folder.strip())) for folder in folders if folder.strip()]


def _is_below(path: str, home: str) -> bool:
    return path.startswith(home.rstrip("/") + "/")

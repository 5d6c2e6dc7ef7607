"""The folders that are known to fill a home: what they are, and which of them may be cleared.

Safe is what its tool makes again by itself from a public source, what people have thrown away (the trash),
and nothing else: no model (it may be gated, one's own, or gone from where it came), no checkpoint of a
training or a notebook, nothing that people or documents rest on.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

# Windows has no such number, and no such trash.
_UID = os.getuid() if hasattr(os, "getuid") else 0


@dataclass(frozen=True)
class Place:
    """A folder below home, or where ``variable`` says (``several``: a list of folders).

    ``parts`` are the names in it that count; without them the folder as a whole does. ``unmistakable`` are
    those of them that only its tool gives.
    """

    default: str
    variable: str | None = None
    parts: tuple[str, ...] = ()
    unmistakable: tuple[str, ...] = ()
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


HOGS = (
    Hog(
        "pip",
        "pip's cache",
        (
            Place(
                ".cache/pip",
                "PIP_CACHE_DIR",
                ("http", "http-v2", "selfcheck", "wheels"),
                ("http-v2", "selfcheck"),
            ),
        ),
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
        (Place(".npm", "npm_config_cache", ("_cacache",), ("_cacache",)),),
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
        (Place(".local/share/Trash"), Place(".Trash"), Place(f".Trash-{_UID}")),
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


def find(hog_id: str) -> Hog | None:
    """The hog with that id."""
    return next((hog for hog in HOGS if hog.id == hog_id), None)

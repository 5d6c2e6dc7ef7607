"""The links of all that is written in Markdown: also of what Sphinx does not build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin
from tasks.links import PAGES
from tasks.project import ROOT

READER = MarkdownIt("gfm-like", {"linkify": False}).use(anchors_plugin, max_level=3)


def tokens(path: Path) -> Iterator[Token]:
    for token in READER.parse(path.read_text(encoding="utf-8")):
        yield from (token, *(token.children or []))


def links(path: Path) -> list[str]:
    found = [token.attrs.get("href") or token.attrs.get("src") for token in tokens(path)]
    return [str(link) for link in found if link]


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether it is a page of the web over TLS, or a file of the project with such a heading."""
    if re.match(r"\w+:", link):
        return link.startswith("https://")
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in {token.attrs.get("id") for token in tokens(target)}


def test_links_lead_somewhere() -> None:
    pages = {page: links(page) for pattern in PAGES for page in sorted(ROOT.glob(pattern))}
    broken = {
        str(page.relative_to(ROOT)): wrong
        for page, found in pages.items()
        if (wrong := [link for link in found if not leads_somewhere(page, link)])
    }
    assert broken == {}
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"} <= {page.name for page in pages}
    assert links(ROOT / "README.md")


def test_what_the_architecture_names_is_there() -> None:
    page = ROOT / "docs" / "architecture.md"
    named = {token.content for token in tokens(page) if token.type == "code_inline"}
    paths = {name for name in named if re.fullmatch(r"[\w/]+(/|\.ts|\.py)", name)}
    roots = (ROOT, ROOT / "src", ROOT / "jupyterlab_sagemaker_spaces")
    assert {path for path in paths if not any((root / path).exists() for root in roots)} == set()
    assert len(paths) > 20


def test_a_link_that_leads_nowhere_is_seen() -> None:
    page = ROOT / "README.md"
    assert leads_somewhere(page, "docs/terminal.md#completion")
    assert leads_somewhere(page, "#test-it")
    for link in ("docs/no-such.md", "docs/terminal.md#no-such", "#no-such", "http://example.com", "../.."):
        assert not leads_somewhere(page, link), link

"""The template of the translations: what of it is kept, and whether it is the one that is asked for."""

from __future__ import annotations

import re

from tasks.project import ROOT
from tasks.translations import DOMAIN, lasting


def template(version: str, *entries: str) -> str:
    header = f'#\nmsgid ""\nmsgstr ""\n"Project-Id-Version: domain {version}\\n"\n"MIME-Version: 1.0\\n"'
    return "\n\n".join([header, *entries]) + "\n"


def entry(places: str, text: str) -> str:
    return f'#: {places}\nmsgid "{text}"\nmsgstr ""'


def test_lines_that_moved_and_a_new_version_change_nothing() -> None:
    before = template("0.1.0", entry("src/a.ts:10 src/b.ts:2", "Run"), entry("src/a.ts:99", "Stop at 3:40"))
    after = template("0.2.0", entry("src/a.ts:100", "Stop at 3:40"), entry("src/a.ts:11 src/b.ts:2", "Run"))
    assert before != after
    assert lasting(before) == lasting(after)


def test_a_string_its_file_and_its_context_remain() -> None:
    setting = 'msgctxt "settings"\n' + entry("/schema/a.json:/title", "Idle").partition("\n")[2]
    kept = lasting(
        template("0", f"#: /schema/a.json:/title\n{setting}", entry("src/a.ts:1 src/a.ts:7", "Run 1:2"))
    )
    assert f"#: /schema/a.json:/title\n{setting}\n" in kept
    assert f"\n{entry('src/a.ts', 'Run 1:2')}\n" in kept


def test_each_plugin_asks_for_this_template() -> None:
    plugins = [path.read_text() for path in (ROOT / "src").glob("*/plugin.ts")]
    asked = [
        re.findall(r"nullTranslator\)\.load\(\s*'(.*)'\s*\)", text) for text in plugins if "trans" in text
    ]
    assert asked == [[DOMAIN]] * len(asked)
    assert asked

"""Outputs made from a kernel's messages, as JupyterLab makes them."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.leaving.outputs import CellOutputs, merged

Json = dict[str, Any]


def message(kind: str, **content: Any) -> Json:
    return {"header": {"msg_type": kind, "msg_id": "m"}, "content": content}


def stream(text: str, name: str = "stdout") -> Json:
    return message("stream", name=name, text=text)


def display(text: str, display_id: str | None = None, kind: str = "display_data") -> Json:
    transient = {"display_id": display_id} if display_id else {}
    return message(kind, data={"text/plain": text}, metadata={}, transient=transient)


def after(*messages: Json) -> CellOutputs:
    cell = CellOutputs()
    for each in messages:
        cell.take(each)
    return cell


def texts(cell: CellOutputs) -> list[str]:
    return [output.get("text") or output["data"]["text/plain"] for output in cell.outputs()]


def test_streams_of_one_name_are_one_output() -> None:
    cell = after(stream("a"), stream("b\n"), stream("c"), stream("oh", "stderr"), stream("d"))
    assert [(output["name"], output["text"]) for output in cell.outputs()] == [
        ("stdout", "ab\nc"),
        ("stderr", "oh"),
        ("stdout", "d"),
    ]


def test_what_a_tab_had_is_gone_on_with() -> None:
    cell = CellOutputs.of([{"output_type": "stream", "name": "stdout", "text": ["1\n", "2"]}], 7)
    cell.take(stream("3\n4"))
    assert (texts(cell), cell.count) == (["1\n23\n4"], 7)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["10 %\r", "20 %\r", "100 %\n"], "100 %\n"),
        (["long\rab"], "abng"),
        (["a\r\nb\r\r\nc"], "a\nb\nc"),
        (["abc\b\bd"], "adc"),
        (["\b\bx"], "x"),
        (["kept\n", "10 %\r", "20 %"], "kept\n20 %"),
        (["10 %\r"], "10 %"),
        (["a\x0bb\u2028c\n", "d"], "a\x0bb\u2028c\nd"),
    ],
)
def test_progress_bars_leave_what_a_terminal_shows(parts: list[str], text: str) -> None:
    assert texts(after(*map(stream, parts))) == [text]


def test_what_is_shown_of_a_line_does_not_depend_on_where_it_was_cut() -> None:
    whole = "ab\rc\n10 %\r100 %\r\nend"
    for cut in range(1, len(whole)):
        assert texts(after(stream(whole[:cut]), stream(whole[cut:]))) == ["cb\n100 %\nend"]


def test_clearing_at_once_and_with_the_next_output() -> None:
    assert texts(after(stream("a"), message("clear_output", wait=False))) == []
    assert texts(after(stream("a"), message("clear_output", wait=True))) == ["a"]
    assert texts(after(stream("a"), message("clear_output", wait=True), stream("b"))) == ["b"]
    late = after(stream("a"), message("clear_output", wait=True), message("clear_output", wait=False))
    late.take(stream("c"))
    late.take(stream("d"))
    assert texts(late) == ["cd"]


def test_a_display_is_updated_wherever_it_stands() -> None:
    cell = after(display("first", "x"), stream("between"), display("second", "x"))
    cell.update_display(display("new", "x")["content"])
    assert texts(cell) == ["new", "between", "new"]
    cell.update_display(display("other", "y")["content"])
    assert texts(cell) == ["new", "between", "new"]


def test_results_errors_and_counts() -> None:
    cell = after(
        message("execute_input", code="1/0", execution_count=3),
        message("execute_result", data={"text/plain": "1"}, metadata={}, execution_count=3),
        message("error", ename="ZeroDivisionError", evalue="division by zero", traceback=["a", "b"]),
        message("status", execution_state="idle"),
    )
    assert cell.count == 3
    assert [output["output_type"] for output in cell.outputs()] == ["execute_result", "error"]
    assert cell.outputs()[0]["execution_count"] == 3
    assert cell.outputs()[1]["traceback"] == ["a", "b"]


def notebook(**cells: list[Json]) -> Json:
    return {
        "cells": [
            {"id": name, "cell_type": "code", "source": "", "outputs": outputs, "execution_count": None}
            for name, outputs in cells.items()
        ]
        + [{"id": "text", "cell_type": "markdown", "source": ""}, {"cell_type": "raw", "source": ""}]
    }


def test_outputs_replace_those_of_their_cell_only() -> None:
    document = notebook(a=[{"output_type": "stream", "name": "stdout", "text": "old"}], b=[])
    cells = {"a": after(stream("new\n"), stream("lines")), "text": after(stream("x")), "gone": after()}
    assert merged(document, cells)
    assert document["cells"][0]["outputs"] == [
        {"output_type": "stream", "name": "stdout", "text": "new\nlines"}
    ]
    assert document["cells"][1]["outputs"] == []
    assert "outputs" not in document["cells"][2]
    assert not merged(document, cells)  # a second time changes nothing


def test_a_count_that_is_known_is_not_taken_away() -> None:
    document = notebook(a=[])
    document["cells"][0]["execution_count"] = 4
    assert not merged(document, {"a": CellOutputs()})
    assert merged(document, {"a": CellOutputs(5)})
    assert document["cells"][0]["execution_count"] == 5


def test_a_text_in_lines_is_the_same_text() -> None:
    document = notebook(a=[{"output_type": "stream", "name": "stdout", "text": ["new\n", "lines"]}])
    assert not merged(document, {"a": after(stream("new\nlines"))})

"""What a kernel does, told from its messages."""

from __future__ import annotations

from typing import Any

from jupyterlab_sagemaker_spaces.leaving.follower import MOST_REQUESTS, QUIET_S, Follower, HandedOver

Json = dict[str, Any]


def message(
    kind: str, request: str = "r1", of: str = "execute_request", id_: str = "", **content: Any
) -> Json:
    return {
        "header": {"msg_type": kind, "msg_id": id_ or f"{kind}-{request}"},
        "parent_header": {"msg_type": of, "msg_id": request},
        "content": content,
    }


def status(state: str, request: str = "r1", of: str = "execute_request") -> Json:
    return message("status", request, of, execution_state=state)


def printed(text: str, request: str = "r1", id_: str = "") -> Json:
    return message("stream", request, id_=id_, name="stdout", text=text)


def handed(request: str = "r1", cell: str = "c1", last: str | None = None, text: str = "") -> HandedOver:
    outputs = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
    return HandedOver(cell, request, outputs, None, last)


def text_of(follower: Follower, cell: str = "c1") -> str:
    return "".join(output["text"] for output in follower.outputs()[cell].outputs())


def test_done_is_idle_without_a_break() -> None:
    follower = Follower(0, busy=False)
    follower.take(status("busy"), 10)
    assert follower.state(1000) == "busy"
    follower.take(status("idle"), 1000)
    assert follower.state(1000 + QUIET_S - 1) == "idle"
    follower.take(status("busy", "r2"), 1020)  # the next cell of a Run All
    follower.take(status("idle", "r2"), 1021)
    assert follower.state(1000 + QUIET_S) == "idle"
    assert follower.state(1021 + QUIET_S) == "done"


def test_what_was_busy_before_is_until_it_says_idle() -> None:
    follower = Follower(0, busy=True)
    assert follower.state(1e6) == "busy"
    follower.take(status("idle"), 1e6)
    assert follower.state(1e6 + QUIET_S) == "done"


def test_the_server_is_believed_until_the_kernel_speaks() -> None:
    follower = Follower(0)
    follower.believe(True, 10)
    assert follower.state(1000) == "busy"
    follower.believe(False, 1000)
    assert (follower.state(1001), follower.state(1000 + QUIET_S)) == ("idle", "done")
    follower.take(status("idle"), 2000)
    follower.believe(True, 2001)  # it lags behind
    assert follower.state(2000 + QUIET_S) == "done"


def test_queued_cells_are_waited_for() -> None:
    follower = Follower(0, busy=True)
    follower.hand_over(handed("r1", "c1"))
    follower.hand_over(handed("r2", "c2"))
    follower.take(status("idle", "r1"), 5)
    assert follower.state(1000) == "busy"
    follower.take(status("busy", "r2"), 1000)
    follower.take(status("idle", "r2"), 1001)
    assert follower.state(1001 + QUIET_S) == "done"


def test_a_cell_that_was_over_before_it_was_handed_over_is_over() -> None:
    follower = Follower(0, busy=True)
    follower.take(status("idle", "r1"), 5)
    follower.hand_over(handed("r1"))
    assert follower.state(5 + QUIET_S) == "done"


def test_questions_of_tabs_are_no_work() -> None:
    follower = Follower(0, busy=False)
    for kind in ("kernel_info_request", "comm_info_request", "usage_request", "debug_request"):
        follower.take(status("busy", "x", kind), 29)
    assert follower.state(QUIET_S) == "done"


def test_output_from_a_background_thread_is_work() -> None:
    follower = Follower(0, busy=False)
    follower.take(printed("tick"), 29)
    assert follower.state(QUIET_S) == "idle"


def test_a_kernel_that_begins_anew_has_lost_what_it_ran() -> None:
    follower = Follower(0, busy=True)
    follower.hand_over(handed("r2"))
    follower.take(status("starting", "", ""), 50)
    assert follower.state(51) == "idle"
    assert follower.state(50 + QUIET_S) == "lost"
    idle = Follower(0, busy=False)
    idle.restarted(50)
    assert idle.state(50 + QUIET_S) == "done"


def test_a_kernel_that_is_gone_is_waited_for_no_more() -> None:
    busy, idle = Follower(0, busy=True), Follower(0, busy=False)
    busy.gone()
    idle.gone()
    assert (busy.state(1), idle.state(1)) == ("lost", "done")


def test_what_came_after_the_tabs_last_message_is_added() -> None:
    follower = Follower(0, busy=True)
    for number in range(4):
        follower.take(printed(f"{number}\n", id_=f"m{number}"), number)
    follower.hand_over(handed(last="m1", text="0\n1\n"))
    follower.take(printed("4\n", id_="m4"), 9)
    assert text_of(follower) == "0\n1\n2\n3\n4\n"


def test_a_tab_that_saw_only_what_was_before_gets_all_of_it() -> None:
    follower = Follower(0, busy=True)
    follower.take(printed("2\n", id_="m2"), 1)
    follower.hand_over(handed(last="m1", text="1\n"))
    assert text_of(follower) == "1\n2\n"


def test_a_second_hand_over_does_not_take_away() -> None:
    follower = Follower(0, busy=True)
    follower.hand_over(handed(text="1\n"))
    follower.take(printed("2\n"), 1)
    follower.hand_over(handed(text="1\n"))
    assert text_of(follower) == "1\n2\n"


def test_of_a_cell_that_ran_twice_the_later_counts() -> None:
    follower = Follower(0, busy=True)
    follower.hand_over(handed("r1", text="old"))
    follower.hand_over(handed("r2"))
    follower.take(printed("new", "r2"), 1)
    assert text_of(follower) == "new"


def test_a_display_of_an_earlier_cell_is_updated() -> None:
    follower = Follower(0, busy=True)
    for request, cell in (("r1", "c1"), ("r2", "c2")):
        follower.hand_over(handed(request, cell))
    shown: Json = {"data": {"text/plain": "0 %"}, "metadata": {}, "transient": {"display_id": "d"}}
    follower.take(message("display_data", "r1", **shown), 1)
    follower.take(message("update_display_data", "r2", **{**shown, "data": {"text/plain": "100 %"}}), 2)
    assert follower.outputs()["c1"].outputs()[0]["data"] == {"text/plain": "100 %"}


def test_the_count_of_a_cell_that_ran_before_is_known_from_the_next() -> None:
    follower = Follower(0, busy=True)
    follower.hand_over(handed("r1", "c1"))
    follower.hand_over(handed("r2", "c2"))
    follower.take(status("idle", "r1"), 1)
    follower.take(message("execute_input", "r2", code="", execution_count=8), 2)
    assert [outputs.count for outputs in follower.outputs().values()] == [7, 8]


def test_what_nobody_claims_is_not_kept_for_ever() -> None:
    follower = Follower(0, busy=False)
    for number in range(3 * MOST_REQUESTS):
        follower.take(printed("x", f"r{number}"), number)
    assert len(follower._early) <= MOST_REQUESTS


def test_what_a_tab_saw_before_it_came_here_is_there_once() -> None:
    follower = Follower(0)
    follower.take(status("busy"), 1)
    follower.hand_over(handed(last="p1", text="begun "))
    follower.take(printed("begun ", id_="p1"), 2)
    follower.take(printed("ended", id_="p2"), 3)
    assert text_of(follower) == "begun ended"

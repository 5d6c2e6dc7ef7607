"""The control API: what tests ask of the local domain that AWS has no call for. Trouble, and time.

Under ``/control`` on the API's host, JSON in and out, with a secret of its own, which only the domain's
announcement has (``Authorization: Bearer ...``). The front door's policy keeps pages in browsers from it.

    GET     faults         the rules in force, and how often each of them hit
    POST    faults         put a rule in force (see ``fault_input``); answered with the rule and its id
    DELETE  faults[/ID]    take one out of force, or all
    GET     clock          the domain's time (epoch seconds), and how far it is ahead of the wall clock
    POST    clock          {"advance_aws_s": 86400}, {"advance_s": 60} or {"now": 1900000000}: let time pass
                           at once; seconds of AWS's are scaled as all of its durations are
    POST    kill           {"space": "lab"}: kill the JupyterLab that runs in a space
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Callable

from aiohttp import web

from ..clock import Clock
from ..model import Json
from ..wire.bodies import check_members, json_object
from .faults import Active, Faults

PATH = "/control"

#: Seconds; the clock itself says how far it goes.
_SECONDS: Json = {"type": "number", "minimum": -1e12, "maximum": 1e12}


class _Refused(Exception):
    """What was asked for cannot be done."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Control:
    """Answers the requests below ``PATH``."""

    def __init__(self, token: str, faults: Faults, clock: Clock, kill: Callable[[str], bool]) -> None:
        """``kill`` kills what runs in a space, and says whether there was anything."""
        self._token = token
        self._faults = faults
        self._clock = clock
        self._kill = kill

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request. A refusal says why, in ``error``."""
        try:
            self._check_caller(request.headers.get("Authorization", ""))
            answer = self._answer(request.method, request.path, json_object(await request.read()))
        except _Refused as refused:
            return _json({"error": str(refused)}, refused.status)
        except (ValueError, web.RequestPayloadError) as error:
            return _json({"error": str(error)}, 400)
        except sqlite3.Error as error:
            return _json({"error": f"The local domain's store: {error}."}, 500)
        return _json(answer)

    def _check_caller(self, authorization: str) -> None:
        expected = f"Bearer {self._token}".encode()
        if not hmac.compare_digest(expected, authorization.encode(errors="replace")):
            raise _Refused(401, "Authorization must be 'Bearer', a space, and the domain's control token.")

    def _answer(self, method: str, path: str, given: Json) -> Json:
        """What a request gives. Raises _Refused, and ValueError for a body that does not fit."""
        match method, *path.removeprefix(PATH).split("/")[1:]:
            case "GET", "faults":
                return {"faults": [_shown(active) for active in self._faults.all()]}
            case "POST", "faults":
                return _shown(self._faults.add(given))
            case "DELETE", "faults":
                return {"cleared": self._faults.clear()}
            case "DELETE", "faults", rule_id:
                if not self._faults.clear(rule_id):
                    raise _Refused(404, f"There is no rule {rule_id}.")
                return {"cleared": 1}
            case "GET", "clock":
                return self._time()
            case "POST", "clock":
                return self._move(given)
            case "POST", "kill":
                check_members(given, {"space": {"type": "string"}}, ["space"])
                if not self._kill(given["space"]):
                    raise _Refused(409, f"No JupyterLab runs in a space {given['space']}.")
                return {"killed": given["space"]}
        raise _Refused(404, f"{method} {path} is not a request of the control API.")

    def _time(self) -> Json:
        return {"now": self._clock.now(), "offset_s": self._clock.offset}

    def _move(self, given: Json) -> Json:
        check_members(given, {"advance_aws_s": _SECONDS, "advance_s": _SECONDS, "now": _SECONDS}, [])
        if len(given) != 1:
            raise ValueError("Give one of advance_aws_s, advance_s and now.")
        match given:
            case {"advance_aws_s": seconds}:
                self._clock.move(self._clock.after(0, seconds))
            case {"advance_s": seconds}:
                self._clock.move(seconds)
            case {"now": when}:
                self._clock.move(when - self._clock.now())
        return self._time()


def _shown(active: Active) -> Json:
    return {"id": active.rule_id, **active.given, "hits": active.hits}


def _json(answer: Json, status: int = 200) -> web.Response:
    return web.json_response(answer, status=status, headers={"Cache-Control": "no-store"})

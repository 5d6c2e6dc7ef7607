"""The local domain's own pages: templates that escape all that they are given, and strict headers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_FOLDER = Path(__file__).parent / "templates"
_templates = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)


def app_title(app_type: str) -> str:
    """An AppType as Studio writes it for people."""
    return "Code Editor" if app_type == "CodeEditor" else app_type


_templates.filters["app_title"] = app_title

#: What Studio and the doors serve as files, with their types.
FILES = {"studio.css": "text/css", "studio.js": "text/javascript"}


def page(template: str, port: int, *, status: int = 200, **values: Any) -> web.Response:
    """A page from a template of ``templates/``. Loads from its own host only; forms may lead to a door."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' http://*.localhost:{port}"
    )
    return web.Response(
        status=status,
        text=_templates.get_template(template).render(values, port=port),
        content_type="text/html",
        headers={**_COMMON, "Content-Security-Policy": policy},
    )


def message(port: int, status: int, title: str, text: str, link: str, link_text: str) -> web.Response:
    """A page that says one thing and where to go on."""
    return page("message.html", port, status=status, title=title, text=text, link=link, link_text=link_text)


def plain(status: int, text: str) -> web.Response:
    """An answer for programs."""
    return web.Response(status=status, text=f"{text}\n", headers=_COMMON)


def file(name: str) -> web.Response:
    """One of ``FILES``."""
    body = (_FOLDER / name).read_text()
    return web.Response(text=body, content_type=FILES[name], headers=_COMMON)


def redirect(address: str) -> web.Response:
    """Go on to another address, with a GET; the one that led here may have held a secret."""
    return web.Response(
        status=303, headers={**_COMMON, "Location": address, "Referrer-Policy": "no-referrer"}
    )


# Not "no-referrer": with it browsers send "Origin: null" along with a form.
_COMMON = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

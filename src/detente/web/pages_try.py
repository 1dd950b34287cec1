"""Try it: a text pasted in, and what is coded of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from detente.errors import DetenteError, InputError, SettingError
from detente.model import read_day
from detente.rendering import Card, card_of, told
from detente.web.pages_rendering import render
from detente.web.pages_serving import Fields, Pages

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.requests import Request

__all__ = ["add"]

Shape = Mapping[str, Any]

LONGEST = 20_000
"""Characters of a text that can be pasted in."""


@dataclass(frozen=True, slots=True)
class _Coded:
    """What came of a text."""

    events: list[Card]
    passed: list[Shape]


def add(pages: Pages) -> None:
    """Add the page where a text is tried."""
    context = pages.context

    def blank(request: Request) -> Response:
        return _answer(request, pages, "", "", None, None)

    def code(request: Request, fields: Fields) -> Response:
        text = (fields.get("text") or [""])[0].replace("\r\n", "\n")
        published = (fields.get("published") or [""])[0].strip()
        try:
            coded, fault = _coded(text, _day(published)), None
        except DetenteError as error:
            coded, fault = None, str(error)
        return _answer(request, pages, text, published, coded, fault)

    def _coded(text: str, published: date | None) -> _Coded:
        if not text.strip():
            raise InputError("paste a text first")
        if len(text) > LONGEST:
            raise InputError(f"a text may have {LONGEST:,} characters at most")
        if context.coder is None:
            raise SettingError("this server codes no texts")
        return _shown(context.coder.code(text, published=published), text)

    pages.show("/try", blank)
    pages.take("/try", code)


def _answer(
    request: Request,
    pages: Pages,
    text: str,
    published: str,
    coded: _Coded | None,
    fault: str | None,
) -> Response:
    return render(
        request, pages.context.lexicon, "try.html",
        status=422 if fault else 200,
        text=escape(text),  # as it was pasted, lest it be another when it is sent again
        published=published,
        coded=coded,
        fault=fault,
        longest=LONGEST,
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return read_day(text) if text else None
    except ValueError as error:
        raise SettingError(str(error)) from None


def _shown(read: Shape, text: str) -> _Coded:
    if read.get("failure"):
        raise InputError(f"the text {read['failure']}")
    mentions = {
        mention["id"]: told(
            mention, text[mention["sentence"]["start"] : mention["sentence"]["end"]]
        )
        for mention in read["mentions"]
    }
    cards = [card_of(one, [mentions[name] for name in one["mentions"]]) for one in read["events"]]
    return _Coded(cards, read["passed"])

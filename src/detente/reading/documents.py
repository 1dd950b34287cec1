"""From fields to a document: one set of rules for every format."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from detente.errors import SettingError
from detente.model import Document, read_day, within_reason
from detente.reading.records import Origin, Reading
from detente.reading.tongue import tell

__all__ = [
    "FIELDS",
    "MAX_CHARACTERS",
    "TEXT_COLUMN",
    "build",
    "day_given",
    "from_row",
    "no_text_column",
    "whole",
]

MAX_CHARACTERS = 5_000_000
"""The longest text that is read: some ten times a long novel, so no article."""

FIELDS = ("text", "id", "title", "published", "source", "url", "language")
TEXT_COLUMN = "rename the column that holds the articles' text to 'text'"
SURROGATE = re.compile("[\ud800-\udfff]")


def from_row(
    origin: Origin, line: int | None, number: int, row: Mapping[str, object]
) -> Iterator[Reading]:
    """Yield the document of one row, after remarks on it; or an `Unread` that says why not.

    The id falls back on the input's stem and `number`; fields beside `FIELDS` become `extra`.
    """
    text = _text_of(row)
    if text is None:
        yield origin.unread(line, *_text_fault(row))
        return
    words: dict[str, str | None] = {}
    for name in ("id", "title", "source", "url", "language"):
        try:
            words[name] = _word(row.get(name))
        except ValueError:
            words[name] = None
            yield origin.remark(line, f"{name} is not text and was left out")
    yield from build(
        origin,
        line,
        id=words["id"] or f"{origin.stem}:{number}",
        text=text,
        title=words["title"],
        published=row.get("published"),
        source=words["source"],
        url=words["url"],
        language=words["language"],
        extra={whole(str(k)): _plain(v) for k, v in row.items() if k not in FIELDS},
    )


def build(
    origin: Origin,
    line: int | None,
    *,
    id: str,
    text: str,
    title: str | None = None,
    published: object = None,
    source: str | None = None,
    url: str | None = None,
    language: str | None = None,
    extra: Mapping[str, object] | None = None,
) -> Iterator[Reading]:
    """Yield one document, after remarks on it; or an `Unread` when its text cannot be used."""
    if problem := _fault(text):
        yield origin.unread(line, *problem)
        return
    if damaged := len(SURROGATE.findall(text)):
        yield origin.remark(line, f"half characters (lone surrogates) read as U+FFFD: {damaged:,}")
        text = whole(text)
    try:
        day = _day(published)
    except ValueError as error:
        day = None
        instead = origin.published or "none"
        yield origin.remark(line, f"{error}; the date taken instead: {instead}")
    yield Document(
        id=whole(id),
        text=text,
        title=whole(title) if title else None,
        published=day or origin.published,
        source=source,
        url=url,
        language=tell(text, language),
        extra=extra or {},
    )


def _fault(text: str) -> tuple[str, str] | None:
    if not text or text.isspace():
        return "has no text", ""
    if len(text) > MAX_CHARACTERS:
        problem = f"a text of {len(text):,} characters; the limit is {MAX_CHARACTERS:,}"
        return problem, "split it into articles"
    return None


def _day(value: object) -> date | None:
    """Return the day of an ISO date or time in its own time zone; None for no value.

    Raises:
        ValueError: it is none, or lies too far away for a day of news.
    """
    if value is None or isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
    elif words := str(value).strip():
        try:
            day = datetime.fromisoformat(words).date()
        except ValueError:
            raise ValueError(f"published {words[:40]!r} is not a date like 2016-10-14") from None
    else:
        return None
    try:
        return None if day is None else within_reason(day)
    except ValueError as error:
        raise ValueError(f"published {error}") from None


def day_given(published: date | str | None, name: str = "published") -> date | None:
    """Return a day given as a date or as "2016-10-14".

    Raises:
        SettingError: it is no date of the years 1000 to 2999; `name` says which setting it was.
    """
    try:
        if isinstance(published, str):
            return read_day(published)
        return None if published is None else within_reason(published)
    except ValueError as error:
        raise SettingError(f"{name} {error}") from None


def no_text_column(names: Sequence[str]) -> str:
    """Return the sentence that says a table lacks the column `text`."""
    shown = ", ".join(repr(name[:30]) for name in names[:12])
    return f"no column 'text'; the columns are {shown}"


def whole(text: str) -> str:
    """Return `text` with half characters (lone surrogates), which no file can hold, as U+FFFD."""
    return SURROGATE.sub("\ufffd", text)


def _text_of(row: Mapping[str, object]) -> str | None:
    text = row.get("text")
    if isinstance(text, bytes):
        try:
            return text.decode("utf-8")
        except UnicodeDecodeError:
            return None
    return text if isinstance(text, str) else None


def _text_fault(row: Mapping[str, object]) -> tuple[str, str]:
    if "text" not in row:
        names = ", ".join(map(repr, list(row)[:10])) or "none"
        return "no field 'text'", f"the fields here are {names}"
    if row["text"] is None:
        return "has no text", ""
    kind = type(row["text"]).__name__
    return f"'text' is of type {kind}, not a string", "give the article's text as a string"


def _word(value: object) -> str | None:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError("not a word")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # whole numbers become floats when a column has gaps
    return whole(str(value)).strip() or None


def _plain(value: object) -> object:
    """Return a value as JSON has it: dates as ISO text, bytes as base64, no NaN."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return whole(value)
        case float():
            return value if math.isfinite(value) else None
        case date() | time():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case Mapping():
            return {whole(str(key)): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return str(value)

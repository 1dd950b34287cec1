"""`detente who`, `where` and `when`: what the tables say of a name or a time, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.options import Lexicons, Published, day

if TYPE_CHECKING:
    from detente.actors import Answer, Finding
    from detente.model import Time
    from detente.places import Candidate

__all__ = ["when", "where", "who"]

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of columns.")]


def who(
    name: Annotated[str, typer.Argument(help="A name, an office, or a word for people who act.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day that counts.", metavar="YYYY-MM-DD")
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="The country that the text is about.", metavar="CODE")
    ] = None,
    lexicon: Lexicons = None,
    as_json: Json = False,
) -> None:
    """Show who or what a name stands for on a day, and the rows of the tables that say so.

    Takes names of people, bodies and countries, "Chancellor Merkel", "president of France",
    "riot police". A star marks the row that a text of that day would mean.

    Example: detente who "Hollande" --on 2016-10-14
    """
    from detente.actors import load_directory, load_members, look_up, members_on
    from detente.tables import open_lexicon

    tables = open_lexicon(lexicon or ())
    directory = load_directory(tables)
    answer = look_up(name, directory, day(on, "--on"), country=country)
    members = members_on(
        load_members(tables), answer.identity.name if answer.identity else "", answer.day
    )
    if as_json:
        _print_json({**asdict(answer), "members": members})
        return
    for line in _answer_lines(answer, members):
        print(line)


def where(
    name: Annotated[
        str, typer.Argument(help='A place, or a place in another: "Springfield, Ohio"')
    ],
    beside: Annotated[
        list[str] | None,
        typer.Option(help="Another place of the same text; may be given several times."),
    ] = None,
    limit: Annotated[int, typer.Option(help="Show so many candidates.", min=1)] = 10,
    lexicon: Lexicons = None,
    as_json: Json = False,
) -> None:
    """Show the places that a name can mean, the likeliest first, and why.

    Renown tells how well known a place is by itself: one more is ten times the inhabitants,
    and capitals, countries and seas stand higher. A star marks the place that a text would mean.

    Example: detente where "Tripoli" --beside Beirut
    """
    from detente.places import load_gazetteer, look_up
    from detente.tables import open_lexicon

    gazetteer = load_gazetteer(open_lexicon(lexicon or ()))
    found = look_up(name, gazetteer, beside=beside or ())
    if as_json:
        _print_json([asdict(one) for one in found[:limit]])
        return
    print(_place_head(name, found))
    rows = [_place_cells(one) for one in found[:limit]]
    headings = ("", "place", "kind", "country", "within", "inhabitants", "at", "renown", "by")
    for line in _columns(headings, rows):
        print(line)
    if len(found) > limit:
        print(f"and {len(found) - limit} more; show them with --limit {len(found)}")


def when(
    text: Annotated[str, typer.Argument(help="A time, or a sentence with times.")],
    published: Published = None,
    lexicon: Lexicons = None,
    as_json: Json = False,
) -> None:
    """Show what a time means when it is read on a day: its value and the days from and to.

    The words are read by themselves, without a parse: no verb says whether "Tuesday" is the
    last one or the next.

    Example: detente when "last Tuesday" --published 2016-10-14
    """
    from detente import times
    from detente.model import Annotation, Document, Sentence
    from detente.tables import open_lexicon

    document = Document(id="time", text=text, published=day(published))
    sentence = Sentence(index=0, start=0, end=len(text), text=text, tokens=())
    item = Annotation(document=document, sentences=(sentence,))
    (read,) = times.find((item,), times.load_calendar(open_lexicon(lexicon or ())))
    if as_json:
        _print_json([asdict(one) for one in read.times])
        return
    if not read.times:
        print(f"{text}: no expression of time")
        return
    headings = ("words", "kind", "value", "from", "to", "precision", "why")
    for line in _columns(headings, map(_time_cells, read.times)):
        print(line)


def _answer_lines(answer: Answer, members: Sequence[str]) -> Iterable[str]:
    on = f" on {answer.day}" if answer.day else ""
    who = answer.identity
    if who is None:
        yield f"{answer.asked}{on}: {answer.reason}"
    else:
        code = " ".join(filter(None, [who.country, *who.sectors])) or "no country of its own"
        told = ", ".join(filter(None, [who.name, code, who.role]))
        yield f"{answer.asked}{on}: {told}"
        yield f"why: {answer.reason}"
    if members:
        yield f"members{on}: {' '.join(members)}"
    headings = ("", "row", "name", "what", "country", "sector", "from", "until", "stands")
    if answer.findings:
        yield from _columns(headings, map(_finding_cells, answer.findings))


def _finding_cells(found: Finding) -> tuple[str, ...]:
    return (
        "*" if found.chosen else "",
        found.row,
        found.name,
        found.title or found.how,
        found.country or "",
        " ".join(found.sectors),
        _dated(found.from_, found.precision),
        _dated(found.until, found.precision),
        found.standing,
    )


def _dated(when_: date | None, precision: str | None) -> str:
    """Return a day as exactly as it is known: "1987", "1987-06" or "1987-06-05"."""
    if when_ is None:
        return ""
    return when_.isoformat()[: {"year": 4, "month": 7}.get(precision or "day", 10)]


def _place_head(name: str, found: Sequence[Candidate]) -> str:
    if not found:
        return f"{name}: no place of that name in the gazetteer"
    best = found[0]
    within = ", ".join(filter(None, [best.admin1, best.country]))
    return f"{name}: {best.name}{f' ({within})' if within else ''}, {best.reason}"


def _place_cells(one: Candidate) -> tuple[str, ...]:
    return (
        "*" if one.chosen else "",
        one.name,
        one.kind,
        one.country or "",
        ", ".join(filter(None, [one.admin2, one.admin1])),
        f"{one.population:,}" if one.population else "",
        f"{one.latitude:.2f}, {one.longitude:.2f}",
        f"{one.renown:.1f}",
        one.tie,
    )


def _time_cells(one: Time) -> tuple[str, ...]:
    earliest, latest = one.earliest, one.latest
    return (
        one.text,
        one.kind,
        one.value or "",
        earliest.isoformat() if earliest else "",
        latest.isoformat() if latest else "",
        one.precision or "",
        one.reason,
    )


def _columns(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    """Return a heading and rows as aligned lines."""
    lines = [tuple(headings), *map(tuple, rows)]
    if len(lines) == 1:
        return []
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def _print_json(value: object) -> None:
    import json

    print(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever a record holds)
    """Return a record's dictionary as JSON has it: dates in words, "from" for "from_"."""
    if isinstance(value, Mapping):
        return {str(key).rstrip("_"): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value

"""Time expressions: TIMEX3 in TimeML files, and TIMEX2 in the files of WikiWars.

TimeML as TempEval-3 publishes it (UzZaman et al., "SemEval-2013 Task 1: TempEval-3", 2013), whose
measures these are: relaxed, strict, and F1 of those found whose value is right. WikiWars (Mazur and
Dale, "WikiWars: A New Corpus for Research on Temporal Expressions", EMNLP 2010) marks TIMEX2, whose
values are written alike for dates and durations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.evaluation.benchmark import Texts
from detente.evaluation.corpus import find_files, read_xml
from detente.evaluation.profiles import Profile
from detente.evaluation.results import Figure, Outcome, Table, figures
from detente.evaluation.scores import exact, share, total
from detente.evaluation.spans import Range, common
from detente.model import Annotation, Document, Time

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["Expression", "read", "score"]

TAGS = {"TIMEX3": "value", "TIMEX2": "val"}
"""The tags of time expressions, and the attribute that holds the value."""

DATELINES = ("DCT", "DATETIME")
"""The elements that hold the day of publication."""

_UNTYPED = "not said"


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression of the gold; `value` is None where the annotators gave none.

    `kind` is TimeML's type (DATE, TIME, DURATION, SET), None in TIMEX2.
    """

    span: Range
    value: str | None
    kind: str | None = None


def read(path: Path, profile: Profile) -> Texts:
    """Return the texts of a file, or of all .tml and .xml files of a folder.

    Raises:
        InputError: a file cannot be read, or is no such XML.
    """
    files = find_files(path, (".tml", ".xml"))
    read_in = [_text(file, profile) for file in files]
    documents = tuple(document for document, _ in read_in)
    gold = tuple(expressions for _, expressions in read_in)
    return Texts(files, documents, frozenset({"times"}), partial(score, gold=gold))


def _text(path: Path, profile: Profile) -> tuple[Document, tuple[Expression, ...]]:
    root = read_xml(path)
    body = root.find("TEXT")
    if body is None:
        raise InputError(f"{path}: has no <TEXT>; give TimeML files, or WikiWars' keyinline")
    words: list[str] = []
    found: list[Expression] = []
    _walk(body, words, found)
    day = _published(root)
    try:
        published = profile.day(day)
    except ValueError:
        raise InputError(f"{path}: the day of publication {day!r} is no date") from None
    name = path.name.partition(".")[0]
    ordered = sorted(found, key=lambda one: (one.span[0], -one.span[1]))
    return Document(id=name, text="".join(words), published=published), tuple(ordered)


def _walk(element: Element, words: list[str], found: list[Expression]) -> None:
    """Gather the text of an element, and the time expressions in it that have text."""
    start = sum(map(len, words))
    words.append(element.text or "")
    for child in element:
        _walk(child, words, found)
        words.append(child.tail or "")
    end = sum(map(len, words))
    if element.tag in TAGS and end > start:
        value = element.get(TAGS[element.tag]) or None
        found.append(Expression((start, end), value, element.get("type")))


def _published(root: Element) -> str | None:
    """Return the day of publication as the file states it, without the hour."""
    stated = (
        time.get(TAGS[time.tag])
        for name in DATELINES
        for line in root.iter(name)
        for time in line.iter()
        if time.tag in TAGS
    )
    return next((value[:10] for value in stated if value), None)


def score(annotations: Iterable[Annotation], *, gold: Sequence[Sequence[Expression]]) -> Outcome:
    """Return the figures for one annotation a text.

    Relaxed: any shared character, each of ours for one of the gold. Strict: the same span. The
    value's accuracy is over those found, and its F1 is relaxed F1 times that accuracy.
    """
    relaxed, strict = [], []
    pairs: list[tuple[Expression, Time]] = []
    for item, wanted in zip(annotations, gold, strict=True):
        found = list(_paired(wanted, item.times))
        same = sum(one.span == (ours.start, ours.end) for one, ours in found)
        relaxed.append(exact(len(found), len(item.times), len(wanted)))
        strict.append(exact(same, len(item.times), len(wanted)))
        pairs += found
    loose = total(relaxed)
    right = share(sum(map(_right, pairs)), len(pairs))
    return Outcome(
        figures=(
            *figures("relaxed", loose),
            *figures("strict", total(strict)),
            Figure("value_accuracy", right),
            Figure("value_f1", None if loose.f1 is None else loose.f1 * (right or 0.0)),
        ),
        tables=(_by_kind([one for of in gold for one in of], pairs),),
    )


def _paired(gold: Sequence[Expression], ours: Sequence[Time]) -> Iterator[tuple[Expression, Time]]:
    """Yield the gold that is touched with the one of ours that shares most; each is used once."""
    left = dict(enumerate(ours))
    for one in gold:
        shared = {n: common(one.span, (time.start, time.end)) for n, time in left.items()}
        best = max(shared, key=lambda n: (shared[n], n), default=None)
        if best is not None and shared[best]:
            yield one, left.pop(best)


def _right(pair: tuple[Expression, Time]) -> bool:
    return pair[0].value == pair[1].value


def _by_kind(gold: Sequence[Expression], pairs: Sequence[tuple[Expression, Time]]) -> Table:
    rows = []
    for kind in sorted({one.kind or _UNTYPED for one in gold}):
        wanted = sum((one.kind or _UNTYPED) == kind for one in gold)
        found = [pair for pair in pairs if (pair[0].kind or _UNTYPED) == kind]
        right = share(sum(map(_right, found)), len(found))
        rows.append((kind, wanted, len(found), share(len(found), wanted), right))
    columns = ("type", "gold", "found", "recall", "value accuracy")
    return Table("type", columns, tuple(rows))

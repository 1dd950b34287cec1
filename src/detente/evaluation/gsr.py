"""PLOVER's gold records: sentences with source, target, type and context, coded by hand.

A JSON list of records (`text`, `event`, `source`, `target` …). Measured end to end from the raw
sentence: is there a mention of the right type, with the right countries on both sides, or both?
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from detente.errors import InputError
from detente.evaluation.benchmark import Texts
from detente.evaluation.corpus import find_files, read_text, refuse
from detente.evaluation.dyads import Fit, Record, Side, fit
from detente.evaluation.profiles import Profile
from detente.evaluation.results import Figure, Judged, Outcome, Table, confusion_table
from detente.evaluation.scores import mean, share
from detente.evaluation.sides import side_figures, side_table
from detente.model import Annotation, Document, Mention

__all__ = ["read", "score"]

NOTHING = "NONE"
"""What a record is called in the confusion table when its sentence yields no mention."""


def read(path: Path, profile: Profile) -> Texts:
    """Return the sentences of a file of records, or of all .json files of a folder.

    A sentence that several records share is one document, named by the first of them.

    Raises:
        InputError: a file cannot be read, is no JSON, or records are wrong; each is named.
    """
    files = find_files(path, (".json",))
    documents: dict[str, Document] = {}
    numbers: dict[str, int] = {}
    records = []
    for file in files:
        for record in _records(file, profile):
            text = record["text"]
            number = numbers.setdefault(text, len(numbers))
            day = profile.day(record.get("date"))
            documents.setdefault(text, Document(id=str(record["id"]), text=text, published=day))
            sides = _side(record.get("source")), _side(record.get("target"))
            records.append(Record(number, record["event"], *sides, id=str(record["id"])))
    layers = frozenset({"mentions"})
    scorer = partial(score, gold=tuple(records), profile=profile)
    return Texts(files, tuple(documents.values()), layers, scorer)


def _records(path: Path, profile: Profile) -> list[dict[str, Any]]:
    try:
        content = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: is not JSON: {error.msg}") from None
    if not isinstance(content, list) or not content:
        raise InputError(f'{path}: is not a list of records, as [{{"id": …}}, …]')
    faults = [
        f"record {number}: {fault}"
        for number, record in enumerate(content, start=1)
        if (fault := _fault(record, profile))
    ]
    refuse(path, faults)
    return content


def _fault(record: object, profile: Profile) -> str | None:
    if not isinstance(record, dict):
        return "is not an object"
    for key in ("id", "text", "event"):
        if not isinstance(record.get(key), str) or not record[key].strip():
            return f"lacks {key!r}"
    try:
        profile.day(record.get("date"))
    except (ValueError, TypeError):
        return f"date {record['date']!r} is not a date like 2016-10-14"
    return None


def _side(parties: object) -> Side:
    """Return what a record says of one side; words instead of parties name nobody."""
    found = [p for p in parties if isinstance(p, dict)] if isinstance(parties, list) else []
    return Side(
        countries=frozenset(str(p["code"]) for p in found if p.get("code")),
        sectors=frozenset(str(p["sector"]) for p in found if p.get("sector")),
        named=bool(found),
    )


def score(
    annotations: Iterable[Annotation], *, gold: Sequence[Record], profile: Profile
) -> Outcome:
    """Return the figures for one annotation a sentence.

    Shares of the records: `any` mention, one of the right `type`, one with the right countries
    (`dyad`), one with `both`; `sector` is of those that name the source's. Of the sides of all
    records, some mention puts a party on those that are found (`sides`). The mentions' own
    precision is by type, over all mentions of all sentences.
    """
    told = [item.mentions for item in annotations]
    fits = [[fit(mention, one, profile) for mention in told[one.sentence]] for one in gold]
    kinds = [profile.type(one.type) for one in gold]
    called = [_called(told[one.sentence], of, profile) for one, of in zip(gold, fits, strict=True)]
    judged = _judged(told, gold, profile)
    by_type = _grouped(kinds, fits)
    figures = (
        Figure("any", _share(map(bool, fits))),
        *(Figure(name, _found(test, fits)) for name, test in _TESTS.items()),
        Figure("sector", _share(_sector(told[r.sentence], r) for r in gold if r.source.sectors)),
        *side_figures(told, gold, profile),
        Figure("mention_type_precision", _share(one.right for one in judged)),
        Figure("macro_type_recall", mean(_found(_TESTS["type"], of) for of in by_type.values())),
        Figure("mentions_per_sentence", share(len(judged), len(told)), falling=True),
    )
    tables = _table(by_type), confusion_table(kinds, called), side_table(told, gold, profile)
    return Outcome(figures, tables, judged)


_TESTS: Mapping[str, Callable[[Fit], bool]] = {
    "type": lambda fit: fit.type,
    "dyad": lambda fit: fit.dyad,
    "both": lambda fit: fit.both,
    "dyad_codes_equated": lambda fit: fit.dyad_equated,
    "both_codes_equated": lambda fit: fit.both_equated,
}

_Fits = Sequence[Sequence[Fit]]
"""For each record, how each mention of its sentence fits it."""


def _found(test: Callable[[Fit], bool], fits: _Fits) -> float | None:
    """Return the share of the records that some mention fits by this test."""
    return _share(any(map(test, of)) for of in fits)


def _sector(mentions: Iterable[Mention], record: Record) -> bool:
    said = {sector for m in mentions for party in m.actors for sector in party.sectors}
    return bool(said & record.source.sectors)


def _judged(
    told: Sequence[Sequence[Mention]], gold: Sequence[Record], profile: Profile
) -> tuple[Judged, ...]:
    """Return of every mention its confidence, and whether its sentence has a record of its type."""
    wanted: dict[int, set[str]] = {}
    for record in gold:
        wanted.setdefault(record.sentence, set()).add(profile.type(record.type))
    return tuple(
        Judged(mention.confidence, profile.type(mention.label.type) in wanted[number])
        for number, mentions in enumerate(told)
        for mention in mentions
    )


def _called(mentions: Sequence[Mention], fits: Sequence[Fit], profile: Profile) -> str:
    """Return the type of the mention that fits best: the right one if any, else the surest."""
    if not mentions:
        return NOTHING
    of = zip(mentions, fits, strict=True)
    best, _ = max(of, key=lambda pair: (pair[1].type, pair[0].confidence))
    return profile.type(best.label.type)


def _grouped(kinds: Sequence[str], fits: _Fits) -> Mapping[str, _Fits]:
    groups: dict[str, list[Sequence[Fit]]] = {kind: [] for kind in sorted(set(kinds))}
    for kind, of in zip(kinds, fits, strict=True):
        groups[kind].append(of)
    return groups


def _table(by_type: Mapping[str, _Fits]) -> Table:
    shown = ("type", "dyad", "both")
    rows = (
        (kind, len(group), *(_found(_TESTS[name], group) for name in shown))
        for kind, group in by_type.items()
    )
    return Table("type", ("type", "gold", *(f"{name} found" for name in shown)), tuple(rows))


def _share(held: Iterable[bool]) -> float | None:
    truths = list(held)
    return share(sum(truths), len(truths))

"""The stage: quotations first, then reports of every kind, joined and put in order."""

from __future__ import annotations

from dataclasses import replace

from detente.model import Annotation, Attribution, Batch, Party
from detente.voices.continuing import carry_on
from detente.voices.cues import Cues
from detente.voices.framing import find_framed
from detente.voices.joining import join
from detente.voices.parting import parts_of
from detente.voices.quoted import find_quoted
from detente.voices.quotes import find_quotes
from detente.voices.reported import find_reported
from detente.voices.reports import Page, Report, Source
from detente.voices.turns import find_turns

__all__ = ["find"]


def find(batch: Batch, cues: Cues) -> Batch:
    """Return the batch with `quotes` and `attributions` filled, in text order of their cues."""
    return tuple(_of_document(item, cues) for item in batch)


def _of_document(item: Annotation, cues: Cues) -> Annotation:
    quotes = find_quotes(item.document)
    page = Page(item, cues, quotes)
    framed = [*find_framed(page), *find_turns(page)]
    quoted = list(find_quoted(page))
    told = join(page, [*framed, *quoted], list(find_reported(page)))
    reports = carry_on(page, told)
    made = tuple(_attribution(item, page, report) for report in reports)
    return replace(item, quotes=quotes, attributions=made)


def _attribution(item: Annotation, page: Page, report: Report) -> Attribution:
    document, source = item.document, report.source
    return Attribution(
        sentence=report.sentence,
        cue=document.span(*report.cue),
        content=document.span(*report.content),
        source=document.span(source.start, source.end) if source else None,
        direct=_is_direct(page, report),
        stance=report.stance,
        party=_party(item, source) if source else None,
        parts=tuple(document.span(*part) for part in parts_of(page, report)),
    )


def _is_direct(page: Page, report: Report) -> bool:
    """Tell whether most of what is said is in the source's own words."""
    around = page.quote_at(report.anchor)
    inner = [q for q in page.quotes if around and around.start < q.start < around.end]
    own = sum(_shared(report, q.start, q.end) for q in inner or page.outer if q is not around)
    aside = _shared(report, *report.cue)
    if report.source:
        aside += _shared(report, report.source.start, report.source.end)
    start, end = report.content
    return own >= 0.5 * (end - start - aside)


def _shared(report: Report, start: int, end: int) -> int:
    """Return how many characters of the content lie between `start` and `end`."""
    return max(0, min(report.content[1], end) - max(report.content[0], start))


def _party(item: Annotation, source: Source) -> int | None:
    """Return the number of the party that is the source, else of the first one inside it."""
    inside = [
        (_head(item, party) != source.head, number)
        for number, party in enumerate(item.parties)
        if source.start <= _head(item, party) < source.end or _head(item, party) == source.head
    ]
    return min(inside)[1] if inside else None


def _head(item: Annotation, party: Party) -> int:
    return item.sentences[party.sentence].tokens[party.head].start

"""The stretches of a content that are said, where source, cue or the writer stand between."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from detente.voices.content import stripped
from detente.voices.reports import Page, Range, Report, hull

__all__ = ["parts_of"]

_ENDS = frozenset(",.?!…—–-")


def parts_of(page: Page, report: Report) -> tuple[Range, ...]:
    """Return the stretches of a content in text order; none where it is all of one piece.

    What stands between two quotations is the writer's where it holds the cue, or where the first
    of them ends its sentence. Elsewhere source and cue alone part the content.
    """
    start, end = report.content
    aside = _aside(report)
    gaps = list(_gaps(page, report, aside))
    if not any(first <= aside[0] and aside[1] <= last for first, last in gaps):
        gaps.append(aside)
    parts = []
    for first, last in sorted(gaps):
        if start < first and last < end:
            parts.append(stripped(page.text, start, first))
            start = last
    return (*parts, stripped(page.text, start, end)) if parts else ()


def _aside(report: Report) -> Range:
    """Return cue and source together where they stand side by side in the content, else the cue."""
    start, end = report.content
    source = report.source
    if source is None or not (start <= source.start and source.end <= end):
        return report.cue
    return hull([report.cue, (source.start, source.end)])


def _gaps(page: Page, report: Report, aside: Range) -> Iterator[Range]:
    start, end = report.content
    marked = [page.marked(quote) for quote in page.outer]
    quotes = [(a, b) for a, b in marked if start <= a and b <= end]
    for (_, first), (last, _) in pairwise(quotes):
        if not page.text[first:last].strip():
            continue
        ended = (
            report.form == "quote"
            and page.text[max(start, first - 4) : first].rstrip("”\"'’» ")[-1:] in _ENDS
        )
        if ended or (first <= aside[0] and aside[1] <= last):
            yield first, last

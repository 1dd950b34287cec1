"""Reports of all kinds joined: one for each cue, and of inner voices only the telling ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.voices.reports import Page, Report, hull

__all__ = ["join"]

_TOUCHING = 8
"""Characters between indirect speech and the quotation that completes it."""
_TELLING = frozenset({"clause", "quote", "phrase", "adverb", "echo"})


def join(page: Page, sure: Sequence[Report], others: Sequence[Report]) -> list[Report]:
    """Return the reports in text order; `sure` ones win over `others` with the same cue."""
    by_anchor = {report.anchor: report for report in sure}
    kept = list(sure)
    for report in others:
        partner = by_anchor.get(report.anchor)
        if partner is None:
            kept.append(report)
        else:
            partner.source = partner.source or report.source
            if _completes(page, partner, report):
                partner.content = hull([partner.content, report.content])
    told = [report for report in kept if not _is_inner_aside(page, report, kept)]
    return sorted(told, key=lambda r: (r.anchor, r.content))


def _completes(page: Page, quoted: Report, told: Report) -> bool:
    """Tell whether indirect speech goes with the quotation that has the same cue.

    It may stand before their cue ("It was over, he said. “...”"), lead up to the quotation ("said
    that talks had failed: “...”") or go on after it ("said “red lines” had been crossed"), but a
    quotation with its own full stop is whole.
    """
    (a, b), (c, d) = quoted.content, told.content
    if d <= quoted.anchor < a and a - quoted.cue[1] <= _TOUCHING:
        return True
    if c - b > _TOUCHING or a - d > _TOUCHING:
        return False
    return c < a or page.text[b - 2 : b - 1] not in {",", ".", "?", "!"}


def _is_inner_aside(page: Page, report: Report, others: Iterable[Report]) -> bool:
    """Tell whether a report inside another's content says nothing of its own.

    "He said he believed ..." is one voice; "He said the minister had denied ..." is two.
    """
    quoted = page.quote_at(report.anchor) is not None
    if not quoted and not any(_holds(other, report) for other in others):
        return False
    if report.form not in _TELLING or not report.speech:
        return True
    return report.stance == "believes" or not _named(page, report)


def _holds(other: Report, report: Report) -> bool:
    """Tell whether a cue outside all quotations stands in the indirect content of another."""
    start, end = other.content
    inside = start <= report.anchor < end and other.form != "quote"
    return inside and not other.cue[0] <= report.anchor < other.cue[1]


def _named(page: Page, report: Report) -> bool:
    if report.form == "adverb":
        return True
    if report.source is None:
        return False
    word = page.text[report.source.head : report.source.end].split()[0].strip(',.”"').lower()
    return word not in {
        *("i", "you", "we", "he", "she", "it", "they", "who", "that", "which", "one"),
        *("someone", "anyone", "everyone", "nobody", "people"),
    }

"""Speech that goes on: quotations without a cue of their own, after one that has one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.model import Quote
from detente.voices.reports import Page, Report, hull

__all__ = ["LONGEST_GAP", "carry_on", "continues", "extend", "is_sentence"]

LONGEST_GAP = 80
"""Characters of the writer's between two quotations of one speech that become one content."""
_SPEECH_WORDS = 4
"""A quotation of fewer words that no cue claims is a scare quote or a title."""
_MARKS = "\"'’”»› "
_LINKS = frozenset({"and", "but", "or", "yet", "because", "that", "so", "then", "instead"})
_OPENERS = "…‘'[“"
_TOLD = frozenset({"clause", "quote", "phrase"})


def is_sentence(quote: Quote) -> bool:
    """Tell whether a quotation is a sentence or more, whole or broken off."""
    return _is_ended(quote) and len(quote.text.split()) >= _SPEECH_WORDS


def _is_ended(quote: Quote) -> bool:
    return quote.text.rstrip(_MARKS)[-1:] in set(".?!…,") or ". " in quote.text


def continues(page: Page, quote: Quote, last: Report) -> bool:
    """Tell whether a quotation without a cue goes on with the speech before it.

    Between them stands no more than the rest of a sentence, that of the cue, with whatever titles
    it quotes; a new paragraph may begin only with the quotation itself: “..., ” she said.
    """
    between = page.text[last.content[1] : page.marked(quote)[0]]
    said = between.strip()
    if _is_resumed(page, quote, last):
        return True
    if not quote.text[:1].isupper() and quote.text[:1] not in _OPENERS:
        return False
    if said and said.rstrip(_MARKS)[-1:] not in {".", ":", "?", "!", ","} and quote.closed:
        return False
    if "\n" in said or ("\n" in between and said and last.anchor < last.content[1]):
        return False
    beside = last.content[1] <= last.anchor and _is_one_sentence(said) and "\n" not in between
    return is_sentence(quote) or (beside and _is_ended(quote))


def _is_resumed(page: Page, quote: Quote, last: Report) -> bool:
    """Tell whether only a link stands between source and cue and a quotation: ", he said, but"."""
    told = max(last.cue[1], last.source.end if last.source else 0)
    words = page.text[told : page.marked(quote)[0]].lower().replace(",", " ").split()
    return last.content[1] <= last.anchor and 0 < len(words) <= 2 and _LINKS.issuperset(words)


def _is_one_sentence(text: str) -> bool:
    return re.search(r"[.?!][”\"'’]*\s", text) is None


def extend(page: Page, quote: Quote, last: Report) -> Report | None:
    """Add a quotation to the speech before it, or make it one of its own when far away."""
    marked = page.marked(quote)
    if marked[0] - last.content[1] <= LONGEST_GAP:
        last.content = hull([last.content, marked])
        return None
    return Report(last.sentence, last.anchor, last.cue, marked, last.source, last.stance, "quote")


def carry_on(page: Page, reports: Sequence[Report]) -> list[Report]:
    """Let quotations that nobody claims go on with what was told just before them.

    The general said the bridge was lost. “Nobody came to help us.”
    """
    known = list(reports)
    for quote in page.outer:
        if not is_sentence(quote) or any(_covers(report, quote) for report in known):
            continue
        start = page.marked(quote)[0]
        before = [r for r in known if r.speech and r.form in _TOLD and _leads_to(page, r, start)]
        if before:
            outermost = max(before, key=lambda r: (r.content[1] - r.content[0], -r.anchor))
            apart = extend(page, quote, outermost)
            known += [apart] if apart else []
    return sorted(known, key=lambda r: (r.anchor, r.content))


def _covers(report: Report, quote: Quote) -> bool:
    return report.content[0] < quote.end and quote.start < report.content[1]


def _leads_to(page: Page, report: Report, start: int) -> bool:
    """Tell whether a report fills the end of the sentence that stands right before `start`."""
    end = max(report.content[1], report.cue[1], report.source.end if report.source else 0)
    between = page.text[end:start]
    return (
        end <= start and not between.strip(_MARKS + ".\n\r:") and "." in page.text[end - 2 : start]
    )

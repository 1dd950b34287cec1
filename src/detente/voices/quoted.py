"""Direct speech: whose words a quotation is, and how far it runs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from detente.model import Quote
from detente.voices.continuing import LONGEST_GAP, continues, extend, is_sentence
from detente.voices.reports import Page, Report, Source, hull
from detente.voices.sources import phrase_source, verb_source
from detente.voices.windows import (
    Said,
    Word,
    cue_after,
    cue_alone,
    cue_before,
    window_after,
    window_before,
)

__all__ = ["find_quoted"]

_COLON_WORDS = 8
_CUE_WORDS = 30
"""Words of the sentence before a speech that may hold its source."""
_DASHES = frozenset({"-", "–", "—", "--"})
_LEADING = frozenset({"VERB", "ADP", "SCONJ"})
"""What opens a phrase before the sentence proper: "Asked about the “red line,” he said"."""


def find_quoted(page: Page) -> Iterator[Report]:
    """Yield a report for every speech, in text order."""
    words = [Word(s, t) for s in page.sentences for t in s.tokens]
    made: list[Report] = []
    for number, quote in enumerate(page.outer):
        before = page.outer[number - 1] if number else None
        after = page.outer[number + 1] if number + 1 < len(page.outer) else None
        last = made[-1] if made else None
        if before and last and _runs_on(page, before, quote, last):
            last.content = hull([last.content, page.marked(quote)])
            continue
        report = _report(page, words, quote, before, after) or _after_its_cue(page, words, quote)
        if report is None and last and continues(page, quote, last):
            report = extend(page, quote, last)
        if report is not None:
            report.content = hull([report.content, (_opening(page, number), report.content[1])])
        if report is not None and not (last and _joined(last, report)):
            made.append(report)
    yield from made


def _opening(page: Page, number: int) -> int:
    """Return where the speech of a quotation begins: with the first that its paragraphs reopen."""
    while number and _reopens(page, page.outer[number - 1], page.outer[number]):
        number -= 1
    return page.marked(page.outer[number])[0]


def _reopens(page: Page, before: Quote, quote: Quote) -> bool:
    """Tell whether nothing but a new paragraph stands between an open quotation and another."""
    between = page.text[before.end : page.marked(quote)[0]]
    return not before.closed and "\n" in between and not between.strip()


def _runs_on(page: Page, before: Quote, quote: Quote, last: Report) -> bool:
    """Tell whether a quotation reopens one that its paragraph left open."""
    ended_there = last.content[1] >= before.end
    return not before.closed and ended_there and "\n" in page.text[before.end : quote.start]


def _report(
    page: Page, words: list[Word], quote: Quote, before: Quote | None, after: Quote | None
) -> Report | None:
    floor = page.marked(before)[1] if before else 0
    ceiling = page.marked(after)[0] if after else len(page.text)
    ahead = window_before(page, words, quote, floor)
    behind = window_after(page, words, quote, ceiling)
    introduced = cue_before(page, ahead)
    if introduced and introduced.near and _opens_speech(quote, ahead):
        return _made(quote, introduced, page.marked(quote))
    followed = (
        cue_after(page, behind, partial=_is_partial(ahead))
        if _may_go_on(page, quote, behind)
        else None
    )
    if followed and not (_is_partial(ahead) and ahead[0].token.pos in _LEADING):
        start, end = page.marked(quote)
        if ahead and not introduced and ahead[0].token.text != "," and _fits(ahead):
            start = ahead[0].token.start
        return _made(quote, followed, (start, end))
    if introduced and (introduced.near or _opens_speech(quote, ahead)):
        return _made(quote, introduced, page.marked(quote))
    return _colon(page, quote, ahead) or _announced(page, quote, ahead)


def _after_its_cue(page: Page, words: list[Word], quote: Quote) -> Report | None:
    """Return the report of a speech that follows a sentence which ends with its cue.

    “It is “no surprise” to her, she said. “We knew it.””
    """
    start = page.marked(quote)[0]
    at = bisect_right(words, start, key=lambda word: word.token.end)
    if at < 2 or not is_sentence(quote) or words[at - 1].token.tag != ".":
        return None
    if "\n" in page.text[words[at - 1].token.end : start]:
        return None
    sentence = words[at - 2].sentence
    inside = [w for w in words[: at - 1] if w.sentence is sentence]
    said = cue_before(page, inside[-_CUE_WORDS:])
    if said is None or said.word.token is not words[at - 2].token:
        said = cue_alone(page, inside)
    return _made(quote, said, page.marked(quote)) if said else None


def _is_partial(ahead: list[Word]) -> bool:
    return bool(ahead) and ahead[-1].token.text not in {",", ":"}


def _fits(ahead: list[Word]) -> bool:
    """Tell whether the words before a quotation begin the sentence that it completes."""
    return ahead[0].token.index == 0 and ahead[-1].token.text not in {",", ":"}


def _opens_speech(quote: Quote, ahead: list[Word]) -> bool:
    return ahead[-1].token.text in {",", ":"} or quote.text[:1].isupper()


def _may_go_on(page: Page, quote: Quote, behind: list[Word]) -> bool:
    """Tell whether the sentence goes on after the quotation with its cue."""
    if not behind or not quote.closed:
        return False
    rest = page.text[page.marked(quote)[1] :].lstrip()
    if quote.text.rstrip("’'” ")[-1:] in set(",?!-–—…") or rest[:1] == ",":
        return True
    first = behind[0].token
    return first.text[:1].islower() and first.tag.startswith("VB")


def _made(quote: Quote, said: Said, content: tuple[int, int]) -> Report:
    token = said.word.token
    source = said.source
    if source and source.start < quote.end and quote.start < source.end:
        source = None
    return Report(
        said.word.sentence.index,
        token.start,
        (token.start, said.end),
        content,
        source,
        said.cue.stance,
        "quote",
    )


def _colon(page: Page, quote: Quote, ahead: list[Word]) -> Report | None:
    """Return the report of "Lavrov: “...”" and of other short names before a colon."""
    dashes = [n for n, word in enumerate(ahead) if word.token.text in _DASHES]
    ahead = ahead[dashes[-1] + 1 :] if dashes else ahead
    if not 1 < len(ahead) <= _COLON_WORDS or ahead[-1].token.text != ":":
        return None
    colon = ahead[-1].token
    names = [w for w in ahead if w.token.pos in {"PROPN", "NOUN", "PRON"}]
    if not names or any(w.token.pos in {"VERB", "AUX"} for w in ahead):
        return None
    tree = page.trees[names[-1].sentence.index]
    found = phrase_source(tree, names[-1].token)
    source = Source(max(found.start, ahead[0].token.start), min(found.end, colon.start), found.head)
    index = ahead[-1].sentence.index
    cue = (colon.start, colon.end)
    return Report(index, colon.start, cue, page.marked(quote), source, "states", "colon")


def _announced(page: Page, quote: Quote, ahead: list[Word]) -> Report | None:
    """Return the report of a speech that a sentence ends in: "He gave a short answer: “...”"."""
    if not ahead or ahead[-1].token.text != ":" or not is_sentence(quote):
        return None
    sentence, tree = ahead[-1].sentence, page.trees[ahead[-1].sentence.index]
    root = next((t for t in sentence.tokens if t.head == t.index), None)
    if root is None or root.pos not in {"VERB", "AUX"} or not tree.child(root, "nsubj"):
        return None
    if not ahead[0].token.start <= root.start:
        return None
    source = verb_source(page, sentence, root)
    cue = (root.start, root.end)
    marked = page.marked(quote)
    return Report(sentence.index, root.start, cue, marked, source, "states", "quote")


def _joined(last: Report, report: Report) -> bool:
    """Join a report to the one before it when both have the same cue."""
    if last.anchor != report.anchor or report.content[0] - last.content[1] > LONGEST_GAP:
        return False
    last.content = hull([last.content, report.content])
    return True

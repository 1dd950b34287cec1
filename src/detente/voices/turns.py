"""Words set under a name or a cue and a colon: "Lavrov: ...", transcripts, block quotations."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model import Sentence, Token
from detente.voices.content import clean, token_range
from detente.voices.reports import Page, Report, Source
from detente.voices.sources import verb_source

__all__ = ["find_turns"]

_LONGEST_NAME = 6
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PUNCT", "PART"})
_MARKS = frozenset({"“", "”", '"', "„", "«", "‘", "'", "''", "``"})
_OWN = frozenset({"editor", "editors", "correction", "update"})
"""Who speaks for the paper itself: an "Editor's note" is the writer's own."""


def find_turns(page: Page) -> Iterator[Report]:
    """Yield the reports of lines that open with a name and of blocks under a cue, in text order."""
    speakers = _speakers(page)
    for sentence in page.sentences:
        if _opens_paragraph(page, sentence):
            yield from _of_line(page, sentence, speakers)
        yield from _of_block(page, sentence)


def _opens_paragraph(page: Page, sentence: Sentence) -> bool:
    before = page.sentences[sentence.index - 1] if sentence.index else None
    return before is None or before.paragraph != sentence.paragraph


def _unmarked(sentence: Sentence) -> tuple[Token, ...]:
    """Return a sentence's words without the quotation mark that it may open with."""
    tokens = sentence.tokens
    return tokens[1:] if tokens and tokens[0].text in _MARKS else tokens


def _speakers(page: Page) -> frozenset[str]:
    """Return whose turns open paragraphs in capitals ("OLSEN: ..."), where two or more talk."""
    opened = [_unmarked(s)[:2] for s in page.sentences if _opens_paragraph(page, s)]
    named = {
        pair[0].text
        for pair in opened
        if len(pair) == 2 and pair[1].text == ":" and pair[0].text.isalpha()
    }
    loud = {name for name in named if name.isupper() and name.lower() not in _OWN}
    return frozenset(loud) if len(loud) > 1 else frozenset()


def _of_line(page: Page, sentence: Sentence, speakers: frozenset[str]) -> Iterator[Report]:
    """Yield the report of a line such as "Lavrov: Talks have failed"."""
    tokens = _unmarked(sentence)
    at = next((n for n, t in enumerate(tokens[: _LONGEST_NAME + 1]) if t.text == ":"), 0)
    if not at:
        return
    taking_turns = tokens[0].text in speakers
    if not taking_turns and not _is_name(page, tokens[:at]):
        return
    colon = tokens[at]
    turn = _turn(page, sentence) if taking_turns else _paragraph(page, sentence)
    rest = [t for t in turn if t.start > colon.start]
    named = [t for t in tokens[:at] if t.pos != "PUNCT" or taking_turns]
    if not rest or not named or _quoted_alone(page, named[0], rest[0]):
        return
    source = Source(named[0].start, tokens[at - 1].end, tokens[at - 1].start)
    cue = (colon.start, colon.end)
    around = rest[0].start if taking_turns else cue[0]
    content = clean(page, *token_range(rest), around=around)
    yield Report(sentence.index, cue[0], cue, content, source, "states", "colon")


def _paragraph(page: Page, sentence: Sentence) -> list[Token]:
    """Return the words from `sentence` to the end of its paragraph."""
    later = page.sentences[sentence.index :]
    return [t for s in later if s.paragraph == sentence.paragraph for t in s.tokens]


def _turn(page: Page, sentence: Sentence) -> list[Token]:
    """Return the words of a turn: also paragraphs that reopen its quotation and name nobody."""
    words = _paragraph(page, sentence)
    for later in page.sentences[sentence.index + 1 :]:
        if later.start < words[-1].end:
            continue
        unmarked = _unmarked(later)
        reopened = len(unmarked) < len(later.tokens) and page.quote_at(words[-1].start) is not None
        if not reopened or any(t.text == ":" for t in unmarked[: _LONGEST_NAME + 1]):
            break
        words += _paragraph(page, later)
    return words


def _quoted_alone(page: Page, name: Token, first: Token) -> bool:
    """Tell whether a quotation begins with what is said and not, as in a transcript, before it."""
    around = (q for q in page.outer if q.start <= first.end and first.start < q.end)
    return any(q.start > name.start for q in around)


def _is_name(page: Page, tokens: tuple[Token, ...]) -> bool:
    """Tell whether words name somebody, or a report, that can speak."""
    if tokens[0].text.lower() in _OWN or any(t.pos not in _NAMING for t in tokens):
        return False
    return any(t.pos == "PROPN" for t in tokens) or tokens[-1].lemma in page.cues.nouns


def _of_block(page: Page, sentence: Sentence) -> Iterator[Report]:
    """Yield the report of a paragraph without marks that "The minister said:" stands above."""
    verb = next((t for t in sentence.tokens if t.head == t.index), None)
    below = page.sentences[sentence.index + 1 : sentence.index + 2]
    if verb is None or not below or sentence.tokens[-1].text != ":":
        return
    cue = page.cues.verbs.get(verb.lemma)
    block = below[0]
    if cue is None or "quote" not in cue.takes or block.paragraph == sentence.paragraph:
        return
    if page.quote_at(verb.start) or page.text[block.start] in "“”\"„«‘'`<":
        return
    source = verb_source(page, sentence, verb)
    content = clean(page, *token_range(_paragraph(page, block)), around=verb.start)
    where = (verb.start, verb.end)
    yield Report(sentence.index, verb.start, where, content, source, cue.stance, "quote")

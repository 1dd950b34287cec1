"""The words around a quotation that may say whose it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from detente.model import Quote, Sentence, Token
from detente.voices.cues import Cue
from detente.voices.reports import Page, Source
from detente.voices.sources import phrase_source, verb_source

__all__ = ["Said", "Word", "cue_after", "cue_alone", "cue_before", "window_after", "window_before"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NO_PREDICATE = frozenset({"aux", "auxpass", "amod", "compound"})
_ASIDE = frozenset({"relcl", "acl", "advcl", "amod", "compound"})
_SKIPPED = frozenset({"ADV", "PART", "PUNCT"})
_PAUSE = frozenset({",", ":", "-", "–", "—", "that", "as", "of"})
_CONTENTS = ("ccomp", "xcomp", "dobj", "acomp", "oprd", "advcl", "parataxis", "conj")
_HEARERS = frozenset({"reporter", "journalist", "me", "him", "her", "us", "them"})
_LONGEST = 45
_FAR = 30
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its sentence."""

    sentence: Sentence
    token: Token


@dataclass(frozen=True, slots=True)
class Said:
    """A cue that introduces or follows a quotation; `near` tells that it stands right beside."""

    word: Word
    cue: Cue
    end: int
    source: Source | None
    near: bool


def window_before(page: Page, words: list[Word], quote: Quote, floor: int) -> list[Word]:
    """Return the words from the sentence's start, or from `floor`, to a quotation."""
    start = page.marked(quote)[0]
    kept: list[Word] = []
    for word in reversed(_between(words, floor, start)):
        token = word.token
        gap = page.text[token.end : kept[-1].token.start if kept else start]
        broken = "\n" in gap and not (token.text == ":" and not kept)
        if broken or token.tag == "." or len(kept) > _LONGEST:
            break
        kept.append(word)
    return kept[::-1]


def _between(words: list[Word], start: int, end: int) -> list[Word]:
    first = bisect_left(words, start, key=lambda word: word.token.start)
    last = bisect_right(words, end, key=lambda word: word.token.end)
    return words[first:last]


def window_after(page: Page, words: list[Word], quote: Quote, ceiling: int) -> list[Word]:
    """Return the words from a quotation to the sentence's end, or to `ceiling`."""
    end = page.marked(quote)[1]
    kept: list[Word] = []
    for word in _between(words, end, ceiling):
        token = word.token
        gap = page.text[kept[-1].token.end if kept else end : token.start]
        if "\n" in gap or (token.tag == "." and kept) or len(kept) > _LONGEST:
            break
        if token.tag not in {".", "''", "``"} and (kept or token.text not in {",", "—", "–", "-"}):
            kept.append(word)
    return kept


def cue_after(page: Page, window: list[Word], *, partial: bool) -> Said | None:
    """Return the cue that follows a quotation: ", he said", ", said the minister".

    A `partial` quotation, with words of its sentence before it, does not belong to a cue that
    has a content of its own ("On “Meet the Press,” he said that ...").
    """
    for number, word in enumerate(window[:_FAR]):
        cue, end = _known(page, word)
        if cue is not None and not (word.token.dep in _ASIDE and number > 1):
            if partial and _has_own_content(page, word):
                return None
            source = _source(page, word, window, number)
            return Said(word, cue, end, source, number < _NEAR)
        if word.token.tag in _FINITE and word.token.dep not in {*_ASIDE, "aux", "auxpass"}:
            return None
    return None


def _has_own_content(page: Page, word: Word) -> bool:
    tree = page.trees[word.sentence.index]
    own = tree.children(word.token, "ccomp", "dobj")
    return any(c.index > word.token.index and c.lemma not in _HEARERS for c in own)


def cue_before(page: Page, window: list[Word]) -> Said | None:
    """Return the cue that introduces a quotation: "he said: ", "told reporters, "."""
    if not window:
        return None
    pause = window[-1].token.text in _PAUSE
    for back, word in enumerate(reversed(window)):
        if back > (_FAR if pause else _NEAR - 2):
            return None
        cue, end = _known(page, word)
        if cue is not None:
            number = len(window) - 1 - back
            source = _source(page, word, window, number)
            return Said(word, cue, end, source, back < _NEAR)
        if not pause and word.token.pos in {"VERB", "AUX"}:
            return None
    return None


def cue_alone(page: Page, window: list[Word]) -> Said | None:
    """Return the cue of a sentence that says nothing more: "He said in a statement."."""
    for number, word in enumerate(window):
        cue, end = _known(page, word)
        if word.token.head == word.token.index and cue is not None:
            tree = page.trees[word.sentence.index]
            if tree.child(word.token, *_CONTENTS):
                return None
            return Said(word, cue, end, _source(page, word, window, number), near=False)
    return None


def _known(page: Page, word: Word) -> tuple[Cue | None, int]:
    """Return the quoting cue that a word is, and where its words end."""
    token = word.token
    if not token.tag.startswith("VB") or token.dep in _NO_PREDICATE:
        return None, token.end
    tree = page.trees[word.sentence.index]
    particle = tree.child(token, "prt")
    name = f"{token.lemma} {particle.lemma}" if particle else token.lemma
    cue = page.cues.verbs.get(name)
    fits = cue is not None and "quote" in cue.takes
    return cue if fits else None, (particle or token).end


def _source(page: Page, word: Word, window: list[Word], number: int) -> Source | None:
    """Return the source by grammar, where it stands in the window, else by place."""
    tree = page.trees[word.sentence.index]
    passive = tree.child(word.token, "nsubjpass")
    source = phrase_source(tree, passive) if passive else None
    source = source or verb_source(page, word.sentence, word.token)
    first, last = window[0].token.start, window[-1].token.end
    if source and first <= source.start and source.end <= last:
        return source
    if source and source.end <= last and page.quote_at(source.start) is None:
        return source
    return _beside(page, window, number)


def _beside(page: Page, window: list[Word], number: int) -> Source | None:
    """Return the noun phrase before the cue, or after it where nothing is before."""
    before = [w for w in window[:number] if w.token.pos not in _SKIPPED]
    after = [w for w in window[number + 1 :] if w.token.pos not in _SKIPPED]
    for side in [before[-1:], after[:6]] if before else [after[:6]]:
        for word in side:
            if word.token.pos in {"NOUN", "PROPN", "PRON"}:
                return _top(page, word, window)
    return None


def _top(page: Page, word: Word, window: list[Word]) -> Source:
    """Return the phrase around a noun as far as it stays in the window."""
    tree = page.trees[word.sentence.index]
    head = word.token
    first, last = window[0].token.start, window[-1].token.end
    while head.dep in {"compound", "poss", "nmod"} and head.head != head.index:
        head = tree.tokens[head.head]
    source = phrase_source(tree, head)
    if first <= source.start and source.end <= last:
        return source
    return Source(word.token.start, word.token.end, word.token.start)

"""Reports without a verb: "according to X", "in his view", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator

from detente.language import Tree
from detente.model import Sentence, Token
from detente.voices.content import clean, token_range
from detente.voices.cues import Cue
from detente.voices.reports import Page, Range, Report, Source
from detente.voices.sources import phrase_source

__all__ = ["find_framed"]

_GAP = "*"
_LONGEST_OWNER = 8
_SUBORDINATE = frozenset({"ccomp", "advcl", "relcl", "conj", "acl"})


def find_framed(page: Page) -> Iterator[Report]:
    """Yield the reports of phrases and adverbs, in text order."""
    for sentence in page.sentences:
        tree = page.trees[sentence.index]
        for words, cue in page.cues.phrases.items():
            yield from _of_phrase(page, sentence, tree, words, cue)
        yield from _of_adverbs(page, sentence, tree)


def _of_phrase(
    page: Page, sentence: Sentence, tree: Tree, words: tuple[str, ...], cue: Cue
) -> Iterator[Report]:
    at = words.index(_GAP)
    first, last = words[:at], words[at + 1 :]
    lowered = [t.text.lower() for t in sentence.tokens]
    for number in range(len(lowered) - len(first)):
        if tuple(lowered[number : number + len(first)]) != first:
            continue
        start = number + len(first)
        owner = _owner(tree, lowered, start, last) if last else _object(tree, start)
        if owner is None:
            continue
        source, end = owner
        phrase = sentence.tokens[number:end]
        content = _content(page, sentence, tree, phrase)
        if content is not None:
            words_of_cue = sentence.tokens[number : start if not last else number + 1]
            anchor = phrase[0].start
            yield Report(
                sentence.index,
                anchor,
                token_range(words_of_cue) if not last else (phrase[-1].start, phrase[-1].end),
                content,
                source,
                cue.stance,
                "phrase",
            )


def _object(tree: Tree, start: int) -> tuple[Source, int] | None:
    """Return the noun phrase that follows the phrase's last word, and where it ends."""
    tokens = tree.tokens
    head = tree.child(tokens[start - 1], "pobj")
    if head is None:
        head = next(
            (t for t in tokens[start : start + 6] if t.pos in {"NOUN", "PROPN", "PRON"}), None
        )
    if head is None:
        return None
    source = phrase_source(tree, head)
    end = max(t.index for t in tokens if t.end <= max(source.end, head.end)) + 1
    return (source, end) if end > start else None


def _owner(
    tree: Tree, lowered: list[str], start: int, last: tuple[str, ...]
) -> tuple[Source, int] | None:
    """Return the possessor in "in his view", and where the phrase ends."""
    for end in range(start + 1, min(start + _LONGEST_OWNER, len(lowered) - len(last) + 1)):
        if tuple(lowered[end : end + len(last)]) == last:
            noun = tree.tokens[end + len(last) - 1]
            owner = tree.child(noun, "poss")
            return (phrase_source(tree, owner), noun.index + 1) if owner else None
    return None


def _content(page: Page, sentence: Sentence, tree: Tree, phrase: tuple[Token, ...]) -> Range | None:
    """Return what a phrase speaks of: the clause that it opens, closes or interrupts."""
    first, last = phrase[0].index, phrase[-1].index
    home = page.quote_at(phrase[0].start)
    tokens = [t for t in sentence.tokens if page.quote_at(t.start) is home or home is None]
    before = [t for t in tokens if t.index < first and t.dep != "punct"]
    after = [t for t in tokens if t.index > last and t.dep != "punct"]
    clause = {t.index for t in tree.subtree(_verb_above(tree, phrase[0]))}
    left = [t for t in before if t.index in clause] or before
    right = [t for t in after if t.index in clause]
    if len(before) <= 1 or (right and len(left) <= 2):
        inside = after
    elif len(right) <= 2 or sentence.tokens[last + 1].text not in {",", "—", "–"}:
        inside = before if len(after) <= 2 else left
    else:
        inside = left + right
    return clean(page, *token_range(inside), around=phrase[0].start) if inside else None


def _verb_above(tree: Tree, token: Token) -> Token:
    """Return the verb that carries the clause around `token`, or the root."""
    above = token
    for above in tree.ancestors(token):
        if above.pos in {"VERB", "AUX"} and above.dep in _SUBORDINATE | {"ROOT"}:
            return above
    return above


def _of_adverbs(page: Page, sentence: Sentence, tree: Tree) -> Iterator[Report]:
    for token in sentence.tokens:
        cue = page.cues.adverbs.get(token.text.lower()) if token.pos == "ADV" else None
        head = tree.head(token)
        if cue is None or head is None:
            continue
        inside = [t for t in tree.subtree(head, frozenset({"conj"})) if t.index != token.index]
        if inside:
            content = clean(page, *token_range(inside), around=token.start)
            cue_range = (token.start, token.end)
            yield Report(
                sentence.index, token.start, cue_range, content, None, cue.stance, "adverb"
            )

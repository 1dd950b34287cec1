"""Where actors may stand: names found in a sentence, and its noun phrases with their edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.directory import Directory
from detente.actors.entries import Entry
from detente.actors.names import fits_case, words_of
from detente.language import Tree
from detente.model import Sentence, Token

__all__ = ["Match", "Part", "Scene", "is_full_name", "is_nominal", "left_edge", "read_scene"]

PIECE = re.compile(r"[^-–]+")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
INNER = ("compound", "amod", "nmod", "nummod", "quantmod", "npadvmod")
"""Dependencies of a word that belongs to the noun on its right."""
LEFT = frozenset((*INNER, "det", "poss", "predet", "punct", "dep"))
BREAKS = frozenset((";", ":", "“", "”", '"', "—", "--", "[", "]"))


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the directory in a sentence: its first and last token and the word it hangs by."""

    first: int
    last: int
    head: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A name that is part of a token ("China" in "U.S.-China"); offsets are the document's."""

    token: int
    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence made ready: its tree, and the names in it by each of their tokens.

    `parts` are the names inside tokens that the parser did not split.
    """

    tree: Tree
    matches: tuple[Match, ...]
    by_token: dict[int, Match]
    parts: tuple[Part, ...] = ()

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.tree.tokens

    def text(self, first: int, last: int) -> str:
        """Return the text from token `first` to token `last`, both included."""
        sentence = self.tree.sentence
        start = self.tokens[first].start - sentence.start
        return sentence.text[start : self.tokens[last].end - sentence.start]


def read_scene(sentence: Sentence, directory: Directory) -> Scene:
    """Return a sentence with its names found, the longest first from the left."""
    tree = Tree(sentence)
    matches = tuple(_matches(tree, directory))
    by_token = {i: match for match in matches for i in range(match.first, match.last + 1)}
    parts = tuple(
        part
        for token in tree.tokens
        if token.index not in by_token
        for part in _parts(token, directory)
    )
    return Scene(tree, matches, by_token, parts)


def _parts(token: Token, directory: Directory) -> list[Part]:
    """Return the names that a hyphen joins in one token, none unless all of it is names."""
    found = []
    pieces = [(m.start(), m[0]) for m in PIECE.finditer(token.text)]
    for offset, piece in pieces if len(pieces) > 1 else ():
        entries = directory.names.get(words_of(piece), ())
        fitting = tuple(e for e in entries if fits_case(e.written.removesuffix("-"), piece))
        if fitting:
            start = token.start + offset
            found.append(Part(token.index, start, start + len(piece), fitting))
    return found if len(found) == len(pieces) else []


def _matches(tree: Tree, directory: Directory) -> Iterator[Match]:
    words = [(word, token.index) for token in tree.tokens for word in words_of(token.text)]
    at = 0
    while at < len(words):
        size, entries = _longest(tree, words, at, directory)
        if entries:
            first, last = words[at][1], words[at + size - 1][1]
            yield Match(first, last, _head_within(tree, first, last), entries)
        at += size


def _longest(
    tree: Tree, words: list[tuple[str, int]], at: int, directory: Directory
) -> tuple[int, tuple[Entry, ...]]:
    """Return how many words the longest name at `at` has, and its meanings; 1 when none."""
    longest = min(directory.longest.get(words[at][0], 0), len(words) - at)
    for size in range(longest, 0, -1):
        part = words[at : at + size]
        entries = directory.names.get(tuple(word for word, _ in part))
        if entries and _whole(words, at, size):
            text = _raw(tree, part[0][1], part[-1][1])
            prefix = _is_prefix(tree, part[-1][1])
            fitting = tuple(
                e
                for e in entries
                if fits_case(e.written, text) and (prefix or not e.written.endswith("-"))
            )
            if fitting:
                return size, fitting
    return 1, ()


def _is_prefix(tree: Tree, last: int) -> bool:
    """Tell whether a hyphen follows, as the table writes after "Franco-"."""
    after = tree.tokens[last + 1 : last + 2]
    return tree.tokens[last].text.endswith("-") or any(t.text in ("-", "–") for t in after)


def _whole(words: list[tuple[str, int]], at: int, size: int) -> bool:
    """Tell whether a name ends and starts where tokens do ("don't" holds no name "Don")."""
    before = at > 0 and words[at - 1][1] == words[at][1]
    end = at + size
    after = end < len(words) and words[end][1] == words[end - 1][1]
    return not (before or after)


def _raw(tree: Tree, first: int, last: int) -> str:
    sentence = tree.sentence
    start = tree.tokens[first].start - sentence.start
    return sentence.text[start : tree.tokens[last].end - sentence.start]


def _head_within(tree: Tree, first: int, last: int) -> int:
    """Return the token of a stretch by which it hangs on the rest; the last such one."""
    outside = [t.index for t in tree.tokens[first : last + 1] if not first <= t.head <= last]
    roots = [t.index for t in tree.tokens[first : last + 1] if t.head == t.index]
    return (roots or outside or [last])[-1]


def is_nominal(scene: Scene, token: Token) -> bool:
    """Tell whether a token heads a noun phrase that may denote an actor."""
    match = scene.by_token.get(token.index)
    if match is not None and match.head != token.index:
        return False
    if match is not None and is_full_name(match):
        return not _is_inner(scene, token) or scene.tokens[token.index].dep == "amod"
    if _is_inner(scene, token):
        return False
    if token.tag in ("PRP", "PRP$") or token.tag in NOUNS:
        return True
    if match is not None:
        return token.tag in ("JJ", "VBG", "UH", "FW", "CD", "RB", "VBN") or token.pos == "PROPN"
    return token.tag in ("CD", "DT", "JJ") and _has_of(scene, token)


def is_full_name(match: Match) -> bool:
    """Tell whether a match is a person of the tables by two words or more, however tagged."""
    return match.last > match.first and all(entry.person for entry in match.entries)


def _is_inner(scene: Scene, token: Token) -> bool:
    """Tell whether a word only modifies a noun to its right.

    A person before "and" does not: the parser ties "Trump and President Erdogan" that way.
    """
    top = _first_conjunct(scene, token)
    if top.dep not in INNER or top.head <= token.index:
        return False
    after = scene.tokens[token.index + 1]
    return not (token.entity == "PERSON" and after.tag in ("CC", ","))


def _first_conjunct(scene: Scene, token: Token) -> Token:
    """Return the first of the words coordinated with `token`, the word itself when none."""
    while token.dep == "conj" and (above := scene.tree.head(token)) is not None:
        token = above
    return token


def _has_of(scene: Scene, token: Token) -> bool:
    prep = scene.tree.child(token, "prep")
    return prep is not None and prep.lemma == "of"


def left_edge(scene: Scene, head: int) -> int:
    """Return the first token of the noun phrase headed by `head`, determiner included."""
    match = scene.by_token.get(head)
    edge = head if match is None else match.first
    named = match is not None and any(e.how in ("name", "capital", "region") for e in match.entries)
    for token in reversed(scene.tokens[:edge]):
        if token.text in BREAKS or not _belongs(scene, token, head) or _is_date(scene, token):
            break
        if token.tag == "CC" and scene.tokens[token.index - 1].entity == "PERSON":
            break
        if named and token.tag in ("NNP", "NNPS") and token.index not in scene.by_token:
            break
        edge = token.index
    while edge < head and _is_loose(scene.tokens[edge]):
        edge += 1
    return edge


def _is_date(scene: Scene, token: Token) -> bool:
    """Tell whether a word is part of a date ("17 July 2017 Russia's court"), not of an age."""
    beside = scene.tokens[max(0, token.index - 1) : token.index + 2]
    return token.entity in ("DATE", "TIME") and all(t.text != "-" for t in beside)


def _is_loose(token: Token) -> bool:
    """Tell whether a word at the edge of a phrase is no part of it: marks, "and", "whose"."""
    if token.dep in ("punct", "cc") or token.tag in ("WP$", "WDT"):
        return True
    return not any(c.isalnum() for c in token.text)


def _belongs(scene: Scene, token: Token, head: int) -> bool:
    """Tell whether a token left of `head` is part of its phrase."""
    own = token
    for above in scene.tree.ancestors(token):
        if above.index == head:
            return own.dep in LEFT
        own = above
    return False

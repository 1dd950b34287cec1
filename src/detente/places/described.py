"""Names that the words beside them call a place: "Palouch village", "the towns of A and B".

Small places are missing from every gazetteer, and taggers take their names for people. The noun
beside the name decides instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.model import Token

__all__ = ["described"]

_HYPHENS = frozenset({"-", "‐", "‑", "–"})
_QUOTES = frozenset("‘’ʻ'`")
_NAMED = frozenset({"NNP", "NNPS"})
_ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "an", "az", "de", "la", "del"})

_ENDS = _ARTICLES | _HYPHENS | _QUOTES
"""What stands amid a name and never ends one ("the village of Mainok as residents slept")."""

Words = Mapping[str, frozenset[str]]


def described(tokens: Sequence[Token], words: Words) -> Iterator[tuple[int, int]]:
    """Yield the first and the last token, the last excluded, of each name called a place.

    `words` are the gazetteer's: those of use "settlement" (and "city") call a name a place.
    """
    for noun in tokens:
        word = noun.text.lower()
        if word not in words["settlement"] and word not in words["city"]:
            continue
        if noun.text[0].isupper():
            yield from _ending_in(tokens, noun, words)
        else:
            yield from _before(tokens, noun.index, words)
            yield from _after(tokens, noun, words)


def _ending_in(tokens: Sequence[Token], noun: Token, words: Words) -> Iterator[tuple[int, int]]:
    """Yield a name that the noun is the last word of ("Handarat Refugee Camp")."""
    after = tokens[noun.index + 1 : noun.index + 2]
    if noun.entity == "PERSON" or any(_is_named(t) or t.text in _HYPHENS for t in after):
        return
    for first, last in _before(tokens, noun.index, words):
        yield first, last + 1


def _before(tokens: Sequence[Token], stop: int, words: Words) -> Iterator[tuple[int, int]]:
    first = stop
    while first > 0 and _belongs(tokens[first - 1]):
        first -= 1
    while first < stop and not _opens(tokens, first):
        first += 1
    if _is_name(tokens[first:stop], words):
        yield first, stop


def _after(tokens: Sequence[Token], noun: Token, words: Words) -> Iterator[tuple[int, int]]:
    """Yield what follows "of": one name, or a list of them after a plural ("towns of A and B")."""
    at = noun.index + 1
    if at >= len(tokens) or tokens[at].text != "of":
        return
    many = noun.text.endswith("s")
    while at + 1 < len(tokens):
        first = last = at + 1
        while last < len(tokens) and _belongs(tokens[last]):
            last += 1
        while last > first and tokens[last - 1].text.lower() in _ENDS | words["calendar"]:
            last -= 1
        if not (last > first and _opens(tokens, first) and _is_name(tokens[first:last], words)):
            return
        yield first, last
        at = last
        if at < len(tokens) and tokens[at].text == ",":
            at += tokens[at + 1 : at + 2] != () and tokens[at + 1].text == "and"
        elif at >= len(tokens) or tokens[at].text != "and":
            return
        if not many:
            return


def _belongs(token: Token) -> bool:
    if token.tag == "POS":
        return False
    joined = token.text in _HYPHENS or token.text in _QUOTES or token.text.lower() in _ARTICLES
    return joined or (token.text[0].isupper() and _is_named(token))


def _is_named(token: Token) -> bool:
    return token.tag in _NAMED and token.text[0].isupper()


def _opens(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    follows = at + 1 < len(tokens) and tokens[at + 1].text in _HYPHENS
    return _is_named(token) or (follows and token.text.lower() in _ARTICLES)


def _is_name(run: Sequence[Token], words: Words) -> bool:
    """Tell whether words are a name's own: not "Central", "UN", "President", no people's."""
    if not run or not run[-1].text[0].isalnum():
        return False
    own = words["generic"] | words["direction"] | words["title"] | words["calendar"]
    bare = [t.text for t in run if t.text[0].isalpha() and t.text.lower() not in _ARTICLES]
    if not any(word.lower() not in own for word in bare) or bare[0].lower() in words["title"]:
        return False
    acronym = len(bare) == 1 and bare[0].isupper()
    return not acronym and run[-1].entity != "NORP"

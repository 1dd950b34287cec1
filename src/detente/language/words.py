"""From spaCy's words to plain tokens: part of speech and lemma are worked out once and remembered.

In pipelines like the English ones, rules (`attribute_ruler`) and a table (`lemmatizer`) make both
from a word's form, tag and dependency, and for a few pairs ("let's") from those of its neighbour.
Over running text they are asked the same things again and again, for a tenth of the pipeline's
time. Here they are asked once for each such word or pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from detente.model import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

__all__ = ["Words", "load_words"]

MOST_REMEMBERED = 200_000
"""Words remembered at once; beyond, all are forgotten, so that memory does not grow for ever."""

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
_OF_THE_WORD = frozenset({"ORTH", "TEXT", "LOWER", "TAG", "DEP", "IS_SPACE"})
"""What rules may ask of a word for their outcome to be remembered."""

_NAME = (_BEGINS_NAME, _CONTINUES_NAME) = (3, 1)
"""spaCy's numbers for the first word of a name, and for the others."""

Key = tuple[int, int, int]
"""A word's form, tag and dependency by spaCy's numbers."""


class Form(NamedTuple):
    """What a token needs beside its place."""

    tag: str
    pos: str
    dep: str
    lemma: str


class Forms(Protocol):
    """What gives the form of every word of a parsed text."""

    def of(self, doc: Doc, keys: Sequence[Key]) -> Sequence[Form]:
        """Return the forms of the words of `doc`, whose numbers are `keys`."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """What makes plain tokens of the words of a parsed text.

    `lemmas` maps a word form in lower case and a tag to its lemma where the pipeline errs.
    """

    forms: Forms

    def sentences(self, doc: Doc, text: str, offset: int) -> Iterator[tuple[Token, ...]]:
        """Yield the tokens of each sentence of `doc`, which stands in `text` at `offset`.

        White space is no token; a sentence of nothing else is left out.
        """
        from spacy import attrs

        names = doc.to_array([attrs.ORTH, attrs.TAG, attrs.DEP]).tolist()
        signed = (attrs.HEAD, attrs.IDX, attrs.LENGTH, attrs.ENT_IOB, attrs.IS_SPACE)
        rows = doc.to_array([*signed, attrs.SENT_START]).astype("int64").tolist()
        forms = self.forms.of(doc, [(word, tag, dep) for word, tag, dep in names])
        starts = [number for number, row in enumerate(rows) if row[-1] == 1 or not number]
        for first, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            kept = [number for number in range(first, end) if not rows[number][4]]
            if kept:
                yield _tokens(doc, kept, rows, forms, text, offset)


def _tokens(
    doc: Doc,
    kept: Sequence[int],
    rows: Sequence[Sequence[int]],
    forms: Sequence[Form],
    text: str,
    offset: int,
) -> tuple[Token, ...]:
    place = {number: index for index, number in enumerate(kept)}
    root = next((place[number] for number in kept if not rows[number][0]), 0)
    made = []
    for index, number in enumerate(kept):
        head, start, length, inside, _, _ = rows[number]
        start += offset
        form = forms[number]
        made.append(
            Token(
                index=index,
                start=start,
                end=start + length,
                text=text[start : start + length],
                lemma=form.lemma,
                tag=form.tag,
                pos=form.pos,
                dep=form.dep if head else "ROOT",
                head=place.get(number + head, root),
                entity=doc[number].ent_type_ if inside in _NAME else None,
                entity_start=inside == _BEGINS_NAME,
            )
        )
    return tuple(made)


class Read:
    """Forms as the pipeline itself has written them."""

    def __init__(self, lemmas: Mapping[tuple[str, str], str]) -> None:
        """Keep the lemmas that correct the pipeline's."""
        self._lemmas = lemmas

    def of(self, doc: Doc, keys: Sequence[Key]) -> Sequence[Form]:  # noqa: ARG002 (see `Forms`)
        """Return the forms of the words of `doc`."""
        return [
            Form(
                tag=word.tag_,
                pos=word.pos_,
                dep=word.dep_,
                lemma=self._lemmas.get((word.lower_, word.tag_), word.lemma_.lower()),
            )
            for word in doc
        ]


class Remembered:
    """Forms worked out by the pipeline's rules and lemmatizer once for each kind of word."""

    def __init__(self, pipeline: Language, read: Read) -> None:
        """Take ruler and lemmatizer out of the running pipeline, to be asked when needed."""
        from spacy.matcher import Matcher

        self._ruler = cast("AttributeRuler", pipeline.get_pipe(RULER))
        self._lemmatizer = pipeline.get_pipe(LEMMATIZER)
        pipeline.disable_pipes(RULER, LEMMATIZER)
        self._read = read
        self._joint = Matcher(pipeline.vocab)
        self._joint.add("joint", [p for p in _patterns(self._ruler) if len(p) > 1])
        self._known: dict[Key, Form] = {}

    def of(self, doc: Doc, keys: Sequence[Key]) -> Sequence[Form]:
        """Return the forms of the words of `doc`."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        # parted by a word of no kind, so that no rule takes two of them for neighbours
        apart = [one for key in new for one in (key, (doc.vocab.strings.add("\n"), 0, 0))]
        self._known.update(zip(new, self._work_out(doc, apart)[::2], strict=True))
        forms = [self._known[key] for key in keys]
        for first, end in _runs(self._joint(doc, allow_missing=True)):
            forms[first:end] = self._work_out(doc, keys[first:end])
        return forms

    def _work_out(self, doc: Doc, keys: Sequence[Key]) -> Sequence[Form]:
        """Return the forms of words that stand beside each other, and beside no others."""
        from spacy.tokens import Doc

        strings = doc.vocab.strings
        alone = Doc(doc.vocab, words=[strings[word] for word, _, _ in keys])
        for word, (_, tag, dep) in zip(alone, keys, strict=True):
            word.tag, word.dep = tag, dep
        return self._read.of(self._lemmatizer(self._ruler(alone)), keys)


def _runs(matches: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return the stretches that matches cover, those that overlap joined."""
    found: list[tuple[int, int]] = []
    for _, first, end in sorted(matches, key=lambda match: match[1:]):
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return found


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    """Return the patterns of all rules: what is asked of each of the words that stand together."""
    rules = cast("list[dict[str, list[list[dict[str, Any]]]]]", ruler.patterns)
    return [pattern for rule in rules for pattern in rule["patterns"]]


def load_words(pipeline: Language, lemmas: Mapping[tuple[str, str], str]) -> Words:
    """Return what makes tokens of a pipeline's words, by remembering where that is the same.

    The components that are remembered no longer run in the pipeline.
    """
    read = Read(lemmas)
    return Words(Remembered(pipeline, read) if _by_word(pipeline) else read)


def _by_word(pipeline: Language) -> bool:
    """Tell whether parts of speech and lemmas follow from form, tag and dependency alone."""
    from spacy.pipeline import AttributeRuler, Lemmatizer

    parts = dict(pipeline.pipeline)
    ruler, lemmatizer = parts.get(RULER), parts.get(LEMMATIZER)
    if not (isinstance(ruler, AttributeRuler) and isinstance(lemmatizer, Lemmatizer)):
        return False
    order = list(parts)
    asked = (key for pattern in _patterns(ruler) for word in pattern for key in word)
    return (
        order.index(RULER) < order.index(LEMMATIZER)
        and "morphologizer" not in parts
        and lemmatizer.mode in {"rule", "lookup"}
        and _OF_THE_WORD.issuperset(asked)
    )

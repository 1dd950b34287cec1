"""Reports that grammar shows: verbs, nouns and adjectives with their clauses and objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from detente.language import Tree
from detente.model import Sentence, Token
from detente.voices.content import clean, frame_content, token_range
from detente.voices.cues import Cue
from detente.voices.echoes import said_so
from detente.voices.frames import Frame, adjective_frames, noun_frames, verb_frames
from detente.voices.reports import Page, Report, Source
from detente.voices.sources import noun_source, subject_source, verb_source

__all__ = ["find_reported"]

_NO_PREDICATE = frozenset({"aux", "auxpass", "amod", "compound", "nmod"})
_ASSERTING = frozenset({"states", "alleges", "denies", "confirms", "warns"})
_RANK = ("clause", "infinitive", "raised", "passive", "gerund", "predicate", "object")


def find_reported(page: Page) -> Iterator[Report]:
    """Yield the reports of every sentence, in text order."""
    for sentence in page.sentences:
        tree = page.trees[sentence.index]
        for token in sentence.tokens:
            report = _report(page, sentence, tree, token)
            if report is not None:
                yield report


def _report(page: Page, sentence: Sentence, tree: Tree, token: Token) -> Report | None:
    if token.pos in {"VERB", "AUX"} and token.dep not in _NO_PREDICATE:
        return _of_verb(page, sentence, tree, token)
    if token.pos in {"NOUN", "PROPN"}:
        frame, cue = _best(noun_frames(tree, token), page.cues.nouns)
        source = noun_source(tree, token)
    elif token.pos == "ADJ":
        frame, cue = _best(adjective_frames(tree, token), page.cues.adjectives)
        source = subject_source(page, sentence, token)
    else:
        return None
    return _made(page, sentence, tree, frame, cue, source) if frame and cue else None


def _of_verb(page: Page, sentence: Sentence, tree: Tree, verb: Token) -> Report | None:
    frame, cue = _best(verb_frames(tree, verb), page.cues.verbs)
    if frame and cue:
        source = None if frame.form == "raised" else verb_source(page, sentence, verb)
        return _made(page, sentence, tree, frame, _withheld(tree, verb, cue), source)
    particle = tree.child(verb, "prt")
    cue = page.cues.verbs.get(f"{verb.lemma} {particle.lemma}" if particle else verb.lemma)
    if cue is None or "clause" not in cue.takes:
        return None
    echo = said_so(page, sentence, tree, verb, cue)
    if echo is not None:
        return echo
    around = _parenthetical(tree, verb)
    if around is None:
        return None
    content = clean(page, *around, around=verb.start)
    source = verb_source(page, sentence, verb)
    words = (verb, particle) if particle else (verb,)
    return _record(sentence, words, content, source, cue, "clause")


def _withheld(tree: Tree, verb: Token, cue: Cue) -> Cue:
    """Return the cue as a negation leaves it: who did not confirm or deny it takes no stance."""
    if cue.stance not in _ASSERTING or tree.child(verb, "neg") is None:
        return cue
    return replace(cue, stance="withholds")


def _best(frames: list[Frame], known: Mapping[str, Cue]) -> tuple[Frame | None, Cue | None]:
    """Return the frame that the table knows and that says most."""
    fitting = [
        (
            _RANK.index(frame.form),
            -len(frame.words),
            frame.content.index < frame.words[0].index,
            number,
        )
        for number, frame in enumerate(frames)
        if (cue := known.get(frame.name)) and frame.form in cue.takes
    ]
    if not fitting:
        return None, None
    frame = frames[min(fitting)[3]]
    return frame, known[frame.name]


def _parenthetical(tree: Tree, verb: Token) -> tuple[int, int] | None:
    """Return the range of the clause that "he said" or "as he said" interrupts or follows."""
    above = tree.head(verb)
    if above is None or above.pos not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return None
    mark = tree.child(verb, "mark")
    as_he_said = verb.dep == "advcl" and mark is not None and mark.lemma == "as"
    if verb.dep != "parataxis" and not as_he_said:
        return None
    own = {t.index for t in tree.subtree(verb)}
    rest = [t for t in tree.subtree(above) if t.index not in own and t.dep != "punct"]
    return token_range(rest) if rest else None


def _made(
    page: Page, sentence: Sentence, tree: Tree, frame: Frame, cue: Cue, source: Source | None
) -> Report:
    content = frame_content(page, tree, frame)
    return _record(sentence, frame.words, content, source, cue, frame.form)


def _record(
    sentence: Sentence,
    words: tuple[Token, ...],
    content: tuple[int, int],
    source: Source | None,
    cue: Cue,
    form: str,
) -> Report:
    start, end = words[0].start, words[-1].end
    if start < content[1] and content[0] < end:
        end = words[0].end
    speech = "quote" in cue.takes
    return Report(sentence.index, start, (start, end), content, source, cue.stance, form, speech)

"""Which rule of the lexicon fits a clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.events.rules import Rule, RuleTable
from detente.model import Clause, Phrase

__all__ = ["Matches", "match_clauses"]

_DEPTH = 3
_CARRIED_OUT = ("&carried_out",)
_TEMPORAL = frozenset({"during", "after", "before", "since", "until", "amid", "by", "in", "at"})


@dataclass(frozen=True, slots=True)
class Matches:
    """The rule that fits each clause of a document, where one does, by clause number.

    `contents` gives for each clause the clauses that are its content, nearest first.
    """

    rules: Mapping[int, Rule]
    contents: Mapping[int, tuple[Clause, ...]]


def match_clauses(clauses: tuple[Clause, ...], table: RuleTable) -> Matches:
    """Return the best rule of each clause; content is judged before what governs it."""
    below: dict[int, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if clause.governor is not None:
            below[clause.governor].append(clause)
    contents = {c.index: tuple(_content(c, below, _DEPTH)) for c in clauses}
    rules: dict[int, Rule] = {}
    for clause in sorted(clauses, key=lambda c: -_depth(c, clauses)):
        rule = _best(clause, contents[clause.index], table, rules)
        if rule is not None:
            rules[clause.index] = rule
    return Matches(_told(clauses, rules, contents, table), contents)


def _told(
    clauses: tuple[Clause, ...],
    rules: Mapping[int, Rule],
    contents: Mapping[int, tuple[Clause, ...]],
    table: RuleTable,
) -> dict[int, Rule]:
    """Return the rules without those whose words should be stated and are only mentioned."""
    spoken_of = {inner.index for own in rules if rules[own].content for inner in contents[own]}
    known = {clause.index: clause for clause in clauses}
    return {
        index: rule
        for index, rule in rules.items()
        if not rule.stated or index in spoken_of or _is_stated(known[index], known, table)
    }


def _is_stated(clause: Clause, clauses: Mapping[int, Clause], table: RuleTable) -> bool:
    """Tell whether a clause says by itself that something was done, or is to be.

    A verb does in a main clause, in one coordinated with it, in what somebody says, and as the
    complement of what its actor does ("continues to back"); a noun as subject or object.
    Attributes, aims and circumstances do not.
    """
    if clause.kind != "verb":
        return clause.relation not in {"oblique", "adverbial", "relative"}
    if clause.tense is not None or clause.modal is not None:
        return clause.relation in {None, "coordinate", "complement"}
    above = clauses.get(clause.governor) if clause.governor is not None else None
    carried = above is not None and table.meets(_CARRIED_OUT, (above.lemma,))
    return carried and clause.relation == "complement"


def _depth(clause: Clause, clauses: tuple[Clause, ...]) -> int:
    first = clauses[0].index
    depth = 0
    while clause.governor is not None and depth < len(clauses):
        clause = clauses[clause.governor - first]
        depth += 1
    return depth


def _content(clause: Clause, below: Mapping[int, list[Clause]], depth: int) -> Iterator[Clause]:
    """Yield what a clause speaks of: its complement clauses and the event nouns it governs."""
    direct = [c for c in below[clause.index] if _is_content(c)]
    yield from direct
    if depth:
        for one in direct:
            yield from _content(one, below, depth - 1)


def _is_content(clause: Clause) -> bool:
    if clause.relation in {"complement", "object"}:
        return True
    return clause.relation == "oblique" and clause.mark not in _TEMPORAL


def _best(
    clause: Clause, content: tuple[Clause, ...], table: RuleTable, known: Mapping[int, Rule]
) -> Rule | None:
    """Return the fitting rule with the most specific word and the most conditions.

    Of equals the one whose content stands nearest.
    """
    best, most = None, (-1, 0)
    for particle in _particles(clause, content):
        for rule in table.by_word.get((clause.kind, clause.lemma, particle), ()):
            weight = rule.conditions + (2 if particle else 0)
            if weight < most[0] or not _fits(rule, clause, content, table):
                continue
            far = _content_at(rule, clause, content, table, known) if rule.content else 0
            if far is None:
                continue
            found = (weight + _speaks_of_mode(rule, content, known), -far)
            if found > most:
                best, most = rule, found
    return best


def _speaks_of_mode(rule: Rule, content: tuple[Clause, ...], known: Mapping[int, Rule]) -> bool:
    """Tell whether a rule asks for just the mode of its content, not for its whole type."""
    labels = [known[c.index].label for c in content if c.index in known]
    return any("/" in label and label in rule.content for label in labels)


def _particles(clause: Clause, content: tuple[Clause, ...]) -> list[str | None]:
    """Return what may stand after the lemma in a rule: particle, preposition, or both."""
    if clause.kind != "verb":
        return [None]
    ties = [p.preposition for p in clause.obliques if p.preposition]
    ties += [c.mark for c in content if c.mark and c.governor == clause.index]
    if clause.particle is None:
        ends = [clause.result] if clause.result else []
        return [None, *ends, *dict.fromkeys(ties)]
    return [clause.particle, *(f"{clause.particle} {tie}" for tie in dict.fromkeys(ties))]


def _fits(
    rule: Rule,
    clause: Clause,
    content: tuple[Clause, ...],
    table: RuleTable,
) -> bool:
    """Tell whether a rule's slots fit; its content is looked at elsewhere."""
    if rule.subject and not table.meets(rule.subject, _words(clause.subject)):
        return False
    if rule.object and not table.meets(rule.object, _words(clause.object)):
        return False
    if rule.modifier and not table.meets(rule.modifier, clause.modifiers):
        return False
    for preposition, asked in rule.oblique.items():
        found = [p for p in clause.obliques if p.preposition == preposition]
        if not (found and table.meets(asked, _words(found))):
            return False
    if rule.without and table.meets(rule.without, _everything(clause, content)):
        return False
    return clause.lemma not in rule.told_to or _governs_infinitive(clause, content)


def _governs_infinitive(clause: Clause, content: tuple[Clause, ...]) -> bool:
    return any(one.base and one.mark == "to" for one in content if one.governor == clause.index)


def _content_at(
    rule: Rule,
    clause: Clause,
    content: tuple[Clause, ...],
    table: RuleTable,
    known: Mapping[int, Rule],
) -> int | None:
    """Return how far away the first content stands that a rule asks for, None if none does."""
    if table.meets(rule.content, _words(clause.object)):
        return 0
    for far, inner in enumerate(content):
        label = known[inner.index].label if inner.index in known else ""
        words = (inner.lemma, *_words(inner.object))
        if table.meets(rule.content, words) or any(_named(label, one) for one in rule.content):
            return far
    return None


def _named(label: str, asked: str) -> bool:
    return asked == label or label.startswith(f"{asked}/")


def _words(phrases: Iterable[Phrase]) -> list[str]:
    return [word for phrase in phrases for word in phrase.words]


def _everything(clause: Clause, content: tuple[Clause, ...]) -> list[str]:
    slots = (*clause.subject, *clause.object, *clause.obliques)
    near = (phrase for one in content if one.governor == clause.index for phrase in one.object)
    return [*_words((*slots, *near)), *clause.modifiers, *(inner.lemma for inner in content)]

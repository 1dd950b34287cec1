"""The event lexicon: which words, in which company, report which type of event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import Fault, TableError
from detente.events.ontology import Ontology
from detente.tables import Lexicon

__all__ = ["NO_EVENT", "Example", "Rule", "RuleTable", "WordList", "load_rules"]

NO_EVENT = "NONE"
"""The type of a rule for words that report no event: "seize upon", "strike a balance"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence that proves a rule.

    `event` is written `POL.GOV SANCTION/expel RUS.GOV`: actors, label, recipients, several
    joined by "+", "-" for nobody; sectors may be left out. "none" says that nothing is coded,
    and then `because` is part of the reason. `status` and `polarity` are checked where given.
    """

    text: str
    event: str
    because: str | None = None
    status: str | None = None
    polarity: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: the words that denote the act, what must stand around them, and the label.

    `verbs` are lemmas, a particle after a space ("call off"); `nouns` and `adjectives` lemmas.
    `subject`, `object` and `oblique` (a table: preposition to words) ask that the phrase in that
    slot holds one of the words, as a lemma anywhere in it; `content` asks it of the clause that
    the act governs or of its object. A word is a lemma, "&list" a list of `words/`, "*" any
    phrase at all; an upper-case name ("ASSAULT", "RETREAT/release") in `content` is met by any
    act of that type; of rules that ask as much, one that names its very mode wins. `without`
    names words that must stand neither in any slot nor in the object of the content. `told_to`
    names those of the verbs that only report unless they govern an infinitive: "told them to go",
    not "told them that they had gone". With `stated` the words count where a clause states them
    or another act speaks of them ("promised to back Turkey"), not as an attribute, aim or
    circumstance: "rebels backed by Turkey", "in support of Turkey", "who once backed Turkey".

    `actor` and `recipient` are the slots where the parties stand, tried in order: "subject",
    "object", "content" (the subject of the governed clause), "modifier", a preposition, or
    "condition" (the subject of "if" or "unless" under the act or its content), which comes last.
    With `reciprocal` all of them are actors. A rule of type "NONE" says that its words are an idiom
    and report no event. `strength` is how often the rule is right, from
    0 to 1, before anything is measured.
    """

    id: str
    type: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    oblique: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    content: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    told_to: tuple[str, ...] = ()
    stated: bool = False
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ("object", "against", "with", "to", "on", "content")
    reciprocal: bool = False
    contexts: tuple[str, ...] = ()
    strength: float = 0.7
    example: tuple[Example, ...] = ()

    @property
    def label(self) -> str:
        """The label's name, `TYPE` or `TYPE/mode`."""
        return f"{self.type}/{self.mode}" if self.mode else self.type

    @property
    def conditions(self) -> int:
        """How many slots the rule asks about: of two rules that fit, the one with more wins."""
        slots = (self.subject, self.object, self.content, self.modifier)
        asked = sum(bool(words) + (bool(words) and words != ("*",)) for words in slots)
        return asked + 2 * len(self.oblique)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """A named list of lemmas that rules refer to as "&id"; lists may hold other lists."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleTable:
    """All rules, to be looked up by what denotes the act: (kind, lemma, particle or None)."""

    rules: tuple[Rule, ...]
    by_word: Mapping[tuple[str, str, str | None], tuple[Rule, ...]]
    lists: Mapping[str, frozenset[str]]

    @property
    def nouns(self) -> list[str]:
        """Every noun that a rule speaks of."""
        return sorted({noun for rule in self.rules for noun in rule.nouns})

    @property
    def verbs(self) -> list[str]:
        """Every verb that a rule speaks of."""
        return sorted({verb for rule in self.rules for verb in rule.verbs})

    def meets(self, asked: Iterable[str], words: Iterable[str]) -> bool:
        """Tell whether one of `words` is among the `asked` words and lists."""
        held = set(words)
        for one in asked:
            if one == "*" or one in held:
                return True
            if one.startswith("&") and not held.isdisjoint(self.lists[one[1:]]):
                return True
        return False


def load_rules(lexicon: Lexicon, ontology: Ontology) -> RuleTable:
    """Return the rules of `events/*.toml` with their word lists.

    Raises:
        TableError: rules are wrong: unknown keys, types, modes or lists; all are named.
    """
    lists = _expanded(lexicon.blocks("words/*.toml", "list", WordList))
    kept: dict[str, tuple[Path, int, Rule]] = {}
    faults: list[Fault] = []
    for path, line, rule in lexicon.numbered_blocks("events/*.toml", "rule", Rule):
        if rule.id in kept and kept[rule.id][0].parent == path.parent:
            problem = f"rule {rule.id!r} stands at {kept[rule.id][0].name}:{kept[rule.id][1]} too"
            faults.append(Fault(file=str(path), line=line, problem=problem))
        kept[rule.id] = (path, line, rule)
        faults += [
            Fault(file=str(path), line=line, problem=f"{rule.id}: {problem}")
            for problem in _problems(rule, ontology, lists)
        ]
    if faults:
        raise TableError(faults)
    rules = tuple(rule for _, _, rule in kept.values())
    return RuleTable(rules, _indexed(rules), lists)


def _problems(rule: Rule, ontology: Ontology, lists: Mapping[str, frozenset[str]]) -> Iterable[str]:
    if rule.type != NO_EVENT and (problem := ontology.fault(rule.label)):
        yield problem
    if not (rule.verbs or rule.nouns or rule.adjectives):
        yield "names no verbs, nouns or adjectives"
    if not rule.example:
        yield "has no example; every rule needs a sentence that proves it"
    slots = (rule.subject, rule.object, rule.content, rule.modifier, rule.without)
    for word in [w for words in (*slots, *rule.oblique.values()) for w in words]:
        if word.startswith("&") and word[1:] not in lists:
            yield f"no word list {word!r} in words/"
        elif word.isupper() and (problem := ontology.fault(word)):
            yield problem
    for context in rule.contexts:
        if context not in ontology.contexts:
            yield f"no context {context!r}; there are {', '.join(ontology.contexts)}"


def _expanded(rows: Iterable[WordList]) -> dict[str, frozenset[str]]:
    raw = {row.id: row.words for row in rows}

    def words(name: str, seen: frozenset[str]) -> frozenset[str]:
        inner = [w[1:] for w in raw[name] if w.startswith("&") and w[1:] not in seen]
        plain = frozenset(w for w in raw[name] if not w.startswith("&"))
        return plain.union(*(words(n, seen | {n}) for n in inner if n in raw))

    return {name: words(name, frozenset({name})) for name in raw}


def _indexed(rules: Iterable[Rule]) -> dict[tuple[str, str, str | None], tuple[Rule, ...]]:
    found: dict[tuple[str, str, str | None], list[Rule]] = defaultdict(list)
    for rule in rules:
        for verb in rule.verbs:
            lemma, _, particle = verb.partition(" ")
            found["verb", lemma, particle or None].append(rule)
        for noun in rule.nouns:
            found["noun", noun, None].append(rule)
        for adjective in rule.adjectives:
            found["adjective", adjective, None].append(rule)
    return {key: tuple(sorted(v, key=lambda r: -r.conditions)) for key, v in found.items()}

"""News made up for measuring linking: every rule of its making is here.

Countries are at odds in dyads, some much busier than others. A dyad has its own vocabulary and
towns. An event is an act of one country on the other on a day, at a town, mostly with words and
names of its own; a third of events are followed within five days by another event of the same
type between the same two, the distractors. An event is told in one to eight documents, printed
within three days of it, each with its own choice of words, party names and numbers, and with
fields missing or wrong at the rates below. One telling in eight is a copy of another document of
the event with a line added. One document in ten tells of two events.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from detente.linking import link
from detente.linking.wording import WordRow
from detente.model import (
    Annotation,
    Day,
    Document,
    Label,
    Mention,
    Party,
    Place,
    Quantity,
    Sentence,
    Span,
)
from detente.tables import open_lexicon

__all__ = ["News", "Noise", "make_news"]

FIRST = date(2015, 1, 1)
COUNTRIES = [
    *("USA", "RUS", "CHN", "IND", "PAK", "IRN", "IRQ", "SYR", "ISR", "PSE", "LBN", "TUR", "GRC"),
    *("UKR", "POL", "DEU", "FRA", "GBR", "ESP", "ITA", "EGY", "LBY", "SDN", "SSD", "ETH", "ERI"),
    *("SOM", "KEN", "NGA", "MLI", "NER", "TCD", "CMR", "COD", "RWA", "ZAF", "MOZ", "YEM", "SAU"),
    *("AFG", "MMR", "THA", "KHM", "VNM", "PHL", "JPN", "KOR", "PRK", "VEN", "COL"),
]
ACTS = (
    # type, mode, words for it (one rule of the lexicon), how often, whether it takes lives
    ("ASSAULT", "heavy-weapons", ("shelled", "bombarded", "pounded"), 20, True),
    ("ASSAULT", "firearms", ("shot", "gunned down", "killed"), 15, True),
    ("CONSULT", "visit", ("visited", "travelled to", "arrived in"), 10, False),
    ("CONSULT", "third-party", ("met", "held talks with", "talked to"), 10, False),
    ("ACCUSE", "disapprove", ("condemned", "denounced", "criticised"), 15, False),
    ("SANCTION", "expel", ("expelled", "threw out", "deported"), 6, False),
    ("COERCE", "arrest", ("arrested", "detained", "seized"), 10, False),
    ("PROTEST", "demo", ("marched against", "rallied against", "protested against"), 6, False),
    ("AGREE", None, ("promised", "pledged", "offered"), 8, False),
)
SYLLABLES = [
    *("ba", "de", "ki", "lo", "mu", "ne", "pa", "ri", "so", "tu", "va"),
    *("ze", "cha", "dro", "fle", "gri", "kla", "plo", "sta", "tri"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """How often a telling leaves out or gets wrong what happened."""

    no_day: float = 0.3
    wrong_day: float = 0.08
    only_week: float = 0.1
    no_place: float = 0.35
    only_country: float = 0.1
    wrong_place: float = 0.03
    no_actor: float = 0.08
    no_recipient: float = 0.08
    no_country: float = 0.04
    no_mode: float = 0.15
    wrong_mode: float = 0.03
    no_number: float = 0.4
    word_kept: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Documents with their mentions, and the event that each mention tells of, by its id."""

    documents: tuple[Annotation, ...]
    truth: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Happening:
    number: int
    act: int
    actor: str
    recipient: str
    persons: tuple[str | None, str | None]
    day: date
    town: int
    dead: int
    words: tuple[str, ...]


def make_news(
    mentions: int, *, seed: int = 1, mentions_a_day: float = 30.0, noise: Noise | None = None
) -> News:
    """Return made-up news with about so many mentions, the same for the same seed.

    At `mentions_a_day` the archive grows in time; a rate that grows with `mentions` makes the same
    days busier instead.
    """
    chance = random.Random(seed)
    days = max(30, round(mentions / mentions_a_day))
    maker = _Maker(chance, noise or Noise(), [_word(chance) for _ in range(6000)])
    tellings: list[tuple[int, Document, Mention]] = []
    for happening in maker.happenings(days):
        tellings += maker.tellings(happening)
        if len(tellings) >= mentions:
            break
    truth = {mention.id: number for number, _, mention in tellings}
    return News(documents=tuple(_documents(chance, tellings)), truth=truth)


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4))))


def _documents(
    chance: random.Random, tellings: Sequence[tuple[int, Document, Mention]]
) -> Iterator[Annotation]:
    """Yield documents with their own events; a tenth of them take in one of the same day."""
    printed = sorted(tellings, key=lambda told: (told[1].published or FIRST, told[1].id))
    waiting = iter(printed)
    for happening, document, mention in waiting:
        mentions = (mention,)
        if chance.random() < 0.1:
            other, more, second = next(waiting, (happening, document, mention))
            if other != happening:
                mentions = (mention, _moved(second, len(document.text) + 1))
                document = replace(document, text=f"{document.text}\n{more.text}")
            elif second is not mention:
                yield _annotated(more, (second,))
        yield _annotated(document, mentions)


def _annotated(document: Document, mentions: tuple[Mention, ...]) -> Annotation:
    (item,) = link((Annotation(document=document, mentions=mentions),))
    return item


def _moved(mention: Mention, by: int) -> Mention:
    """Return a mention as it stands further on in another document."""
    sentence, trigger = mention.sentence, mention.trigger
    return replace(
        mention,
        sentence=replace(sentence, start=sentence.start + by, end=sentence.end + by),
        trigger=Span(trigger.start + by, trigger.end + by, trigger.text),
    )


class _Maker:
    """Draws happenings and what documents tell of them."""

    def __init__(self, chance: random.Random, noise: Noise, vocabulary: Sequence[str]) -> None:
        self.chance, self.noise, self.vocabulary = chance, noise, vocabulary
        self.dyads = [tuple(chance.sample(COUNTRIES, 2)) for _ in range(200)]
        self.busy = [1 / (rank + 3) for rank in range(len(self.dyads))]
        rows = open_lexicon().rows("linking/words.csv", WordRow)[1:]
        self.common = [row.stem for row in rows], list(accumulate(row.sentences for row in rows))
        self.told = 0

    def happenings(self, days: int) -> Iterator[_Happening]:
        """Yield happenings over `days`, distractors right after what they are like."""
        number = 0
        while True:
            happening = self._happening(number, FIRST + timedelta(self.chance.randrange(days)))
            yield happening
            while self.chance.random() < 0.33:
                number += 1
                happening = self._distractor(number, happening)
                yield happening
            number += 1

    def _happening(self, number: int, day: date) -> _Happening:
        act = self.chance.choices(range(len(ACTS)), [row[3] for row in ACTS])[0]
        actor, recipient = self.chance.choices(self.dyads, self.busy)[0]
        if self.chance.random() < 0.5:
            actor, recipient = recipient, actor
        persons = tuple(self._person(country) for country in (actor, recipient))
        return _Happening(
            number=number,
            act=act,
            actor=actor,
            recipient=recipient,
            persons=(persons[0], persons[1]),
            day=day,
            town=self.chance.randrange(40),
            dead=min(200, int(self.chance.paretovariate(0.9))),
            words=tuple(self.chance.choices(self.vocabulary, k=9)),
        )

    def _distractor(self, number: int, other: _Happening) -> _Happening:
        """Return the like of `other` one to five days later, with a third of its words."""
        like = self._happening(number, other.day + timedelta(self.chance.randint(1, 5)))
        return replace(
            like,
            act=other.act,
            actor=other.actor,
            recipient=other.recipient,
            words=(*other.words[:3], *like.words[3:]),
        )

    def _person(self, country: str) -> str | None:
        """Return one of six people of a country, or nobody."""
        if self.chance.random() < 0.6:
            return None
        return f"{country.title()}ov {self.chance.choice('ABCDEF')}son"

    def tellings(self, happening: _Happening) -> Iterator[tuple[int, Document, Mention]]:
        """Yield what one to eight documents tell, some of them copies of an earlier one."""
        made: list[tuple[Document, Mention]] = []
        for _ in range(self.chance.choices(range(1, 9), (30, 20, 14, 11, 9, 7, 5, 4))[0]):
            self.told += 1
            if made and self.chance.random() < 0.125:
                document, mention = self._copy(*self.chance.choice(made))
            else:
                document, mention = self._telling(happening)
            made.append((document, mention))
            yield happening.number, document, mention

    def _copy(self, document: Document, mention: Mention) -> tuple[Document, Mention]:
        name = f"d{self.told:07}"
        text = f"{document.text} ({_word(self.chance)})"
        return replace(document, id=name, text=text), replace(mention, id=f"m{self.told:07}")

    def _telling(self, happening: _Happening) -> tuple[Document, Mention]:
        """Return a document of two sentences: what happened, and what goes on between the two."""
        type_, mode, verbs, _, deadly = ACTS[happening.act]
        actors = self._side(happening.actor, happening.persons[0], self.noise.no_actor)
        recipients = self._side(happening.recipient, happening.persons[1], self.noise.no_recipient)
        if not actors and not recipients:
            actors = self._side(happening.actor, None, 0.0)
        verb = self.chance.choice(verbs)
        start = "".join(f"{party.text} " for party in actors)
        kept = [word for word in happening.words if self.chance.random() < self.noise.word_kept]
        after = [*(party.text for party in recipients), *kept, *self._common(4)]
        sentence = f"{start}{verb} {' '.join(after)}."
        background = [*self._context(happening), *self._common(4)]
        label = Label(type=type_, mode=self._mode(mode), quad=1)
        mention = Mention(
            id=f"m{self.told:07}",
            sentence=Sentence(index=0, start=0, end=len(sentence), text="", tokens=()),
            trigger=Span(len(start), len(start) + len(verb), verb),
            label=label,
            act=label,
            actors=actors,
            recipients=recipients,
            day=self._day(happening),
            place=self._place(happening),
            quantities=self._dead(happening) if deadly else (),
            trace=(f"type: rule {type_}-{mode}",),
        )
        document = Document(
            id=f"d{self.told:07}",
            text=f"{sentence} {' '.join(background).capitalize()}.",
            published=happening.day + timedelta(self.chance.choice((0, 1, 1, 1, 2, 3))),
        )
        return document, mention

    def _side(self, country: str, person: str | None, missing: float) -> tuple[Party, ...]:
        if self.chance.random() < missing:
            return ()
        unknown = self.chance.random() < self.noise.no_country
        if person and self.chance.random() < 0.6:
            name = text = person
        else:
            name = f"Land of {country}"
            text = self.chance.choice(
                (name, f"the {country} government", f"officials of {country}")
            )
        party = Party(
            sentence=0,
            head=0,
            start=0,
            end=len(text),
            text=text,
            name=name,
            kind="country" if name != person else "person",
            country=None if unknown else country,
            sectors=() if unknown else ("GOV",),
        )
        return (party,)

    def _mode(self, mode: str | None) -> str | None:
        drawn = self.chance.random()
        if drawn < self.noise.no_mode:
            return None
        return "other" if drawn > 1 - self.noise.wrong_mode else mode

    def _day(self, happening: _Happening) -> Day | None:
        drawn = self.chance.random()
        if drawn < self.noise.no_day:
            return None
        day = happening.day
        if drawn > 1 - self.noise.only_week:
            monday = day - timedelta(day.weekday())
            return Day(earliest=monday, latest=monday + timedelta(6), precision="week")
        if self.chance.random() < self.noise.wrong_day:
            day += timedelta(self.chance.choice((-1, 1)))
        return Day(earliest=day, latest=day, precision="day")

    def _place(self, happening: _Happening) -> Place | None:
        drawn = self.chance.random()
        if drawn < self.noise.no_place:
            return None
        country = happening.recipient
        if drawn > 1 - self.noise.only_country:
            return _place_of(country, country, "country", COUNTRIES.index(country))
        wrong = self.chance.random() < self.noise.wrong_place
        town = self.chance.randrange(40) if wrong else happening.town
        return _place_of(f"{country.title()}ville {town}", country, "city", town)

    def _dead(self, happening: _Happening) -> tuple[Quantity, ...]:
        """Return the toll, which early reports put lower by up to a third."""
        if self.chance.random() < self.noise.no_number:
            return ()
        best = max(1, round(happening.dead * self.chance.choice((1, 1, 1, 0.8, 0.67))))
        toll = Quantity(
            sentence=0, start=0, end=1, text="", kind="dead", low=best, best=best, high=best
        )
        return (toll,)

    def _context(self, happening: _Happening) -> list[str]:
        """Return words that come up whenever these two countries are in the news."""
        key = "".join(sorted((happening.actor, happening.recipient)))
        known = random.Random(key).choices(self.vocabulary, k=15)
        return self.chance.sample(known, 5)

    def _common(self, count: int) -> list[str]:
        """Return words of any news, as often as they come in the training text."""
        words, often = self.common
        return self.chance.choices(words, cum_weights=often, k=count)


def _place_of(name: str, country: str, precision: str, number: int) -> Place:
    """Return a town on a grid two degrees wide, far from every other of its country."""
    at = COUNTRIES.index(country)
    return Place(
        sentence=0,
        start=0,
        end=0,
        text="",
        name=name,
        country=country,
        latitude=-60 + at * 2.0 + (number % 8) * 2.0,
        longitude=(at * 7) % 180 + (number // 8) * 2.0,
        precision=precision,
    )

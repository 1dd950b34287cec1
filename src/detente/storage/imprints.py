"""What linking needs of the texts, worked out once: near-identity, story and words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from detente.linking import bands_of, repeats
from detente.linking.wording import Words, stems_of
from detente.storage.bulk import insert, showing
from detente.storage.stories import part, stories_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["imprint"]

Item = TypeVar("Item")

_TEXTS_AT_ONCE = 2000


def imprint(connection: DuckDBPyConnection, words: Words) -> None:
    """Take the imprints of documents that have none, and find which of them repeat others.

    Where a new text shows that two groups of copies are one, what they tell is unlinked, to be
    linked anew as one source.
    """
    found = connection.execute(
        "SELECT id FROM documents ANTI JOIN imprints ON imprints.document = documents.id "
        "WHERE failure IS NULL ORDER BY id"
    )
    fresh = [name for (name,) in found.fetchall()]
    for some in _some(fresh):
        texts = _texts(connection, some)
        insert(connection, "imprints", [[n, n, sorted(words.story(t))] for n, t in texts.items()])
        bands = [[band, name] for name, text in texts.items() for band in bands_of(text)]
        insert(connection, "bands", bands)
    if fresh:
        _group(connection, fresh)
    _take_words(connection)


def _some(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), _TEXTS_AT_ONCE):
        yield items[start : start + _TEXTS_AT_ONCE]


def _texts(connection: DuckDBPyConnection, names: Sequence[str]) -> dict[str, str]:
    showing(connection, "asked", id=names)
    found = connection.execute("SELECT id, text FROM documents SEMI JOIN asked USING (id)")
    return dict(sorted(found.fetchall()))


_PAIRS = """
SELECT DISTINCT
    least(mine.document, other.document) AS one,
    greatest(mine.document, other.document) AS two
FROM bands AS mine
JOIN bands AS other ON other.band = mine.band AND other.document <> mine.document
WHERE mine.document IN (SELECT document FROM asked)
ORDER BY one, two
"""


def _group(connection: DuckDBPyConnection, fresh: Sequence[str]) -> None:
    """Give documents that repeat one text one origin, that of a document known before if any."""
    showing(connection, "asked", document=fresh)
    pairs = connection.execute(_PAIRS).fetchall()
    origins = _origins(connection, sorted({name for pair in pairs for name in pair}))
    new, leader = set(fresh), dict[str, str]()

    def lead(origin: str) -> str:
        while origin in leader:
            origin = leader[origin]
        return origin

    for some in _some(pairs):
        texts = _texts(connection, sorted({name for pair in some for name in pair}))
        for one, two in some:
            mine, theirs = lead(origins[one]), lead(origins[two])
            if mine != theirs and repeats(texts[one], texts[two]):
                kept, given = sorted((mine, theirs), key=lambda name: (name in new, name))
                leader[given] = kept
    _rename(connection, {origin: lead(origin) for origin in sorted(leader)})


def _origins(connection: DuckDBPyConnection, names: Sequence[str]) -> dict[str, str]:
    showing(connection, "asked", document=names)
    found = connection.execute(
        "SELECT document, origin FROM imprints SEMI JOIN asked USING (document)"
    )
    return dict(found.fetchall())


def _rename(connection: DuckDBPyConnection, leaders: Mapping[str, str]) -> None:
    """Change origins, and unlink what was linked under the old ones."""
    if not leaders:
        return
    showing(connection, "leaders", origin=list(leaders), leader=list(leaders.values()))
    found = connection.execute(
        "UPDATE imprints SET origin = leaders.leader FROM leaders "
        "WHERE leaders.origin = imprints.origin RETURNING document"
    )
    part(connection, stories_of(connection, [name for (name,) in found.fetchall()]))


def _take_words(connection: DuckDBPyConnection) -> None:
    """Fill in the words of tellings: those of the sentence, less what names parties and place."""
    found = connection.execute(
        "SELECT tellings.mention, mentions.shape, "
        "substring(documents.text, tellings.sentence_start + 1, "
        "tellings.sentence_end - tellings.sentence_start) "
        "FROM tellings JOIN mentions ON mentions.id = tellings.mention "
        "JOIN documents ON documents.id = tellings.document "
        "WHERE tellings.words IS NULL"
    )
    taken = [
        (mention, sorted(stems_of(sentence) - stems_of(_named(json.loads(shape)))))
        for mention, shape, sentence in found.fetchall()
    ]
    if taken:
        mentions, words = zip(*taken, strict=True)
        showing(connection, "taken", mention=mentions, words=words)
        connection.execute(
            "UPDATE tellings SET words = taken.words FROM taken "
            "WHERE taken.mention = tellings.mention"
        )


def _named(shape: Mapping[str, Any]) -> str:
    """Return the words that name the parties and the place of a mention."""
    places = [shape["place"]] if shape["place"] else []
    return " ".join(one["text"] for one in (*shape["actors"], *shape["recipients"], *places))

"""Every way to code documents sets the same sentences aside as `detente code`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from tests.pipeline.test_watching import FEED, A, Hands, Web, feed, page

import detente
from detente.events.code import UNREAD
from detente.model import Annotation, Document
from detente.pipeline import Stage, annotate
from detente.pipeline.watching import Watch
from detente.reading.watchlist import Settings, WatchedFeed, Watchlist
from detente.storage import open_store
from detente.tables import Lexicon
from detente.web import Access, Context

pytestmark = pytest.mark.model

TEXT = "France accused Russia of lying on Monday. The weather was fine that day."
ASIDE = "The weather was fine that day."


def aside(items: Iterable[Annotation]) -> list[str]:
    return [s.text for item in items for s in item.sentences if not s.tokens]


def test_from_python(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Annotation] = []

    def noting(documents: Iterable[Document], stages: Sequence[Stage]) -> Iterable[Annotation]:
        seen.extend(annotate(documents, stages))
        return seen[-1:]

    monkeypatch.setattr("detente.pipeline.annotate", noting)
    assert [event.best.label.type for event in detente.code(TEXT)] == ["ACCUSE"]
    assert aside(seen) == [ASIDE]
    assert aside([detente.annotate(TEXT)]) == []


def test_a_corrected_document_coded_again_by_the_server(lexicon: Lexicon) -> None:
    with open_store(None) as store:
        context = Context(store, lexicon, Access())
        assert aside(annotate([Document(id="a", text=TEXT)], context.stages)) == [ASIDE]


def test_watched_feeds(lexicon: Lexicon) -> None:
    listed = Watchlist((WatchedFeed(url=FEED),), Settings())
    web = Web({FEED: feed(A), A: page(TEXT)})
    with open_store(None) as store:
        list(Watch(listed, lexicon, web, Hands(), seed=1).turn(store))
        found = store.connection.execute("SELECT span_text FROM passed WHERE reason = ?", [UNREAD])
        assert found.fetchall() == [(ASIDE,)]

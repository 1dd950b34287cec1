"""Watching feeds: what is new is coded once, whatever servers do, and a stop loses nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from detente.errors import TableError
from detente.model import Batch, Sentence
from detente.pipeline import Stage
from detente.pipeline.polling import LONGEST_SECONDS, failed_poll, pause_asked
from detente.pipeline.watching import Step, Stored, Watch
from detente.reading import Remark, Unread
from detente.reading.fetching import Answer, FetchError
from detente.reading.watchlist import Settings, WatchedFeed, Watchlist, load_watchlist
from detente.storage import Store, open_store
from detente.storage.watching import FeedState
from detente.tables import open_lexicon

NOON = datetime(2016, 10, 14, 12, tzinfo=UTC)
FEED = "https://example.org/feed"
WORDS = "The French president cancelled his meeting with the Russian president on Monday. " * 6


def parsed(batch: Batch) -> Batch:
    sentence = Sentence(index=0, start=0, end=1, text="x", tokens=())
    return tuple(replace(item, sentences=(sentence,)) for item in batch)


STAGES = (Stage("parse", frozenset({"document"}), frozenset({"sentences"}), parsed),)


class Hands:
    """A clock that moves when something waits, and that can be stopped."""

    def __init__(self) -> None:
        self.time = NOON
        self.waits: list[float] = []
        self.stopped = False

    def now(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.time += timedelta(seconds=seconds)


class Web:
    """Answers by address: an `Answer`, an error, or a function that gives one."""

    def __init__(self, answers: dict[str, Answer | FetchError | Callable[[], Answer]]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str | None]] = []

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        assert modified is None  # these servers send none
        self.asked.append((url, etag))
        answer = self.answers[url]
        if isinstance(answer, FetchError):
            raise answer
        if callable(answer):
            answer = answer()
        return replace(answer, status=304, body=b"") if etag and etag == answer.etag else answer

    def crawl_delay_seconds(self, url: str) -> float:
        return 7.0 if "slow" in url else 0.0


def item(url: str) -> str:
    about = f"<title>About {url}</title><link>{url}</link>"
    return f"<item>{about}<description>Own words.</description></item>"


def feed(*urls: str, etag: str | None = '"1"') -> Answer:
    body = f'<rss version="2.0"><channel>{"".join(map(item, urls))}</channel></rss>'
    return Answer(url=FEED, status=200, body=body.encode(), etag=etag)


def page(words: str = WORDS) -> Answer:
    html = f"<!doctype html><html><body><article><p>{words}</p></article></body></html>"
    return Answer(url="", status=200, body=html.encode(), media="text/html")


def status(number: int, retry_after: str | None = None) -> Answer:
    return Answer(url="", status=number, retry_after=retry_after)


A, B = "https://example.org/a", "https://other.example/b"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.duckdb") as opened:
        yield opened


def watch(web: Web, clock: Hands, *feeds: WatchedFeed) -> Watch:
    listed = Watchlist(feeds or (WatchedFeed(url=FEED),), Settings())
    return Watch(listed, open_lexicon(), web, clock, stages=STAGES, seed=1)


def texts(store: Store) -> dict[str, str]:
    found = store.connection.execute("SELECT id, text FROM documents ORDER BY id").fetchall()
    return dict(found)


def unread(steps: Sequence[Step]) -> list[str]:
    return [str(step) for step in steps if isinstance(step, Unread)]


def test_what_is_new_is_coded_once(store: Store) -> None:
    web, clock = Web({FEED: feed(A), A: page(), B: page()}), Hands()
    watching = watch(web, clock)
    assert list(watching.turn(store)) == [Stored((A,), ())]
    assert texts(store) == {A: WORDS.strip()}
    assert watching.due(store) == clock.time + timedelta(minutes=30) - timedelta(seconds=5)
    assert list(watching.turn(store)) == []  # not due yet
    clock.time += timedelta(minutes=31)
    assert list(watching.turn(store)) == []  # 304
    clock.time += timedelta(minutes=31)
    web.answers[FEED] = feed(A, B, etag='"2"')
    assert list(watching.turn(store)) == [Stored((B,), ())]
    assert web.asked == [
        (FEED, None), (A, None), (FEED, '"1"'), (FEED, '"1"'), (B, None)
    ]  # fmt: skip


def test_one_host_is_asked_with_pauses(store: Store) -> None:
    urls = [f"https://{host}/{k}" for k in range(2) for host in ("slow.example", "other.example")]
    clock = Hands()
    web = Web({FEED: feed(*urls), **{url: page(f"{WORDS} {url}") for url in urls}})
    list(watch(web, clock).turn(store))
    assert [url for url, _ in web.asked[1:3]] == [urls[0], urls[1]]
    assert clock.waits == [5.0, 2.0]  # other.example's own 5 s, then the rest of slow's 7 s


PAGES: list[tuple[Answer | FetchError, str, str]] = [
    (status(404), "status 404; the feed's own words", "Own words."),
    (FetchError("its robots.txt forbids it", final=True), "forbids it; the feed's", "Own words."),
    (replace(page(), media="application/pdf"), "is of type application/pdf", "Own words."),
    (Answer(url="", status=200, body=b"<html>", media="text/html"), "no article", "Own words."),
]


@pytest.mark.parametrize(("answer", "remark", "text"), PAGES, ids=[row[1] for row in PAGES])
def test_the_feed_stands_in_for_a_page(
    store: Store, answer: Answer | FetchError, remark: str, text: str
) -> None:
    steps = list(watch(Web({FEED: feed(A), A: answer}), Hands()).turn(store))
    assert any(isinstance(step, Remark) and remark in step.problem for step in steps)
    assert texts(store) == {A: text}


def test_a_page_that_fails_for_now_is_tried_three_times(store: Store) -> None:
    web, clock = Web({FEED: feed(A), A: FetchError("no answer in time")}), Hands()
    watching = watch(web, clock)
    for _ in range(2):
        assert unread(list(watching.turn(store))) == [f"{A}: no answer in time; to be tried again"]
        clock.time += timedelta(hours=1)
    assert texts(store) == {}
    list(watching.turn(store))
    assert texts(store) == {A: "Own words."}
    assert [etag for url, etag in web.asked if url == FEED] == [None, None, None]  # items are left


def test_a_busy_host_is_left_alone(store: Store) -> None:
    urls = [f"https://busy.example/{k}" for k in range(4)]
    web = Web({FEED: feed(*urls, A), A: page(), **{url: status(429, "900") for url in urls}})
    clock = Hands()
    list(watch(web, clock).turn(store))
    assert [url for url, _ in web.asked if "busy" in url] == urls[:1]
    assert list(texts(store)) == [A]


FEEDS: list[tuple[Answer | FetchError, str, float]] = [
    (status(500), "the server answers with status 500", 3600),
    (status(429, "7200"), "status 429", 7200),
    (FetchError("no answer in time"), "no answer in time", 3600),
    (Answer(url="", status=200, body=b"<html>"), "is no feed that can be read", 3600),
]


@pytest.mark.parametrize(("answer", "problem", "seconds"), FEEDS, ids=[row[1] for row in FEEDS])
def test_a_feed_that_fails_is_named_and_the_rest_goes_on(
    store: Store, answer: Answer | FetchError, problem: str, seconds: float
) -> None:
    other = "https://other.example/feed"
    web, clock = Web({FEED: answer, other: feed(B), B: page()}), Hands()
    watching = watch(web, clock, WatchedFeed(url=FEED), WatchedFeed(url=other))
    steps = list(watching.turn(store))
    assert len(unread(steps)) == 1
    assert problem in unread(steps)[0]
    assert list(texts(store)) == [B]
    alone = watch(web, clock)
    pause = (alone.due(store) - NOON).total_seconds()
    assert 0.75 * seconds <= pause <= 1.25 * seconds


@pytest.mark.parametrize("link", ["http://[bad", "http://[::1", "https://exa\u2100mple.org/x"])
def test_a_link_that_is_no_address_leaves_the_feeds_own_words(store: Store, link: str) -> None:
    web = Web({FEED: feed(link, A), A: page()})
    steps = list(watch(web, Hands()).turn(store))
    assert any(isinstance(one, Remark) and "is no address" in one.problem for one in steps)
    assert texts(store) == {link: "Own words.", A: WORDS.strip()}


def test_feeds_of_a_host_that_asked_to_be_left_alone_are_put_off(store: Store) -> None:
    beside, other = "https://example.org/more", "https://other.example/feed"
    web, clock = Web({FEED: status(429, "86400"), other: feed(B), B: page()}), Hands()
    watching = watch(web, clock, *(WatchedFeed(url=url) for url in (FEED, beside, other)))
    assert len(unread(list(watching.turn(store)))) == 1
    assert list(texts(store)) == [B]
    assert max(clock.waits, default=0) < 60
    alone = watch(web, clock, WatchedFeed(url=beside))
    assert (alone.due(store) - NOON).total_seconds() == 86400


def test_a_feed_that_is_gone_is_not_asked_again(store: Store) -> None:
    web, clock = Web({FEED: status(410)}), Hands()
    watching = watch(web, clock)
    list(watching.turn(store))
    clock.time += timedelta(days=4000)
    assert list(watching.turn(store)) == []
    assert len(web.asked) == 1


def test_a_stop_keeps_what_was_done_and_misses_nothing(store: Store) -> None:
    clock = Hands()

    def stopping() -> Answer:
        clock.stopped = True
        return page()

    other = f"{A}/2"
    web = Web({FEED: feed(A, other), A: stopping, other: page(WORDS + "B")})
    watching = watch(web, clock)
    assert list(watching.turn(store)) == [Stored((A,), ())]
    clock.stopped = False
    assert list(watching.turn(store)) == [Stored((other,), ())]
    assert [url for url, _ in web.asked] == [FEED, A, FEED, other]


def test_pauses_grow_up_to_a_day() -> None:
    state, pauses = FeedState(url=FEED, next_poll=NOON), []
    for _ in range(12):
        state = failed_poll(state, "no", NOON, 1800, chance=random.Random(3))
        pauses.append((state.next_poll - NOON).total_seconds())
    assert 0.75 * 3600 <= pauses[0] <= 1.25 * 3600
    assert all(later >= earlier for earlier, later in pairwise(pauses))
    assert 0.75 * LONGEST_SECONDS <= pauses[-1] <= LONGEST_SECONDS


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("999999999999", LONGEST_SECONDS),
        ("Fri, 14 Oct 2016 12:05:00 GMT", 300),
        ("Fri, 14 Oct 2016 11:05:00 GMT", 0),
        ("-5", 0),
        ("soon", 0),
        (None, 0),
    ],
)
def test_retry_after(header: str | None, seconds: float) -> None:
    assert pause_asked(header, NOON) == seconds


LISTS = [
    ("", "no feeds"),
    ("[[feed]]\nurl = 'ftp://a'", "toml:1: 'ftp://a' is no address that begins with http"),
    ("[[feed]]\nurl = 'https://a.b'\n[[feed]]\nurl = 'https://a.b'", "toml:3: .* is there twice"),
    ("interval_minutes = 1\n[[feed]]\nurl = 'https://a.b'", "5 is the least that is polite"),
    ("delay_seconds = 0\n[[feed]]\nurl = 'https://a.b'", "delay_seconds must be above 0"),
    ("dely = 1\n[[feed]]\nurl = 'https://a.b'", "dely"),
    ("[[feed]]\nurl = 1", "url"),
    ("[[feed]\n", "not valid TOML"),
]


@pytest.mark.parametrize(("content", "problem"), LISTS)
def test_a_wrong_list_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(TableError, match=problem):
        load_watchlist(path)


def test_a_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(
        "interval_minutes = 60\nallow_hosts = ['localhost']\n[[feed]]\nurl = 'https://a.b'\n"
        "[[feed]]\nurl = 'https://c.d'\npages = false\ninterval_minutes = 5\n",
        "utf-8",
    )
    found = load_watchlist(path)
    assert [found.interval_seconds(feed) for feed in found.feeds] == [3600, 300]
    assert [found.wants_pages(feed) for feed in found.feeds] == [True, False]

"""Where a person's word applies no more: a notice on the overview that leads to a list."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.web.test_corrections import say
from tests.web.test_pages import shown

from detente.storage import Store, shelve
from detente.web import Context, create_app

NOTICE = re.compile(r'<p class="warn"><a href="/decisions">([^<]*)</a>([^<]*)')


def told(page: str) -> list[tuple[str, str]]:
    """Return the decisions of the list, each with its state."""
    return re.findall(r'<th scope="row">([^<]*)</th>.*?data-label="state">([^<]*)<', page)


def test_where_all_holds_there_is_no_notice(client: TestClient) -> None:
    assert NOTICE.search(shown(client, "/")) is None
    assert "None yet" in shown(client, "/decisions")
    say(client, say="wrong", mention="m-a")
    say(client, say="merge", events=["e-b", "e-d"])
    assert NOTICE.search(shown(client, "/")) is None
    page = shown(client, "/decisions")
    assert "2 decisions on events and mentions; all hold." in page
    assert told(page) == [("merge", "holds"), ("wrong", "holds")]
    assert 'href="/document/d"' in page


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("DELETE FROM documents WHERE id = 'd'", "its document is not in the store"),
        ("UPDATE documents SET digest = 'other' WHERE id = 'd'", "the text of its document has"),
    ],
)
def test_what_applies_no_more_is_told_with_the_reason(
    context: Context, store: Store, change: str, problem: str
) -> None:
    client = TestClient(create_app(context))
    say(client, say="merge", events=["e-a", "e-d"])
    say(client, say="retype", mention="m-d", type="REJECT")
    say(client, say="right", mention="m-b")
    store.connection.execute(change)
    shelve(store.connection)
    client = TestClient(create_app(Context(store, context.lexicon, context.access)))
    notice = NOTICE.search(shown(client, "/"))
    assert notice is not None
    assert notice[1] == "2 decisions"
    assert "of yours apply no more or in part" in notice[2]
    page = shown(client, "/decisions")
    assert told(page) == [
        ("merge", "applies no more"),
        ("it is reject", "applies no more"),
        ("right", "holds"),
    ]
    assert page.count(f"<b>{problem}") == 2
    assert 'href="/document/d"' not in page

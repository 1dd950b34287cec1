"""Foreign text: nothing in it may act, hide, or turn the page's own words."""

from __future__ import annotations

import pytest

from detente.analysis.plain import inline, markdown, web_address

LINES = [
    # text, as it is shown
    ("one\n two\t three", "one two three"),
    ("a\u202egnp.exe", "a⟨U+202E⟩gnp.exe"),
    ("a\u200eb\u200fc\u061cd\u2066e\u2069", "a⟨U+200E⟩b⟨U+200F⟩c⟨U+061C⟩d⟨U+2066⟩e⟨U+2069⟩"),
    ("a\x00b\x1b[31m", "a�b�[31m"),
    ("line\u2028break", "line break"),
    ("مرحبا بالعالم", "مرحبا بالعالم"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "shown"), LINES)
def test_one_line_with_nothing_hidden(text: str, shown: str) -> None:
    assert inline(text) == shown


MARKED = [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
    ("# *bold* | `code`", "\\# \\*bold\\* \\| \\`code\\`"),
    ("a & b", "a &amp; b"),
    (None, ""),
    (3, "3"),
]


@pytest.mark.parametrize(("value", "shown"), MARKED)
def test_markdown_shows_just_the_characters(value: object, shown: str) -> None:
    assert markdown(value) == shown


ADDRESSES = [
    ("https://example.org/a?b=c", True),
    ("http://example.org", True),
    ("javascript:alert(1)", False),
    ("data:text/html,x", False),
    ('https://example.org/"onmouseover="x', False),
    ("https://example.org/a b", False),
    ("//example.org", False),
    ("https:///etc/passwd", False),
    ("", False),
    (None, False),
]


@pytest.mark.parametrize(("url", "linked"), ADDRESSES)
def test_only_plain_web_addresses_are_linked(url: str | None, linked: bool) -> None:
    assert web_address(url) == (url if linked else None)

"""What many tests share: the shipped tables and the parser, loaded once a session."""

from __future__ import annotations

import signal

import pytest

from detente.events import Coder, load_coder
from detente.language import Grammar, Parser, load_grammar, load_parser
from detente.pipeline import Stage, load_stages
from detente.tables import Lexicon, open_lexicon


def pytest_configure() -> None:
    """Let Ctrl-C reach what tests start: a shell that runs them with "&" has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return open_lexicon()


@pytest.fixture(scope="session")
def coder(lexicon: Lexicon) -> Coder:
    return load_coder(lexicon)


@pytest.fixture(scope="session")
def grammar(lexicon: Lexicon, coder: Coder) -> Grammar:
    return load_grammar(lexicon, nouns=coder.table.nouns, verbs=coder.table.verbs)


@pytest.fixture(scope="session")
def parser(grammar: Grammar) -> Parser:
    return load_parser(lemmas=grammar.lemmas, known=grammar.common)


@pytest.fixture(scope="session")
def stages(lexicon: Lexicon) -> tuple[Stage, ...]:
    return load_stages(lexicon)

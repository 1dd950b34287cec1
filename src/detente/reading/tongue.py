"""Which language a text is in, told from its beginning."""

from __future__ import annotations

__all__ = ["tell"]

SAMPLE_CHARACTERS = 2_000
MIN_LETTERS = 100
NAMED = {"eng": "en", "english": "en"}


def tell(text: str, given: str | None = None) -> str | None:
    """Return the ISO 639-1 code of a text's language, None when it cannot be told.

    `given` is what the input says: a code ("en", "en-GB") is believed. Without one py3langid
    decides on the first 2,000 characters, provided the text has more than 100 letters.
    """
    code = (given or "").strip().lower().replace("_", "-").partition("-")[0]
    code = NAMED.get(code, code)
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    sample = text.lstrip()[:SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, sample)) <= MIN_LETTERS:
        return None
    return _classified(sample)


def _classified(sample: str) -> str:
    import py3langid

    # Capitals mislead the model, which has seen few texts set in them.
    shouted = sum(map(str.isupper, sample)) > sum(map(str.islower, sample))
    language, _ = py3langid.classify(sample.lower() if shouted else sample)
    return str(language)

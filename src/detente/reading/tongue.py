"""Which language a text is in, told from its beginning."""

from __future__ import annotations

__all__ = ["tell"]

SAMPLE_CHARACTERS = 2_000
MIN_LETTERS = 100
NAMED = {"eng": "en", "english": "en"}


def tell(text: str, given: str | None = None) -> str | None:
    """Return the ISO 639-1 code of a text's language, None when it cannot be told.

    `given` is what the input says: a code ("en", "en-GB") is believed, other words count as
    none. Without a code py3langid decides on the first 2,000 characters, provided that they
    have more than 100 letters.
    """
    code = (given or "").strip().lower().replace("_", "-").partition("-")[0]
    code = NAMED.get(code, code)
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    sample = text.lstrip()[:SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, sample)) <= MIN_LETTERS:
        return None
    return _classified(sample)


def _classified(sample: str) -> str | None:
    import py3langid

    # Capitals mislead the model, which has seen few texts set in them.
    shouted = sum(map(str.isupper, sample)) > sum(map(str.islower, sample))
    ranked = py3langid.rank(sample.lower() if shouted else sample)
    # Codes of three letters are left out: short English news passes for Nigerian Pidgin.
    return next((str(code) for code, _ in ranked if len(code) == 2), None)

"""One form for each name: case, accents, hyphens, articles and "St." no longer matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["abbreviation", "is_latin", "is_short", "key", "keys_of_arabic"]

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"}
    | {"þ": "th", "ħ": "h", "ŋ": "n"}
    | dict.fromkeys("'’‘`´ʻʼʿʾ“”\".", "")
    | dict.fromkeys("-‐‑–/_,()", " ")
)
_WHOLE = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLE = re.compile(r"(?:al|el|ar|as|ash|ad|at|az|an|adh|ath) ")


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """Return the form under which `name` is looked up.

    Lower case without accents, apostrophes and full stops; hyphens become spaces; "St." becomes
    "saint", "Mt." "mount", "Ft." "fort"; the Arabic article is "al" however it is written.
    """
    name = name.casefold()
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in name if not unicodedata.combining(c))
    words = name.translate(_LETTERS).split()
    words = [_WHOLE.get(word, word) for word in words]
    if len(words) > 1 and words[0] == "el":
        words[0] = "al"
    return " ".join(words)


def keys_of_arabic(name: str) -> tuple[str, ...]:
    """Return more forms of an Arabic place name: with "al" for "ar" and such, and without."""
    plain = key(name)
    found = _ARTICLE.match(plain)
    if not found:
        return ()
    rest = plain[found.end() :]
    return tuple(form for form in (f"al {rest}", rest) if form != plain)


def abbreviation(text: str) -> str:
    """Return the form under which a short form such as "W. Va." is looked up: its case counts."""
    return "=" + text.replace(" ", "")


def is_short(name: str) -> bool:
    """Tell whether `name` is written in capitals as an abbreviation is: "US", "U.S.", "D.C."."""
    letters = name.replace(".", "").replace(" ", "")
    return len(letters) <= 4 and letters.isupper()


def is_latin(name: str) -> bool:
    """Tell whether `name` is written in Latin letters."""
    return name.isascii() or all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2200 for c in name)

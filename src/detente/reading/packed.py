"""Files packed by gzip, read as what they hold."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from detente.reading.records import Origin, Reading, UnreadableError

__all__ = ["documents"]


def documents(
    stream: BinaryIO, origin: Origin, *, read: Callable[[BinaryIO, Origin], Iterator[Reading]]
) -> Iterator[Reading]:
    """Yield what `read` finds in a file packed by gzip, unpacking it as it is read.

    Raises:
        UnreadableError: the file is damaged, or is not what `read` reads; what stands before
            the damage has been yielded.
    """
    with gzip.GzipFile(fileobj=stream) as inner:
        try:
            yield from read(cast(BinaryIO, inner), origin)
        except (gzip.BadGzipFile, EOFError, zlib.error, io.UnsupportedOperation) as error:
            problem = f"packed by gzip, but damaged: {error}"
            raise UnreadableError(origin, problem, "pack it again") from None

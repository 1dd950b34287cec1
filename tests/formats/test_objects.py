"""JSON objects in files: one a line, indented, or in a list; what is none is named."""

from __future__ import annotations

import io

import pytest

from detente.formats.objects import objects
from detente.formats.rows import BadRow

PRETTY = """[
  {
    "id": 1,
    "in": {
      "x": "}"
    }
  },
  {
    "id": 2
  }
]
"""

FILES = [
    # text, ids with the lines where they begin, lines of what is none
    ('{"id": 1}\n{"id": 2}\n', [(1, 1), (2, 2)], []),
    ('{"id": 1}\n\n{"id": 2}', [(1, 1), (3, 2)], []),
    ('[{"id": 1},\n{"id": 2}]\n', [(1, 1), (2, 2)], []),
    (PRETTY, [(2, 1), (8, 2)], []),
    (PRETTY.replace("[", "").replace("]", "").replace("},\n  {", "}\n  {"), [(2, 1), (8, 2)], []),
    ('{\n  "id": 1\n}\n{\n  "id": 2\n}\n', [(1, 1), (4, 2)], []),
    ('{"id": 1\n{"id": 2}\n', [(2, 2)], [1]),
    ('{"id": }\n{"id": 2}\n', [(2, 2)], [1]),
    ('nonsense\n{"id": 2}\n', [(2, 2)], [1]),
    ('3\n{"id": 2}\n', [(2, 2)], [1]),
    ('{"id": 1}\n{"id": 2, "x": [', [(1, 1)], [2]),
]


@pytest.mark.parametrize(("text", "good", "bad"), FILES)
def test_objects_have_their_lines(text: str, good: list[tuple[int, int]], bad: list[int]) -> None:
    found = list(objects(io.BytesIO(text.encode())))
    assert [(one[0], one[1]["id"]) for one in found if not isinstance(one, BadRow)] == good
    assert [one.line for one in found if isinstance(one, BadRow)] == bad

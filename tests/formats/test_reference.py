"""The page on formats is made from the tables, so that it cannot go stale."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from detente.formats import Column, Format, load_formats
from detente.formats.crosswalks import CameoRow, LabelRow
from detente.tables import Lexicon, open_lexicon

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "formats.md"

BEGIN = """# Formats

`detente import FILE... --format NAME` reads other systems' events into the store, and `detente
export --format NAME -o FILE` writes the store in their columns. What each column holds is data,
in `src/detente/data/formats/`; this page is made from it.

## How files are read

- By the header where there is one, whatever the order of its columns; else by the width of the
  rows. Tabs, commas, semicolons and bars part cells. Files may lie in gzip or ZIP.
- A row that cannot be read is named with file, line and reason, and stands in the table
  `rejected`; the command then ends with exit code 3. No other row is touched. A row cannot be
  read when it has too few or too many cells, no day, or a date, number or event code that is
  none.
- Nothing is lost: every row is kept as it stood beside what is read of it. `extra` has its cells,
  JSON by the names of their columns, also of columns that we do not know; of rows that an earlier
  version imported, those that our columns cannot give back. So an imported dataset, exported in
  its own format (`--dataset NAME`), gives every cell back.
- A line that is not UTF-8 is read as Windows-1252 and named in a note.
- A file is stored whole or not at all. The same bytes read again change nothing; a changed file
  of the same name replaces what it gave before. Ids need not be unique.
- Countries of actors fold dependencies into their sovereigns, as PLOVER does; places keep them.
  FIPS codes become ISO 3166 (GM is Germany, GA is Gambia). CAMEO's country EUR is the continent
  and gives no country; its group EEC gives EUR. A country or sector that no crosswalk knows is
  NULL.
- `intensity` and `quad` are the dataset's own: Goldstein's scale and PLOVER's are not the same.

## How files are written

- One row for each pair of actor and recipient. Two-sided events (meetings, fighting) are two
  rows, but one in ACLED, UCDP and PLOVER JSON, which have no order of sides there.
- What was denied, only planned or supposed is left out of formats that cannot say so; a plan
  whose label is the promise or the threat itself is kept. An event that lacks what the format
  needs is left out too. Standard error has the counts by reason.
- Intensities follow the CAMEO code on the other system's scale.
- Files meant for spreadsheets have an apostrophe before cells that begin like a formula; our
  reader takes it away.
- Of every format stands below which of our fields are lost in it and which are changed; all others
  come back when the file is read again.
- `--confidence` leaves out what is less sure, and counts it; datasets that say nothing of how
  sure they are, as most do, are written whole. The other filters choose events too, but not of
  formats of mentions, nor with `--partition`.

## Folders of Parquet

`detente export --partition year,month -o FOLDER` writes a dataset (ours, or `--dataset NAME`) as
`FOLDER/events/year=2016/month=10/*.parquet` and `FOLDER/mentions/...`, parted by the first day of
the event and by the day of the telling; what has no day stands in
`year=__HIVE_DEFAULT_PARTITION__`. The columns are those of the store's views `imported` and
`imported_mentions` (`src/detente/storage/schema/0002-imported.sql` has a comment for each) and
`format`, where a row came from before. `detente import FOLDER --format parquet --dataset NAME`
reads it back with nothing lost: also the cells of other systems' formats, so that such a dataset
can still be written in its own columns.
"""

CODES = """
## CAMEO and PLOVER

`cameo.csv` reads each of {codes} CAMEO codes as a label of PLOVER. The numbers are those of CAMEO
1.1b3; {old} more are GDELT's older numbers. PLOVER drops {dropped} codes of statements (01), whose
rows are kept with no type. PLOVER's definitions, its root table and its list of 2021 differ in
places; what was decided, and why:

{reasons}
`labels.csv` says which code is written for each label. CAMEO cannot tell these apart, so that a
reader gets back the type alone:

{blurred}
And one type becomes another: {changed}.
"""


def page(lexicon: Lexicon) -> str:
    """Return the page as it follows from the tables."""
    parts = [BEGIN, *map(section, load_formats(lexicon).values()), codes(lexicon)]
    return "\n".join(parts)


def section(form: Format) -> str:
    lines = [f"## {form.title}", "", f"`--format {form.id}`. Lost: {lower(form.note)}", ""]
    lines += [f"Of our fields lost: {listed(form.lost)}.", "", "Changed:", ""]
    lines += [f"- `{one.field}`: {one.how}" for one in form.changed] + [""]
    lines += ["| column | holds | not kept |", "|---|---|---|"]
    lines += [
        f"| {column.name} | {held(column)} | {column.note or ''} |" for column in form.columns
    ]
    without = [column.name for column in form.columns if not (column.home or constant(column))]
    if without:
        lines += ["", f"Written empty, kept in `extra` when read: {', '.join(without)}."]
    return "\n".join(lines) + "\n"


def listed(fields: Sequence[str]) -> str:
    return ", ".join(f"`{field}`" for field in fields)


def lower(text: str) -> str:
    return text[:1].lower() + text[1:] if not text.startswith(("PLOVER", "UCDP", "ACLED")) else text


def held(column: Column) -> str:
    told = constant(column)
    if told:
        return told
    names = ", ".join(f"`{name}`" for name in column.home)
    if not names:
        return ""
    needed = " (needed)" if column.needed else ""
    return f"{names}{needed}"


def constant(column: Column) -> str:
    pieces = [piece for piece in column.writings if piece.field is None]
    alone = pieces and not column.home
    return f"always {pieces[0].argument}" if alone else ""


def codes(lexicon: Lexicon) -> str:
    cameo = lexicon.rows("formats/cameo.csv", CameoRow)
    labels = lexicon.rows("formats/labels.csv", LabelRow)
    reasons = [
        f"- {row.code} {row.name}: {row.label or 'none'}; {row.note}" for row in cameo if row.note
    ]
    blurred = [f"- {row.label}, written {row.cameo}" for row in labels if row.kept == "type"]
    changed = [f"{row.label}, written {row.cameo}" for row in labels if row.kept == "none"]
    return CODES.format(
        codes=len(cameo),
        old=sum("GDELT's number" in (row.note or "") for row in cameo),
        dropped=sum(row.label is None for row in cameo),
        reasons="\n".join(reasons) + "\n",
        blurred="\n".join(blurred) + "\n",
        changed=", ".join(changed),
    )


def test_the_page_is_what_the_tables_say(lexicon: Lexicon) -> None:
    assert PAGE.read_text("utf-8") == page(lexicon), (
        "write it anew: python tests/formats/test_reference.py"
    )


if __name__ == "__main__":
    PAGE.write_text(page(open_lexicon()), "utf-8")

"""Records as a spreadsheet has them: CSV, the fields in its first line.

Cells that a spreadsheet would take for a formula bear an apostrophe in front, as owasp.org/www-community/attacks/
CSV_Injection advises; it is taken off again when they are read.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.errors import Fault
from bot.marketplace.fields import FIELDS, Record
from bot.marketplace.naming import folded

FORMULA, SHIELDED = re.compile(r"'*[=+\-@\t\r＝＋－＠]"), re.compile(r"'+[=+\-@\t\r＝＋－＠]")
SEPARATORS = ",;\t"
LONGEST_CELL = 262_144
"""Characters: sixty dates, each with roles of its own."""
PROJECT_FIELDS = ("name", "organization_name", "description", "link_url", "code_url", "topics", "status")
"""What a table of civic-tech projects has."""


@dataclass(frozen=True, slots=True)
class Given:
    """One line of a file: its record, or what is wrong with it, and in which field. Lines count from 1."""

    line: int
    record: Record | None = None
    fault: tuple[str, Fault] | None = None


def shielded(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unshielded(cell: str) -> str:
    return cell[1:] if SHIELDED.match(cell) else cell


def table(records: Iterable[Record]) -> Iterator[str]:
    """The lines of a table with all fields."""
    yield line(list(FIELDS))
    for record in records:
        yield line([shielded(_cell(name, record.get(name))) for name in FIELDS])


def line(cells: Sequence[str], separator: str = ",") -> str:
    """One line of a table, every cell between quotes."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _cell(name: str, value: object) -> str:
    if not isinstance(value, list):
        return "" if value is None else str(value)
    if FIELDS[name].form == "dates":
        return json.dumps(value, ensure_ascii=False)
    texts = [str(one) for one in value]
    if FIELDS[name].form == "choices":
        return "; ".join(texts)
    if name != "roles":
        return "\n".join(texts)
    if any(";" in one for one in texts):
        return "\n".join([*texts, ""])  # a line's end says that semicolons separate nothing
    return "; ".join(texts)


def rows(content: str) -> list[Given]:
    """Every row as a record. A first line with an unknown field, or with one twice, is all there is to refuse."""
    csv.field_size_limit(LONGEST_CELL)
    first = content.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    found: list[Given] = []
    names: list[str] = []
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return found
        except csv.Error:
            found.append(Given(line, fault=("line", Fault("not_csv"))))
            cells = []
        if not names and any(cells):
            names = ["_".join(folded(cell).split()) for cell in cells]
            if fault := _names_fault(names):
                return [Given(line, fault=fault)]
        elif any(cell.strip() for cell in cells):
            found.append(_row(line, names, cells))
        line = reader.line_num + 1


def _names_fault(names: list[str]) -> tuple[str, Fault] | None:
    known = PROJECT_FIELDS if "name" in names and "title" not in names else tuple(FIELDS)
    for name in names:
        if name not in known:
            return name[:80] or "line", Fault("unknown_column")
        if names.count(name) > 1:
            return name, Fault("column_twice")
    return None


def _row(line: int, names: list[str], cells: list[str]) -> Given:
    if len(cells) > len(names):
        return Given(line, fault=("line", Fault("too_many_cells")))
    told = {name: unshielded(cell) for name, cell in zip(names, cells, strict=False) if cell.strip()}
    return Given(line, {name: _value(name, cell) for name, cell in told.items()})


def _value(name: str, cell: str) -> object:
    """What the cell would be in JSON; a cell that is nothing of the kind stays text, which is refused."""
    form = FIELDS[name].form if name in FIELDS else "text"
    listed = [one.strip() for one in re.split(r"[;,\n]", cell) if one.strip()]
    if name == "topics" or form == "choices":
        return listed
    bare = cell.strip()
    if form == "whole" and re.fullmatch(r"[0-9]{1,9}", bare):
        return int(bare)
    return bare if form in ("choice", "day", "hour") else cell

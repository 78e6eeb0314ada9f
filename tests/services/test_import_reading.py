"""CSV files as people have them: any delimiter, any quoting, UTF-8 or cp1252."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services import csv_sets
from tests.services.csv_sets import call
from xscalls_tui.domain.errors import Message, NotFound
from xscalls_tui.services import calls
from xscalls_tui.services.imports import import_set
from xscalls_tui.services.imports.layout import CONTACTS, Sheet
from xscalls_tui.services.imports.reading import DELIMITERS, rows, survey
from xscalls_tui.services.imports.spool import BATCH, spool
from xscalls_tui.services.session import Session

Quoting = Literal[0, 1, 2]
QUOTINGS: tuple[Quoting, ...] = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)
# Neighbours of which no two make a sequence of UTF-8 when they stand as cp1252.
CP1252 = st.text(alphabet="aAæøåÆØÅé€ ,;\t\"'\n0", max_size=8)
ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=8)


def tables(fields: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    """Rows of the file of contact persons."""
    width = len(CONTACTS.columns)
    return st.lists(st.lists(fields, min_size=width, max_size=width), max_size=6)


def read(content: bytes, sheet: Sheet = CONTACTS) -> list[tuple[int, Sequence[str] | Message]]:
    """What a file with this content holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / sheet.name
        path.write_bytes(content)
        return list(rows(survey(path), sheet))


def written(table: list[list[str]], delimiter: str, quoting: Quoting, end: str) -> str:
    """The text of a file, with its heading."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([CONTACTS.columns, *table])
    return text.getvalue()


@given(
    tables(ANYTHING),
    st.sampled_from(DELIMITERS),
    st.sampled_from(QUOTINGS),
    st.sampled_from(("\n", "\r\n")),
    st.sampled_from(("utf-8", "utf-8-sig")),
)
def test_what_is_written_is_read(
    table: list[list[str]], delimiter: str, quoting: Quoting, end: str, encoding: str
) -> None:
    found = read(written(table, delimiter, quoting, end).encode(encoding))
    assert [fields for _, fields in found] == [tuple(row) for row in table if any(row)]


@given(tables(CP1252), st.sampled_from(DELIMITERS), st.sampled_from(QUOTINGS))
def test_cp1252_is_recognised(table: list[list[str]], delimiter: str, quoting: Quoting) -> None:
    found = read(written(table, delimiter, quoting, "\r\n").encode("cp1252"))
    assert [fields for _, fields in found] == [tuple(row) for row in table if any(row)]


@given(tables(ANYTHING), st.sampled_from(QUOTINGS))
def test_each_row_has_the_line_it_starts_on(table: list[list[str]], quoting: Quoting) -> None:
    found = read(written(table, ",", quoting, "\n").encode())
    starts, line = [], 2
    for row in table:
        if any(row):
            starts.append(line)
        line += 1 + sum(field.count("\n") for field in row)
    assert [line for line, _ in found] == starts


@given(st.permutations(CONTACTS.columns), st.integers(0, 2))
def test_columns_stand_in_any_order_and_may_be_more(columns: list[str], extra: int) -> None:
    names = [*columns, *(f"more {n}" for n in range(extra))]
    text = ";".join(name.upper() for name in names) + "\n" + ";".join(names) + "\n"
    assert read(text.encode()) == [(2, CONTACTS.columns)]


def filled(fields: Sequence[str] | Message) -> dict[str, str]:
    """The fields of a contact person's row that something stands in, by their columns."""
    return {name: field for name, field in zip(CONTACTS.columns, fields, strict=True) if field}  # type: ignore[misc]


def test_columns_may_be_missing() -> None:
    ((line, fields),) = read("name;contact_id\nÅse;7\n".encode())
    assert (line, filled(fields)) == (2, {"contact_id": "7", "name": "Åse"})
    assert len(fields) == len(CONTACTS.columns)


def test_cells_beyond_the_heading_must_be_empty() -> None:
    text = "contact_id,name\n7,Åse,,\n8,Frode,,x\n9\n"
    found = read(text.encode())
    assert filled(found[0][1]) == {"contact_id": "7", "name": "Åse"}
    assert [(line, fields) for line, fields in found[1:]] == [
        (3, Message.of("msg.import.fieldcount", found=4, expected=2)),
        (4, Message.of("msg.import.fieldcount", found=1, expected=2)),
    ]


@given(st.integers(0, 5), st.sampled_from(('9,"x\n', '9,"x" y,z\n', '9,"\n', '"\n')))
def test_a_stray_quotation_mark_costs_one_row(place: int, stray: str) -> None:
    lines = [f'{n},"Å\nse {n}"\n' if n % 2 else f"{n},Åse {n}\n" for n in range(1, 6)]
    text = "contact_id,name\n" + "".join([*lines[:place], stray, *lines[place:]])
    found = [fields for _, fields in read(text.encode())]
    assert found.count(Message.of("msg.import.unquoted")) == 1
    assert [fields[0] for fields in found if not isinstance(fields, Message)] == ["1", "2", "3", "4", "5"]


def test_a_byte_that_cp1252_does_not_know() -> None:
    ((_, fields),) = read(b"contact_id,name\n7,\xc5se \x81\n")
    assert filled(fields) == {"contact_id": "7", "name": "Åse \ufffd"}


def test_utf8_cut_off_at_the_end_is_cp1252() -> None:
    ((_, fields),) = read(b"contact_id,name\n7,A\xc3")
    assert filled(fields) == {"contact_id": "7", "name": "AÃ"}


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        survey(tmp_path)
    assert refused.value.message.key == "msg.import.unreadable"


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_same_set_however_it_is_written(
    session: Session, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    rows = [call(50, subject="Ærlig; «talt», på Ås", note='Sa "ja"\nog ø', company_id=3)]
    folder = csv_sets.write(tmp_path / "set", calls=rows, delimiter=delimiter, encoding=encoding)
    report = import_set(session, folder)
    assert (report.refused, report.added["call"]) == ((), 1)
    now = calls.read(session, 50)
    assert (now.subject, now.note) == ("Ærlig; «talt», på Ås", 'Sa "ja"\nog ø')
    assert now.company is not None
    assert now.company.name == "Åsen Båt AS"


@given(st.lists(st.tuples(st.integers(), ANYTHING, st.none()), max_size=5), st.integers(0, 2))
def test_what_is_set_aside_comes_back(rows: list[tuple[int, str, None]], many: int) -> None:
    wanted = [*rows, *([(1, "x", None)] * (many * BATCH))]
    with spool() as kept:
        for row in wanted:
            kept.add(row)
        assert kept.rows == len(wanted)
        assert [row for batch in kept.batches() for row in batch] == wanted

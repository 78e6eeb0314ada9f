"""The programs that the terminal side is measured against, with a thousand rows of calls each."""

from __future__ import annotations

import csv
import mailbox
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path
from random import Random
from typing import Any

from tests.benchmarks import words
from tests.benchmarks.ptys import CHECKOUT, Bench

EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    BINDINGS = [("ctrl+q", "quit")]

    def compose(self):
        yield Static("nothing here")

Empty().run()
"""
DATA_TABLE = """
import csv, sys
from textual.app import App
from textual.widgets import DataTable

class Table(App):
    BINDINGS = [("ctrl+q", "quit")]

    def compose(self):
        yield DataTable(cursor_type="row")

    def on_mount(self):
        head, *rows = csv.reader(open(sys.argv[1], encoding="utf-8"))
        table = self.query_one(DataTable)
        table.add_columns(*head)
        table.add_rows(rows)

Table().run()
"""
ROWS = 1000
HEAD = [f"Column {number}" for number in range(1, 13)]
Row = Sequence[str]


def rows() -> list[Row]:
    """Rows of calls, all alike in shape and none in words."""
    random = Random(1)
    made: list[Row] = []
    for number in range(ROWS):
        first, last, place = (
            random.choice(some) for some in (words.FIRST_NAMES, words.LAST_NAMES, words.PLACES)
        )
        hour, minute = random.randrange(8, 16), random.randrange(60)
        made.append(
            (
                f"{1 + number % 28:02}.11.26",
                f"{hour:02}:{minute:02}",
                f"{hour + 1:02}:{minute:02}",
                first[0] + last[0],
                f"{random.choice(words.INTENTS)} {random.choice(words.THINGS)}",
                str(random.randrange(20_000_000, 99_999_999)),
                f"{place} {random.choice(words.TRADES)} AS",
                f"{first} {last}",
                f"P{number:05}",
                random.choice(("planned", "completed", "cancelled", "unanswered")),
                random.choice("<>"),
                random.choice(words.PHRASES),
            )
        )
    return made


def peers(bench: Bench, folder: Path, moves: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Those that are installed, and the ``moves`` that each is to make in its list."""
    table = folder / "rows.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows()])
    data_table = [*bench.script("table.py", DATA_TABLE), str(table)]
    yield bench.case("DataTable", data_table, "02.11.26", steps=moves)
    spaced = [{**step, "keys": step["keys"].replace("pgdn", "space")} for step in moves]
    for name, command, ready, steps in (
        ("tig", ["tig", "-C", str(CHECKOUT)], r"\d{4}-\d\d-\d\d", spaced),
        ("VisiData", ["vd", str(table)], "02.11.26", moves),
        ("mutt", mutt(folder), words.INTENTS[0].split()[0], moves),
        ("calcurse", ["calcurse", "-D", str(folder / "calcurse")], "Calendar", []),
    ):
        if found := shutil.which(
            command[0], path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        ):
            yield {**bench.case(name, [found, *command[1:]], ready, steps=steps), "quit": "q", "timeout": 10}
        else:
            sys.stderr.write(f"{name} is not installed: its column is missing\n")


def mutt(folder: Path) -> list[str]:
    """mutt over a mail for each row."""
    box = mailbox.mbox(folder / "mbox")
    for row in rows():
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["Date"] = (
            row[4],
            f"{row[7]} <a@b>",
            "Mon, 23 Nov 2026 10:00:00 +0000",
        )
        mail.set_content(row[11])
        box.add(mail)
    box.close()
    rules = folder / "muttrc"
    rules.write_text(f"set folder={folder}\nset move=no\nset mbox_type=mbox\n")
    return ["mutt", "-n", "-F", str(rules), "-R", "-f", str(folder / "mbox")]

"""What one engine understands and the other does not is said in the module of that engine."""

from __future__ import annotations

import re

from tests.architecture.source import PACKAGE, ROOT

DIALECT = re.compile(
    r"\bPRAGMA\b|\.pragma\(|json_each|\bINSTR\b|sqlite_master|\bVACUUM\b"
    r"|\bSTRPOS\b|FOR UPDATE|= ANY\b|\bpg_\w+\(|\bNOTIFY\b|\bLISTEN\b|setval|LOCK TABLE|::text|COLLATE"
)
ENGINES = {
    "xscalls_tui/models/sqlite.py",
    "xscalls_tui/models/postgres.py",
    "xscalls_tui/models/watch.py",  # PostgreSQL's
    "xscalls_tui/models/rights/__init__.py",  # likewise
}
FILES = {
    "xscalls_tui/models/backups.py",  # of a file
    "xscalls_tui/models/database.py",  # makes a file
    "xscalls_tui/services/doctor.py",  # looks at a file
    "xscalls_tui/models/migrations/0002_search.py",  # what each engine finds parts of texts by
    "xscalls_tui/models/migrations/0003_registers.py",  # columns, each engine's in its own words
    "xscalls_tui/models/migrations/0004_reminders.py",  # likewise
    "xscalls_tui/models/textindex_ddl.py",  # likewise indexes
}
"""Where SQLite is spoken because a file is a file, or both are, each its own."""


def test_no_other_module_speaks_a_dialect() -> None:
    speaking = {
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if any(DIALECT.search(line.partition("#")[0]) for line in path.read_text("utf-8").splitlines())
    }
    assert speaking - FILES == ENGINES

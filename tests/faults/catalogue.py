"""The faults of design/security.md, and the tests that show what each reaches. ``python -m tests.faults``
runs them and prints a table."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A fault, and the places of its tests: files, or tests of files."""

    name: str
    what: str
    tests: tuple[str, ...]


FAULTS = (
    Fault("F1", "kill -9 during saves", ("tests/faults/test_kill.py", "tests/faults/test_kill_copy.py")),
    Fault("F2", "the N-th statement of a write fails", ("tests/faults/test_failing_statement.py",)),
    Fault(
        "F3",
        "hang-up, SIGTERM, end of input, kill -9 in mid-edit",
        ("tests/journeys/test_drafts.py", "tests/screens/test_drafts.py", "tests/services/test_drafts.py"),
    ),
    Fault(
        "F4",
        "disk full, read-only",
        ("tests/faults/test_sqlite_disk_full.py", "tests/models/test_sqlite_read_only.py"),
    ),
    Fault(
        "F5",
        "corrupt, foreign, older, newer file",
        (
            "tests/models/test_sqlite_files.py",
            "tests/models/test_database.py",
            "tests/cli/test_backup.py",
        ),
    ),
    Fault(
        "F6",
        "the lock is held for long",
        ("tests/faults/test_sqlite_busy.py", "tests/models/test_sqlite_lock.py"),
    ),
    Fault(
        "F7",
        "clock jumps, nights of summer time",
        ("tests/domain/test_reminders.py", "tests/services/test_reminders.py", "tests/exports/test_ics.py"),
    ),
    Fault("F8", "PostgreSQL gone, slow, failed over", ("tests/faults/test_postgres_lost_connection.py",)),
    Fault(
        "F9",
        "100 operators at once",
        ("tests/faults/test_crowd.py", "tests/faults/test_many_writers.py"),
    ),
    Fault(
        "F10",
        "two edit the same call",
        (
            "tests/faults/test_two_editors.py",
            "tests/screens/test_unsaved.py",
            "tests/screens/test_presence.py",
        ),
    ),
    Fault(
        "F11",
        "TERM dumb, vt100, linux; NO_COLOR; no tty",
        (
            "tests/screens/test_terminals.py",
            "tests/cli/test_exit_codes.py::test_without_a_terminal_is_64",
            "tests/cli/test_exit_codes.py::test_a_useless_terminal_is_64",
        ),
    ),
    Fault("F12", "random bytes, Latin-1, 1 MB, storm of sizes", ("tests/journeys/test_terminal_input.py",)),
    Fault("F13", "1,200 bytes a second", ("tests/journeys/test_slow_line.py",)),
    Fault("F14", "the export's target is there, a link, a folder", ("tests/exports/test_files.py",)),
    Fault("F15", "every role x every action x every way in", ("tests/permissions",)),
    Fault("F16", "the gate's escapes, a real sshd", ("tests/gate",)),
    Fault(
        "F17",
        "hostile texts x every screen and export",
        (
            "tests/screens/test_hostile.py",
            "tests/exports/test_xlsx.py",
            "tests/exports/test_call_export.py",
            "tests/domain/test_text.py",
        ),
    ),
)


def fault_of(nodeid: str) -> Fault | None:
    """The fault that a test is about."""
    for fault in FAULTS:
        if any(
            nodeid.startswith((f"{place}/", f"{place}::", f"{place}[")) or nodeid == place
            for place in fault.tests
        ):
            return fault
    return None

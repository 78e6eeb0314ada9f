"""Everything that can be refused or go wrong, as values with a sentence.

XSCallsError
├── InvalidInput        fields that cannot be saved as typed, each with its sentence
├── NotAllowed          the rules of domain/permissions.py say no
├── NotFound            no such call, employee, file
├── Conflict            somebody else saved the same call meanwhile; RecordConflict, the same record
├── Busy                another process holds the database; nothing was changed
├── Stopped             nobody waits for the answer any more
├── UndoRefused         nothing to undo or redo
├── NotDialled          a number that cannot be rung, or a telephone that does not do what it is asked to
└── DatabaseUnusable    not a database of ours, damaged, too new, open to others, read-only
    └── ConnectionLost  the server does not answer (any more)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xscalls_tui.domain.calls import Call
    from xscalls_tui.domain.records import Record


class Message(NamedTuple):
    """A sentence of the catalogue with the values to put into it."""

    key: str
    values: tuple[tuple[str, str | int], ...] = ()

    @classmethod
    def of(cls, key: str, /, **values: str | int) -> Message:
        """The sentence ``key`` with its placeholders filled."""
        return cls(key, tuple(sorted(values.items())))


class XSCallsError(Exception):
    """A failure that is told to the operator as one sentence."""

    exit_code = 1

    def __init__(self, key: str, /, **values: str | int) -> None:
        super().__init__(key, values)
        self.message = Message.of(key, **values)


class InvalidInput(XSCallsError):
    """Fields that cannot be saved as typed."""

    exit_code = 2

    def __init__(self, fields: dict[str, Message]) -> None:
        super().__init__("msg.invalid")
        self.fields = fields


class NotAllowed(XSCallsError):
    """The employee may not do this."""

    exit_code = 77


class NotFound(XSCallsError):
    """What was asked for does not exist (any more)."""


class Conflict(XSCallsError):
    """The call was saved by somebody else since it was read. ``theirs`` is what stands now."""

    def __init__(self, theirs: Call) -> None:
        super().__init__("msg.conflict", initials=theirs.changed.initials)
        self.theirs = theirs


class RecordConflict(XSCallsError):
    """The record was saved by somebody else since it was read. ``theirs`` is what stands now."""

    def __init__(self, theirs: Record) -> None:
        super().__init__("msg.record.conflict", initials=theirs.changed.initials if theirs.changed else "")
        self.theirs = theirs


class Busy(XSCallsError):
    """The database did not answer in time; nothing was changed and the same thing can be tried again."""

    exit_code = 75

    def __init__(self, key: str = "msg.busy") -> None:
        super().__init__(key)


class Stopped(XSCallsError):
    """Reading was given up. Nobody is told: a newer question took its place."""

    def __init__(self) -> None:
        super().__init__("msg.stopped")


class UndoRefused(XSCallsError):
    """There is nothing (left) to undo or redo."""


class NotDialled(XSCallsError):
    """A number cannot be rung, or a call not be ended."""


class DatabaseUnusable(XSCallsError):
    """The database cannot be opened as it is."""


class ConnectionLost(DatabaseUnusable):
    """The server does not answer, and says ``why`` if it says anything.

    Whether a write was stored is not known: asked for again with the same uid it is looked up, and done
    only if it was not.
    """

    def __init__(self, why: str, key: str = "msg.db.unreachable") -> None:
        super().__init__(key, why=why)

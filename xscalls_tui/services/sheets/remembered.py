"""What an employee has said of files like this one before: which field each column holds, whose an extension
is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from xscalls_tui.domain.errors import InvalidInput, Message
from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.text import clean_line, fold
from xscalls_tui.services import preferences
from xscalls_tui.services.session import Session
from xscalls_tui.services.sheets.fields import fields
from xscalls_tui.services.sheets.report import What

_EXTENSIONS = "import.extensions"


def mapping(session: Session, what: What, headings: Sequence[str]) -> dict[int, str] | None:
    """What was said of columns with these headings; None if nothing was. Inside a unit of reading."""
    text = preferences.value(session, _name(what, headings))
    if text is None:
        return None
    names = {field.name for field in fields(what)}
    pairs = (pair.partition("=") for pair in text.split(";") if pair)
    return {int(place): name for place, _, name in pairs if name in names and int(place) < len(headings)}


def remember(session: Session, what: What, headings: Sequence[str], mapping: Mapping[int, str]) -> None:
    """Keep what is said of columns with these headings."""
    text = ";".join(f"{place}={mapping[place]}" for place in sorted(mapping))
    _put(session, _name(what, headings), text)


def extensions(session: Session) -> dict[str, str]:
    """Initials by extension, as they were said. Inside a unit of reading."""
    return read_extensions(preferences.value(session, _EXTENSIONS) or "")


def remember_extensions(session: Session, said: Mapping[str, str]) -> None:
    """Keep whose each extension is."""
    _put(session, _EXTENSIONS, written_extensions(said))


def written_extensions(said: Mapping[str, str]) -> str:
    """``101=KN,102=OL``."""
    return ",".join(f"{extension}={said[extension]}" for extension in sorted(said))


def read_extensions(text: str) -> dict[str, str]:
    """Initials by extension, from ``101=KN,102=OL``. Raises InvalidInput."""
    said = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        extension, equals, initials = (piece.strip() for piece in part.partition("="))
        if not (equals and extension and initials.isalpha()):
            raise InvalidInput({"extensions": Message.of("msg.sheet.badextension", text=clean_line(part))})
        said[extension] = initials.upper()
    return said


def _name(what: What, headings: Sequence[str]) -> str:
    told = "\n".join(fold(heading) for heading in headings)
    return f"import.{what}.{sha256(told.encode()).hexdigest()[:16]}"


def _put(session: Session, name: str, text: str) -> None:
    session.require(Action.READ)
    with session.operation("settings.put") as work:
        if work.done_before is None:
            preferences.put(session, work, name, text)

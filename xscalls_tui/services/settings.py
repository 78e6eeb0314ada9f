"""Mine innstillinger: reading and writing what an employee has set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.settings import ITEMS, Settings, read, written_keys
from xscalls_tui.queries.searches import preferences as stored_preferences
from xscalls_tui.services import preferences
from xscalls_tui.services.session import Session

_PREFIX = "setting."
"""Of the names that they are stored under, among other preferences."""


def current(session: Session) -> Settings:
    """The settings of the employee at work, as they are stored."""
    with session.reading():
        found = stored_preferences(session.engine, session.employee.id)
    named = {name.removeprefix(_PREFIX): text for name, text in found.items() if name.startswith(_PREFIX)}
    return read(named)


def put(session: Session, name: str, value: Any) -> Settings:
    """Set one of ITEMS to one of its values; the settings from then on."""
    item = next(item for item in ITEMS if item.name == name)
    if value not in item.values:
        raise ValueError(f"{value!r} is no value of {name}")
    return _put(session, name, item.written(value))


def put_keys(session: Session, keys: Mapping[str, str]) -> Settings:
    """Set one's own keys, by the id of their command; without any, those of the program are in force."""
    return _put(session, "keys", written_keys(keys) if keys else None)


def _put(session: Session, name: str, text: str | None) -> Settings:
    session.require(Action.READ)
    with session.operation("settings.put") as work:
        if work.done_before is None:
            preferences.put(session, work, _PREFIX + name, text)
    return current(session)

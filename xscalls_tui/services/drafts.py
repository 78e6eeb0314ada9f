"""What is typed and not saved yet: kept a moment after it was typed, offered again where its window is gone.

Nobody else is told of it, and it is not journalled: it changes nothing that others see."""

from __future__ import annotations

import json

from xscalls_tui.domain.drafts import Draft
from xscalls_tui.domain.permissions import Action
from xscalls_tui.models import tables
from xscalls_tui.services import places
from xscalls_tui.services.session import Session

_TOLD = ("form", "entry_id", "version", "label", "field")


def keep(session: Session, draft: Draft) -> None:
    """Keep a draft, in place of an earlier state of it."""
    session.require(Action.CREATE)
    table = tables.Draft
    values = {name: getattr(draft, name) for name in _TOLD}
    values |= {
        "fields": json.dumps(dict(draft.fields), ensure_ascii=False),
        "place": places.here(),
        "kept_at": session.clock.now(),
    }
    with session.engine.writing(tells=None):
        session.engine.execute(
            table.insert(employee=session.employee.id, uid=draft.uid, **values).on_conflict(
                conflict_target=(table.employee, table.uid),
                update={getattr(table, name): value for name, value in values.items()},
            )
        )


def drop(session: Session, uid: str) -> None:
    """Keep a draft no more, if it was kept."""
    table = tables.Draft
    with session.engine.writing(tells=None):
        session.engine.execute(table.delete().where(table.employee == session.employee.id, table.uid == uid))


def left(session: Session) -> list[Draft]:
    """The employee's drafts whose windows are gone, the newest first. Those of another window of theirs that
    is still open are not told."""
    table, engine = tables.Draft, session.engine
    columns = [table.uid, *(getattr(table, name) for name in _TOLD), table.fields, table.place, table.kept_at]
    query = table.select(*columns).where(table.employee == session.employee.id)
    with session.reading():
        rows = engine.rows(query.order_by(table.kept_at.desc(), table.id.desc()))
    found = []
    for uid, form, entry_id, version, label, field, fields, place, kept_at in rows:
        if not places.alive(place):
            texts = json.loads(fields)
            at = engine.stamp(kept_at)
            found.append(Draft(uid, form, entry_id, version, label, texts, field, place, at))
    return found

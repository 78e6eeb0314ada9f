"""Writing what was checked, in one unit of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

from xscalls_tui.models.tables import ENTITIES, Call
from xscalls_tui.models.unit_of_work import UnitOfWork
from xscalls_tui.services.imports.callrows import COLUMNS, CallTuple
from xscalls_tui.services.imports.callrows import LINKS as LINKS_OF_CALLS
from xscalls_tui.services.imports.known import Ids, alike, any_imported, imported, remember, taken_back
from xscalls_tui.services.imports.layout import SHEETS, STAMPS
from xscalls_tui.services.imports.registers import LINKS, NATURAL_KEYS, Entry

_HELD = tuple(sheet.entity for sheet in SHEETS)
"""The entities that a set has."""
_UNIQUE = ("employee", "project")
"""Where no two rows can be alike, a deleted one included."""


class Storing:
    """Writes a set in the order of the SHEETS: what calls refer to, the calls, what refers to them.

    ``remembered`` is off for rows that come from no file: they need not be known again. ``numbered`` is off
    for calls that link to rows of the database, not of a file, and whose own ids mean nothing.
    """

    def __init__(self, work: UnitOfWork, *, remembered: bool = True, numbered: bool = True) -> None:
        self.added = Counter(dict.fromkeys(_HELD, 0))
        """How many new rows there are of each entity."""
        self.present = Counter(dict.fromkeys(_HELD, 0))
        """How many were there already."""
        self._work = work
        self._engine = work.engine
        self._remembered = remembered
        self._second = remembered and any_imported(work.engine)
        self._numbered = numbered
        rows = dict if numbered else _AsItIs
        self._rows: dict[str, dict[int | None, int | None]] = {entity: rows({None: None}) for entity in _HELD}

    def register(self, entity: str, entries: Sequence[Entry]) -> None:
        """Write the rows of one register that are not there yet."""
        known, back = self._there(entity, entries)
        self._rows[entity].update((known | back).items())
        missing = [entry for entry in entries if entry.file_id not in known]
        new = back | self._loaded(entity, [entry for entry in missing if entry.file_id not in back])
        self._bring_back(entity, entries, back)
        self._remember(entity, ((entry.key, new[entry.file_id]) for entry in missing))
        self._count(entity, len(new), len(known))

    def calls(
        self,
        batches: Iterable[Sequence[CallTuple]],
        originals: Mapping[int, int],
        *,
        highest: int,
        without: Container[int] = (),
        wanted: Container[int] = (),
        tell: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Write the calls that are not there yet, but for those ``without``, and which of them follows up
        which of the ``originals``. All are called by their ids in the file, ``highest`` is the highest;
        those ``wanted`` are referred to by what is written later. ``tell`` hears how many have been
        dealt with.
        """
        ids = Ids(self._engine, Call, highest)
        chains = _Chains(originals)
        done = 0
        for batch in batches:
            self._batch([call for call in batch if call[0] not in without], ids, chains, wanted)
            done += len(batch)
            tell(done)
        self._work.link(chains.later())

    def _batch(self, calls: Sequence[CallTuple], ids: Ids, chains: _Chains, wanted: Container[int]) -> None:
        here = self._imported("call", [call[1] for call in calls])
        fresh = []
        for call in calls:
            if call[1] in here:
                chains.present(call[0], here[call[1]])
            else:
                fresh.append(call)
        allot = ids.allot if self._numbered else ids.above
        new = allot([call[0] for call in fresh])
        links = [self._rows[entity] for entity in LINKS_OF_CALLS.values()]
        rest = 2 + len(links)
        rows: list[tuple[Any, ...]] = []
        for call in fresh:
            row_id = new[call[0]]
            original = chains.stored(call[0], row_id)
            rows.append((row_id, original, *map(dict.__getitem__, links, call[2:rest]), *call[rest:]))
        self._work.load(Call, ("origin_id", *COLUMNS), rows)
        self._remember("call", ((call[1], new[call[0]]) for call in fresh))
        self._count("call", len(fresh), len(calls) - len(fresh))
        if wanted:
            self._rows["call"].update(
                (call[0], here[call[1]] if call[1] in here else new[call[0]])
                for call in calls
                if call[0] in wanted
            )

    def _there(self, entity: str, entries: Sequence[Entry]) -> tuple[dict[int, int], dict[int, int]]:
        """The rows, by file id, that are there already, from an earlier import or because they mean the
        same; and those that have to come back, because their import was undone or there cannot be a
        second row like them."""
        here = self._imported(entity, [entry.key for entry in entries])
        # Who is not active in the file either need not come back.
        stays = entity == "employee"
        wanted = [entry.key for entry in entries if not stays or entry.values["active"]]
        gone = taken_back(self._engine, entity, wanted) if self._second else {}
        alive = self._alike(entity, entries)
        deleted = self._alike(entity, entries, deleted=True) if entity in _UNIQUE else {}
        known: dict[int, int] = {}
        back: dict[int, int] = {}
        for file_id, key in ((entry.file_id, entry.key) for entry in entries):
            if key in here:
                known[file_id] = here[key]
            elif file_id in alive and alive[file_id] != gone.get(key):
                known[file_id] = alive[file_id]
            elif key in gone or file_id in deleted:
                back[file_id] = gone[key] if key in gone else deleted[file_id]
        return known, back

    def _alike(self, entity: str, entries: Sequence[Entry], *, deleted: bool = False) -> dict[int, int]:
        column = NATURAL_KEYS.get(entity)
        if column is None:
            return {}
        values = {entry.file_id: entry.values[column] for entry in entries if entry.values[column]}
        rows = alike(self._engine, entity, column, list(values.values()), deleted=deleted)
        return {file_id: rows[value] for file_id, value in values.items() if value in rows}

    def _bring_back(self, entity: str, entries: Sequence[Entry], back: Mapping[int, int]) -> None:
        values = {
            back[entry.file_id]: (None, _told(self._values(entry)) | {"deleted_at": None})
            for entry in entries
            if entry.file_id in back
        }
        self._work.update_many(ENTITIES[entity], values)

    def _loaded(self, entity: str, entries: Sequence[Entry]) -> dict[int, int]:
        if not entries:
            return {}
        table = ENTITIES[entity]
        wanted = [entry.file_id for entry in entries]
        ids = Ids(self._engine, table, max(wanted)).allot(wanted)
        self._rows[entity].update(ids.items())  # rows can refer to others of their own kind
        rows = [(ids[entry.file_id], *self._values(entry).values()) for entry in entries]
        self._work.load(table, list(entries[0].values), rows)
        return ids

    def _values(self, entry: Entry) -> dict[str, Any]:
        """An entry's columns with the rows that its links mean."""
        return {
            name: self._rows[LINKS[name]][value] if name in LINKS else value
            for name, value in entry.values.items()
        }

    def _imported(self, entity: str, keys: Sequence[str]) -> dict[str, int]:
        return imported(self._engine, entity, keys) if self._second else {}

    def _remember(self, entity: str, rows: Iterable[tuple[str, int]]) -> None:
        if self._remembered:
            remember(self._engine, entity, self._work.operation, rows)

    def _count(self, entity: str, added: int, present: int) -> None:
        self.added[entity] += added
        self.present[entity] += present


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a file tells of a row that is there: who made it and when may be known without it."""
    return {name: value for name, value in values.items() if value is not None or name not in STAMPS}


class _AsItIs(dict[int | None, int | None]):
    """What links to a row of the database already."""

    def __missing__(self, row_id: int | None) -> int | None:
        return row_id


class _Chains:
    """Finds out what the calls of a file follow up once they are rows. All but rows are ids of the file."""

    def __init__(self, originals: Mapping[int, int]) -> None:
        self._originals = originals
        self._wanted = set(originals.values())
        self._new: dict[int, int] = {}
        self._present: dict[int, int] = {}
        self._open: list[tuple[int, int]] = []

    def present(self, call: int, row_id: int) -> None:
        """A call was there already, in this row; it may have been deleted since."""
        if call in self._wanted:
            self._present[call] = row_id

    def stored(self, call: int, row_id: int) -> int | None:
        """A call becomes this row: the row that it follows up, if that is a new one and there by now."""
        if call in self._wanted:
            self._new[call] = row_id
        original = self._originals.get(call)
        if original is None:
            return None
        if original not in self._new:
            self._open.append((original, row_id))
        return self._new.get(original)

    def later(self) -> list[tuple[int, int]]:
        """The links that could not be told at once: (row of the original, row of the follow-up)."""
        rows = self._present | self._new
        return [(rows[original], row_id) for original, row_id in self._open]

"""Two editors of one call, in every order of reading, typing and saving. Each typed thing is a word of its
own, so that what became of it can be told: it stands there, or somebody who had it before their eyes took it
away."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

from xscalls_tui.domain.calls import Call, CallDraft
from xscalls_tui.domain.errors import Conflict
from xscalls_tui.domain.merging import Difference, Side
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

FIELDS = ("subject", "phone", "note")


class Story(NamedTuple):
    """What came of an interleaving."""

    saves: int
    conflicts: int
    silent: int
    """Words that were overwritten by somebody who had not seen them."""


class Editor:
    """Somebody with the call in their window."""

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self._name = name
        self._typed = 0
        self.base: Call | None = None
        self.draft: CallDraft | None = None
        self.seen: set[str] = set()

    def read(self, call_id: int) -> None:
        """Open it anew: what was typed and not saved is dropped."""
        self.base = calls.read(self._session, call_id)
        self.draft = self.base.draft()
        self.seen |= words(self.base)

    def type(self, field: str) -> None:
        """A word of one's own in place of what stands there; in a note, on a new line."""
        assert self.draft is not None
        self._typed += 1
        word = f"{self._name}{self._typed}"
        before = getattr(self.draft, field)
        changed: Any = {field: f"{before}\n{word}".strip() if field == "note" else word}
        self.draft = self.draft._replace(**changed)

    def save(self, call_id: int, chance: random.Random) -> tuple[int, set[str], Call]:
        """Save, deciding conflicts field by field; how many there were, which words were taken away unseen,
        what is stored."""
        assert self.base is not None and self.draft is not None
        conflicts = 0
        while True:
            before = calls.read(self._session, call_id)
            try:
                stored = calls.save(self._session, call_id, self.base.version, self.draft)
            except Conflict as conflict:
                conflicts += 1
                self.merge(conflict.theirs, chance)
                continue
            gone = words(before) - words(stored)
            self.base, self.draft = stored, stored.draft()
            self.seen |= words(stored)
            return conflicts, gone - self.seen, stored

    def merge(self, theirs: Call, chance: random.Random) -> None:
        """Whatever is proposed, or now and then something else: it has been before their eyes."""
        assert self.base is not None and self.draft is not None
        self.seen |= words(theirs)
        merged = theirs.draft()
        for field in FIELDS:
            of = [getattr(one, field) for one in (self.base, self.draft, theirs)]
            if of[1] == of[2]:
                continue
            one = Difference(field, (field,), of[0], of[1], of[2], field == "note")
            side = one.proposed if chance.random() < 0.8 else chance.choice(one.sides)
            kept = {Side.MINE: one.mine, Side.THEIRS: one.theirs, Side.BOTH: one.both}[side]
            changed: Any = {field: kept}
            merged = merged._replace(**changed)
        self.base, self.draft = theirs, merged


def words(call: Call) -> set[str]:
    """All words of editors that stand in a call."""
    return {word for field in FIELDS for word in getattr(call, field).split()}


def interleave(first: Session, second: Session, call_id: int, seed: int) -> Story:
    """Let two editors do some things in an order of chance."""
    chance, story = random.Random(seed), Story(0, 0, 0)
    editors = [Editor(first, f"a{seed}x"), Editor(second, f"b{seed}x")]
    for editor in editors:
        editor.read(call_id)
    for _ in range(chance.randint(4, 14)):
        editor = chance.choice(editors)
        match chance.choice(("type", "type", "save", "save", "read")):
            case "type":
                editor.type(chance.choice(FIELDS))
            case "read":
                editor.read(call_id)
            case _:
                conflicts, silent, _ = editor.save(call_id, chance)
                story = Story(story.saves + 1, story.conflicts + conflicts, story.silent + len(silent))
    return story

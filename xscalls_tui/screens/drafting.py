"""What is typed into a form is kept a moment later, and comes back after whatever ends the program."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

from textual import on
from textual.timer import Timer

from xscalls_tui.domain.drafts import Draft
from xscalls_tui.screens.base import Desk
from xscalls_tui.screens.form_screen import FormScreen
from xscalls_tui.services import drafts
from xscalls_tui.services.session import new_uid
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.keeping import kept, put_back

KEPT_AFTER_SECONDS = 0.7
_NAMED_BY = ("subject", "name", "phone", "company", "partner", "number", "text")
_LONGEST = 80


class DraftingScreen(FormScreen):
    """A form whose unsaved text is kept."""

    form_name = ""
    """What the form is called where drafts are kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.uid = new_uid()
        """Of the operation that will save what stands here, and of its draft."""
        self.came_from_draft = False
        """Whether what stands here was typed before: over which state of the entry, is known no more."""
        self._keeping: Timer | None = None
        self._kept = False
        self._states = 0
        self._writing = Lock()

    @property
    def entry(self) -> Any:
        """What is shown as it is stored; None for a new one. It has an ``id`` and a ``version``."""
        raise NotImplementedError

    def put_back(self, draft: Draft) -> None:
        """Show what was kept, over the entry that it was typed over, with the cursor where it was."""
        self.uid, self._kept, self.came_from_draft = draft.uid, True, True
        fields = self.form.fields
        for name, what in draft.fields.items():
            if name in fields:
                put_back(fields[name], what)
        if draft.field in fields:
            fields[draft.field].focus()
        self.show_title()
        self.update_keys()

    @on(FormField.Changed)
    def _keep_soon(self) -> None:
        if self._keeping is None:
            self._keeping = self.set_timer(KEPT_AFTER_SECONDS, self._keep)

    def _keep(self) -> None:
        self._keeping = None
        if not self.dirty:
            self.drop_draft()
            return
        draft, session = self.draft_now(), self.session
        self._kept = True
        self._in_turn(lambda: drafts.keep(session, draft))

    def draft_now(self) -> Draft:
        """What stands in the fields; of a stored entry, those in which something else stands than what is
        stored."""
        entry, fields = self.entry, self.form.fields
        told = fields.keys() if entry is None else self.form.touched
        used = FormField.of(self.focused)
        texts = (" ".join(fields[name].text.split()) for name in _NAMED_BY if name in fields)
        return Draft(
            self.uid,
            self.form_name,
            entry.id if entry is not None else None,
            entry.version if entry is not None else None,
            " · ".join(filter(None, texts))[:_LONGEST],
            {name: kept(fields[name]) for name in fields if name in told},
            str(used.id) if used is not None else "",
        )

    def drop_draft(self) -> None:
        """What stands here is saved, or not wanted: it need not be kept any more."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        if self._kept:
            uid, session = self.uid, self.session
            self._kept = False
            self._in_turn(lambda: drafts.drop(session, uid))

    def _in_turn(self, write: Callable[[], None]) -> None:
        """Write in a worker; what was to be written before and is not yet is not written any more."""
        self._states += 1
        state = self._states

        def work() -> None:
            with self._writing:
                if state == self._states:
                    write()

        self.ask("draft", work, lambda _done: None, lambda _error: None)

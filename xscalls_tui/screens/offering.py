"""Drafts whose windows are gone are offered when the program starts, and by a command."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from xscalls_tui.domain.drafts import CALL, Draft
from xscalls_tui.domain.errors import XSCallsError
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import formats
from xscalls_tui.screens.telephone import TelephoneApp


class OfferingApp(TelephoneApp, inherit_bindings=False):
    """An app that brings back what was typed and not saved."""

    def on_mount(self) -> None:
        """Look for drafts when the first frame stands."""
        self.call_after_refresh(self._offer)

    def come_back(self, draft: Draft) -> None:
        """Open what was typed in a window of its form."""
        raise NotImplementedError

    def before_end(self) -> None:
        """The program ends, whatever is open: what is typed is kept here and now."""
        from xscalls_tui.screens.drafting import DraftingScreen
        from xscalls_tui.services import drafts

        for screen in self.screen_stack:
            if isinstance(screen, DraftingScreen) and screen.dirty:
                with suppress(XSCallsError):
                    drafts.keep(self.desk.session, screen.draft_now())

    def do_drafts(self) -> None:
        """Offer what there is."""

        def nothing() -> None:
            if self.work is not None:
                self.work.say(self.t("draft.none"))

        self._offer(nothing)

    def _offer(self, nothing: Callable[[], None] = lambda: None) -> None:
        # Loaded when the first frame stands.
        from xscalls_tui.services import drafts

        session = self.desk.session

        def show(found: list[Draft]) -> None:
            if found:
                self._choose(found)
            else:
                nothing()

        if self.work is not None and not session.engine.read_only:
            self.work.ask("drafts", lambda: drafts.left(session), show, lambda _error: None)

    def _choose(self, found: list[Draft]) -> None:
        from xscalls_tui.screens.menu import Item, MenuScreen

        t, by_uid = self.t, {draft.uid: draft for draft in found}
        items = [Item(draft.uid, self._told_of(draft)) for draft in found]

        def chosen(uid: str | None) -> None:
            if uid is not None:
                self._ask_what(by_uid[uid])

        self.push_screen(MenuScreen(t.count("draft.left", len(found)), items), chosen)

    def _told_of(self, draft: Draft) -> str:
        from xscalls_tui.domain.record_types import TYPES

        t = self.t
        noun = "noun.call" if draft.form == CALL else TYPES[Register(draft.form)].noun
        number = "" if draft.entry_id is None else f" {draft.entry_id}"
        assert draft.kept_at is not None
        at = formats.stamp(draft.kept_at.astimezone(self.desk.session.zone))
        return f"{at}  {t(noun)}{number}  {draft.label}".rstrip()

    def _ask_what(self, draft: Draft) -> None:
        from xscalls_tui.screens.menu import Item
        from xscalls_tui.screens.question import QuestionScreen
        from xscalls_tui.services import drafts

        t, session = self.t, self.desk.session
        answers = [
            Item("open", t("draft.open"), t("draft.open.key")),
            Item("drop", t("draft.drop"), t("draft.drop.key")),
            Item("later", t("draft.later"), t("draft.later.key")),
        ]

        def decided(answer: str | None) -> None:
            if answer == "open":
                self.come_back(draft)
            elif answer == "drop" and self.work is not None:
                self.work.ask("drafts", lambda: drafts.drop(session, draft.uid), lambda _done: self._offer())

        self.push_screen(QuestionScreen(self._told_of(draft), answers), decided)

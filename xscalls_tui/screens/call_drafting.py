"""A call that was typed and not saved, kept and shown again."""

from __future__ import annotations

from xscalls_tui.domain.calls import Call, CallDraft, Names
from xscalls_tui.domain.drafts import CALL, Draft
from xscalls_tui.screens.call_lookups import FormAnswers
from xscalls_tui.services import calls

_ORIGIN = "origin"


class DraftedCall(FormAnswers):
    """A call window whose unsaved text is kept."""

    form_name = CALL

    def _show(self, call: Call | None, draft: CallDraft, names: Names, joins: str | None) -> None:
        raise NotImplementedError

    def come_back(self, kept: Draft, call: Call | None) -> None:
        """Show what was typed and not saved, over the call that it was typed over or as a new one. Somebody
        may have saved the call since: saving this tells."""

        def show() -> None:
            if call is not None:
                self._show(call._replace(version=kept.version or 0), call.draft(), call.names, None)
            else:
                origin = kept.fields.get(_ORIGIN)
                draft = calls.blank(self.session)._replace(origin=origin if isinstance(origin, int) else None)
                self._show(None, draft, calls.own_names(self.session), None)
            self.put_back(kept)

        self.when_mounted(show)

    def draft_now(self) -> Draft:
        """With the call that a new one follows up."""
        draft = super().draft_now()
        return draft._replace(fields={**draft.fields, _ORIGIN: self.form.origin})

    def put_back(self, draft: Draft) -> None:
        """The times in the day, too."""
        super().put_back(draft)
        self.form.came_back()

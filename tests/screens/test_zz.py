from __future__ import annotations
import asyncio
from tests.screens.work import at_work
from xscalls_tui.services.session import Session
from xscalls_tui.screens import typeahead as t
from xscalls_tui.screens.base import WorkScreen
from textual.message_pump import MessagePump
async def test_zz(as_ol: Session, monkeypatch) -> None:
    async with at_work(as_ol) as ol:
        old = t.TypeAheadApp._hand_out
        async def ho(self, e):
            print(e.key, "to", self.focused, self.screen, "mounted", self.screen.is_mounted); await old(self, e)
        monkeypatch.setattr(t.TypeAheadApp, "_hand_out", ho)
        pm = MessagePump.post_message
        def post(self, m):
            n=type(m).__name__
            if n in ("Signal","HoldKeys","ReleaseKeys","OpenCall","Key","Answer","CursorMoved"): print("   post", n, getattr(m,'key',''), getattr(m, "laps",""), "on", type(self).__name__, self.message_queue_size)
            return pm(self, m)
        monkeypatch.setattr(MessagePump, "post_message", post)
        monkeypatch.setattr(MessagePump, "post_message", post)
        await ol.burst("end", "enter", *"No")

from __future__ import annotations
from tests import factories
from tests.screens.work import at_work
from xscalls_tui.services.session import Session
async def test_zz(as_ol: Session, as_ph: Session) -> None:
    for number in range(30):
        factories.call(as_ph, starts_at=factories.moment("28.11 08:00"), subject=f"Nr {number} hos PH")
    async with at_work(as_ol) as ol:
        await ol.press("asterisk", "f5", "j")
        print(ol.text)
        await ol.press("end"); await ol.settle(); await ol.settle(); print(ol.screen.query_one("#question-lines").scroll_offset); await ol._pilot.pause(0.2)
        print(ol.text)
        v=ol.screen.query_one("#question-lines")
        print(v.scroll_offset, v.max_scroll_y, v.size, v.virtual_size, ol.screen.focused)

"""Click-to-call on the screen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.clock import FixedClock
from tests.factories import acting
from tests.screens import office
from tests.screens.work import LARGE, SMALL, at_work, keys_to
from tests.telephone.softphone import HANGS_UP, missing, softphone
from xscalls_tui.config.telephone import Telephone
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.i18n import Language
from xscalls_tui.screens.terminal_signals import TerminalSignals
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

LINK = Telephone(provider="link")


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_the_window_while_it_rings(
    session: Session, size: tuple[int, int], language: Language, snapshot: SnapshotAssertion
) -> None:
    async with at_work(acting(session, "OL"), size, language, telephone=LINK) as at:
        await at.open(office.INCOMING)
        assert at.text == snapshot(name="window")
        await at.press("escape")
        await at.to(office.TODAY)
        await at.press("enter")
        await at.fill(phone="912 34 567")
        await at.press("ctrl+d")
        assert at.text == snapshot(name="ringing")


async def test_without_a_telephone_there_is_no_sign(session: Session) -> None:
    async with at_work(acting(session, "OL")) as at:
        await at.to(office.INCOMING)
        await at.press("r")
        assert not at.app.running
        await at.press("enter")
        assert "☎" not in at.text
        await at.press("f9")
        assert at.t("call.dial") not in at.text


async def test_a_contact_is_rung(session: Session, clock: FixedClock) -> None:
    ol = acting(session, "OL")
    async with at_work(ol, telephone=LINK) as at:
        await at.press(*keys_to("contact"))
        await at.press("slash")
        await at.type("Vik")
        await at.press("enter", "r")
        assert "tel:+4791234567" in at.text
        call_id = at.window.call.id if at.window.call else 0
        call = calls.read(ol, call_id)
        assert (call.starts_at, call.direction, call.status) == (ol.now(), Direction.OUT, Status.PLANNED)
        assert (call.phone, call.partner or (call.contact and call.contact.name)) == (
            "912 34 567",
            "Kari Vik",
        )
        await at.press("escape")
        clock.at += timedelta(minutes=7, seconds=5)
        at.app.tick_line()
        await at.settle()
        assert "7:05" in at.text
        await at.press("r")
        assert at.app.running is None
        ended = calls.read(ol, call_id)
        assert (ended.starts_at, ended.ends_at) == (call.starts_at, call.starts_at + timedelta(minutes=7))
        assert ended.status is Status.PLANNED


async def test_what_is_typed_stays_when_it_ends(session: Session, clock: FixedClock) -> None:
    ol = acting(session, "OL")
    async with at_work(ol, telephone=LINK) as at:
        await at.open(office.TODAY)
        await at.fill(phone="22 33 44 55")
        await at.press("ctrl+d")
        await at.fill(note="De ringer")
        clock.at += timedelta(minutes=3)
        await at.press("ctrl+d")
        assert (at.shows("note"), at.shows("start"), at.shows("end")) == ("De ringer", "10:42", "10:45")
        await at.press("f5")
        call = calls.read(ol, office.TODAY)
        assert (call.note, call.status, call.phone) == ("De ringer", Status.DONE, "22 33 44 55")
        assert call.ends_at == ol.now()


async def test_what_cannot_be_rung_is_told(session: Session) -> None:
    phone = Telephone(provider="command", command=("/nowhere", "{number}"))
    async with at_work(acting(session, "OL"), telephone=phone) as at:
        await at.press("f2")
        await at.fill(phone="*21*22334455#", subject="Pris")
        await at.press("ctrl+d")
        assert at.app.running is None
        await at.fill(phone=" 2")
        await at.press(*["backspace"] * 20)
        await at.type("22 33 44 55")
        await at.press("ctrl+d")
        assert "/nowhere" not in at.text
        assert at.t("tel.command.notstarted", name="nowhere", why="")[:30] in at.text
        assert (at.shows("subject"), at.shows("phone"), at.app.running) == ("Pris", "22 33 44 55", None)


@pytest.mark.skipif(bool(missing()), reason=f"needs the Debian packages {missing()}")
@pytest.mark.parametrize("there", [False, True], ids=["here", "there"])
async def test_a_real_call(session: Session, clock: FixedClock, tmp_path: Path, there: bool) -> None:
    ol = acting(session, "OL")
    with softphone(tmp_path / "phone", HANGS_UP if there else "") as phone:
        async with at_work(ol, telephone=phone.telephone) as at:
            await at.to(office.INCOMING)
            await at.press("r")
            if not there:
                await at.until(lambda: at.t("tel.stage.answered") in at.text)
                clock.at += timedelta(minutes=4)
                await at.press("ctrl+d")
            await at.until(lambda: at.app.running is None)
            phone.until_told("> BYE" if there else "< BYE")
            await at.settle()
            assert at.t("tel.ended" if there else "tel.hungup") in at.text
            stored = at.window.call
            assert stored is not None
            assert calls.read(ol, stored.id).ends_at == ol.now()


@pytest.mark.parametrize("tmux", [False, True])
def test_the_clipboard(monkeypatch: pytest.MonkeyPatch, tmux: bool) -> None:
    written: list[str] = []
    monkeypatch.setattr(TerminalSignals, "_write", lambda _self, text: written.append(text))
    monkeypatch.setenv("TERM", "tmux-256color" if tmux else "xterm-256color")
    monkeypatch.delenv("TMUX", raising=False)
    TerminalSignals(None, titled=False).copy("tel:+47")  # type: ignore[arg-type]
    plain = "\x1b]52;c;dGVsOis0Nw==\x07"
    assert written == [plain + (f"\x1bPtmux;\x1b{plain}\x1b\\" if tmux else "")]


async def test_a_click_on_the_sign_rings(session: Session) -> None:
    async with at_work(acting(session, "OL"), telephone=LINK) as at:
        await at.press("f2")
        await at.click("☎")
        assert at.app.running is None
        await at.fill(phone="912 34 567")
        await at.click("☎")
        assert at.app.running is not None
        await at.click(at.t("call.hangup"), on="tel:")
        assert at.app.running is None


async def test_every_number_on_a_card_has_its_sign_and_a_click_rings_that_one(session: Session) -> None:
    ol = acting(session, "OL")
    async with at_work(ol, LARGE) as at:
        await at.press(*keys_to("contact"), "slash", *"Vik", "enter", "enter")
        assert "Kari Vik" in at.text and "☎" not in at.text
    async with at_work(ol, LARGE, telephone=LINK) as at:
        await at.press(*keys_to("contact"), "slash", *"Vik", "enter", "enter")
        await at.fill(direct="22 11 00 99")
        await at.press("ctrl+s")
        assert at.text.count("☎") == 2
        _, y = at.place_of("22 11 00 99")
        await at.click_at(at.lines[y].rindex("☎"), y)
        assert "tel:+4722110099" in at.text
        assert at.window.call is not None and at.window.call.phone == "22 11 00 99"

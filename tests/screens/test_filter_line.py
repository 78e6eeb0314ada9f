"""The typed filter under the list: what it shows, suggests, refuses and remembers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import factories
from tests.screens import office
from tests.screens.test_search_panel import shows, terms
from tests.screens.work import PRIVATE_LIST, Operator, at_work
from xscalls_tui.cli import main
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import AnyOf, Compare, Compared, Criteria, Criterion, Field
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.services import filters, opening
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.filter_line import FilterField


def line(at: Operator) -> str:
    """What stands in the line; empty when it is not open."""
    field = at.screen.query(FilterField)
    return field.first().text if field and field.first().region else ""


async def run(at: Operator, text: str) -> None:
    """Type a whole filter and run it."""
    await at.press("slash", "end", "ctrl+u")
    await at.type(text)
    await at.press("enter")


async def test_the_line_shows_all_criteria_and_runs_what_is_typed(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.press("1")
        await kn.to(office.THIRD)
        await kn.press("f", "slash")
        assert kn.field_name == "filter"
        assert line(kn) == 'status:planlagt firma:"Åsen Bygg AS"'
        await kn.type(" emne:vinduer")
        assert kn.ids == [office.THIRD]
        await kn.press("enter")
        assert (kn.field_name, line(kn), kn.ids) == ("", "", [office.THIRD])
        assert terms(kn)[2] == Criterion(Field.SUBJECT, "vinduer")
        await run(kn, "!emne:vinduer status:planlagt,ubesvart id>6")
        assert terms(kn) == (
            Criterion(Field.SUBJECT, "vinduer", negated=True),
            AnyOf(tuple(Criterion(Field.STATUS, s) for s in (Status.PLANNED, Status.UNANSWERED))),
            Criterion(Field.ID, Compared(Compare.MORE, 6)),
        )
        assert kn.ids == [office.SAVED, office.UNSAVED, office.STRANGE, office.BARE]
        head = kn.lines[1]
        assert "ikke" in head and "Planlagt eller" in head and "ID > 6" in head


async def test_escape_leaves_it_as_it_was(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.press("1", "slash")
        before = terms(kn)
        await kn.type(" emne:x")
        await kn.press("escape")
        assert terms(kn) == before and line(kn) == ""
        assert kn.table.has_focus
        await kn.press("slash")
        assert line(kn) == "status:planlagt"
        await kn.type(" fir")
        assert "firma:" in kn.text
        await kn.press("escape")
        assert "firma:" not in kn.text and line(kn) == "status:planlagt fir"
        await kn.press("ctrl+t")
        assert line(kn) == "" and terms(kn) == before


async def test_suggestions_are_taken_only_when_moved_to(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.press("slash")
        await kn.type("fir")
        await kn.press("tab", "tab")
        assert line(kn) == "firma:"
        await kn.type("åsg")
        assert "Åsgård Eiendom" in kn.text
        await kn.press("down", "enter")
        assert line(kn) == 'firma:"Åsgård Eiendom"' and kn.field_name == "filter"
        await kn.press("enter")
        assert terms(kn) == (Criterion(Field.COMPANY, office.AASGARD),)
        await kn.press("slash", "ctrl+u")
        await kn.type("firma:ås")
        await kn.press("enter")
        assert terms(kn) == (Criterion(Field.COMPANY, "ås"),)
        await kn.press("slash", "ctrl+u")
        await kn.type("retning:i")
        await kn.click("inn", on="│")
        assert line(kn) == "retning:inn"
        await kn.press("enter")
        assert terms(kn) == (Criterion(Field.DIRECTION, Direction.IN),)


@pytest.mark.parametrize(
    ("text", "at_fault"),
    [
        ("emne:x dato:32.13", "32.13"),
        ("status:borte", "borte"),
        ("id>abc emne:x", "abc"),
        ("x" * 90 + " id>a", "a"),
    ],
)
async def test_an_error_stands_under_its_word_and_the_list_stays(
    session: Session, text: str, at_fault: str
) -> None:
    async with at_work(session) as kn:
        await kn.press("2")
        before, ids = terms(kn), kn.ids
        await run(kn, text)
        assert (terms(kn), kn.ids, line(kn), kn.field_name) == (before, ids, text, "filter")
        with pytest.raises(filters.BadFilter) as bad:
            filters.parse(session, text)
        assert isinstance(kn.screen, CallListScreen)
        sentence = kn.screen.desk.sentence(bad.value.message)
        x, y = kn.place_of("^" * len(at_fault))
        assert sentence in " ".join(line.strip() for line in kn.lines[y:])
        assert kn.lines[y - 1][x : x + len(at_fault)] == at_fault
        await kn.type(" ")
        assert sentence not in kn.text


async def test_lines_that_were_run_come_back(session: Session) -> None:
    async with at_work(session) as kn:
        await run(kn, "emne:pris")
        await run(kn, "emne:vinduer")
        await run(kn, "id>abc")
        await kn.press("escape")
        assert filters.past(session) == ["emne:vinduer", "emne:pris"]
        await kn.press("slash", "ctrl+u")
        await kn.type("not")
        await kn.press("escape", "up")
        assert line(kn) == "emne:vinduer"
        await kn.press("up", "up")
        assert line(kn) == "emne:pris"
        await kn.press("down", "down")
        assert line(kn) == "not"
        await kn.press("up", "enter")
        assert terms(kn) == (Criterion(Field.SUBJECT, "vinduer"),)


async def test_panel_and_line_follow_each_other(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.press("f3")
        await kn.press("tab", "shift+tab", "escape", "slash", "f3")
        assert kn.field_name == "find-subject"
        await kn.type("vinduer")
        await kn.press("enter")
        assert line(kn) == "emne:vinduer"
        await kn.click("emne:vinduer")
        await kn.press("end")
        await kn.type(" notat:rør")
        await kn.press("enter")
        assert (shows(kn, "find-subject"), shows(kn, "find-note")) == ("vinduer", "rør")
        kn.table.focus()
        await kn.settle()
        await kn.press("slash")
        assert line(kn) == "emne:vinduer notat:rør"
        await kn.press("f12")
        assert terms(kn) == () and line(kn) == "" and shows(kn, "find-note") == ""



async def test_the_private_list_stays_ones_own(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*PRIVATE_LIST)
        (mine,) = terms(ol)
        await ol.press("slash")
        assert line(ol) == ""
        await ol.type("emne:vinduer")
        await ol.press("enter")
        assert terms(ol) == (mine, Criterion(Field.SUBJECT, "vinduer"))


async def test_both_languages_are_understood_and_the_operators_is_written(session: Session) -> None:
    async with at_work(session, language="en") as kn:
        await run(kn, "emne:vinduer status:planlagt")
        await kn.press("slash")
        assert line(kn) == "subject:vinduer status:planned"
        assert isinstance(kn.screen, CallListScreen) and kn.screen.criteria != Criteria()


async def test_the_command_line_gives_what_the_screen_gives(
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(opening, "SystemClock", factories.clock)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    texts = ("status:planlagt", "!firma:åsen", "emne:vindu|note:a", "telefon:22 ansatt:ol", "dato:..i-dag")
    async with at_work(session) as kn:
        shown = {}
        for text in texts:
            await run(kn, text)
            shown[text] = kn.ids
    assert len({len(ids) for ids in shown.values()}) > 2, "the filters tell nothing apart"
    for text, ids in shown.items():
        with pytest.raises(SystemExit) as ended:
            main(["--db", factories.where(session), "--as", "KN", "list", "--filter", text, "--json"])
        printed = capsys.readouterr()
        assert ended.value.code == 0, printed
        assert [call["id"] for call in json.loads(printed.out)] == ids, text

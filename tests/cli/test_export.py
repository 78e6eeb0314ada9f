"""The verb export."""

from __future__ import annotations

from pathlib import Path

from icalendar import Calendar

from tests import factories
from tests.cli.conftest import Run
from xscalls_tui.services.session import Session


def _numbers(text: str) -> list[str]:
    return [str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(text).walk("VEVENT")]


def test_calls_go_to_standard_output_or_into_a_new_file(run: Run, session: Session, tmp_path: Path) -> None:
    first, second = (factories.call(session, subject=subject) for subject in ("Tilbud", "Årsmøte"))
    assert sorted(_numbers(run("export", "--format", "ics").out)) == [str(first.id), str(second.id)]
    assert _numbers(run("export", "--format", "ics", "--filter", "emne:års").out) == [str(second.id)]
    file = tmp_path / "calls.ics"
    assert run("export", "--format", "ics", "--output", file, "--limit", 1).lines == [str(file)]
    assert _numbers(file.read_text(encoding="utf-8")) == [str(second.id)]
    refused = run("export", "--format", "ics", "--output", file)
    assert refused.code != 0 and str(file) in refused.err
    assert _numbers(file.read_text(encoding="utf-8")) == [str(second.id)], "nothing is written over"


def test_ones_own_file_follows(run: Run, session: Session, home: Path) -> None:
    factories.call(session)
    (told,) = run("--as", "OL", "export", "--format", "ics", "--follow").lines
    assert Path(told) == home / "data" / "xscalls" / "exports" / "OL" / "xscalls.ics"
    assert _numbers(Path(told).read_text(encoding="utf-8")) == []
    (told,) = run("export", "--format", "ics", "--follow").lines
    assert len(_numbers(Path(told).read_text(encoding="utf-8"))) == 1
    refused = run("export", "--format", "ics", "--follow", "--mine")
    assert (refused.code, refused.out) == (2, "") and "--follow" in refused.err


def test_forms_that_there_are(run: Run, session: Session) -> None:
    assert "ics" in run("export", "--format", "doc").err
    assert run("export").code == 2

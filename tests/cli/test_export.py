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


def test_files_for_people_and_programs(run: Run, session: Session, tmp_path: Path) -> None:
    factories.call(session, subject="Tilbud")
    for form in ("xlsx", "pdf", "csv", "csv-raw", "jsonl"):
        file = tmp_path / f"ut.{form}"
        assert run("export", "--format", form, "--output", file).lines == [str(file)]
        assert file.stat().st_size > 10
    assert "Tilbud" in run("export", "--format", "csv-raw").out
    assert '"subject": "Tilbud"' in run("export", "--format", "jsonl", "--filter", "emne:tilbud").out
    assert run("export", "--format", "jsonl", "--filter", "emne:borte").out == ""


def test_everything_goes_to_a_new_folder(run: Run, session: Session, tmp_path: Path) -> None:
    factories.call(session, subject="Tilbud")
    result = run("export", "--format", "csv-set", tmp_path / "sett")
    assert result.code == 0 and f"{tmp_path / 'sett' / 'calls.csv'}  1" in result.out
    assert run("export", "--format", "csv-set", tmp_path / "sett").code != 0, "nothing is written over"
    for wrong in (("csv-set",), ("csv", tmp_path / "sett2"), ("csv-set", tmp_path / "sett2", "--mine")):
        assert run("export", "--format", *wrong).code == 2
    assert not (tmp_path / "sett2").exists()


def test_forms_that_there_are(run: Run, session: Session) -> None:
    assert "ics" in run("export", "--format", "doc").err
    assert run("export").code == 2

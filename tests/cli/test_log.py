"""The verb log."""

from __future__ import annotations

from tests import factories
from tests.cli.conftest import Run
from xscalls_tui.domain.calls import Status
from xscalls_tui.services.session import Session


def test_the_log_of_a_call_and_of_everybody(run: Run, session: Session) -> None:
    call = factories.call(session, subject="Før")
    factories.save(session, call.id, subject="Etter", status=Status.DONE)
    newest, first = run("log", call.id, "--json").json
    assert newest["by"] == "KN" and {"field": "Emne", "before": "Før", "after": "Etter"} in newest["changes"]
    assert first["kind"] == "call.create" and not first["undone"]
    lines = run("--lang", "en", "log", call.id).lines
    assert "   Subject: Før → Etter" in lines and "   Status: Planned → Completed" in lines
    everybody = run("log", "--limit", 1, "--json").json
    assert [(one["kind"], one["rows"]) for one in everybody] == [("call.save", 1)]
    assert len(run("log").lines) >= 2
    assert run("log", 999).lines == []


def test_the_log_of_a_record(run: Run, session: Session) -> None:
    company = factories.company(session, "Åsen")
    run("company", "set", company, "--phone", "22 33 44 55")
    (changed,) = run("log", company, "--of", "company", "--json").json[:1]
    assert changed["changes"] == [{"field": "Telefon", "before": "", "after": "22 33 44 55"}]

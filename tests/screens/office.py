"""The calls, companies and people that the tests of the screens work with."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests import factories
from tests.factories import moment
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

# Companies, contact persons and projects. "ås" is in the names of several.
AASEN, AASGARD, NORD = 1, 2, 3
LUKASZ, VIK, PAAL = 1, 2, 3
SKOLEN, BRUA = 1, 2

# Calls. Each of the first four is tied to others: 1 -> 2 -> (3, 4).
FIRST, SECOND, THIRD, FOURTH = 1, 2, 3, 4
INCOMING, TODAY, STRANGE, UNSAVED, SAVED, BARE, LONG = 5, 6, 7, 8, 9, 10, 11
COUNT = 11


def furnish(template: Path, path: Path) -> Path:
    """Make a copy of an empty database with people, and fill it."""
    shutil.copy(template, path)
    at = factories.clock()
    with closing(open_session(str(path), "KN", at)) as kn:
        _registers(kn)
        at.at -= timedelta(days=3)
        ol, ph = factories.acting(kn, "OL"), factories.acting(kn, "PH")
        _calls(ol, ph)
    return path


def _registers(kn: Session) -> None:
    for name, phone in (("Åsen Bygg AS", "22 33 44 55"), ("Åsgård Eiendom", ""), ("Nord Rør AS", "")):
        factories.company(kn, name, phone)
    factories.contact(kn, "Łukasz Nowak", AASEN, "+46 70 123 45 67")
    factories.contact(kn, "Kari Vik", NORD, "912 34 567")
    factories.contact(kn, "Pål Åsen")
    factories.project(kn, "1042", "Skolen", AASEN)
    factories.project(kn, "1043", "Brua", NORD)


def _calls(ol: Session, ph: Session) -> None:
    windows = {"subject": "Tilbud på vinduer", "company": AASEN, "phone": "22 33 44 55"}
    factories.call(
        ol, starts_at=moment("06.11 09:00"), status=Status.DONE, partner=LUKASZ, project=SKOLEN, **windows
    )
    start = moment("16.11 10:00")
    factories.call(ol, starts_at=start, ends_at=start, status=Status.UNANSWERED, origin=FIRST, **windows)
    factories.call(ol, starts_at=moment("24.11 11:00"), origin=SECOND, partner=LUKASZ, **windows)
    factories.call(
        ph,
        starts_at=moment("25.11 08:00"),
        direction=Direction.IN,
        status=Status.CANCELLED,
        origin=SECOND,
        subject="Mål på vinduer",
        company=AASEN,
    )
    factories.call(
        ol,
        starts_at=moment("09:15"),
        direction=Direction.IN,
        status=Status.DONE,
        subject="Reklamasjon, ny befaring",
        phone="912 34 567",
        company=NORD,
        partner=VIK,
        note="Rør lekker i kjelleren.\nNy befaring avtalt.",
    )
    factories.call(ol, starts_at=moment("13:00"), subject="Avtale om levering", project=BRUA, reminder=15)
    strange = {"subject": "Ikke svar, prøv mandag", "company": NORD, "status": Status.UNANSWERED}
    factories.call(ph, starts_at=moment("20.11 14:30"), **strange)
    factories.call(ol, starts_at=moment("27.11 09:00"), employee=ph.employee.id, subject="Planlagt for PH")
    saved = factories.call(ol, starts_at=moment("27.11 10:00"), employee=ph.employee.id, subject="Tatt av PH")
    factories.save(ph, saved.id, note="Jeg ringer.")
    factories.call(ol, starts_at=moment("18.11 12:00"), phone="+46 8 123 45 67", partner="Anna Svensson")
    factories.call(
        ol,
        starts_at=moment("17.11 12:00"),
        status=Status.CANCELLED,
        subject="Årsavtale om vedlikehold av vinduer, dører og porter i hele bygget",
        company=AASGARD,
    )

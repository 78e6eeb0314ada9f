"""A real call: baresip rings, SIPp is rung, both on loopback."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from tests.telephone.softphone import BUSY, HANGS_UP, missing, softphone, until
from xscalls_tui.domain.errors import NotDialled
from xscalls_tui.domain.settings import Dialling
from xscalls_tui.domain.telephone import Progress, Stage
from xscalls_tui.services import telephone

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"needs the Debian packages {missing()}")

ANSWERED = ["< INVITE", "> 180 Ringing", "> 200 OK", "< ACK"]


def test_hanging_up_here(tmp_path: Path) -> None:
    told: list[Progress] = []
    with softphone(tmp_path) as phone:
        line = telephone.dial(phone.telephone, Dialling.BARESIP, "912 34 567")

        def listen() -> None:
            for progress in line.progress():
                told.append(progress)

        listening = Thread(target=listen, daemon=True)
        listening.start()
        until(lambda: Progress(Stage.ANSWERED) in told, "an answer")
        assert phone.invitation().startswith("INVITE sip:+4791234567@127.0.0.1:")
        line.hang_up()
        listening.join()
        phone.until_told("< BYE")
        line.close()
        assert [progress.stage for progress in told] == [Stage.RINGING, Stage.ANSWERED, Stage.ENDED]
        until(lambda: phone.messages()[-1] == "> 200 OK", "an answer to BYE")
        assert phone.messages() == [*ANSWERED, "< BYE", "> 200 OK"]


def test_hanging_up_there(tmp_path: Path) -> None:
    with softphone(tmp_path, HANGS_UP) as phone:
        line = telephone.dial(phone.telephone, Dialling.BARESIP, "+46 8 123 45 67")
        stages = [progress.stage for progress in line.progress()]
        assert stages == [Stage.RINGING, Stage.ANSWERED, Stage.ENDED]
        phone.until_told("> BYE")
        until(lambda: phone.messages()[-1] == "< 200 OK", "an answer to BYE")
        assert phone.messages() == [*ANSWERED, "> BYE", "< 200 OK"]
        assert phone.invitation().startswith("INVITE sip:+4681234567@")
        line.close()


def test_busy(tmp_path: Path) -> None:
    with softphone(tmp_path, BUSY) as phone:
        line = telephone.dial(phone.telephone, Dialling.BARESIP, "22 33 44 55")
        (ended,) = line.progress()
        assert (ended.stage, ended.why) == (Stage.ENDED, "486 Busy Here")
        phone.until_told("< ACK")
        line.close()


def test_a_second_client_can_still_hang_up(tmp_path: Path) -> None:
    with softphone(tmp_path) as phone:
        line = telephone.dial(phone.telephone, Dialling.BARESIP, "912 34 567")
        phone.until_told("< ACK")
        line.close()
        line.hang_up()
        phone.until_told("< BYE")


def test_no_softphone(tmp_path: Path) -> None:
    with softphone(tmp_path) as phone:
        pass
    with pytest.raises(NotDialled) as refused:
        telephone.dial(phone.telephone, Dialling.BARESIP, "912 34 567")
    assert refused.value.message.key == "tel.baresip.unreachable"

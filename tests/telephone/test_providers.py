"""Links, commands and requests, against real peers; and that nothing but a number reaches any of them."""

from __future__ import annotations

import re
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.config.telephone import Http, Telephone
from xscalls_tui.domain.errors import NotDialled
from xscalls_tui.domain.settings import Dialling, Settings
from xscalls_tui.domain.telephone import may_be_dialled, provider
from xscalls_tui.services import telephone


def refusal(phone: Telephone, who: Dialling, number: str = "912 34 567") -> str:
    with pytest.raises(NotDialled) as refused:
        telephone.dial(phone, who, number)
    return refused.value.message.key


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("912 34 567", "+4791234567"),
        ("0046 8 123 45 67", "+4681234567"),
        ("02800", "+4702800"),
        ("112", "112"),
        ("mobil 912 34 567", "+4791234567"),
    ],
)
def test_what_is_dialled(typed: str, number: str) -> None:
    assert telephone.dialable(typed) == number


@pytest.mark.parametrize(
    "typed", ["*21*91234567#", "ring meg", "1", "912 34 567 / 22 33 44 55 66", "1;reboot"]
)
def test_what_is_refused(typed: str) -> None:
    assert refusal(Telephone(), Dialling.LINK, typed) == "tel.badnumber"


def test_no_number() -> None:
    assert refusal(Telephone(), Dialling.LINK, " ") == "msg.nonumber"


def test_links() -> None:
    def link(pattern: str) -> str:
        return telephone.dial(Telephone(link=pattern), Dialling.LINK, "912 34 567").link

    assert link("tel:{number}") == "tel:+4791234567"
    assert link("sip:{number}@pbx.example") == "sip:+4791234567@pbx.example"
    assert link("https://pbx.example/?to={number}") == "https://pbx.example/?to=%2B4791234567"


def test_who_rings() -> None:
    phone = Telephone(provider="link")
    assert provider(phone, Settings()) is Dialling.LINK
    assert provider(phone, Settings(dialling=Dialling.NONE)) is Dialling.NONE
    assert provider(phone, Settings(dialling=Dialling.HTTP)) is Dialling.LINK  # which is not configured


# Commands.


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Writes down its arguments."""
    file = tmp_path / "ring"
    file.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/said\nexit ${{CODE:-0}}\n')
    file.chmod(0o700)
    return file


def test_a_command(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Telephone(command=(str(script), "--to={number}", "$(id)"), hang_up=(str(script), "stop"))
    line = telephone.dial(phone, Dialling.COMMAND, "912 34 567")
    assert (script.parent / "said").read_text() == "--to=+4791234567\n$(id)\n"
    line.hang_up()
    assert (script.parent / "said").read_text() == "stop\n"
    monkeypatch.setenv("CODE", "3")
    assert refusal(phone, Dialling.COMMAND) == "tel.command.failed"


def test_commands_that_cannot_be() -> None:
    assert refusal(Telephone(command=("/nowhere", "{number}")), Dialling.COMMAND) == "tel.command.notstarted"
    slow = Telephone(command=("sleep", "60{number}"), timeout=0.05)
    assert refusal(slow, Dialling.COMMAND, "11") == "tel.command.slow"


# Requests.


class Exchange(ThreadingHTTPServer):
    """Notes what it is asked, and answers with ``status``."""

    daemon_threads = True
    status = 204

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, str]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Exchange

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        asked = (self.command, self.path, self.headers.get("Authorization", ""), body)
        self.server.asked.append(asked)
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    """A telephone exchange on loopback."""
    with Exchange() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_requests(exchange: Exchange, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    asked = Http(
        url=f"{exchange.url}/ring?to={{number}}",
        hang_up_url=f"{exchange.url}/stop",
        method="POST",
        body='{"to": "{number}"}',
        headers={"Authorization": "Bearer {secret}"},
        secret_file=secret,
    )
    line = telephone.dial(Telephone(http=asked), Dialling.HTTP, "912 34 567")
    line.hang_up()
    body = '{"to": "+4791234567"}'
    assert exchange.asked == [
        ("POST", "/ring?to=%2B4791234567", "Bearer s3cret", body),
        ("POST", "/stop", "Bearer s3cret", body),
    ]
    monkeypatch.setenv("PBX", "other")
    telephone.dial(
        Telephone(http=asked._replace(secret_file=None, secret_env="PBX")), Dialling.HTTP, "912 34 567"
    )
    assert exchange.asked[-1][2] == "Bearer other"
    secret.unlink()
    assert refusal(Telephone(http=asked), Dialling.HTTP) == "tel.http.nosecret"


def test_requests_that_are_refused(exchange: Exchange) -> None:
    phone = Telephone(http=Http(url=f"{exchange.url}/{{number}}"), timeout=0.2)
    for exchange.status in (302, 403, 500):
        assert refusal(phone, Dialling.HTTP) == "tel.http.refused"
    assert len(exchange.asked) == 3  # and went nowhere else
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/{{number}}"
        assert refusal(phone._replace(http=Http(url=url)), Dialling.HTTP) == "tel.http.slow"
    assert refusal(phone._replace(http=Http(url=url)), Dialling.HTTP) == "tel.http.unreachable"


# Whatever is typed.

_TYPED = st.one_of(
    st.text(max_size=40),
    st.text("0123456789+ *#;&|$`'\"-()/\n\x00٣", max_size=25),
    st.from_regex(r"\A\+?[0-9 ]{2,17}[;\n]?\Z"),
)


@given(_TYPED)
def test_nothing_but_a_number_is_handed_on(typed: str) -> None:
    handed: list[str] = []

    class Spy:
        def __init__(self, words: list[str], **_: object) -> None:
            assert [words[0], words[2], len(words)] == ["ring", "last", 3]
            assert words[1].startswith("to=")
            handed.append(words[1].removeprefix("to="))

        def wait(self, _timeout: float) -> int:
            return 0

    def opened(_director: object, request: Any, **_: object) -> closing[Any]:
        address, _, number = request.full_url.partition("=")
        assert address == "http://pbx.example/?to"
        handed.append(number.replace("%2B", "+"))
        return closing(socket.socket())

    phone = Telephone(
        link="tel:{number}",
        command=("ring", "to={number}", "last"),
        http=Http("http://pbx.example/?to={number}"),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", Spy)
        patch.setattr(urllib.request.OpenerDirector, "open", opened)
        for who in (Dialling.LINK, Dialling.COMMAND, Dialling.HTTP):
            with suppress(NotDialled):
                line = telephone.dial(phone, who, typed)
                if line.link:
                    handed.append(line.link.removeprefix("tel:"))
    assert len(handed) in (0, 3)
    assert all(re.fullmatch(r"\+?[0-9]{2,15}", number) and may_be_dialled(number) for number in handed)


def test_a_number_ends_where_it_ends() -> None:
    assert not may_be_dialled("22\n")
    assert not may_be_dialled("٣٣٣")

"""A softphone and somebody to ring: baresip and SIPp as processes on loopback, without a sound card."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from xscalls_tui.config.telephone import Telephone

PACKAGES = {"baresip": "baresip-core", "sipp": "sip-tester"}
"""The programs, and the Debian packages that bring them."""
PATIENCE = 20
"""Seconds after which what is waited for will not come any more."""
_MODULES = Path("/usr/lib/baresip/modules")
_SETTINGS = """\
poll_method poll
sip_listen 127.0.0.1:{sip}
call_local_timeout 30
audio_player aubridge,none
audio_source aubridge,none
audio_alert aubridge,none
module_path {modules}
module g711.so
module aubridge.so
module_tmp uuid.so
module_tmp account.so
module_app ctrl_tcp.so
module_app menu.so
ctrl_tcp_listen 127.0.0.1:{control}
"""


def missing() -> str:
    """The Debian packages that are wanted and not installed, comma-separated."""
    return ", ".join(package for name, package in PACKAGES.items() if shutil.which(name) is None)


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for what another process will bring about."""
    limit = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < limit, f"in vain: {what}"


class Softphone:
    """baresip, with SIPp as the exchange that all its calls go to."""

    def __init__(self, control: int, log: Path) -> None:
        self.telephone = Telephone(provider="baresip", baresip=("127.0.0.1", control))
        self._log = log

    def messages(self) -> list[str]:
        """The first lines of the SIP messages so far, with who sent them: ``< INVITE``, ``> 200 OK``."""
        found = []
        text = self._log.read_text() if self._log.exists() else ""
        for part in re.split(r"^-{20,}.*$", text, flags=re.MULTILINE)[1:]:
            sent = ">" if "message sent" in part else "<"
            lines = [line for line in part.splitlines() if "SIP/2.0" in line]
            if lines:
                found.append(f"{sent} {_first(lines[0])}")
        return found

    def invitation(self) -> str:
        """The line that asked SIPp for a call."""
        return next(line for line in self._log.read_text().splitlines() if line.startswith("INVITE "))

    def until_told(self, message: str) -> None:
        """Wait until SIPp has sent or got this message."""
        until(lambda: message in self.messages(), message)


def _first(line: str) -> str:
    if line.startswith("SIP/2.0 "):
        return line.removeprefix("SIP/2.0 ").strip()
    return line.split(" ", 1)[0]


@contextmanager
def softphone(folder: Path, scenario: str = "") -> Iterator[Softphone]:
    """Both processes; SIPp plays the scenario, without one that of somebody who answers and waits."""
    with ExitStack() as stack:
        ports = [stack.enter_context(closing(socket.socket(socket.AF_INET, kind))) for kind in _KINDS]
        for port in ports:
            port.bind(("127.0.0.1", 0))
        other, sip, control = (port.getsockname()[1] for port in ports)
        stack.close()
        log, home = folder / "messages.log", folder / "baresip"
        home.mkdir(parents=True)
        settings = _SETTINGS.format(sip=sip, control=control, modules=_MODULES)
        (home / "config").write_text(settings)
        (home / "accounts").write_text(f"<sip:xscalls@127.0.0.1:{other};transport=udp>;regint=0\n")
        (home / "contacts").write_text("")
        played = ["-sn", "uas"]
        if scenario:
            (folder / "scenario.xml").write_text(scenario)
            played = ["-sf", str(folder / "scenario.xml")]
        sipp = ["sipp", *played, "-i", "127.0.0.1", "-p", str(other), "-nostdin", "-trace_msg"]
        stack.enter_context(_running([*sipp, "-message_file", str(log)], folder / "sipp.out"))
        said = folder / "baresip.out"
        stack.enter_context(_running(["baresip", "-f", str(home)], said))
        until(lambda: "baresip is ready" in said.read_text(errors="replace"), "baresip")
        until(lambda: _is_taken(other), "SIPp")
        yield Softphone(control, log)


_KINDS = (socket.SOCK_DGRAM, socket.SOCK_DGRAM, socket.SOCK_STREAM)


def _is_taken(port: int) -> bool:
    """Whether somebody listens there, by what the kernel says: to try the port would be to take it from
    SIPp."""
    return f":{port:04X} " in Path("/proc/net/udp").read_text()


@contextmanager
def _running(command: list[str], said: Path) -> Iterator[None]:
    with said.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=said.parent
        )
    try:
        yield
    finally:
        process.kill()  # a process of this test alone
        process.wait()


HANGS_UP = """\
<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="answers and hangs up">
  <recv request="INVITE" rrs="true"/>
  <send><![CDATA[

    SIP/2.0 180 Ringing
    [last_Via:]
    [last_From:]
    [last_To:];tag=[call_number]
    [last_Call-ID:]
    [last_CSeq:]
    Contact: <sip:[local_ip]:[local_port]>
    Content-Length: 0

  ]]></send>
  <send retrans="500"><![CDATA[

    SIP/2.0 200 OK
    [last_Via:]
    [last_From:]
    [last_To:];tag=[call_number]
    [last_Call-ID:]
    [last_CSeq:]
    Contact: <sip:[local_ip]:[local_port]>
    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=other 53655765 2353687637 IN IP4 [local_ip]
    s=-
    c=IN IP4 [media_ip]
    t=0 0
    m=audio [media_port] RTP/AVP 0
    a=rtpmap:0 PCMU/8000

  ]]></send>
  <recv request="ACK">
    <action>
      <ereg regexp=".*" search_in="hdr" header="From:" assign_to="caller"/>
      <ereg regexp=".*" search_in="hdr" header="To:" assign_to="called"/>
    </action>
  </recv>
  <pause milliseconds="300"/>
  <send retrans="500"><![CDATA[

    BYE [next_url] SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    From: [$called]
    To: [$caller]
    [last_Call-ID:]
    CSeq: 2 BYE
    Max-Forwards: 70
    Content-Length: 0

  ]]></send>
  <recv response="200"/>
</scenario>
"""
"""In the BYE the other party is who was rung: To and From change places."""
BUSY = """\
<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="busy">
  <recv request="INVITE"/>
  <send><![CDATA[

    SIP/2.0 486 Busy Here
    [last_Via:]
    [last_From:]
    [last_To:];tag=[call_number]
    [last_Call-ID:]
    [last_CSeq:]
    Content-Length: 0

  ]]></send>
  <recv request="ACK"/>
</scenario>
"""

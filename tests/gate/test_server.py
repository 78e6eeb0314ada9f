"""The README's way from a fresh server to the first operator's login, gone as it stands there."""

from __future__ import annotations

import os
import pwd
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.gate.sshd import missing, running
from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

AS_SERVICE = "sudo -u xscalls -H /opt/xscalls/bin/xscalls"
INSTALLS = ("sudo apt-get ", "sudo adduser ", "sudo python3 -m venv ", "sudo /opt/xscalls/bin/pip ")
"""What a machine of tests has done already; here the account that runs them stands for the service's."""


def commands() -> list[str]:
    """The commands of the README, a text after ``<<`` with its own."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    match = re.search(r"<!-- server-commands -->\n```bash\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert match is not None
    return re.findall(r"^[^\n]*<<'END'\n.*?^END$|^[^\n]+$", match[1], re.DOTALL | re.MULTILINE)


def test_under_ten_commands_lead_from_a_fresh_server_to_the_first_login(tmp_path: Path) -> None:
    found = commands()
    assert len(found) < 10
    service = [one for one in found if one.startswith(AS_SERVICE)]
    (tee,) = (one for one in found if one.startswith("sudo tee /etc/ssh/sshd_config.d/"))
    assert found[-1] == "sudo systemctl reload ssh"
    assert all(one.startswith(INSTALLS) for one in found if one not in (*service, tee, found[-1]))
    account = pwd.getpwuid(os.geteuid()).pw_name
    config = tee.partition("\n")[2].removesuffix("END").replace("User xscalls", f"User {account}")
    with running(tmp_path, config) as sshd:
        key = sshd.make_key("ola")
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        for command in service:
            line = command.replace(AS_SERVICE, f"{sys.executable} -m xscalls_tui")
            subprocess.run(
                ["sh", "-c", line], cwd=sshd.keys, env={**surroundings, "HOME": str(sshd.home)}, check=True
            )
        assert (sshd.home / ".local/share/xscalls/xscalls.db").exists()
        with Terminal(command=sshd.ssh(key, "-tt"), size=(120, 40)) as terminal:
            terminal.see("CRM - Samtaler", "OL")
            terminal.press("F2")
            terminal.see("Emne")
            terminal.press("Esc", "Ctrl+Q")
            assert terminal.end() == 0
        assert sshd.run(key, "get").returncode == 0

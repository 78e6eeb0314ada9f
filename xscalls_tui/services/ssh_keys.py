"""The file of public keys that sshd reads: which key belongs to which employee, and what it opens.

Every key of ours carries a forced command that ends with ``gate INITIALS``: whoever holds the key is that
employee, and gets nothing but the program. Lines of others in the file are left as they are.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xscalls_tui.domain.errors import InvalidInput, Message, NotFound
from xscalls_tui.domain.text import clean_line

_TYPES = (
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
)
_RESTRICTED = "restrict,pty"
"""No forwarding of anything, no files of sshd's own; but a terminal."""
_OURS = re.compile(
    r'^restrict,pty,command="(?P<command>(?:[^"\\]|\\.)* gate (?P<initials>\w+))" (?P<key>.+)$'
)
_LONGEST = 16_384
"""Characters of a key."""


class PublicKey(NamedTuple):
    """A public key: its type, its bytes in base64, and a comment."""

    type: str
    blob: str
    comment: str = ""

    @property
    def fingerprint(self) -> str:
        """As ``ssh-keygen -l`` prints it: ``SHA256:`` and 43 characters."""
        digest = hashlib.sha256(base64.b64decode(self.blob)).digest()
        return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


class Entry(NamedTuple):
    """A line of the file that is one of ours."""

    initials: str
    key: PublicKey
    line: str


def parse_key(text: str) -> PublicKey:
    """The key in a ``.pub`` file. Raises InvalidInput: it must be one line, a key without options before
    it, of a type that is known, whose bytes say the same type."""
    fields = text.strip().split(None, 2)
    if len(text.strip().splitlines()) == 1 and len(text) <= _LONGEST and len(fields) >= 2:
        kind, blob, *rest = fields
        if kind in _TYPES and _type_of(blob) == kind:
            return PublicKey(kind, blob, re.sub(r'["\\]', "", clean_line(" ".join(rest))))
    raise InvalidInput({"key": Message.of("msg.key.bad")})


def _type_of(blob: str) -> str:
    """What the bytes of a key begin with: its type, as a string with its length before it."""
    try:
        data = base64.b64decode(blob, validate=True)
    except binascii.Error:
        return ""
    length = int.from_bytes(data[:4], "big")
    return data[4 : 4 + length].decode("ascii", "replace") if len(data) > 4 + length else ""


def entries(file: Path) -> list[Entry]:
    """The lines of ours in a file; none if there is no such file."""
    found = []
    for line in _lines(file):
        if match := _OURS.match(line):
            kind, blob, *rest = match["key"].split(None, 2)
            found.append(Entry(match["initials"], PublicKey(kind, blob, " ".join(rest)), line))
    return found


def add(file: Path, initials: str, key: PublicKey, command: Sequence[str]) -> None:
    """Let whoever holds ``key`` in as this employee, by a command that ends with ``gate`` and the initials.
    Raises InvalidInput when the file has the key already: it would open what stands first."""
    lines = _lines(file)
    if any(key.blob in line.split() for line in lines):
        raise InvalidInput({"key": Message.of("msg.key.there")})
    forced = " ".join(_quoted(word) for word in command).replace("\\", "\\\\").replace('"', '\\"')
    told = " ".join(filter(None, key))
    _write(file, [*lines, f'{_RESTRICTED},command="{forced}" {told}'])


def remove(file: Path, initials: str, fingerprint: str | None = None) -> int:
    """Take away all keys of an employee, or the one with this fingerprint; how many there were. Raises
    NotFound when there is none."""
    gone = {
        entry.line
        for entry in entries(file)
        if entry.initials == initials and fingerprint in (None, entry.key.fingerprint)
    }
    if not gone:
        raise NotFound("msg.key.none", initials=initials)
    _write(file, [line for line in _lines(file) if line not in gone])
    return len(gone)


def _quoted(word: str) -> str:
    """A word for the shell that sshd has run the command."""
    return word if re.fullmatch(r"[\w@%+=:,./-]+", word) else "'" + word.replace("'", "'\\''") + "'"


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _write(file: Path, lines: Sequence[str]) -> None:
    """Whole or not at all: sshd may read it meanwhile."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write("".join(f"{line}\n" for line in lines))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)

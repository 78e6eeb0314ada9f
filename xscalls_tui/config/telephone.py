"""The table ``[telephone]`` of the configuration: who rings a number, and how.

::

    [telephone]
    provider = "command"       # none, link, command, http or baresip; none if nothing is said
    timeout = 10               # seconds
    link = "tel:{number}"
    command = ["/usr/local/bin/ring", "--to", "{number}"]
    hang_up = ["/usr/local/bin/ring", "stop"]

    [telephone.http]
    url = "https://pbx.example/ring?to={number}"
    hang_up_url = "https://pbx.example/stop?to={number}"
    method = "POST"
    body = '{"to": "{number}"}'
    headers = { Authorization = "Bearer {secret}" }
    secret_file = "pbx.secret" # or secret_env: the name of a variable

    [telephone.baresip]
    address = "127.0.0.1:4444" # where its module ctrl_tcp listens
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

NUMBER, SECRET = "{number}", "{secret}"
"""What stand in a pattern for the number that is rung, and for what the file or variable holds."""
PROVIDERS = ("none", "link", "command", "http", "baresip")
LONGEST_WAIT = 120
_ADDRESS = r"(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>\d{1,5})"
_LINK = r"[a-z][a-z0-9+.-]*:[!-~]*"
_URL = r"https?://[!-~]+"
_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"


class Http(NamedTuple):
    """What is asked of a telephone exchange to have it ring a number, and to end that call."""

    url: str = ""
    hang_up_url: str = ""
    method: str = "GET"
    headers: Mapping[str, str] = MappingProxyType({})
    body: str = ""
    secret_file: Path | None = None
    secret_env: str = ""


class Telephone(NamedTuple):
    """How numbers are rung. ``provider`` is one of PROVIDERS."""

    provider: str = "none"
    timeout: float = 10
    """Seconds that a provider has to answer in."""
    link: str = f"tel:{NUMBER}"
    command: tuple[str, ...] = ()
    hang_up: tuple[str, ...] = ()
    http: Http = Http()
    baresip: tuple[str, int] | None = None
    """Host and port."""

    def offers(self, provider: str) -> bool:
        """Whether there is all that this provider needs. A link needs nothing but the operator's terminal."""
        needs = {"command": self.command, "http": self.http.url, "baresip": self.baresip}
        return bool(needs.get(provider, True))


class Wrong(NamedTuple):
    """A value that cannot be meant, by the names that lead to it; ``known`` is None, or the names that could
    have been meant where there is no such name."""

    key: str
    value: str
    known: tuple[str, ...] | None = None


def read(table: Any, folder: Path) -> tuple[Telephone, tuple[Wrong, ...]]:
    """The telephone by its table, and what is wrong there: then none rings. Relative files are those of
    ``folder``."""
    wrong = tuple(_wrong(table))
    if any(one.known is None for one in wrong):
        return Telephone(), wrong
    http, baresip = table.get("http", {}), table.get("baresip")
    if baresip is None and table.get("provider") == "baresip":
        baresip = {}
    file = http.get("secret_file")
    telephone = Telephone(
        provider=table.get("provider", "none"),
        timeout=table.get("timeout", Telephone().timeout),
        link=table.get("link", Telephone().link),
        command=tuple(table.get("command", ())),
        hang_up=tuple(table.get("hang_up", ())),
        http=Http(
            **{name: http[name] for name in Http._fields if name in http and name != "secret_file"},
            secret_file=folder / Path(file).expanduser() if file else None,
        ),
        baresip=None if baresip is None else _address(baresip.get("address", "127.0.0.1:4444")),
    )
    if not telephone.offers(telephone.provider):
        return Telephone(), (*wrong, Wrong("telephone.provider", telephone.provider))
    return telephone, wrong


def _address(text: Any) -> tuple[str, int] | None:
    if not isinstance(text, str) or not (found := re.fullmatch(_ADDRESS, text, re.ASCII)):
        return None
    port = int(found["port"])
    return (found["host"].strip("[]"), port) if 0 < port < 2**16 else None


def _is_text(pattern: str, *, needs_number: bool = False) -> Any:
    def good(value: Any) -> bool:
        return (
            isinstance(value, str)
            and re.fullmatch(pattern, value, re.ASCII) is not None
            and (not needs_number or NUMBER in value)
        )

    return good


def _is_command(value: Any, *, needs_number: bool) -> bool:
    """Words of which the first, the program, is no part of the number."""
    if not (isinstance(value, list) and value and all(isinstance(word, str) for word in value)):
        return False
    fixed, words = value[0], value[1:]
    clean = all("\0" not in word for word in value)
    return bool(fixed) and NUMBER not in fixed and clean and (not needs_number or NUMBER in "\0".join(words))


def _are_headers(value: Any) -> bool:
    return isinstance(value, dict) and all(
        re.fullmatch(_NAME, name, re.ASCII)
        and isinstance(text, str)
        and text.isprintable()
        and text.isascii()
        for name, text in value.items()
    )


_GOOD: dict[str, Any] = {
    "provider": lambda v: v in PROVIDERS,
    "timeout": lambda v: type(v) in (int, float) and 0 < v <= LONGEST_WAIT,
    "link": _is_text(_LINK, needs_number=True),
    "command": lambda v: _is_command(v, needs_number=True),
    "hang_up": lambda v: _is_command(v, needs_number=False),
}
_TABLES: dict[str, dict[str, Any]] = {
    "http": {
        "url": _is_text(_URL),
        "hang_up_url": _is_text(_URL),
        "method": _is_text(r"GET|POST|PUT|DELETE|PATCH"),
        "headers": _are_headers,
        "body": lambda v: isinstance(v, str),
        "secret_file": lambda v: isinstance(v, str) and bool(v),
        "secret_env": _is_text(r"[A-Za-z_][A-Za-z0-9_]*"),
    },
    "baresip": {"address": lambda v: _address(v) is not None},
}


def _wrong(table: Any) -> Iterator[Wrong]:
    if not isinstance(table, dict):
        yield Wrong("telephone", str(table))
        return
    yield from _wrong_in({k: v for k, v in table.items() if k not in _TABLES}, _GOOD, "telephone")
    for name, good in _TABLES.items():
        if name not in table:
            continue
        if isinstance(table[name], dict):
            yield from _wrong_in(table[name], good, f"telephone.{name}")
        else:
            yield Wrong(f"telephone.{name}", str(table[name]))
    http = table.get("http")
    if isinstance(http, dict) and http and not any(NUMBER in str(http.get(k, "")) for k in ("url", "body")):
        yield Wrong("telephone.http.url", str(http.get("url", "")))


def _wrong_in(table: Mapping[str, Any], good: Mapping[str, Any], prefix: str) -> Iterator[Wrong]:
    known = (*good, *(_TABLES if good is _GOOD else ()))
    for name, value in table.items():
        if name not in good:
            yield Wrong(f"{prefix}.{name}", str(value), tuple(f"{prefix}.{one}" for one in known))
        elif not good[name](value):
            # A header may hold a secret.
            yield Wrong(f"{prefix}.{name}", "…" if name == "headers" else str(value))

"""The user's configuration file.

::

    database = "~/crm.db"      # a path (from the file's own folder) or a URL
    language = "en"            # nb or en
    mouse = false

    [keys]                     # the id of a command, as `xscalls keys` tells it, and its keys
    call.done = "f12,g"

    [telephone]                # who rings a number: ``config.telephone``

The file need not exist. What is wrong with it is collected, not raised: ``xscalls doctor`` has to be able
to tell about it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from xscalls_tui.config import telephone
from xscalls_tui.config.telephone import Telephone


class Problem(NamedTuple):
    """Something wrong with the file: a key of the catalogue with its values. ``fatal`` if the program
    cannot know what the user meant and should not guess."""

    key: str
    values: Mapping[str, str]
    fatal: bool = True


class Config(NamedTuple):
    """What the user has configured; None where nothing is said."""

    database: str | None = None
    language: str | None = None
    mouse: bool = True
    keys: Mapping[str, str] = MappingProxyType({})
    """Keys, comma-separated, by the id of their command. Checked by ``commands/keymap.py``."""
    telephone: Telephone = Telephone()
    problems: tuple[Problem, ...] = ()


_TYPES: dict[str, type] = {"database": str, "language": str, "mouse": bool, "keys": dict, "telephone": dict}
_LINE = r"at line (\d+)"


def load(file: Path, languages: Collection[str]) -> Config:
    """The configuration in ``file``; ``languages`` are those that there are."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except OSError as error:
        why = error.strerror or type(error).__name__
        return _useless("config.unreadable", file=str(file), why=why)
    except UnicodeDecodeError:
        return _useless("config.notutf8", file=str(file))
    import tomllib  # most users have no file

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(_LINE, str(error))
        last = str(len(text.splitlines()))
        return _useless("config.nottoml", file=str(file), line=line[1] if line else last)
    return _read(table, file, languages)


def _useless(key: str, **values: str) -> Config:
    return Config(problems=(Problem(key, values),))


def _read(table: Mapping[str, Any], file: Path, languages: Collection[str]) -> Config:
    keys = dict(_flat(table["keys"])) if isinstance(table.get("keys"), dict) else {}
    rings, wrong_there = telephone.read(table.get("telephone", {}), file.parent)
    problems = [*_unknown(table, file), *_wrong(table, keys, file, languages)]
    problems += [problem for one in wrong_there for problem in _told(one, file)]
    wrong = {problem.values["key"] for problem in problems}
    right: dict[str, Any] = {key: value for key, value in table.items() if key in _TYPES and key not in wrong}
    if "database" in right:
        right["database"] = _place(right["database"], file.parent)
    right["keys"] = {name: value for name, value in keys.items() if isinstance(value, str)}
    right["telephone"] = rings
    return Config(**right, problems=tuple(problems))


def _unknown(table: Mapping[str, Any], file: Path) -> Iterator[Problem]:
    return (_unknown_key(key, _TYPES, file) for key in table if key not in _TYPES)


def _unknown_key(key: str, known: Collection[str], file: Path) -> Problem:
    from difflib import get_close_matches

    values = {"file": str(file), "key": key}
    if nearest := get_close_matches(key, known, 1):
        return Problem("config.unknown_nearest", {**values, "nearest": nearest[0]}, fatal=False)
    return Problem("config.unknown", values, fatal=False)


def _told(wrong: telephone.Wrong, file: Path) -> Iterator[Problem]:
    """What is wrong with the telephone's table."""
    if wrong.known is not None:
        yield _unknown_key(wrong.key, wrong.known, file)
    elif wrong.key != "telephone":  # which is told with the other names
        yield Problem("config.badvalue", {"file": str(file), "key": wrong.key, "value": wrong.value})


def _wrong(
    table: Mapping[str, Any], keys: Mapping[str, Any], file: Path, languages: Collection[str]
) -> Iterator[Problem]:
    for key, kind in _TYPES.items():
        if key not in table:
            continue
        known = key != "language" or table[key] in languages
        if not isinstance(table[key], kind) or not known:
            yield Problem("config.badvalue", {"file": str(file), "key": key, "value": str(table[key])})
    for name, value in keys.items():
        if not isinstance(value, str):
            yield Problem("config.badvalue", {"file": str(file), "key": f"keys.{name}", "value": str(value)})


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """``call.done = …`` is a table in a table to TOML; the ids of commands have dots."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _place(database: str, folder: Path) -> str:
    """A relative path counts from the folder of the file, wherever the program is started."""
    if "://" in database or database.startswith("sqlite:"):
        return database
    return str(folder / Path(database).expanduser())

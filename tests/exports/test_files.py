"""Files that leave the program: whole or not at all, never over anything, nobody else's to read (F14)."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path
from typing import IO

import pytest

from xscalls_tui.exports import files

NAME = "samtaler_2026-11-23.xlsx"


def content(stream: IO[bytes]) -> None:
    """What is written."""
    stream.write(b"ny")


def test_a_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"gammel")
    second = files.store(tmp_path, NAME, content)
    third = files.store(tmp_path, NAME, content)
    assert [second.name, third.name] == ["samtaler_2026-11-23_2.xlsx", "samtaler_2026-11-23_3.xlsx"]
    assert (tmp_path / NAME).read_bytes() == b"gammel" and second.read_bytes() == b"ny"
    assert stat.S_IMODE(second.stat().st_mode) == 0o600


@pytest.mark.parametrize("dangling", [False, True])
def test_links_and_folders_of_that_name_are_not_followed(tmp_path: Path, dangling: bool) -> None:
    place, target = tmp_path / "ut", tmp_path / "annet"
    place.mkdir()
    if not dangling:
        target.write_bytes(b"andres")
    (place / NAME).symlink_to(target)
    (place / "samtaler_2026-11-23_2.xlsx").mkdir()
    assert files.store(place, NAME, content).name == "samtaler_2026-11-23_3.xlsx"
    assert target.exists() is not dangling and (dangling or target.read_bytes() == b"andres")


def test_what_goes_wrong_leaves_nothing(tmp_path: Path) -> None:
    def full(stream: IO[bytes]) -> None:
        stream.write(b"halv")
        raise OSError(28, os.strerror(28))

    with pytest.raises(OSError, match="No space left"):
        files.store(tmp_path, NAME, full)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileNotFoundError):
        files.store(tmp_path / "borte", NAME, content)


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("samtaler", "samtaler_2026-11-23.pdf"),
        ("../../etc/passwd", "etc_passwd_2026-11-23.pdf"),
        ("Åsen Bygg AS / x", "asen_bygg_as_x_2026-11-23.pdf"),
        ("\x00\n", "xscalls_2026-11-23.pdf"),
        ("x" * 500, f"{'x' * 80}_2026-11-23.pdf"),
    ],
)
def test_names_are_reduced(what: str, name: str) -> None:
    assert files.name_of(what, date(2026, 11, 23), "pdf") == name

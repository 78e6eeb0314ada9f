"""What is built from a checkout has all that the installed program needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

pytest.importorskip("hatchling", reason="hatchling builds the wheel and is not installed here")

_NOT_IN_A_CLONE = shutil.ignore_patterns(
    ".git", ".venv", ".hypothesis", ".*_cache", "__pycache__", "*.mo", "*.egg-info", "build", "dist", "tests"
)


def _build(kind: str, source: Path, target: Path) -> Path:
    """Build as pip would, by the hook of PEP 517, without pip and without a network."""
    target.mkdir(exist_ok=True)
    code = f"import sys, hatchling.build; print(hatchling.build.build_{kind}(sys.argv[1]))"
    built = subprocess.run(
        [sys.executable, "-c", code, str(target)], cwd=source, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return target / built.stdout.splitlines()[-1]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files of the repository as a fresh clone has them."""
    return Path(shutil.copytree(ROOT, tmp_path / "clone", ignore=_NOT_IN_A_CLONE))


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_is_complete(clone: Path, tmp_path: Path) -> None:
    names = _names(_build("wheel", clone, tmp_path / "dist"))
    package = {
        path.relative_to(clone).as_posix()
        for path in (clone / "xscalls_tui").rglob("*")
        if path.suffix in {".py", ".po", ".mo", ".sql", ".ttf"} and path.name != "compile_catalogues.py"
    }
    styles = {f"xscalls_tui/styles/{path.name}" for path in (clone / "styles").glob("*.tcss")}
    assert styles and sum(name.endswith(".mo") for name in package) == 2
    assert package | styles | {"xscalls_tui/py.typed"} <= names
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {"xscalls_tui"}


def test_the_sdist_builds_the_same_wheel(clone: Path, tmp_path: Path) -> None:
    with tarfile.open(_build("sdist", clone, tmp_path / "dist")) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert _names(_build("wheel", unpacked, tmp_path / "from-sdist")) == _names(
        _build("wheel", clone, tmp_path / "from-clone")
    )


def test_an_editable_install_compiles_the_catalogues(clone: Path, tmp_path: Path) -> None:
    _build("editable", clone, tmp_path / "dist")
    assert len(list(clone.rglob("*.mo"))) == 2


def test_the_wheel_runs_without_the_checkout(clone: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(_build("wheel", clone, tmp_path / "dist")) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "from xscalls_tui import i18n, paths; import pathlib, sys;"
        "assert pathlib.Path(i18n.__file__).is_relative_to(sys.argv[1]);"
        "assert paths.styles_dir().is_relative_to(sys.argv[1]);"
        "print(i18n.Translator('en')('call.date'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "site")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.returncode) == ("Date\n", 0), run.stderr

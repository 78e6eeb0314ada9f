"""The contracts of pyproject.toml on who may import whom: kept by the package, and able to fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT

pytest.importorskip("importlinter", reason="import-linter comes with the extra 'lint'")

_LINT = "import sys; from importlinter import cli; sys.exit(cli.lint_imports(no_cache=True, no_logo=True))"


def _lint(checkout: Path) -> subprocess.CompletedProcess[str]:
    # A process of its own: import-linter sets up logging and a search path for the whole process.
    return subprocess.run(
        [sys.executable, "-c", _LINT], cwd=checkout, capture_output=True, text=True, check=False
    )


def test_the_package_keeps_its_contracts() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "statement", "contract"),
    [
        ("domain/wrong.py", "import xscalls_tui.services", "Imports point downwards"),
        ("services/wrong.py", "import textual", "Nothing below commands knows the terminal"),
        ("screens/wrong.py", "import xscalls_tui.queries", "Nothing from commands up sees the ORM"),
        ("widgets/wrong.py", "import peewee", "Nothing from commands up sees the ORM"),
        ("domain/wrong.py", "import holidays", "The domain is standard library only"),
    ],
)
def test_a_wrong_import_breaks_one(tmp_path: Path, module: str, statement: str, contract: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / PACKAGE.name / module).write_text(f"{statement}\n", encoding="utf-8")
    result = _lint(tmp_path)
    assert result.returncode == 1
    assert f"{contract} BROKEN" in " ".join(result.stdout.split())

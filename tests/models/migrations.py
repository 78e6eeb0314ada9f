"""A program that knows one migration more than this one does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xscalls_tui.models import database

ADDED = 'db.execute_sql("CREATE TABLE added (x INTEGER)")'


def with_migration(patch: pytest.MonkeyPatch, folder: Path, name: str, up: str) -> None:
    """Let the program know a migration ``name`` that does ``up``; ``folder`` is for its files."""
    shutil.copytree(database.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / f"{name}.py").write_text(
        f"def up(migrator, db):\n    {up}\n\n"
        "def down(migrator, db):\n    db.execute_sql('DROP TABLE added')\n"
    )
    patch.setattr(database, "MIGRATIONS", folder)

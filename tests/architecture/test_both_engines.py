"""Every test of models, queries, services, permissions and faults that uses a database runs on both engines,
unless its file bears the name of one of them."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict

import pytest

from tests.architecture.source import ROOT

FOLDERS = ("models", "queries", "services", "permissions", "faults")
ENGINES = {"sqlite", "postgres"}
WITHOUT_DATABASE = {"tests/services/test_import_numbers.py"}
"""Files whose tests need none."""


@pytest.fixture(scope="module")
def engines() -> dict[str, dict[str, set[str]]]:
    """By file and function: the engines that it is collected for; none where its name tells of none."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "-m", "storm or not storm"]
    folders = [f"tests/{folder}" for folder in FOLDERS]
    ran = subprocess.run([*command, *folders], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in ran.stdout.splitlines():
        file, colons, test = line.partition("::")
        if colons:
            function, _, parameters = test.rstrip("]").partition("[")
            found[file][function] |= ENGINES.intersection(parameters.split("-"))
    return found


def test_each_file_has_tests_on_both_or_is_one_engines_own(engines: dict[str, dict[str, set[str]]]) -> None:
    alone = {
        file
        for file, functions in engines.items()
        if set().union(*functions.values()) != ENGINES and not any(f"test_{name}" in file for name in ENGINES)
    }
    assert alone == WITHOUT_DATABASE


def test_no_test_runs_on_one_engine_by_mistake(engines: dict[str, dict[str, set[str]]]) -> None:
    for file, functions in engines.items():
        for function, found in functions.items():
            assert found in (set(), ENGINES), f"{file}::{function}"

"""Programs on ptys, measured by ptybench, which is looked for in ``shared/tools`` beside the checkout, and at
``$PTYBENCH``."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

import pexpect

CHECKOUT = Path(__file__).parents[2]
IDLE_SECONDS = 5.0
MISSING = "ptybench.py is neither in shared/tools beside the checkout nor at $PTYBENCH.\n"


class Bench:
    """Runs ptybench in a folder for temporary files."""

    def __init__(self, tool: Path, folder: Path, rounds: int) -> None:
        self._tool = tool
        self._folder = folder
        self._rounds = rounds

    def script(self, name: str, text: str) -> list[str]:
        """The command that runs a script."""
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return [sys.executable, str(path)]

    def case(self, name: str, command: list[str], ready: str, **more: Any) -> dict[str, Any]:
        """A program for ``compare``."""
        home = str(self._folder)
        env = {"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home, "PYTHONPATH": str(CHECKOUT)}
        return {"name": name, "cmd": command, "ready": ready, "quit": "c-q", "env": env, **more}

    def compare(self, *cases: dict[str, Any], rounds: int | None = None) -> dict[str, Any]:
        """What ptybench measures of these programs, which take turns."""
        spec, told = self._folder / "spec.json", self._folder / "told.json"
        spec.write_text(json.dumps({"size": "120x40", "baseline": cases[0]["name"], "cases": cases}))
        command = [sys.executable, str(self._tool), "compare", str(spec), "--json", str(told)]
        subprocess.run([*command, "-n", str(rounds or self._rounds)], check=True, stdout=subprocess.DEVNULL)
        found: dict[str, Any] = json.loads(told.read_text())
        return found

    def memory(self, case: dict[str, Any], keys: str) -> float:
        """Megabytes (PSS) of a program after these keys, the median of three runs."""
        command = [sys.executable, str(self._tool), "keys", "--ready", case["ready"], "--quit", "c-q"]
        command += ["--keys", keys, *(f"--env={name}={value}" for name, value in case["env"].items())]
        command += ["--", *case["cmd"]]
        told = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(3)]
        return median(float(re.findall(r"pss_mb=([\d.]+)", one)[-1]) for one in told)

    def hold(self, case: dict[str, Any]) -> dict[str, float]:
        """What becomes of a key that is held: its frames and its lag."""
        told = self._run("hold", case, "--keys", "down", "--key", "pgdn", "--count", "150", "--rate", "30")
        words = dict(re.findall(r"(\w+)=([\d.]+)", told.partition("hold pgdn")[2]))
        return {name: float(words.get(name, 0)) for name in ("count", "frames", "lag_ms")}

    def idle(self, case: dict[str, Any]) -> float:
        """Milliseconds of CPU in five seconds in which nobody does anything; of three runs the median, for in
        one of them the clock may tell another minute."""
        return median(idle_cpu(case) for _ in range(3))

    def _run(self, mode: str, case: dict[str, Any], *more: str) -> str:
        command = [sys.executable, str(self._tool), mode, "--ready", case["ready"], "--quit", "c-q", *more]
        command += [*(f"--env={name}={value}" for name, value in case["env"].items()), "--", *case["cmd"]]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def idle_cpu(case: dict[str, Any]) -> float:
    """Of the processes of a program on a pty, while nothing is pressed."""
    env = {**os.environ, "TERM": "xterm-256color", **case["env"]}
    child = pexpect.spawn(case["cmd"][0], case["cmd"][1:], env=env, dimensions=(40, 120), timeout=30)
    child.expect(case["ready"])

    def until(moment: float) -> float:
        while (left := moment - time.monotonic()) > 0:
            with suppress(pexpect.TIMEOUT):
                child.read_nonblocking(65536, left)
        tasks = Path(f"/proc/{child.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    settled = until(time.monotonic() + 3)
    used = until(time.monotonic() + IDLE_SECONDS) - settled
    child.close(force=True)
    return used


def find_tool() -> Path | None:
    """Where ptybench is."""
    named = os.environ.get("PTYBENCH")
    places = [Path(named)] if named else [parent / "shared/tools/ptybench.py" for parent in CHECKOUT.parents]
    return next((place for place in places if place.is_file()), None)


def load_tool(path: Path) -> Any:
    """ptybench as a module."""
    spec = importlib.util.spec_from_file_location("ptybench", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

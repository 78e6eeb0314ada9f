"""Where ``xscalls`` and ``python -m xscalls_tui`` begin."""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

# Nothing that is made until the first frame stands is garbage. The app, or any other verb, collects again.
gc.disable()


def main() -> NoReturn:
    """Run the program; whoever comes in by the gate, in a server of sessions if there is one."""
    if "gate" in sys.argv:
        from xscalls_tui.handover import enter

        if (code := enter(sys.argv[1:])) is not None:
            sys.exit(code)
    from xscalls_tui.cli import main as run

    run()


if __name__ == "__main__":
    main()

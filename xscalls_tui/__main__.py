"""Where ``xscalls`` and ``python -m xscalls_tui`` begin."""

import gc

# Nothing that is made until the first frame stands is garbage. The app, or any other verb, collects again.
gc.disable()

from xscalls_tui.cli import main  # noqa: E402

if __name__ == "__main__":
    main()

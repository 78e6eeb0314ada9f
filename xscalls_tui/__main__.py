"""``python -m xscalls_tui`` is the same program as ``xscalls``."""

from xscalls_tui.cli import main

if __name__ == "__main__":
    main()

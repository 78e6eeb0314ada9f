"""How fast the program is, as ratios inside one run: never a test, always a table.

``python -m tests.benchmarks.data`` measures reading and writing, ``python -m tests.benchmarks.terminal`` the
start and the keys. Both print Markdown; the last full tables stand in RESULTS.md. The sets that they
measure on come from ``generate.py`` and are kept outside the repository, see ``store.py``.
"""

"""A real cluster of PostgreSQL, what can befall it, and what operators notice of it.

``pytest -n0 -m cluster`` asserts that nothing is lost or done twice, ``python -m tests.cluster`` prints how
long operators wait; the last full table stands in tests/benchmarks/RESULTS.md.
"""

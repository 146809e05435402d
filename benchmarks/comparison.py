"""How often the comparison tells of a pattern where there is none, in four made-up worlds.

Run `.venv/bin/python benchmarks/comparison.py [PEOPLE] [SEED]`. docs/patterns.md tells what the worlds are.
"""

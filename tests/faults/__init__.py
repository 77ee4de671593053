"""Faults injected and counted: `python -m tests.faults [--share 0.1] [--seed 1] [KIND…]`.

Each fault has a seed of its own, printed where something was lost; `--seed` repeats all. Every row is counted against
the same promise: what was acknowledged is there once, whole, after the next start and the next poll.
"""

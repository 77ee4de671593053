"""The sum behind a probability, line by line, so that it can be redone by hand."""

from __future__ import annotations

import math

from talkwatch.ledger.weights import CALLED_OFF, PRIOR_ODDS, PRIOR_WEIGHT
from talkwatch.model.board import Attendance


def reckoning(row: Attendance) -> tuple[str, ...]:
    """The prior, each source's stance and weight, and how the weighted mean becomes the probability."""
    total = sum(share.weight for share in row.shares) + PRIOR_WEIGHT
    lines = [f"before any news: odds {PRIOR_ODDS:+.2f} × weight {PRIOR_WEIGHT:.2f} = {PRIOR_ODDS * PRIOR_WEIGHT:+.3f}"]
    for share in row.shares:
        factors = " × ".join(f"{name} {factor:.2f}" for name, factor in share.parts)
        product = share.odds * share.weight
        lines.append(
            f"{share.told.report.publisher}: {share.told.claim.stance} {share.odds:+.2f} × weight {share.weight:.3f} "
            f"({factors}) = {product:+.3f}"
        )
    odds = sum(share.odds * share.weight for share in row.shares) + PRIOR_ODDS * PRIOR_WEIGHT
    mean = odds / total
    lines.append(f"sum {odds:+.3f} ÷ weights {total:.3f} = {mean:+.3f}")
    lines.append(f"1 ÷ (1 + e^{-mean:+.3f}) = {1 / (1 + math.exp(-mean)):.3f}, kept within 0.01–0.99")
    if row.called_off:
        lines.append(f"the talk was called off: no more than {CALLED_OFF:.2f}")
    return tuple(lines)

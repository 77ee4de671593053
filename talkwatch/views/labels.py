"""Every sign and word that a panel, a digest or a table shows, each with what it means."""

from __future__ import annotations

from talkwatch.ledger.yardstick import YARDSTICKS

SCREEN = (
    ("▸", "the selected row"),
    ("•", "says something else than when you last stood on the row (m marks the whole panel as seen)"),
    ("5 src", "independent sources: copies of one wire report count once"),
    ("proposed", "called for, invited to or offered"),
    ("scheduled", "set, planned or expected"),
    ("in doubt", "reports about it contradict each other, or it may not be held"),
    ("unreported", "its day has passed and no report tells what came of it"),
    ("confirmed", "will come, sends a delegation, has arrived"),
    ("likely", "is expected to come, or plans to"),
    ("conditional", "comes only if something holds; the line below says what"),
    ("uncertain", "has not said, or is still weighing"),
    ("unlikely", "leans against coming, or threatens to stay away"),
    ("declined", "will not come, or did not"),
    ("██░░", "the probability beside it, as a bar"),
    ("▲ ▼ =", "the probability rose, fell or stayed; of a sticking point: hardening, narrowing, unchanged"),
    ("● ◐ ○", "a sticking point is open, narrowing, resolved"),
    ("“ ”", "the source itself put these words in quotation marks; without them it is a paraphrase"),
    ("!", "sources disagree"),
    ("◆ ● ›", "in a talk's timeline: the talk itself, who comes, what was said"),
    ("◷ as of", "the board as it stood then; ] goes on towards now"),
)
"""Signs and words of the screen, as its help lists them."""

_MORE = (
    ("under way", "reported to have begun, and not to have ended"),
    ("postponed", "put off; the day shown is the new one, or the old one while no new one is named"),
    ("cancelled", "called off; it stays, struck, for a week"),
    ("concluded", "reported to have ended"),
    ("open", "of a sticking point: the sides differ on it, by the latest reports"),
    ("narrowing", "of a sticking point: the sides come closer, by the latest reports"),
    ("resolved", "of a sticking point: reported to be settled"),
    ("hardening", "of a sticking point's trend: a side asks for more, or rejects what it did not reject before"),
    ("unchanged", "of a sticking point's trend: nothing moved since the day beside it"),
    ("demands", "of an actor on an issue: asks for it"),
    ("rejects", "of an actor on an issue: will not have it"),
    ("accepts", "of an actor on an issue: agrees to it"),
    ("offers", "of an actor on an issue: proposes it"),
    ("rising", "in a digest: the probability rose within a day"),
    ("falling", "in a digest: the probability fell within a day"),
    ("steady", "in a digest: the probability moved by little or nothing within a day"),
    ("▁▃▅█", "the week's probabilities, a bar a day, the last being today's; a dot is a day before the first report"),
    ("not confirmed", "parties and mediators of a talk of whom no source says that they will be there"),
    ("no longer says", "a report's words changed, and this sentence with what it said is gone from it"),
    ("direct", "of a statement: in the source's quotation marks"),
    ("indirect", "of a statement: in the source's own words"),
    ("mixed", "of a statement: partly in quotation marks"),
    ("ok", "of a feed: it answered at the last poll"),
    ("new", "of a feed: it was not asked yet"),
    ("failing", "of a feed: it did not answer as it should at the last poll; the error stands beside it"),
    ("paused", "of a feed: it is not asked until it is resumed"),
    ("gone", "of a feed: its server says that it is gone for good (410)"),
    ("grade A", "of a source: reliable; its words weigh most"),
    ("grade C", "of a source: what counts where no grade was given"),
    ("grade F", "of a source: not reliable; its words weigh least"),
)
_NAMES = {"icd203": "US ICD 203", "phia": "the UK's PHIA yardstick"}


def labels() -> tuple[tuple[str, str], ...]:
    """Each label with its meaning: the screen's, those of digests and tables, then the words of both yardsticks."""
    words = [
        (one.word, f"of a probability: {one.low:.0%} to {min(one.high, 1):.0%}, by {_NAMES[name]}")
        for name, bands in YARDSTICKS.items()
        for one in bands
    ]
    return (*SCREEN, *_MORE, *words)


def meanings(label: str) -> tuple[tuple[str, str], ...]:
    """A label with what it means, once for each place where it means something of its own; () for what is no label."""
    key = label.strip().casefold().replace("_", " ")
    return tuple((sign, meaning) for sign, meaning in labels() if key in _keys(sign))


def _keys(sign: str) -> tuple[str, ...]:
    """What a label may be asked for by: itself, or one of the signs that it shows together."""
    parts = sign.split(" ")
    return (sign.casefold(), *(parts if all(len(part) == 1 for part in parts) else ()))

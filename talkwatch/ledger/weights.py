"""The few numbers that the ledger weighs by, each named and with its reason. No other module holds one.

Log-odds are natural (nats): a probability p has the log-odds ln(p / (1 - p)). Times are hours or days.
"""

from __future__ import annotations

from talkwatch.model.claims import Stance
from talkwatch.model.items import Grade

STANCE_ODDS: dict[Stance, float] = {
    "confirmed": 3.3,
    "likely": 1.8,
    "conditional": -0.2,
    "uncertain": 0.0,
    "unlikely": -1.8,
    "declined": -3.3,
}
"""What a lone, perfect claim of this stance would make of the chance, in log-odds (0.96, 0.86, 0.45, …)."""

PRIOR_ODDS = 0.5
"""Log-odds that a named actor comes before anything is heard of it: 0.63 of the pairs in shared/outcomes came."""

PRIOR_WEIGHT = 0.15
"""How much the prior counts beside a fresh claim of weight 1."""

VOICE = {"itself": 1.3, "host": 1.2, "writer": 1.0, "unnamed": 0.7, "other side": 0.6}
"""Who says so: the actor of itself, the host or mediator, the writer, an unnamed source, or someone else."""

YOUR_WEIGHT = 20.0
"""What the user's own word on somebody's coming weighs: more than all the news of a day. It ages like any other, so
that the news of days later counts again."""

ATTENDANCE_HALF_LIFE = 36.0
"""Hours after which a claim counts half beside the newest one of its row."""

GRADE: dict[Grade, float] = {"A": 1.2, "B": 1.1, "C": 1.0, "D": 0.8, "E": 0.6, "F": 0.8}
"""The Admiralty code's reliability of a source: A completely reliable … E unreliable, F cannot be judged.

What a claim of such a source weighs in the choice of a talk's date, place and status, of an issue's status, and in a
probability. A feed without a grade of the user's counts as C. (The letters are NATO's; the weights are ours, small
beside those of who says it and how long ago, since a good paper's slip is read as surely as a poor one's.)
"""

PROBABILITY_FLOOR = 0.01
"""No chance is shown under 1 % or over 99 %: the yardstick's bands end there."""

DISAGREE_SHARE = 0.25
"""The other side's part of the weight from which a row is marked as disputed."""

SURE_SHARE = 0.5
"""Part of the weight of "uncertain" from which those who do say yes or no give the row its stance."""

TREND_STEP = 0.05
"""A change of probability within a day that is shown as up or down."""

ONE_DAY = 0.75
"""What a claim that names one day weighs for the end of a talk, against one that names its first and last."""

BELIEF_HALF_LIFE = 18.0
"""Hours after which a report on a talk's status counts half beside the newest one."""

DATE_HALF_LIFE = 36.0
"""Hours after which a report on a talk's date or place counts half beside the newest one."""

STATUS_WEIGHT = {
    "proposed": 0.6,
    "scheduled": 0.8,
    "under_way": 1.0,
    "concluded": 1.2,
    "postponed": 2.0,
    "cancelled": 2.0,
}
"""A turn of events is news once and then no longer repeated; a plan is repeated in the background of every report."""

PRECISION_WEIGHT = {"day": 1.0, "week": 0.35, "month": 0.15, "unknown": 0.0}
"""How much a date so precise counts in the choice of a talk's date."""

DAY_SHARE = 0.25
"""A day within the believed week or month is shown from this part of the week's weight."""

CONFLICT_SHARE = 0.4
"""A date or place is a rival from this part of the believed one's weight."""

DOUBT_SHARE = 0.4
"""A called-off talk is "in doubt" while the opposite report has more than this part of both."""

OFF_DAMPS = 0.5
"""What each independent report of a talk's being off leaves of the weight of earlier plans."""

BEGUN_DAMPS = 0.5
"""What each independent report of a talk's course leaves of the weight of its earlier stages."""

END_DAMPS = 0.5
"""What each independent report of a truce's being extended, or of its end, leaves of the weight of its former end."""

TRUCE_END = 0.05
"""What the end of a truce weighs for its beginning while nothing else is known of that."""

JOIN_AT = 2.0
"""Affinity from which a mention joins a talk (see talks.AFFINITY)."""

TALK_STAYS = 7.0
"""Days that a postponed, cancelled, concluded or unreported talk stays on the board."""

UNDATED_STAYS = 10.0
"""Days that a talk without a date stays after its last mention."""

UNDER_WAY_LASTS = 3.0
"""Days after its last mention that a talk is still believed under way, if nothing says when it ends."""

STATEMENT_STAYS = 7.0
"""Days that a statement stays on the board."""

NEWEST_STAYS = (5.0, 4.0, 2.0, 2.0)
"""Days that an actor's last word stands among the newest: a party's, a mediator's, another actor's, a stranger's."""

SAME_HOURS = 6.0
"""Of an actor's words of its last so many hours, the row that tells most stands for them."""

FULL_CONTENT = 5
"""Content words from which a paraphrase is a full sentence."""

MUCH_HEARD = 25
"""Reports of an actor's words in STATEMENT_STAYS days from which more do not lift it."""

SAME_STATEMENT_DAYS = 3.0
"""Two reports of one utterance lie at most so many days apart."""

SAME_STATEMENT_SHARE = 0.6
"""Part of the shorter report's content words that the longer one shares when both are one utterance."""

ISSUE_STAYS = 14.0
"""Days that an open issue stays after its last mention; a resolved one stays TALK_STAYS days."""

SECOND_READER = 0.4
"""What a claim weighs that only the user's second reader, a language model, found in an item; nobody measured it."""

LONE_ISSUE_STAYS = 3.0
"""Days that an open issue stays which a single report has named so far; nobody measured it."""

SAME_ISSUE_SHARE = 0.5
"""Part of the content words of two issues' names together that both share when they are one."""

COPY_HOURS = 72.0
"""Copies of one report lie at most so many hours apart."""

ISSUE_HALF_LIFE = 48.0
"""Hours after which a report on an issue counts half."""

OUTRIGHT_ISSUE = frozenset({"sticking", "unsettled", "differ", "no-deal-on", "stuck", "hinges", "left"})
"""The rules of the reader that call something a matter of dispute; all others read it from what one side says."""

MOVE_HOURS = 72.0
"""A turn on an issue sets its trend for so many hours."""

CALLED_OFF = 0.03
"""Nobody comes to a talk that was called off: no chance is higher than this while it is believed to be."""

THIN_STAYS = 2.0
"""Days that a talk stays of which one source alone says too little to find it again."""

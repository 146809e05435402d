"""The thread and the 28-day count as an executable specification, written apart from the code.

A finished day is 'k' kind, 'r' rest, '.' quiet. Today is 'k' or 'r' once something is recorded and
is left out of the string while it is still pending: a day that is not over never counts as quiet.

thread   kind days in the current run. A rest day is invisible: it neither counts nor breaks. Up to
         `grace` quiet days in a row (rest days between them are invisible too) leave the run alone;
         one more ends it, and the next kind day starts a fresh page at 1. Until that next kind day
         the run is 'resting': its number is still shown, never 0.
last 28  (kind, rest, days counted) over the last 28 calendar days, today included once recorded.
"""

GRACE = 2


def runs(days: str, grace: int = GRACE) -> list[int]:
    """Lengths of every run of kind days, oldest first."""
    lengths: list[int] = []
    quiet = grace + 1
    for day in days:
        if day == "k":
            if quiet > grace:
                lengths.append(0)
            lengths[-1] += 1
            quiet = 0
        elif day == ".":
            quiet += 1
    return lengths


def thread(days: str, grace: int = GRACE) -> tuple[int, str]:
    """Length of the last run and its state: 'none', 'going' or 'resting'."""
    lengths = runs(days, grace)
    if not lengths:
        return 0, "none"
    tail = days[days.rindex("k") + 1 :]
    return lengths[-1], "going" if tail.count(".") <= grace else "resting"


def last_28(days: str) -> tuple[int, int, int]:
    """Kind days, rest days, days counted."""
    window = days[-28:]
    return window.count("k"), window.count("r"), len(window)


EXAMPLES = {
    "": (0, "none"),
    ".": (0, "none"),
    "rrr": (0, "none"),
    "k": (1, "going"),
    "k" * 30 + ".": (30, "going"),
    "k" * 30 + "..": (30, "going"),
    "k" * 30 + "...": (30, "resting"),
    "k" * 30 + "...k": (1, "going"),
    "k" * 30 + "..k": (31, "going"),
    "k" * 30 + "r" * 60: (30, "going"),
    "k" * 30 + "r" * 60 + "k": (31, "going"),
    "kk.r.r.": (2, "resting"),
    "kk.r.rk": (3, "going"),
    "k.k.k.k..": (4, "going"),
    "....kkrrkk...": (4, "resting"),
}

"""What a person can set: the title of each setting, its values in words, and what it means."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kindtui.domain.settings import MAX_LOCK_MINUTES
from kindtui.texts import get_text

HOUR_LABELS: Mapping[object, str] = {hour: f"{hour:02}:00" for hour in range(24)}
THEME_TITLES: Mapping[str, str] = {
    "dark": "dark",
    "light": "light",
    "dusk": "dusk",
    "high_contrast": "high contrast",
    "terminal": "the terminal's own",
}
THEME_LABELS: Mapping[object, str] = dict(THEME_TITLES.items())
ON_OFF_LABELS: Mapping[object, str] = {True: "on", False: "off"}
SUGGESTED_LABELS: Mapping[object, str] = {True: "suggested", False: "left out"}
LOCK_LABELS: Mapping[object, str] = {
    0: "never",
    1: "after 1 minute",
    **{minutes: f"after {minutes} minutes" for minutes in range(2, MAX_LOCK_MINUTES + 1)},
}
LOCK_STEPS = (0, 1, 2, 5, 10, 15, 20, 30, 60, 120)


class Setting(NamedTuple):
    """A setting: its title, the labels of its values in their order, and an explanation.

    `steps` are the values that a key goes through, one after another; without any, it goes through all.
    """

    title: str
    labels: Mapping[object, str]
    explanation: str
    steps: Sequence[int] = ()

    def label(self, value: object) -> str:
        """Return the label of a value, or of the first one for a value that only another version knows."""
        return self.labels.get(value) or next(iter(self.labels.values()))

    def stepped(self, value: object, step: int) -> object:
        """Return the value that many steps further; one of another version counts as the first."""
        values = [one for one in self.labels if not self.steps or one in self.steps or one == value]
        index = values.index(value) if value in values else 0
        return values[(index + step) % len(values)]


SETTINGS: Mapping[str, Setting] = {
    "day_start": Setting("A day begins at", HOUR_LABELS, get_text("settings.day_start")),
    "evening_hour": Setting("The evening begins at", HOUR_LABELS, get_text("settings.evening_hour")),
    "week_start": Setting(
        "A week begins on",
        {"monday": "Monday", "saturday": "Saturday", "sunday": "Sunday"},
        get_text("settings.week_start"),
    ),
    "grace": Setting(
        "Quiet days",
        {days: "1 day" if days == 1 else f"{days} days" for days in range(7)},
        get_text("settings.grace"),
    ),
    "thread_shown": Setting(
        "The thread", {True: "shown", False: "hidden"}, get_text("settings.thread_shown")
    ),
    "panels_shown": Setting(
        "Panels on Today",
        {True: "shown", False: "hidden"},
        get_text("settings.panels_shown"),
    ),
    "this_day_shown": Setting(
        "This day before", {False: "hidden", True: "shown"}, get_text("settings.this_day_shown")
    ),
    "questions": Setting(
        "Questions",
        {"exact": "the same two", "rotating": "a different pair each day"},
        get_text("settings.questions"),
    ),
    "acts_close": Setting("Acts for someone close", SUGGESTED_LABELS, get_text("settings.acts_close")),
    "acts_colleague": Setting("Acts for colleagues", SUGGESTED_LABELS, get_text("settings.acts_colleague")),
    "acts_stranger": Setting("Acts for strangers", SUGGESTED_LABELS, get_text("settings.acts_stranger")),
    "acts_community": Setting(
        "Acts for the community", SUGGESTED_LABELS, get_text("settings.acts_community")
    ),
    "acts_out": Setting("Acts outside the house", SUGGESTED_LABELS, get_text("settings.acts_out")),
    "scales": Setting(
        "Mood and connection",
        {False: "not asked", True: "asked"},
        get_text("settings.scales"),
    ),
    "low_mood": Setting(
        "Hard days",
        {True: "a quiet word", False: "nothing said"},
        get_text("settings.low_mood"),
    ),
    "jar": Setting(
        "Kindness jar",
        ON_OFF_LABELS,
        get_text("settings.jar"),
    ),
    "people_shown": Setting(
        "People to think of", {False: "hidden", True: "shown"}, get_text("settings.people_shown")
    ),
    "theme": Setting(
        "Theme",
        THEME_LABELS,
        get_text("settings.theme"),
    ),
    "ascii_marks": Setting("Plain marks", ON_OFF_LABELS, get_text("settings.ascii_marks")),
    "motion": Setting("Motion", ON_OFF_LABELS, get_text("settings.motion")),
    "cover_locks": Setting("Lock with the cover", ON_OFF_LABELS, get_text("settings.cover_locks")),
    "lock_after": Setting("Lock by itself", LOCK_LABELS, get_text("settings.lock_after"), LOCK_STEPS),
    # The last one, as the list of these questions comes next in the app.
    "own_questions": Setting(
        "Questions of my own",
        {"off": "not asked", "beside": "beside the others", "instead": "instead of the others"},
        get_text("settings.own_questions"),
    ),
}

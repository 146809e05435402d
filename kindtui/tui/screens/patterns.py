"""Patterns: counts over a range of weeks, what they cannot tell, and moods over time."""

from calendar import day_abbr, month_abbr
from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import ScreenResume
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.insights.moods import (
    MOOD_SCALES,
    AnswersOverTime,
    answers_over_time,
    is_comparison_note_due,
)
from kindtui.domain.insights.patterns import LabelCounts, Patterns, patterns
from kindtui.domain.journal.day import ScaleName
from kindtui.domain.requests import ComparisonNoteRead, CustomEntryWritten, SettingsChanged
from kindtui.domain.ritual.acts import PATHWAY_NAMES
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import PeopleOpened, Requested
from kindtui.tui.screens.week_range import WeekRangeScreen, range_bindings
from kindtui.tui.widgets.bar_chart import PARTIAL_GLYPH, BarChart, Bars
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.count_list import CountList, Counts
from kindtui.tui.widgets.frame import Frame, SectionTitle
from kindtui.tui.widgets.key_hints import binding_keys_label
from kindtui.tui.widgets.list_panels import AUDIENCE_LABELS
from kindtui.tui.widgets.mood_chart import MoodChart
from kindtui.tui.widgets.name_list import NameList
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import QUIET_STYLE

WAY_LABELS: Mapping[str, str] = {**PATHWAY_NAMES, "": "own words"}
MAX_NAMES, MAX_INVITED_NAMES = 5, 5
PARTIAL_MONTHS = f"{PARTIAL_GLYPH} part of a month"
MOOD_TITLES: Mapping[ScaleName, str] = {
    "mood_morning": "Mood, mornings",
    "mood_evening": "Mood, evenings",
    "connection": "Connection, evenings",
}


class PatternsScreen(WeekRangeScreen):
    """Charts and counts; nothing on it is a score, and nothing is concluded from moods."""

    HELP_TEXT = get_text("app.patterns.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        *range_bindings("patterns"),
        Binding("x", "leave_out", "leave out a name", id="patterns.leave_out"),
        Binding("p", "people", "people", id="patterns.people"),
        Binding("escape", "leave_names", "back to the page", id="patterns.leave_names", key_display="Esc"),
        Binding("c", "ask_moods(True)", "ask about my mood", id="patterns.ask_moods"),
        Binding("c", "ask_moods(False)", "stop asking", id="patterns.ask_no_moods"),
        Binding("space,pagedown", "scroll(1)", "more below", id="patterns.down", key_display="Space"),
        Binding("pageup", "scroll(-1)", "scroll up", id="patterns.up", show=False),
        Binding("down,j", "scroll(0.1)", "down", id="patterns.line_down", show=False),
        Binding("up,k", "scroll(-0.1)", "up", id="patterns.line_up", show=False),
    ]

    _shows_note = False
    _has_shown_note = False  # and so its state may not know yet that it was read
    _has_explained = False  # what is asked for, to somebody who was elsewhere on the screen

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the charts, the counts, the moods, and what none of them can tell."""
        yield Frame(SectionTitle(), Static(get_text("app.patterns.empty"), id="empty"), id="empty-frame")
        with Container(id="charts"):
            for name in ("weekdays", "months"):
                yield Frame(SectionTitle(), BarChart(id=name), id=f"{name}-frame")
        with Container(id="counts"):
            for name in ("audiences", "ways"):
                yield Frame(SectionTitle(), CountList(id=name), id=f"{name}-frame")
            yield Frame(SectionTitle(), NameList(), id="names-frame")
        with Container(id="moods"):
            for scale in MOOD_SCALES:
                yield Frame(SectionTitle(), MoodChart(id=scale), id=f"{scale}-frame")
        with Container(id="notes"):
            for name in ("limits", "moods-note"):
                yield Frame(SectionTitle(), Prose(id=name), id=f"{name}-frame")

    def on_mount(self) -> None:
        """Draw the state."""
        self._draw()

    async def show(self, state: State) -> None:
        """Draw `state`, if it is another one."""
        if state is not self.state:
            await super().show(state)
            self._draw()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Say that kind and quiet days are compared no more, to those who may miss it."""
        super().on_screen_resume(event)
        is_due = self.state.is_complete and is_comparison_note_due(self.state.journal)
        self._shows_note = is_due and not (self._has_shown_note or self.state.is_hard_day)
        if self._shows_note:
            self.show_notice(get_text("app.patterns.comparison_gone"))

    def before_key(self) -> None:
        """Clear the notice, and record that it was read."""
        if self._shows_note:
            self._shows_note, self._has_shown_note = False, True
            self.post_message(Requested(ComparisonNoteRead()))
        super().before_key()

    def _draw(self) -> None:
        self.show_header("Patterns")
        self.set_class(not self.state.marks, "-empty")
        self._frame("empty").show_title("Kind days")
        self._frame("limits").show_title(get_text("app.patterns.limits_title"))
        self._frame("moods-note").show_title(get_text("app.patterns.moods_title"))
        self.draw_range()
        self.refresh_bindings()

    def draw_range(self) -> None:
        """Draw the charts, the counts, and what they cannot tell."""
        state, (range_name, weeks) = self.state, self.week_range
        totals = patterns(
            state.journal,
            state.marks,
            state.today,
            weeks,
            names=state.names,
            ideas=state.catalog.acts,
            aliases=state.aliases,
        )
        self._frame("weekdays").show_title(get_text("app.patterns.weekdays_title"), range_name)
        self.query_one("#weekdays", BarChart).bars = _bars(totals.weekdays, day_abbr)
        partial_months = totals.partial_months(state.today)
        remark = "years combined" if totals.merges_years else PARTIAL_MONTHS if partial_months else ""
        asides = [f"{range_name}, {remark}"] if remark else []
        self._frame("months").show_title(get_text("app.patterns.months_title"), *asides, range_name)
        self.query_one("#months", BarChart).bars = _bars(totals.months, month_abbr, partial_months)
        for name, title, counts in (
            (
                "audiences",
                get_text("app.patterns.audiences_title"),
                Counts(_labelled_counts(totals.audiences, AUDIENCE_LABELS)),
            ),
            ("ways", "The four ways", Counts(_labelled_counts(totals.pathways, WAY_LABELS))),
        ):
            self._frame(name).show_title(title, range_name)
            self.query_one(f"#{name}", CountList).counts = counts
        self._frame("names").show_title("Days by name", range_name)
        self._draw_names(totals)
        self.query_one("#limits", Prose).text = self._limits_text(totals)
        self._draw_moods(range_name, totals.first)

    def _draw_moods(self, range_name: str, first: date) -> None:
        """Draw the answers to each scale since `first`, if they are asked for and it is no hard day."""
        state = self.state
        settings = state.journal.settings
        charts = [
            answers_over_time(state.journal.days, scale, first, state.today, settings.week_start)
            for scale in MOOD_SCALES
            if settings.scales and not state.is_hard_day
        ]
        for scale, answers in zip(MOOD_SCALES, charts, strict=False):
            frame = self._frame(scale)
            frame.display = not answers.is_blank
            frame.show_title(MOOD_TITLES[scale], range_name)
            self.query_one(f"#{scale}", MoodChart).answers = answers
        shown = [answers for answers in charts if not answers.is_blank]
        self.query_one("#moods").display = bool(shown)
        self.query_one("#moods-note", Prose).text = self._moods_note(shown)

    def _draw_names(self, totals: Patterns) -> None:
        """Draw the names encouraged most, and if that is wanted, who was not named lately."""
        shown_names = totals.days_per_name[:MAX_NAMES]
        hidden_count = len(totals.days_per_name) - len(shown_names)
        more = get_text("app.patterns.more_names", count=hidden_count) if hidden_count else ""
        is_inviting = self.state.journal.settings.people_shown
        invited = totals.names_not_recent[:MAX_INVITED_NAMES] if is_inviting else ()
        note = more if shown_names else get_text("app.patterns.no_names")
        self.query_one(NameList).show(shown_names, note, get_text("app.patterns.people"), invited)

    def _frame(self, name: str) -> Frame:
        return self.query_one(f"#{name}-frame", Frame)

    def _limits_text(self, totals: Patterns) -> Content:
        """Return what the counts cannot tell, that no kindness is owed, and since when is counted."""
        limits = get_text("app.patterns.limits", keys=binding_keys_label(self, "app.why"))
        first_day = f"{totals.first.day} {totals.first:%B %Y}"
        since = get_text("app.patterns.since", day=first_day) if self.state.marks else ""
        return Content.assemble(
            (limits, QUIET_STYLE), "\n\n", get_text("ritual.no_debt"), "\n", (since, QUIET_STYLE)
        )

    def _moods_note(self, charts: list[AnswersOverTime]) -> Content:
        """Return what the charts of moods show and what they cannot tell, or how they begin."""
        if not self.state.journal.settings.scales:
            key = binding_keys_label(self, "patterns.ask_moods")
            return Content.styled(get_text("app.patterns.moods_off", keys=key), QUIET_STYLE)
        if self.state.is_hard_day:
            return Content(get_text("app.patterns.moods_hidden"))
        if not charts:
            legend = get_text("app.patterns.moods_blank")
        elif charts[0].is_weekly:
            legend = get_text("app.patterns.moods_weekly")
        else:
            legend = get_text("app.patterns.moods_daily")
        stop = get_text("app.patterns.moods_stop", keys=binding_keys_label(self, "patterns.ask_no_moods"))
        limits = get_text("app.patterns.moods_limits")
        return Content.assemble(legend, "\n", limits, "\n", (stop, QUIET_STYLE))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only one of the two: to ask for moods, or to stop asking; and names where there are some."""
        if action in ("leave_out", "leave_names"):
            names = self.query(NameList)
            return bool(names) and (
                names.first().can_focus if action == "leave_out" else names.first().has_focus
            )
        if action == "ask_moods":
            return parameters[0] is not self.state.journal.settings.scales
        return super().check_action(action, parameters)

    def action_leave_out(self) -> None:
        """Leave out the highlighted name; from elsewhere on the screen, go to the names first."""
        names = self.query_one(NameList)
        if names.has_focus:
            self.post_message(Requested(CustomEntryWritten("left_out_names", "", names.name_at_cursor)))
        else:
            names.focus()
            key = binding_keys_label(self, "patterns.leave_out")
            self.show_notice(get_text("app.patterns.choose_name", keys=key))

    def action_people(self) -> None:
        """Open the list of people."""
        self.post_message(PeopleOpened())

    def action_leave_names(self) -> None:
        """Take the focus from the names, so that the arrows scroll again."""
        self.set_focus(None)

    def action_ask_moods(self, is_enabled: bool) -> None:
        """Start or stop asking for moods; before starting, scroll to the text that says what it means."""
        frame = self._frame("moods-note")
        if is_enabled and not (self._has_explained or self.query_one(Body).can_view_entire(frame)):
            self._has_explained = True
            frame.scroll_visible(animate=False, immediate=True)
            key = binding_keys_label(self, "patterns.ask_moods")
            self.show_notice(get_text("app.patterns.moods_start", keys=key))
        else:
            self.post_message(Requested(SettingsChanged({"scales": is_enabled})))


def _bars(
    numbered_counts: tuple[tuple[int, int], ...], names: Iterable[str], partial: frozenset[int] = frozenset()
) -> Bars:
    counts = tuple(count for _, count in numbered_counts)
    all_names = list(names)
    labels = {index: all_names[number] for index, (number, _) in enumerate(numbered_counts)}
    return Bars(counts, labels, max(1, *counts), shows_counts=True, partial=partial)


def _labelled_counts(counts: LabelCounts, labels: Mapping[str, str]) -> LabelCounts:
    """Return the counts with their labels; an unnamed one (own words) only if it is not 0."""
    return tuple((labels.get(name, name), count) for name, count in counts if name or count)

"""The keys of a random year, in one window or in two, each with what is expected of them."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from kindtui.domain.setting_choices import SETTINGS
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.people_list import PeopleList
from tests.model.expected import ONE_DAY, Question, first_words
from tests.model.player import is_field, paste, type_text, write
from tests.model.world import LATEST_DAY_START, World
from tests.tui.harness import AppHarness

PARTS = ("acts", "received", "kept", "notes")
RECEIVED = Question("What kindness did I", "evening", "received")
WHO = Question("Who can I encourage today?", "morning", "who")
RECORDS = {"morning": ("who", "note"), "evening": ("received", "gave", "note")}  # in the order of the app
Keys = Callable[[AppHarness], Coroutine[Any, Any, None]]


class WindowDeeds:
    """What a person does in the app."""

    def __init__(self, world: World) -> None:
        """Act in that world."""
        self._world = world

    async def visit(self) -> None:
        async with self._windows() as windows:
            deeds = self.deeds()
            if len(windows) > 1:  # what they do hangs on what a window has seen of the other one's changes
                deeds = {deed: deeds[deed] for deed in deeds if deed not in self._deeds_of_one_window}
            for _ in range(self._world.random.randint(1, 4)):
                deed = self._world.pick(deeds)
                with self._world.doing(deed):
                    await deed(self._world.random.choice(windows))
                self._world.check()
        self._world.check()

    @asynccontextmanager
    async def _windows(self) -> AsyncIterator[list[AppHarness]]:
        """One open window, or sometimes two."""
        async with AsyncExitStack() as stack:
            count = 2 if self._world.random.random() < 0.25 else 1
            self._world.note(f"opens {count} windows")
            self._world.window_count = count
            windows = []
            for _ in range(count):
                windows.append(await stack.enter_async_context(self._world.player.window()))
                await self._answer_for_drafts(windows[-1])
            yield windows
            self._world.note("leaves")

    async def _answer_for_drafts(self, window: AppHarness) -> None:
        """Keep each text that waits on an earlier day as a note, or throw it away and take that back."""
        while "You started something on" in window.flowing_text:
            thrown_away = self._world.random.random() < 0.3
            before = self._world.player.drafts()
            self._world.note("  Del" if thrown_away else "  Esc, to keep a draft as a note")
            await window.press("delete" if thrown_away else "escape")
            count = self._note_former_drafts(before)
            if thrown_away:
                await window.press("f3", *["u"] * count, "f1")
                self._world.expected.forget_changes()
            self._world.check()

    def _note_former_drafts(self, before: dict[date, list[str]]) -> int:
        """Expect as a note of its day what no longer waits in a field, and count it."""
        after = self._world.player.drafts()
        noted = [
            (text, on) for on, texts in before.items() for text in texts if text not in after.get(on, [])
        ]
        assert noted
        for text, on in noted:
            self._world.add("notes", text, on)
            self._world.expected.waiting.discard(text)
        return len(noted)

    def deeds(self) -> dict[Keys, int]:
        return {
            self.write_received: 6,
            self.write_kept: 4,
            self.write_own_act: 4,
            self.mark_done: 3,
            self.toggle_rest: 2,
            self.write_on_a_past_day: 5,
            self.remove_an_entry: 3,
            self.undo: 9,
            self.redo: 5,
            self.leave_a_draft: 2,
            self.search: 2,
            self.change_day_start: 1,
            self.plan_days_away: 2,
            self.change_days_away: 2,
            self.end_days_away: 2,
            self.move_an_entry: 4,
            self.write_a_question: 2,
            self.switch_own_questions: 2,
            self.answer_in_the_morning: 5,
            self.rename_somebody: 3,
            self.separate_names: 1,
            self.change_a_name_in_the_days: 1,
            self.look_at_the_changes: 1,
            self.go_back_to_a_change: 3,
            self.look_into_the_jar: 1,
        }

    @property
    def _deeds_of_one_window(self) -> tuple[Keys, ...]:
        return (
            self.toggle_rest,
            self.mark_done,
            self.change_days_away,
            self.end_days_away,
            self.move_an_entry,
            self.answer_in_the_morning,
            self.rename_somebody,
            self.separate_names,
            self.change_a_name_in_the_days,
            self.look_at_the_changes,
            self.go_back_to_a_change,
        )

    async def _go(self, window: AppHarness, *keys: str) -> None:
        """From wherever the window is, to a screen and the keys it takes there."""
        await window.press("escape", "escape", "escape", *keys)

    async def _type(self, window: AppHarness, *, lines: bool = True) -> str:
        """Save a text in the focused field, after what waits there; now and then several lines, or pasted."""
        text = self._world.text() if lines else self._world.word()
        self._world.note(f"  writes {text!r}")
        is_pasted = "\n" in text and self._world.random.random() < 0.4
        whole = await (paste if is_pasted else write)(window, text)
        self._world.expected.waiting.discard(whole.removesuffix(text))
        return whole

    async def _write(self, window: AppHarness, part: str, on: date) -> None:
        self._world.add(part, await self._type(window), on)

    async def write_received(self, window: AppHarness) -> None:
        """The evening's line, or, where the evening has asked for it before, the second one."""
        await self._go(window, "f1", "escape", "e")
        await self._answer_the_evening(window, self._world.today)

    async def _answer_the_evening(self, window: AppHarness, on: date) -> None:
        if not is_field(window.app.focused):
            await window.press("enter")  # back to the card
        question = self._world.question_in(window.flowing_text, "evening")
        if "one thing I gave?" in window.flowing_text:
            await self._write(window, "acts", on)
        elif question or RECEIVED.text in window.flowing_text:
            self._world.answer(question or RECEIVED, await self._type(window), on)
        # else it asks about a plan that is still open

    async def write_kept(self, window: AppHarness) -> None:
        await self._go(window, "f2", "escape", "b")
        await self._write(window, "kept", self._world.today)

    async def write_own_act(self, window: AppHarness) -> None:
        await self._go(window, "f1", "escape", "a")
        if "Write my own" not in window.text or self._has_begun_a_name:
            return
        await window.press("down", "down", "down", "enter")
        text = await self._type(window, lines=False)
        who = self._world.player.stored_days()[self._world.today]["acts"][-1].get("who", "")
        assert who in ("", self._world.record.who)
        self._world.add("acts", text, self._world.today, "planned", who)
        await window.press("enter")

    @property
    def _has_begun_a_name(self) -> bool:
        """Whether a name waits in its field, which is saved with what is chosen then."""
        return self._world.player.has_draft(self._world.today, "who")

    async def answer_in_the_morning(self, window: AppHarness) -> None:
        """A name, or the answer to a question of one's own."""
        await self._go(window, "f1", "escape")
        journal, day = self._world.journal, self._world.record
        if journal.due(self._world.here) != "morning" or day.who or day.notes:
            return
        await window.press("enter") if not is_field(window.app.focused) else None
        question = self._world.question_in(window.flowing_text, "morning")
        if question is None and WHO.text not in window.flowing_text:
            return  # what was begun before goes on first
        if (question or WHO).records == "note":
            text = await self._type(window)
            self._world.answer(question or WHO, text, self._world.today)
            return
        name = self._world.name()
        self._world.note(f"  writes {name} as who")
        self._world.answer(question or WHO, await write(window, name), self._world.today)

    async def mark_done(self, window: AppHarness) -> None:
        """`d` means the highlighted act, or else the first one that is planned."""
        await self._go(window, "f1", "escape")
        before = self._world.record.acts
        planned = [act for act in before if act.state == "planned"]
        if not planned or is_field(window.app.focused):
            return
        self._world.note("  d")
        await window.press("d")
        stored = self._world.player.stored_days()[self._world.today]["acts"]
        after = tuple(replace(act, state=now["state"]) for act, now in zip(before, stored, strict=True))
        changed = [(old, new.state) for old, new in zip(before, after, strict=True) if old != new]
        assert len(changed) == 1, changed
        self._world.set_day(self._world.today, replace(self._world.record, acts=after))

    async def toggle_rest(self, window: AppHarness) -> None:
        await self._go(window, "f1", "escape")
        if is_field(window.app.focused) or self._has_begun_a_name:
            return
        self._world.note("  r")
        await window.press("r")
        journal, today = self._world.journal, self._world.today
        self._world.expected.change(journal.with_rest(today, is_rest=not journal.is_rest(today)))

    async def _open_day(self, window: AppHarness, on: date) -> None:
        await self._go(window, "f4", "g")
        await write(window, on.isoformat())
        await window.press("escape") if is_field(window.app.focused) else None

    async def write_on_a_past_day(self, window: AppHarness) -> None:
        on = self._world.pick({self._world.past_day(): 1, self._world.today - ONE_DAY: 1})
        self._world.note(f"  opens {on}")
        await self._open_day(window, on)
        key, part = self._world.random.choice([("e", "received"), ("b", "kept"), ("a", "acts")])
        await window.press(key)
        if key == "e":
            await self._answer_the_evening(window, on)
        else:
            await self._write(window, part, on)

    async def remove_an_entry(self, window: AppHarness) -> None:
        """`x` takes the entry under the cursor away."""
        on = self._world.filled_day()
        if on is None or on == self._world.today:
            return
        self._world.note(f"  opens {on}, v, x")
        await self._open_day(window, on)
        await window.press("v", "home", "x")
        stored = self._world.player.stored_days().get(on, {})
        day = self._world.journal.day(on)
        after = day.with_texts({entry["text"] for part in PARTS for entry in stored.get(part, [])})
        assert len(day.entries) - len(after.entries) == 1
        self._world.set_day(on, after)

    async def undo(self, window: AppHarness) -> None:
        """`u` takes the last change back, from whichever screen."""
        if self._world.expected.undo:
            await self._press_on_any_screen(window, "u")
            self._world.expected.take_back()

    async def redo(self, window: AppHarness) -> None:
        """`U` brings back what undo took away."""
        if self._world.expected.redo:
            await self._press_on_any_screen(window, "U")
            self._world.expected.give_back()

    async def _press_on_any_screen(self, window: AppHarness, key: str) -> None:
        screen = self._world.random.choice(["f1", "f2", "f3", "f4", "f5", "f6"])
        self._world.note(f"  {key} on {screen}")
        await self._go(window, screen, "escape", key)

    async def leave_a_draft(self, window: AppHarness) -> None:
        """Type into a field and leave it."""
        await self._go(window, "f2", "escape", "b")
        text = self._world.text()
        self._world.note(f"  leaves {text!r} in the field of a boundary")
        waiting = await type_text(window, text)
        await window.press("escape")
        self._world.expected.waiting.discard(waiting)
        self._world.expected.waiting.add(waiting + text)
        await window.flush_drafts()

    async def search(self, window: AppHarness) -> None:
        """A search shows the day of a word."""
        if on := self._world.filled_day():
            text = self._world.random.choice(self._world.journal.day(on).entries).text
            text = self._world.random.choice(first_words(text))
            self._world.note(f"  searches {text}")
            window.app._check_for_changes()  # what another window saved is seen within two seconds
            await window.wait_until_idle()
            await self._go(window, "f4", "slash")
            await window.press("ctrl+u")
            await type_text(window, text)
            assert "1 day, with" in window.text
            assert f"{on.day} {on:%b} {on.year}" in window.text
            await window.press("escape", "escape", "escape")

    async def change_day_start(self, window: AppHarness) -> None:
        """A day begins an hour later, up to seven."""
        if self._world.journal.day_start >= LATEST_DAY_START:
            return
        self._world.note("  , Enter")
        await self._go(window, "f1", "escape", "comma", "home", "enter", "escape")
        self._world.expected.change(replace(self._world.journal, day_start=self._world.journal.day_start + 1))

    # Days away

    async def plan_days_away(self, window: AppHarness) -> None:
        """`R` on Today: from a day to a day, or from today until a day."""
        away = self._world.days_away()
        text = f"{away.first} to {away.last}"
        if away.last > self._world.today and self._world.random.random() < 0.5:
            away, text = replace(away, first=self._world.today), away.last.isoformat()
        self._world.note(f"  R {text}")
        await self._go(window, "f1", "escape", "R")
        await write(window, text)
        self._world.expected.change(self._world.journal.with_away(away, self._world.today))

    async def _pick_days_away(self, window: AppHarness) -> int | None:
        """Highlight some of the days away of now and ahead, and return which; None if there are none."""
        count = len(self._world.journal.away_from(self._world.today))
        if count == 0:
            return None
        number = self._world.random.randrange(count)
        await self._go(window, "f1", "escape", "R", "escape", "home", *["down"] * number)
        return number

    async def change_days_away(self, window: AppHarness) -> None:
        """Enter asks for both ends again."""
        if (number := await self._pick_days_away(window)) is None:
            return
        before = self._world.journal.away_from(self._world.today)[number]
        after = self._world.days_away()
        self._world.note(f"  R, changes {before} to {after}")
        await window.press("enter", "ctrl+u")
        await write(window, f"{after.first} to {after.last}")
        self._world.expected.change(self._world.journal.with_away(after, self._world.today, before))

    async def end_days_away(self, window: AppHarness) -> None:
        """`x` makes today and all after it ordinary, or takes back what is ahead."""
        if (number := await self._pick_days_away(window)) is None:
            return
        away = self._world.journal.away_from(self._world.today)[number]
        self._world.note(f"  R, x on {away}")
        await window.press("x")
        self._world.expected.change(self._world.journal.with_away_ended(away, self._world.today))

    # Moving an entry

    async def move_an_entry(self, window: AppHarness) -> None:
        """`M` in an opened day moves the highlighted entry, and asks where to."""
        on = self._world.filled_day()
        if on is None or not self._world.moves_entries:
            return
        target = self._world.pick({self._world.past_day(): 3, self._world.today: 1})
        await self._open_day(window, on)
        count = len(self._world.journal.day(on).entries)
        await window.press("v", "home", *["down"] * self._world.random.randrange(count))
        part, uid = _highlighted(window).split(" ")
        text = _text_of(self._world.player.stored_days()[on], part, uid)
        [entry] = [one for one in self._world.journal.day(on).entries if one.text == text]
        self._world.note(f"  opens {on}, M on {text!r}, {target}")
        await window.press("M")
        await write(window, target.isoformat())
        if target != on:
            self._world.expected.change(self._world.journal.with_moved(part, entry, on, target))

    # Questions of one's own

    async def write_a_question(self, window: AppHarness) -> None:
        """Up to six for the morning and for the evening, in Settings."""
        part_of_day = self._world.random.choice(list(RECORDS))
        before = self._world.journal.questions
        if len([one for one in before if one.part_of_day == part_of_day]) == 6:
            return
        key = {"morning": "home", "evening": "end"}[part_of_day]
        records = self._world.random.choice(RECORDS[part_of_day])
        question = Question(f"{self._world.word()}?", part_of_day, records)
        self._world.note(f"  adds {question}")
        await self._go(window, "f1", "escape", "comma", "up", "up", "up", "up", "enter", key, "a")
        waiting = await type_text(window, question.text)
        question = replace(question, text=waiting + question.text)
        await window.press("enter", str(RECORDS[part_of_day].index(records) + 1))
        self._world.expected.change(replace(self._world.journal, questions=(*before, question)))

    async def switch_own_questions(self, window: AppHarness) -> None:
        """They are asked beside those that ship, or instead of them, or not at all."""
        modes = ["off", "beside", "instead"]
        mode = modes[(modes.index(self._world.journal.own_questions) + 1) % len(modes)]
        self._world.note(f"  own questions: {mode}")
        rows = list(SETTINGS).index("own_questions")
        await self._go(window, "f1", "escape", "comma", "home", *["down"] * rows, "enter", "escape")
        self._world.expected.change(replace(self._world.journal, own_questions=mode))

    # People

    async def _pick_person(self, window: AppHarness) -> str:
        """Highlight somebody in the list of people, and return their name; empty if nobody is named."""
        people = self._world.journal.people
        if not people:
            return ""
        await self._go(
            window, "f5", "escape", "p", "home", *["down"] * self._world.random.randrange(len(people))
        )
        person = window.app.screen.query_one(PeopleList).person
        assert person
        return person.name

    async def rename_somebody(self, window: AppHarness) -> None:
        """Somebody gets a new name, or that of another; their days stay as they are."""
        if not (name := await self._pick_person(window)):
            return
        journal = self._world.journal
        others = sorted({*journal.people, *journal.new_names} - {name})
        new_name = self._world.random.choice([self._world.name(), *others])
        self._world.note(f"  renames {name} to {new_name}")
        await window.press("enter", "ctrl+u")
        await write(window, new_name)
        self._world.expected.change(journal.with_renamed(name, new_name))

    async def separate_names(self, window: AppHarness) -> None:
        """`s` on another name of somebody lets it stand for itself again."""
        if not self._world.journal.new_names:
            return
        await self._go(window, "f5", "escape", "p", "home")
        people = window.app.screen.query_one(PeopleList)
        while not people.written_name:
            await window.press("down")
        name = people.written_name
        self._world.note(f"  separates {name}")
        await window.press("s")
        self._world.expected.change(self._world.journal.with_separated(name))

    async def change_a_name_in_the_days(self, window: AppHarness) -> None:
        """`d` writes the present name in the days too."""
        if name := await self._pick_person(window):
            self._world.note(f"  d on {name}")
            await window.press("d")
            self._world.expected.change(self._world.journal.with_name_in_days(name))

    # The list of changes, and the jar

    async def _open_changes(self, window: AppHarness, *keys: str) -> None:
        await self._go(window, "f1", "escape", "colon")
        await type_text(window, "changes")
        await window.press("enter", *keys)
        assert "Changes" in window.text

    async def look_at_the_changes(self, window: AppHarness) -> None:
        """Enter once only says how many changes it would be."""
        self._world.note("  changes, Enter, Esc")
        await self._open_changes(window, *["down"] * self._world.random.randint(0, 4), "enter")
        await window.press("escape")

    async def go_back_to_a_change(self, window: AppHarness) -> None:
        """Enter twice on a row undoes, or redoes, all down or up to it."""
        expected = self._world.expected
        if not expected.undo:
            return
        is_redo = bool(expected.redo) and self._world.random.random() < 0.5
        count = self._world.random.randint(1, min(4, len(expected.redo if is_redo else expected.undo)))
        self._world.note(f"  changes, {'redoes' if is_redo else 'undoes'} {count}")
        keys = ["up"] * count if is_redo else ["down"] * (count - 1)
        await self._open_changes(window, *keys, "enter", "enter")
        await window.press("escape")
        for _ in range(count):
            expected.give_back() if is_redo else expected.take_back()

    async def look_into_the_jar(self, window: AppHarness) -> None:
        """What is read there, of this day or another, changes nothing."""
        self._world.note("  o b b Esc")
        await self._go(window, "f4", "o", "b", "b")
        assert "Kindness jar" in window.text
        await window.press("escape")


def _highlighted(window: AppHarness) -> str:
    """The id of the highlighted row of the focused list."""
    assert isinstance(window.app.focused, Choices)
    return window.app.focused.highlighted_id


def _text_of(day: dict[str, Any], part: str, uid: str) -> str:
    [text] = [str(entry["text"]) for entry in day[part] if entry["uid"] == uid]
    return text

"""The commands of a random year, each with what is expected of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.model.expected import ONE_DAY, DayRecord, Journal, Question, first_words
from tests.model.player import Outcome
from tests.model.world import World

RECEIVED = Question("What kindness did I receive or witness today?", "evening", "received")
PARTS = {"gave": "acts", "received": "received", "kept": "kept"}


class CommandDeeds:
    """What a person does from a shell."""

    def __init__(self, world: World) -> None:
        """Act in that world."""
        self._world = world
        self._backups: dict[str, Journal] = {}
        self._export_number = 0
        self._went_back = False

    def deeds(self) -> dict[Callable[[], None], int]:
        return {
            self.log_a_line: 40,
            self.log_rest: 8,
            self.log_days_away: 4,
            self.show: 6,
            self.export_and_import: 3,
            self.merge_old_copy: 2,
            self.import_old_export: 2,
            self.make_backup: 2,
            self.restore_backup: 1,
            self.check_in: 4,
            self.purge: 2,
            self.doctor: 2,
        }

    def _run(self, *arguments: str | Path, stdin: str = "", **how: Any) -> Outcome:
        self._world.note(" ".join(map(str, arguments)) + (f" < {stdin!r}" if stdin else ""))
        outcome = self._world.player.run(*arguments, stdin=stdin, **how)
        assert outcome.status in (0, 1), outcome
        return outcome

    def log_a_line(self) -> None:
        kind = self._world.random.choice(list(PARTS))
        on = self._world.pick(
            {self._world.today: 8, self._world.today - ONE_DAY: 2, self._world.past_day(): 1}
        )
        text = self._world.text()
        days = () if on == self._world.today else ("--day", on.isoformat())
        if self._world.random.random() < 0.5:
            self._run("log", kind, "-", *days, stdin=f"{text}\n")
        else:
            self._run("log", kind, text, *days)
        self._world.add(PARTS[kind], text, on)

    def log_rest(self) -> None:
        if self._world.record.rest:
            return
        self._run("log", "rest")
        self._world.set_day(self._world.today, replace(self._world.record, rest=True))

    def log_days_away(self) -> None:
        """Days to rest, most of them ahead."""
        away = self._world.days_away()
        self._run("log", "rest", "--day", f"{away.first}..{away.last}")
        self._world.expected.change(self._world.journal.with_away(away, self._world.today))

    def show(self) -> None:
        """Every line of a day is in its words."""
        if on := self._world.filled_day():
            shown = self._run("show", on.isoformat()).out
            for entry in self._world.expected.journal.day(on).entries:
                for line in entry.text.split("\n"):
                    assert line in shown

    def _new_file(self, suffix: str) -> Path:
        self._export_number += 1
        return self._world.player.folder / f"export{self._export_number}.{suffix}"

    def export_and_import(self) -> None:
        """Every form holds every word; the lossless one comes back from an empty journal byte for byte."""
        if not self._world.player.path.exists():
            return
        words = {word for text in self._world.expected.journal.texts for word in first_words(text)}
        for form in ("csv", "markdown"):
            file = self._new_file(form)
            self._run("export", "--format", form, "-o", file)
            exported = file.read_text()
            assert {word for word in words if word not in exported} == set()
            if form == "csv":
                self._run("import", file)
        file, again = self._new_file("json"), self._new_file("json")
        other = self._world.player.folder / f"other{self._export_number}" / "journal.json"
        self._run("export", "-o", file)
        self._run("import", file, data=other)
        self._run("export", "-o", again, data=other)
        assert again.read_bytes() == file.read_bytes()
        self._run("import", file)

    def merge_old_copy(self) -> None:
        """An older copy brings nothing back and takes nothing away."""
        copies = sorted(self._world.player.path.parent.glob("*.backups/*.json"))
        if copies and not self._went_back and not self._world.moves_entries:
            copy = self._new_file("json")
            copy.write_bytes(self._world.random.choice(copies).read_bytes())
            self._run("merge", copy)
            self._world.expected.forget_changes()

    def import_old_export(self) -> None:
        exports = sorted(self._world.player.folder.glob("export*.json"))
        if exports and not self._went_back and not self._world.moves_entries:
            self._run("import", self._world.random.choice(exports))
            self._world.expected.forget_changes()

    def make_backup(self) -> None:
        if self._world.player.path.exists():
            before = self._backup_ids()
            self._run("backup", "create")
            for new in self._backup_ids() - before:
                self._backups[new] = self._world.expected.journal

    def _backup_ids(self) -> set[str]:
        return {line.split()[0] for line in self._world.player.run("backup", "list").out.splitlines() if line}

    def restore_backup(self) -> None:
        there = sorted(self._backup_ids() & set(self._backups))
        if there:
            chosen = self._world.random.choice(there)
            self._run("backup", "restore", chosen)
            self._went_back = True  # from now on an older copy may hold what the journal does not
            self._world.expected.journal = self._backups[chosen]
            self._world.expected.forget_changes()

    def check_in(self) -> None:
        """In the evening the first answer is that to its question; the empty lines go on."""
        journal = self._world.expected.journal
        acts = (*self._world.record.acts, *journal.day(self._world.today - ONE_DAY).acts)
        is_asked_of_acts = any(act.state == "planned" for act in acts)
        if (
            journal.due(self._world.here) == "evening"
            and not self._world.player.drafts()
            and not is_asked_of_acts
        ):
            text = self._world.text()
            answer = f".\n{text}\n." if "\n" in text else text
            shown = self._run("checkin", stdin=answer + "\n" * 12).out
            question = self._world.question_in(shown, "evening") or RECEIVED
            self._world.answer(question, text, self._world.today)
            self._world.expected.forget_changes()

    def purge(self) -> None:
        """A day that is deleted for good is in no file beside the journal."""
        on = self._world.filled_day()
        if on is None or self._world.random.random() < 0.5:
            return
        texts = {entry.text for entry in self._world.expected.journal.day(on).entries}
        self._run("purge", on.isoformat(), stdin=f"{on.isoformat()}\n")
        self._world.expected.journal = self._world.expected.journal.with_day(on, DayRecord())
        self._world.expected.forget_changes()
        self._backups = {
            name: journal.without_texts(texts).with_day(on, DayRecord())
            for name, journal in self._backups.items()
        }
        for word in (word for text in texts for word in first_words(text)):
            assert self._world.player.files_with(word) == []
        for export in self._world.player.folder.glob("export*"):
            export.unlink()

    def doctor(self) -> None:
        """All is well at all times."""
        if self._world.player.path.exists():
            self._run("doctor")
            self._run("backup", "verify")

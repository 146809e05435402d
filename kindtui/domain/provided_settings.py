"""Settings that come from outside the journal, and how they go together with those that a person set.

The journal holds what a person set. As a value that is kindtui's own default is left out of the file, the
names of those that were set to it are in `Settings.chosen`: so a choice is told from a setting that was never
touched, whatever defaults another machine provides.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct, structs

from kindtui.domain.settings import READ_MARKS, Settings

Source = Literal["defaults", "environment"]

KINDTUI_DEFAULTS = Settings()
PROVIDABLE = frozenset(Settings.__struct_fields__) - {*READ_MARKS, "chosen", "sealed", "updated_at"}


class ProvidedSettings(Struct, frozen=True):
    """What the defaults files and the environment say.

    Attributes:
        defaults: Values that take the place of kindtui's own defaults, by the name of the setting.
        theme: The theme that the environment asks for, whatever is set; empty if it asks for none.
    """

    defaults: Mapping[str, object] = {}
    theme: str = ""

    def sources(self, stored: Settings) -> Mapping[str, Source]:
        """Return where each setting comes from that does not come from the journal or from kindtui."""
        sources: dict[str, Source] = dict.fromkeys(self._untouched(stored), "defaults")
        return sources | {"theme": "environment"} if self.theme else sources

    def applied_to(self, stored: Settings) -> Settings:
        """Return the settings in effect; `stored` itself if nothing is provided."""
        values = {name: self.defaults[name] for name in self._untouched(stored)}
        if self.theme:
            values["theme"] = self.theme
        return structs.replace(stored, **values) if values else stored

    def _untouched(self, stored: Settings) -> Iterator[str]:
        """Yield the names of the defaults whose settings nobody has touched."""
        for name in self.defaults:
            if name not in stored.chosen and not _is_written(stored, name):
                yield name


NOTHING_PROVIDED = ProvidedSettings()


def with_choices(stored: Settings, before: Settings, after: Settings) -> Settings:
    """Return the settings to store after a change of those in effect.

    Args:
        stored: The settings in the journal; returned as they are if nothing changed.
        before: The settings in effect before the change.
        after: The settings in effect after it; what differs was chosen.
    """
    values = {
        name: getattr(after, name)
        for name in Settings.__struct_fields__
        if getattr(after, name) != getattr(before, name)
    }
    if not values:
        return stored
    changed = structs.replace(stored, **values)
    chosen = {*stored.chosen, *(values.keys() & PROVIDABLE)}
    left_out = (name for name in chosen if not _is_written(changed, name))
    return structs.replace(changed, chosen=tuple(sorted(left_out)))


def _is_written(settings: Settings, name: str) -> bool:
    """Return whether the file has the value of a setting; it never has one that a newer version knows."""
    return getattr(settings, name, None) != getattr(KINDTUI_DEFAULTS, name, None)

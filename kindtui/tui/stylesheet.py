"""A stylesheet that is parsed once for each theme, and at the start only as far as the first screen needs."""

from pathlib import PurePath

from textual.css.stylesheet import CssSource, Stylesheet

DEFERRED_MARKER = "/* Shown later */"  # no rule below this line applies to the first screen


class CachedStylesheet(Stylesheet):
    """A stylesheet that keeps its parsed rules as long as the theme stays the same.

    Textual parses all of it again at the start and at the first visit of each screen, even where the
    variables are the same.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Start without rules; `variables` are those of the theme."""
        super().__init__(variables=variables)
        self._parsed_variables = dict(variables or {})
        self._deferred_sources: list[str] = []

    def set_variables(self, variables: dict[str, str]) -> None:
        """Discard the parsed rules if `variables` differ from those they were parsed with."""
        if variables != self._parsed_variables:
            self._parsed_variables = dict(variables)
            super().set_variables(variables)

    def read(self, filename: str | PurePath) -> None:
        """Read the part of a file that is above `DEFERRED_MARKER`, and keep the rest for later."""
        super().read(filename)
        source_key = next(reversed(self.source))
        initial_css, _, deferred_css = self.source[source_key].content.partition(DEFERRED_MARKER)
        self.source[source_key] = CssSource(initial_css, False, 0)
        self._deferred_sources.append(deferred_css)

    def parse_deferred(self) -> None:
        """Parse the deferred parts, which apply to nothing that is shown yet."""
        while self._deferred_sources:
            self.add_source(self._deferred_sources.pop())
        self.parse()

    def reparse(self) -> None:
        """Parse the sources that have not been parsed yet."""
        self.parse()

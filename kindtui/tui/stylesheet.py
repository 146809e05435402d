"""The stylesheet, parsed once for each theme, and at the start no further than the first screen needs."""

from pathlib import PurePath

from textual.css.stylesheet import CssSource, Stylesheet

DEFERRED_MARKER = "/* Shown later */"  # what stands below this line dresses no first screen


class CachedStylesheet(Stylesheet):
    """A stylesheet that keeps what it has parsed for as long as the theme stays.

    Textual parses all of it anew at the start, and again at the first visit of each screen,
    though the variables are the same.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Parse with these variables."""
        super().__init__(variables=variables)
        self._parsed_variables = dict(variables or {})
        self._deferred_sources: list[str] = []

    def set_variables(self, variables: dict[str, str]) -> None:
        """Forget what was parsed, if the variables are others."""
        if variables != self._parsed_variables:
            self._parsed_variables = dict(variables)
            super().set_variables(variables)

    def read(self, filename: str | PurePath) -> None:
        """Read what stands above `LATER`."""
        super().read(filename)
        source_key = next(reversed(self.source))
        initial_css, _, deferred_css = self.source[source_key].content.partition(DEFERRED_MARKER)
        self.source[source_key] = CssSource(initial_css, False, 0)
        self._deferred_sources.append(deferred_css)

    def parse_deferred(self) -> None:
        """Parse the rest as well; nothing that is shown yet looks another way for it."""
        while self._deferred_sources:
            self.add_source(self._deferred_sources.pop())
        self.parse()

    def reparse(self) -> None:
        """Parse what is new."""
        self.parse()

"""The stylesheet, parsed once for each theme, and at the start no further than the first screen needs."""

from pathlib import PurePath

from textual.css.stylesheet import CssSource, Stylesheet

LATER = "/* Shown later */"  # what stands below this line dresses no first screen


class OnceParsed(Stylesheet):
    """A stylesheet that keeps what it has parsed for as long as the theme stays.

    Textual parses all of it anew at the start, and again at the first visit of each screen,
    though the variables are the same.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Parse with these variables."""
        super().__init__(variables=variables)
        self._parsed_with = dict(variables or {})
        self._later: list[str] = []

    def set_variables(self, variables: dict[str, str]) -> None:
        """Forget what was parsed, if the variables are others."""
        if variables != self._parsed_with:
            self._parsed_with = dict(variables)
            super().set_variables(variables)

    def read(self, filename: str | PurePath) -> None:
        """Read what stands above `LATER`."""
        super().read(filename)
        place = next(reversed(self.source))
        first, _, later = self.source[place].content.partition(LATER)
        self.source[place] = CssSource(first, False, 0)
        self._later.append(later)

    def parse_later(self) -> None:
        """Parse the rest as well; nothing that is shown yet looks another way for it."""
        while self._later:
            self.add_source(self._later.pop())
        self.parse()

    def reparse(self) -> None:
        """Parse what is new."""
        self.parse()

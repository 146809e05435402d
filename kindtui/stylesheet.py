"""The stylesheet, parsed once for each theme."""

from textual.css.stylesheet import Stylesheet


class OnceParsed(Stylesheet):
    """A stylesheet that keeps what it has parsed for as long as the theme stays.

    Textual parses all of it anew at the start, and again at the first visit of each screen,
    though the variables are the same.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Parse with these variables."""
        super().__init__(variables=variables)
        self._parsed_with = dict(variables or {})

    def set_variables(self, variables: dict[str, str]) -> None:
        """Forget what was parsed, if the variables are others."""
        if variables != self._parsed_with:
            self._parsed_with = dict(variables)
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what is new."""
        self.parse()

"""The filter that makes bracketed pastes harmless before Textual parses them."""

from kindtui.domain.text import strip_controls


class PasteFilter:
    """A filter of terminal input that removes the control characters from pastes.

    An escape sequence in a pasted text could end the paste, and what follows would be taken for keys.
    """

    START_SEQUENCE, END_SEQUENCE = "\x1b[200~", "\x1b[201~"

    def __init__(self) -> None:
        """Start outside any paste."""
        self._open_paste: str | None = None
        self._partial_start = ""

    def feed(self, chunk: str) -> str:
        """Return the part of the input that is complete; a paste is held until its end has arrived."""
        if self._open_paste is None:
            before, start, pasted = (self._partial_start + chunk).partition(self.START_SEQUENCE)
            returned_length = len(self._partial_start)
            if not start:
                self._partial_start = before[1 - len(self.START_SEQUENCE) :]
                return chunk
            self._partial_start, self._open_paste = "", ""
            return (before + start)[returned_length:] + self.feed(pasted)
        pasted, end, after = (self._open_paste + chunk).partition(self.END_SEQUENCE)
        if not end:
            self._open_paste = pasted
            return ""
        self._open_paste = None
        return strip_controls(pasted.replace("\r\n", "\n").replace("\r", "\n")) + end + self.feed(after)

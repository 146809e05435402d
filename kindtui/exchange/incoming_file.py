"""The bytes of what is to be imported: of a file, a pipe, a folder or a zip, and never too many of them."""

import os
from io import BytesIO
from pathlib import Path

from kindtui.domain.text import printable
from kindtui.exchange.other_apps import markdown_folder
from kindtui.exchange.other_apps.export import FormError
from kindtui.exchange.other_apps.files import ZIP_SIGNATURES, FileSet, read_zip
from kindtui.storage.errors import UnreadableError
from kindtui.texts import get_text

STANDARD_INPUT = Path("-")
MAX_BYTES = 32_000_000  # ten years of the demo are less than 2 million


def read(path: Path) -> bytes | FileSet:
    """Return the content of a file or pipe, of standard input if `path` is `-`, or of a folder or a zip.

    Raises:
        UnreadableError: It cannot be read, or is too large.
    """
    try:
        if path != STANDARD_INPUT and path.is_dir():
            return markdown_folder.read_folder(path, MAX_BYTES)
        with os.fdopen(os.dup(0), "rb") if path == STANDARD_INPUT else path.open("rb") as file:
            is_zip = file.peek(4)[:4] in ZIP_SIGNATURES
            if is_zip and file.seekable():  # with pictures it may be larger than what is read of it
                return read_zip(file, MAX_BYTES)
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            problem = get_text("errors.import.too_large", limit=MAX_BYTES // 1_000_000)
            raise refusal(path, problem, get_text("errors.import.split"))
        return read_zip(BytesIO(data), MAX_BYTES) if is_zip else data
    except FileNotFoundError:
        raise UnreadableError(get_text("errors.import.no_file", path=path)) from None
    except OSError as error:
        raise UnreadableError(
            get_text("errors.import.cannot_open", path=error.filename or shown(path), reason=error.strerror)
        ) from None
    except FormError as error:
        raise refusal(path, str(error), error.remedy) from None


def refusal(path: Path, problem: str, remedy: str) -> UnreadableError:
    """Return the error that says in whole sentences what is wrong with a file, and what to do."""
    return UnreadableError(
        get_text("errors.import.refused", path=shown(path), problem=problem, remedy=remedy)
    )


def shown(path: Path, *, within_sentence: bool = False) -> str:
    """Return how sentences name a file; standard input begins with a capital unless `within_sentence`."""
    if path != STANDARD_INPUT:
        return printable(path)
    if within_sentence:
        return get_text("errors.import.standard_input_within")
    return get_text("errors.import.standard_input")

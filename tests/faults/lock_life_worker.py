"""Lives with a locked journal: locks it, opens it, adds with the key and without, and changes the passphrase.

Run it as `python -m tests.faults.lock_life_worker FILE`; on standard input are a passphrase, another one, and
words, each on a line. It prints the recovery codes. The words are not in this module because Python would
write them to a file with its bytecode.
"""

import sys
from pathlib import Path

from kindtui.domain.drafts import DraftChange
from kindtui.domain.requests import ActChosen, ReceivedWritten
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage import locking
from kindtui.storage.file_store import FileStore
from tests.support import CATALOG, TODAY, FakeClock


def main(path: Path, passphrase: str, other_passphrase: str, *words: str) -> None:
    """Do all of that."""
    locking.lock(FileStore(path, FakeClock()), path, passphrase, FakeClock(), print)
    keyless, store = FileStore(path, FakeClock()), FileStore(path, FakeClock())
    store.unlock(passphrase)
    for each in (store, keyless):
        session = Session(each, FakeClock(), CATALOG)
        session.open()
        session.save_drafts([DraftChange(TODAY, "received", "", words[0])])
        session.submit(ReceivedWritten(TODAY, words[1]), ActChosen(TODAY, Plan(words[2], words[3], 5)))
    Session(store, FakeClock(), CATALOG).undo()
    store.make_daily_backup()
    locking.change_passphrase(store, path, other_passphrase, FakeClock(), print)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.stdin.read().splitlines())

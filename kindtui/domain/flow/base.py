"""What a reply is, and what it leads to."""

from abc import abstractmethod

from msgspec import Struct

from kindtui.domain.form import Form
from kindtui.domain.requests import Request
from kindtui.domain.state import State


class Transition(Struct, frozen=True):
    """What a reply leads to.

    Attributes:
        form: The form that comes next.
        requests: What to save, in this order.
        is_finished: Whether the open card is done, so that what is due once all is saved comes next.
    """

    form: Form
    requests: tuple[Request, ...] = ()
    is_finished: bool = False


class Reply(Struct, frozen=True):
    """What a person answered or asked for at a step of the form."""

    @abstractmethod
    def advance(self, state: State, form: Form) -> Transition:
        """Return what it leads to; the same form and no requests if it means nothing at that step."""

    def __repr__(self) -> str:
        """Leave out what the person wrote, so that no log or error can show it."""
        return type(self).__name__


def finished(form: Form, *requests: Request) -> Transition:
    """Return the end of the open card, after these requests."""
    return Transition(form.finished(), requests, is_finished=True)

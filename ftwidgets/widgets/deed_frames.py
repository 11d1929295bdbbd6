"""How does a page change a file: once, in order, and told when it is on the disk?"""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from ftwidgets.widgets.frame import Frame, Message
from ftwidgets.widgets.refusals import refusal_of

REMEMBERED = 500
"""So many deeds are known by their id, so that none is done twice."""

More = Callable[[], Mapping[str, Any]]


class DeedFrame(Frame):
    """A widget whose page asks for deeds, each with an id of its own.

    A deed is acknowledged with ``{"is": "news", "id", "words", "view"}`` when it is
    done, else told with ``{"is": "refused", "id", "kind", "reason", "view"}``.

    Attributes
    ----------
    done : deque of str
        Ids of the last deeds that were done.
    """

    def __init__(self) -> None:
        self.done: deque[str] = deque(maxlen=REMEMBERED)
        self.lock = threading.RLock()  # requests come on a thread of their own
        self._acting = False
        super().__init__()

    def view(self) -> Any:
        """The state of this moment, as JSON values."""
        raise AssertionError("a widget says what its page shows")

    def said(self) -> str:
        """What was done last, in a few words."""
        return ""

    def refusal(self, error: Exception) -> dict[str, Any]:
        """What the page is told of an error; see `refusal_of`."""
        return refusal_of(error)

    def _hear(self, widget: Any, message: Message, buffers: Any) -> None:
        with self.lock:
            super()._hear(widget, message, buffers)

    def act(
        self,
        id: str,
        deed: Callable[[], Any],
        said: Callable[[], str] | None = None,
        more: More = dict,
    ) -> None:
        """Do something once, and acknowledge it; else say why it was not done.

        Parameters
        ----------
        id : str
            Of the deed; one that was done already is acknowledged again.
        deed : callable
        said : callable, optional
            Words for it, once it is done; `said` by default.
        more : callable
            What else the page is told where the call was refused.
        """
        words = ""
        if id not in self.done:
            try:
                self.quietly(deed)
            except Exception as error:
                self._refuse(error, id, more)
                return
            self.done.append(id)
            words = (said or self.said)()
        self.send({"is": "news", "id": id, "words": words, "view": self.view()})

    def quietly(self, deed: Callable[[], Any]) -> None:
        """Do something of which the page is told apart."""
        self._acting = True
        try:
            deed()
        finally:
            self._acting = False

    def _refuse(self, error: Exception, id: str, more: More) -> None:
        self.last_error = f"{type(error).__name__}: {error}"
        answer = {"is": "refused", "id": id, **self.refusal(error)}
        if answer["kind"] == "call":
            answer |= more()
        self.send({**answer, "view": self.view()})

    def tell(self) -> None:
        """News, also of what was done elsewhere, such as in a cell."""
        if self._acting:
            return
        with self.lock:
            try:
                self.send({"is": "news", "view": self.view()})
            except Exception as error:  # not the fault of whoever made the change
                self.fail(error)

"""What do all widgets share? How a page is told things, and how a failure is shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ftwidgets.widgets.refusals import refusal_of

STATIC = Path(__file__).parent / "static"

Message = Mapping[str, Any]

_IMPORT = re.compile(r"^import .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)

_ROOT = re.compile(r"(?<![\w.&-])\.ft(?=[\s:>\[])")
"""The root in a rule, but for classes that begin like it."""


def join_scripts(*names: str) -> str:
    """Several of our JavaScript files as one module, the widget's own file last.

    A widget's module is loaded as a text and cannot import its siblings: their
    ``import`` lines are left out, and what they export is there already.

    Examples
    --------
    >>> join_scripts("dom.js", "frame.js").count("import ")
    0
    """
    texts = [(STATIC / f"{name}").read_text("utf-8") for name in names]
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts)


def join_styles(*names: str, shared: Sequence[str] = ()) -> str:
    """Stylesheets as one: the shared ones, then a widget's own.

    Every widget on a page brings the shared rules with it, so that they stand behind
    the own rules of those shown before. Own rules are nested in the root, by which they
    win where the shared ones would otherwise tie; see `_nested`.

    Parameters
    ----------
    *names : str
        Stylesheets that only this widget has.
    shared : sequence of str
        What it shares with some others, besides what all have.
    """
    common = map(_style, ("tokens.css", "frame.css", *shared))
    return "\n".join([*common, *map(_nested, map(_style, names))])


def _style(name: str) -> str:
    return (STATIC / name).read_text("utf-8")


def _nested(style: str) -> str:
    """Rules inside of the root, which count by as much as one tag more."""
    return f"div:where(.ft) {{\n{_ROOT.sub('&.ft', style)}}}\n"


def _snapshot(_: Any, widget: "Frame") -> Any:
    return widget.snapshot()


class Frame(anywidget.AnyWidget):
    """A widget whose page asks by messages, and is told when a handler fails.

    A page that is opened later gets the state of that moment: nothing is kept in the
    widget that the core knows.

    Attributes
    ----------
    last_error : str
        What failed last in a handler, as the widget shows it; empty while nothing did.
    """

    _start = traitlets.Any(None, allow_none=True).tag(sync=True, to_json=_snapshot)
    last_error = traitlets.Unicode("")

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.on_msg(self._hear)

    def snapshot(self) -> Any:
        """All that a new page needs, as JSON values."""
        raise AssertionError("a widget says what its page begins with")

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for: name of the request to method."""
        raise AssertionError("a widget says what its page can ask for")

    def _hear(self, _: Any, message: Message, __: Any) -> None:
        """Answer one message; whatever fails is shown in the page, never swallowed."""
        try:
            request = dict(message)
            self.handlers()[request.pop("do")](**request)
        except Exception as error:
            self.fail(error)

    def fail(self, error: Exception, **more: Any) -> None:
        """Show an error in the page, and keep it in `last_error`."""
        self.last_error = f"{type(error).__name__}: {error}"
        found = refusal_of(error)
        answer = {"message": found["reason"], "traceback": found["traceback"]}
        self.send({"is": "error", **answer, **more})

"""What does a page without a browser do? It asks a widget by messages, and listens."""

import itertools
import json

from ftwidgets.examples import chat, fingerprint
from ftwidgets.review import ReviewSession
from ftwidgets.widgets import Reviewer

HOSTILE = "pay\u200bpal \u202egnp.exe <script>window.hacked = 1</script>"

HOSTILE_PIECES = [
    *(["", "pay"], ["hidden", "U+200B"], ["", "pal "], ["hidden", "U+202E"]),
    ["", "gnp.exe <script>window.hacked = 1</script>"],
]
"""The same as a page draws it."""


class Page:
    """The other end of a widget's messages."""

    def __init__(self, widget):
        self.widget = widget
        self.told = []
        widget.send = lambda message, buffers=None: self.told.append(_as_sent(message))

    def ask(self, do, **request):
        """Send one request as the page does; what is answered."""
        already = len(self.told)
        self.widget._handle_custom_msg(_as_sent({"do": do, **request}), [])
        return self.told[already:]

    def of_kind(self, kind):
        """All messages of a kind so far."""
        return [message for message in self.told if message["is"] == kind]


class DeedPage(Page):
    """The page of a widget whose deeds have each an id of their own."""

    _numbers = itertools.count(1)

    def act(self, do, **values):
        """Do something; the one answer."""
        id = values.pop("id", f"op{next(self._numbers)}")
        (answer,) = self.ask(do, id=id, **values)
        assert answer["id"] == id
        return answer


class ReviewPage(Page):
    """The page of a `Reviewer`: it knows rows by what it was sent."""

    _numbers = itertools.count(1)

    def operation(self, kind, row=0, **fields):
        """What the page would write down for a row of the whole data."""
        session = self.widget.session
        moves = kind in ("label", "skip", "edit")
        return {
            "id": f"op{next(self._numbers)}",
            "kind": kind,
            "row": session.keys[row],
            "print": fingerprint(session.examples[row]),
            "seconds": 1.5,
            "queue": session.queue.key,
            "place": row + moves,
            **fields,
        }

    def label(self, row, value="keep", **fields):
        return self.operation("label", row, value=value, **fields)

    def turn(self, kind):
        operation = self.operation(kind)
        return {name: operation[name] for name in ("id", "kind", "queue")}

    def send(self, *operations):
        return self.ask("operations", ops=list(operations))


def some_rows(number, words="Where is my parcel"):
    return [
        chat(("user", f"{words} {n}?"), ("assistant", f"Here it is: {n}."), id=f"r{n}")
        for n in range(number)
    ]


def reviewed(folder, rows=5, name="labels.jsonl", **options):
    """A reviewer of some rows on a journal in a folder."""
    data = some_rows(rows) if isinstance(rows, int) else rows
    mode = options.pop("mode", "strict")
    return Reviewer(ReviewSession(data, folder / name, "mira", **options), mode)


def deeds(path):
    """Operations of a journal but for moves, as its whole lines say."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    entries = [json.loads(line) for line in lines]
    return [each for each in entries if each.get("kind", "visit") != "visit"]


def _as_sent(message):
    """A message as it comes out at the other end: JSON and nothing else."""
    return json.loads(json.dumps(message, allow_nan=False))

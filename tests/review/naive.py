"""What should stand of a row? Told deed by deed, as slowly and plainly as one can.

This is the model that the history is compared with: a list of deeds that stand, read
from its beginning each time, on the texts of the row themselves.
"""

from dataclasses import dataclass, field

from ftwidgets.examples import is_label


@dataclass
class NaiveRow:
    """A row while its deeds are read."""

    original: list[str]
    texts: list[str] = field(default_factory=list)
    verdict: str | None = None
    label: str | None = None
    speaks_of_reply: bool = False
    flagged: bool = False
    note: str = ""

    def __post_init__(self):
        self.texts = list(self.original)

    def take_label_away(self):
        if self.speaks_of_reply:
            self.texts[1] = self.original[1]
        self.label, self.speaks_of_reply = None, False

    def judge_by_texts(self):
        self.verdict = "keep" if self.texts == self.original else "fix"

    def do(self, kind, value, turn):
        if kind == "flag":
            self.flagged = value
        elif kind == "note":
            self.note = value
        elif kind == "skip":
            self.verdict = "skip"
        elif kind == "edit":
            self.texts[turn] = value
            if turn == 1 and self.speaks_of_reply:  # overwritten by hand
                self.label, self.speaks_of_reply = None, False
            self.judge_by_texts()
        elif value == "keep":
            self.verdict = "keep"
        elif value in ("fix", "drop"):
            self.take_label_away()
            self.verdict = value
        else:
            self.take_label_away()
            self.label = value
            if is_label(self.original[1]):
                self.texts[1], self.speaks_of_reply = value, True
            self.judge_by_texts()


def told(original, deeds):
    """(verdict, label, flagged, note, texts) after deeds, each (kind, value, turn)."""
    state = NaiveRow(original)
    for deed in deeds:
        state.do(*deed)
    return state.verdict, state.label, state.flagged, state.note, state.texts


class NaiveReview:
    """Deeds of one person: those that stand, and those that were taken back."""

    def __init__(self, originals):
        self.originals = originals
        self.standing = []
        self.taken_back = []

    def do(self, row, kind, value=None, turn=None):
        self.standing.append((row, kind, value, turn))
        self.taken_back.clear()

    def undo(self):
        if self.standing:
            self.taken_back.append(self.standing.pop())

    def redo(self):
        if self.taken_back:
            self.standing.append(self.taken_back.pop())

    def states(self):
        return [
            told(original, [each[1:] for each in self.standing if each[0] == row])
            for row, original in enumerate(self.originals)
        ]

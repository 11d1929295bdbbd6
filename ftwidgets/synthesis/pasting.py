"""How does a run go on where a person carries prompts and replies to and fro?"""

from ftwidgets.journals.lines import now
from ftwidgets.synthesis.paste import PasteTeacher, body_of, matched, prompt_of
from ftwidgets.synthesis.rounds import next_round
from ftwidgets.synthesis.standing import Standing
from ftwidgets.synthesis.teachers import Teacher


class Pasting(Standing):
    """A run whose replies can be pasted.

    Attributes
    ----------
    teacher : Teacher
        Who replies; only a `PasteTeacher` takes pasted texts.
    """

    teacher: Teacher

    def prompts(self, k: int = 10) -> str:
        """One text for the assistant you have, which asks for the next `k` replies."""
        self._check_paste()
        return prompt_of([each.request for each in self.open_answers()[:k]])

    def paste(self, text: str) -> tuple[int, int]:
        """Take in what the assistant replied.

        Returns
        -------
        tuple of int
            How many replies were found for open requests, and how many for none. The
            text itself is on the disk, whatever was found.
        """
        self._check_paste()
        self.commit()
        pairs, lost = matched(text, [each.request for each in self.open_answers()])
        entries = [{"is": "paste", "text": text, "at": now()}]
        entries += [
            {
                "is": "reply",
                "request": request.hash,
                "at": now(),
                "body": body_of(body, self.teacher.model),
            }
            for request, body in pairs
        ]
        self.book.journal.append(entries)
        self._go_on_pasting()
        return len(pairs), lost

    def _go_on_pasting(self) -> None:
        """Where all is answered and rows are missing, there are more requests."""
        if self.open_answers():
            return
        requested, reason = next_round(self.quality, int(self._plan["most"]))
        if not reason:
            entry = {"is": "round", "requested": requested, "at": now()}
            self.book.journal.append([entry])

    def _check_paste(self) -> None:
        if not isinstance(self.teacher, PasteTeacher):
            raise ValueError(
                f"{self.teacher!r} asks by itself: use start(). Pasting is for "
                "PasteTeacher"
            )

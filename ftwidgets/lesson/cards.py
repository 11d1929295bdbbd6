"""What is worth knowing by heart? The flashcards, front and back."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.wordfiles import read_words

FILE = Path(__file__).with_name("cards.json")

_CARD = {"id": str, "notebook": int, "front": str, "back": str, "from_lesson": bool}


@dataclass(frozen=True, slots=True)
class Card:
    """One flashcard.

    Attributes
    ----------
    id : str
    notebook : int
        Number of the notebook that teaches it.
    front, back : str
        The question, and the answer.
    from_lesson : bool
        Whether both are the lesson's own, word for word.
    """

    id: str
    notebook: int
    front: str
    back: str
    from_lesson: bool


def read_cards(path: Path) -> tuple[Card, ...]:
    """The cards of a file, in order.

    Raises
    ------
    ValueError
        The file or one of its cards is not as `Card` says.
    """
    found = tuple(Card(**entry) for entry in read_words(path, _CARD))
    for card in found:
        if card.notebook not in range(len(NOTEBOOKS)):
            raise ValueError(
                f"{path.name}, {card.id}: there is no notebook {card.notebook}"
            )
    return found


@cache
def cards() -> tuple[Card, ...]:
    """All cards, the lesson's own first.

    Examples
    --------
    >>> cards()[0].front
    'What are the two primary training data formats for fine-tuning?'
    """
    return read_cards(FILE)

"""Which text is most like this one?

All texts are compared with the one asked about, as sets of words: the answer is exact,
and there is nothing to tune.
"""

from array import array
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from ftwidgets.examples import count
from ftwidgets.similarity import words

if TYPE_CHECKING:
    import numpy as np


class Neighbour(NamedTuple):
    """The text found: its row, and its Jaccard similarity in (0, 1]."""

    row: int
    similarity: float


def _words(text: str) -> Collection[str]:
    """Distinct words; a text without any is one word that only its equals have."""
    return dict.fromkeys(words(text)) or (f"\0{text}",)


class Neighbours:
    """Texts that can be asked for the one most like another text.

    Parameters
    ----------
    texts : iterable of str
        Read once and not kept.

    Examples
    --------
    >>> texts = Neighbours(["Where is my card?", "Where is my refund?", "Bye"])
    >>> texts.nearest("where is the card")
    Neighbour(row=0, similarity=0.6)
    >>> texts.nearest("where is the card", skip=[0])
    Neighbour(row=1, similarity=0.3333333333333333)
    """

    def __init__(self, texts: Iterable[str]) -> None:
        import numpy as np

        self._numbers: dict[str, int] = {}
        ids, starts = array("i"), array("q", [0])
        for text in texts:
            ids.extend(self._add(text))
            starts.append(len(ids))
        # Row r has the words from starts[r] to starts[r + 1], never none.
        self._ids = np.array(ids, np.int32)
        self._starts = np.array(starts, np.int64)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __repr__(self) -> str:
        return f"Neighbours(texts={len(self)})"

    def _add(self, text: str) -> list[int]:
        """Numbers of the words of a text, new ones for new words."""
        numbers = self._numbers
        return [numbers.setdefault(word, len(numbers)) for word in _words(text)]

    def _check(self, rows: Iterable[int]) -> None:
        for row in rows:
            if not 0 <= row < len(self):
                raise IndexError(
                    f"there is no row {row} in {count(len(self), 'text')};"
                    " rows are counted from 0"
                )

    def _shared(self, known: Iterable[int]) -> "np.ndarray":
        """How many of these words each row has."""
        import numpy as np

        asked = np.zeros(len(self._numbers), bool)
        asked[list(known)] = True
        return np.add.reduceat(asked[self._ids], self._starts[:-1], dtype=np.int32)

    def nearest(self, text: str, skip: Collection[int] = ()) -> Neighbour | None:
        """The row most like a text, the first of equals.

        Parameters
        ----------
        text : str
        skip : collection of int
            Rows that are no answer, such as the row the text is from.

        Returns
        -------
        Neighbour or None
            ``None`` where no row shares a word.

        Raises
        ------
        IndexError
            A row to skip that does not exist.
        """
        import numpy as np

        self._check(skip)
        asked = _words(text)
        known = [self._numbers[word] for word in asked if word in self._numbers]
        if not known:
            return None
        shared = self._shared(known)
        shared[list(skip)] = 0
        similarity = shared / (np.diff(self._starts) + len(asked) - shared)
        row = int(similarity.argmax())
        return Neighbour(row, float(similarity[row])) if shared[row] else None

    def replace(self, row: int, text: str) -> None:
        """Let a row have another text from now on.

        Raises
        ------
        IndexError
            A row that does not exist.

        Examples
        --------
        >>> texts = Neighbours(["Hello", "Bye"])
        >>> texts.replace(1, "Good bye")
        >>> texts.nearest("bye")
        Neighbour(row=1, similarity=0.5)
        """
        import numpy as np

        self._check([row])
        start, stop = self._starts[row : row + 2]
        new = np.array(self._add(text), np.int32)
        self._ids = np.concatenate([self._ids[:start], new, self._ids[stop:]])
        self._starts[row + 1 :] += len(new) - (stop - start)

"""Who learns from the rows, fast enough to be trained fifty times? Not your model."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ftwidgets.similarity import words

if TYPE_CHECKING:
    import numpy as np

BETWEEN = 1000
"""Texts that are counted before it is asked again whether to go on."""


class Student:
    """A proxy: TF-IDF of words and a linear model, trained anew on each sample.

    Words are counted once for all rows. Each training sees only the counts of its own
    rows: the same as a `TfidfVectorizer` that is fitted on them.

    Parameters
    ----------
    texts, labels : sequence of str
        Training rows.
    test_texts, test_labels : sequence of str
        Rows it is tested on.
    ask : callable, optional
        Called now and then while words are counted; what it raises ends that.

    Examples
    --------
    >>> student = Student(["lamp late", "two charges"], "ab", ["late again"], "a")
    >>> student.right([0, 1]).tolist()
    [True]
    """

    def __init__(
        self,
        texts: Sequence[str],
        labels: Sequence[str],
        test_texts: Sequence[str],
        test_labels: Sequence[str],
        ask: Callable[[], None] = lambda: None,
    ) -> None:
        import numpy as np
        from sklearn.feature_extraction.text import CountVectorizer

        # Small samples have many labels, as they must. The filter stays: one that is
        # taken back would not be safe on a thread of its own.
        warnings.filterwarnings("ignore", "The number of unique classes", UserWarning)
        counter = CountVectorizer(analyzer=_words)
        counted = counter.fit_transform(_asking(ask, [*texts, *test_texts]))
        self._counts = counted[: len(texts)]
        self._test = counted[len(texts) :]
        names = {
            name: code for code, name in enumerate(sorted({*labels, *test_labels}))
        }
        self._codes = np.array([names[label] for label in labels])
        self._answers = np.array([names[label] for label in test_labels])

    def right(self, rows: Sequence[int]) -> "np.ndarray":
        """Which test rows are answered rightly, after training on these rows."""
        import numpy as np
        from sklearn.feature_extraction.text import TfidfTransformer
        from sklearn.svm import LinearSVC

        counts, codes = self._counts[rows], self._codes[rows]
        if len(np.unique(codes)) == 1:  # there is nothing to tell apart yet
            return self._answers == codes[0]
        seen = np.flatnonzero(counts.getnnz(axis=0))
        weigh = TfidfTransformer().fit(counts[:, seen])
        model = LinearSVC(random_state=0, max_iter=10_000)
        model.fit(weigh.transform(counts[:, seen]), codes)
        return model.predict(weigh.transform(self._test[:, seen])) == self._answers


def _asking(ask: Callable[[], None], texts: Sequence[str]) -> Iterator[str]:
    for at, text in enumerate(texts):
        if at % BETWEEN == 0:
            ask()
        yield text


def _words(text: str) -> list[str]:
    """Words of a text; a row without any has one of its own, so that it counts."""
    return words(text) or [""]

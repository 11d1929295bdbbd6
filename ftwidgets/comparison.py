"""Which rows of a stream are alike? Nothing of a row is kept but its words' numbers."""

from array import array
from collections.abc import Iterator, Sequence

from ftwidgets.examples import (
    Example,
    canonical_json,
    is_blank,
    is_label,
    normalise_label,
    reply_of,
    sha256,
    texts,
)
from ftwidgets.findings import Finding, finding
from ftwidgets.nodes import said_by
from ftwidgets.similarity import WordSetsBuilder, similar_pairs


class Comparison:
    """Word sets and fingerprints of the usable rows, and which of them are alike."""

    def __init__(self) -> None:
        # Copies have equal words: a digest is looked up beside those words only, and
        # the first of each word set stands in one block, which is small.
        self._first_rows = array("q")
        self._first_digests = bytearray()
        self._other_digests: dict[bytes, int] = {}
        self._copies: dict[int, int] = {}
        self._all = _Texts()
        self._labelled = _Texts()

    def add(self, row: int, example: Example) -> None:
        """Take in one example; it is not kept."""
        reply = reply_of(example)
        label = normalise_label(reply) if is_label(reply) else ""
        said = said_by(example, ("user", "assistant"))
        words = self._all.add(row, said, label)
        digest = bytes.fromhex(sha256(canonical_json(example["messages"])))
        if words == len(self._first_rows):
            self._first_rows.append(row)
            self._first_digests += digest
        elif self._first_digests.startswith(digest, words * len(digest)):
            self._copies[row] = self._first_rows[words]
        elif (first := self._other_digests.setdefault(digest, row)) != row:
            self._copies[row] = first
        asked = "\n".join(texts(example, ("user",)))
        if label and not is_blank(asked):
            self._labelled.add(row, asked, label)

    def findings(
        self, similarity: float, lines: Sequence[int]
    ) -> Iterator[tuple[int, Finding]]:
        """Warnings on the later row of each pair, at most one of a kind a row."""
        for later, earlier in self._copies.items():
            sentence = f"the same messages as line {lines[earlier]}"
            yield later, finding("exact_duplicate", "", sentence)
        for later, earlier, alike in self._labelled.pairs(similarity, conflict=True):
            almost = "almost " if alike < 1 else ""
            line = lines[earlier]
            sentence = f"line {line} has {almost}this text with another label"
            yield later, finding("conflicting_label", "", sentence)
        for later, earlier, alike in self._all.pairs(similarity, conflict=False):
            if later not in self._copies:
                sentence = f"similarity {alike:.2f} to line {lines[earlier]}"
                yield later, finding("near_duplicate", "", sentence)


class _Texts:
    """Word sets of texts with their rows and labels; the texts are not kept."""

    def __init__(self) -> None:
        self._words = WordSetsBuilder()
        self._rows = array("q")
        self._labels = array("q")
        self._label_ids: dict[str, int] = {}

    def add(self, row: int, text: str, label: str) -> int:
        """Take in one text; the number of its word set."""
        self._rows.append(row)
        self._labels.append(self._label_ids.setdefault(label, len(self._label_ids)))
        return self._words.add(text)

    def pairs(
        self, similarity: float, conflict: bool
    ) -> Iterator[tuple[int, int, float]]:
        """Later row, its most similar earlier one, their similarity.

        Labels of the two differ in a conflict and are the same otherwise. Rows of equal
        words stand for their first row with each label.
        """
        import numpy as np

        if not self._rows:
            return
        sets, labels = self._words.build(), np.array(self._labels)
        partner, alike = np.full(len(labels), -1), np.zeros(len(labels), np.float32)
        firsts = np.full(len(sets), -1)
        others: dict[tuple[int, int], int] = {}  # first rows with a second label
        for text, number in enumerate(sets.set_of.tolist()):
            first = firsts[number]
            if first < 0:
                firsts[number] = text
                continue
            if not conflict and labels[text] != labels[first]:
                first = others.setdefault((number, int(labels[text])), text)
            if (labels[text] != labels[first]) == conflict and first != text:
                partner[text], alike[text] = first, 1
        for i, j, similarity_ in similar_pairs(sets, similarity):
            earlier, later = firsts[i], firsts[j]
            wanted = (labels[earlier] != labels[later]) == conflict
            wanted &= alike[later] < 1
            earlier, later, found = (
                each[wanted] for each in (earlier, later, similarity_)
            )
            # Of equal places the last is kept: the most similar, of those the first.
            order = np.lexsort((-earlier, found))
            partner[later[order]], alike[later[order]] = earlier[order], found[order]
        for text in np.flatnonzero(partner >= 0).tolist():
            yield self._rows[text], self._rows[partner[text]], float(alike[text])

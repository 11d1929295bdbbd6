"""Which rows of a stream are alike? Nothing of a row is kept but its words' numbers."""

from array import array
from collections.abc import Iterable, Iterator, Sequence

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
        words = self._all.add(row, texts(example, ("user", "assistant")), label)
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
            self._labelled.add(row, [asked], label)

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

    def add(self, row: int, turns: Iterable[str], label: str) -> int:
        """Take in one text; the number of its word set."""
        self._rows.append(row)
        self._labels.append(self._label_ids.setdefault(label, len(self._label_ids)))
        return self._words.add("\n".join(turns))

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
        sets = self._words.build()
        best: dict[int, tuple[float, int]] = {}
        firsts = np.full(len(sets), -1)
        seen: dict[tuple[int, int], int] = {}
        labels = np.array(self._labels)
        for text, (number, label) in enumerate(
            zip(sets.set_of.tolist(), self._labels, strict=True)
        ):
            if firsts[number] < 0:
                firsts[number] = text
            elif (label != labels[firsts[number]]) == conflict:
                best[text] = (1.0, int(firsts[number]))
            elif not conflict and (number, label) in seen:
                best[text] = (1.0, seen[number, label])
            seen.setdefault((number, label), text)
        for i, j, alike in similar_pairs(sets, similarity):
            one, other = firsts[i], firsts[j]
            wanted = (labels[one] != labels[other]) == conflict
            # The last of equal keys wins: the most similar pair of each later row.
            order = np.lexsort((-one[wanted], alike[wanted]))
            one, other, alike = one[wanted], other[wanted], alike[wanted]
            best |= {
                int(other[k]): (float(alike[k]), int(one[k]))
                for k in order
                if int(other[k]) not in best or best[int(other[k])][0] < 1
            }
        for later, (alike, earlier) in sorted(best.items()):
            yield self._rows[later], self._rows[earlier], alike

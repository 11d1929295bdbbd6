"""Which rows say the same and stand as one node, and which node is nearest to which?

Equal words make one node, however many rows have them: what is found for a node is
found for all its rows.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ftwidgets.examples import (
    Example,
    fingerprint,
    is_label,
    normalise_label,
    reply_of,
    texts,
)
from ftwidgets.similarity import WordSets, WordSetsBuilder, similarities

if TYPE_CHECKING:
    import numpy as np


class Nearest:
    """For each node the most similar partner yet, and which it was at earlier moments.

    Rows with equal words share a node but not a moment: a row visited between two of
    them can be the partner of the second only.
    """

    def __init__(self, nodes: int, moments: Mapping[int, int]) -> None:
        import numpy as np

        self._moments = moments  # of the nodes' first visits
        self._best = np.zeros(nodes)
        self._found: dict[int, list[tuple[int, int, float]]] = defaultdict(list)

    def offer(
        self, nodes: "np.ndarray", similarity: "np.ndarray", partner: int
    ) -> None:
        """Take the partner for those nodes that it is more similar to than any yet."""
        better = similarity > self._best[nodes]
        nodes, similarity = nodes[better], similarity[better]
        self._best[nodes] = similarity
        for node, value in zip(nodes.tolist(), similarity.tolist(), strict=True):
            self._found[node].append((self._moments[partner], partner, value))

    def choose(
        self, node: int, partners: "np.ndarray", similarity: "np.ndarray"
    ) -> None:
        """Take the most similar of the partners for a node, of equals the first."""
        best = slice(similarity.argmax(), similarity.argmax() + 1)
        self.offer(partners[best] * 0 + node, similarity[best], int(partners[best][0]))

    def before(self, node: int, moment: int) -> tuple[int, float] | None:
        """The most similar partner before that moment, and its similarity."""
        found = self._found.get(node, [])
        place = bisect_left(found, moment, key=itemgetter(0))
        return found[place - 1][1:] if place else None


def _numbered(keys: Iterable[Any]) -> tuple[list[int], list[Any]]:
    """The number of each key, equal keys sharing one, and the keys by number."""
    numbers: dict[Any, int] = {}
    of = [numbers.setdefault(key, len(numbers)) for key in keys]
    return of, list(numbers)


def by_later(
    blocks: Iterable[tuple["np.ndarray", ...]],
) -> Iterator[tuple[Any, ...]]:
    """Each later node of the pairs, with the earlier ones and what goes with each."""
    import numpy as np

    for earlier, later, *values in blocks:
        ends = [*np.flatnonzero(np.diff(later)) + 1, len(later)]
        for start, end in pairwise([0, *ends]):
            those = slice(start, end)
            yield int(later[start]), earlier[those], *(each[those] for each in values)


@dataclass
class Nodes:
    """Rows as nodes: equal words and, with labels, equal user words and label."""

    sets: WordSets  # the words of each node
    of: list[int]  # the node of each row
    users: WordSets | None = None  # with labels: the words of each node's user text
    label: Any = None  # with labels: the number of each node's label; -1 for none

    def disagree(self, i: Any, j: Any) -> "np.ndarray":
        """Whether nodes have labels that differ; an answer that is none never does."""
        one, other = self.label[i], self.label[j]
        return (one != other) & (one >= 0) & (other >= 0)

    def clashes(
        self, pairs: Iterable[tuple["np.ndarray", ...]]
    ) -> Iterator[tuple["np.ndarray", ...]]:
        """The pairs, each with the similarity of the user texts if labels differ."""
        import numpy as np

        for i, j, similarity in pairs:
            clash = np.zeros(len(i))
            if self.users is not None:
                differ = np.flatnonzero(self.disagree(i, j))
                clash[differ] = similarities(self.users, i[differ], j[differ])
            yield i, j, similarity, clash


def connect(
    component: "np.ndarray", one: "np.ndarray", other: "np.ndarray"
) -> "np.ndarray":
    """Number of each thing's component once these pairs of things hang together too.

    Parameters
    ----------
    component : ndarray of int
        The number of each thing's component before; fewer than there are things.
    one, other : ndarray of int
        The two things of each pair.

    Examples
    --------
    >>> import numpy as np
    >>> connect(np.arange(4), np.array([0]), np.array([2])).tolist()
    [0, 1, 0, 2]
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ends = component[one], component[other]
    size = len(component)
    graph = coo_array((np.ones(len(one), bool), ends), shape=(size, size))
    return connected_components(graph, directed=False)[1][component]


def said_by(example: Any, roles: Sequence[str]) -> str:
    """What the roles say; an example in which they say nothing equals only itself."""
    text = "\n".join(texts(example, roles))
    return text if text.strip() else fingerprint(example)


def _label_numbers(rows: list[Example], labels: Sequence[str]) -> list[int]:
    """Number of each row's label; -1 where the reply is neither listed nor like one."""
    numbers: dict[str, int] = {}
    allowed = {normalise_label(label) for label in labels}
    found = []
    for row in rows:
        reply = reply_of(row)
        name = normalise_label(reply)
        is_one = name in allowed or is_label(reply)
        found.append(numbers.setdefault(name, len(numbers)) if is_one else -1)
    return found


def read_nodes(
    rows: list[Example], roles: Sequence[str], labels: Sequence[str] | None
) -> Nodes:
    """Rows as nodes, by what the roles say and, with labels, by question and label."""
    import numpy as np

    chosen = WordSetsBuilder()
    said = [chosen.add(said_by(row, roles)) for row in rows]
    if not labels:
        return Nodes(chosen.build(), said)
    users = WordSetsBuilder()
    asked = [users.add(said_by(row, ("user",))) for row in rows]
    answers = _label_numbers(rows, labels)
    of, nodes = _numbered(zip(said, asked, answers, strict=True))
    words, user, label = np.array(nodes, int).reshape(-1, 3).T
    return Nodes(chosen.build().take(words), of, users.build().take(user), label)


def first_rows(visits: Iterable[int], node_of: Sequence[int]) -> dict[int, int]:
    """The row visited first of each node, in the order of visit."""
    first: dict[int, int] = {}
    for row in visits:
        first.setdefault(node_of[row], row)
    return first

"""Which rows say almost the same, which of them stays, and for whom was each dropped?

Two joins. The first puts similar rows into clusters; then the rows of the clusters are
visited, best first, and a second join says of each which rows before it are similar: it
is dropped if one of those was kept. Rows with equal words are one node, however many
they are, and pairs of nodes stream through in blocks, so that memory stays bounded.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from math import isnan
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from ftwidgets.duplicates import Conflict, Drop, Duplicates
from ftwidgets.examples import (
    ROLES,
    Example,
    count,
    fingerprint,
)
from ftwidgets.nodes import (
    Nearest,
    Nodes,
    by_later,
    connect,
    first_rows,
    read_nodes,
)
from ftwidgets.similarity import (
    Method,
    check_threshold,
    resolve_method,
    similar_pairs,
)

if TYPE_CHECKING:
    import numpy as np

Keep = Literal["best", "first"]


def _clusters(nodes: Nodes, threshold: float, method: Method) -> list[list[int]]:
    """Rows connected by similar pairs, two or more together."""
    import numpy as np

    component = np.arange(len(nodes.sets))
    for one, other, _ in similar_pairs(nodes.sets, threshold, method=method):
        component = connect(component, one, other)
    number_of = component.tolist()
    clusters = defaultdict(list)
    for row, node in enumerate(nodes.of):
        clusters[number_of[node]].append(row)
    return [rows for rows in clusters.values() if len(rows) > 1]


def conflicts_of(
    nodes: Nodes, pairs: Iterable[tuple["np.ndarray", ...]]
) -> list[Conflict]:
    """Rows whose user text reaches that of an earlier row with another label.

    `pairs` are those of ``nodes.users`` that reach the threshold. A row's partner is
    the same at every threshold that it reaches.
    """
    first = first_rows(range(len(nodes.of)), nodes.of)
    nearest = Nearest(len(nodes.sets), first)
    for node, earlier, similarity in by_later(pairs):
        other = nodes.disagree(earlier, node)
        if other.any():
            nearest.choose(node, earlier[other], similarity[other])
            nearest.offer(earlier[other], similarity[other], node)
    found = [(row, nearest.before(node, row)) for row, node in enumerate(nodes.of)]
    return [Conflict(row, first[near[0]], near[1]) for row, near in found if near]


def _visits(
    rows: list[Example],
    clusters: list[list[int]],
    keep: Keep,
    scores: Sequence[float] | None,
    pinned: Collection[int],
) -> list[int]:
    """The rows of all clusters in the order of visit, pinned ones first."""
    clustered = sorted(row for cluster in clusters for row in cluster)
    if keep == "first":
        return sorted(clustered, key=lambda row: (row not in pinned, row))
    prints = {row: fingerprint(rows[row]) for row in clustered}
    if scores is None:
        from ftwidgets.scoring import score

        one_each = {text: row for row, text in prints.items()}
        judged = {text: score(rows[row]).total for text, row in one_each.items()}
        scores = {row: judged[text] for row, text in prints.items()}
    return sorted(
        clustered, key=lambda row: (row not in pinned, -scores[row], prints[row], row)
    )


def _drops(
    nodes: Nodes,
    visits: list[int],
    threshold: float,
    method: Method,
    pinned: Collection[int],
) -> list[Drop]:
    """The rows that a row kept before them reaches, but for pinned ones."""
    import numpy as np

    first = first_rows(visits, nodes.of)
    moment = {row: when for when, row in enumerate(visits)}
    stays = {nodes.of[row] for row in pinned}
    kept = np.ones(len(nodes.sets), bool)
    nearest = Nearest(len(kept), {node: moment[row] for node, row in first.items()})
    pairs = similar_pairs(nodes.sets, threshold, list(first), method)
    for node, earlier, similarity, clash in by_later(nodes.clashes(pairs)):
        same = clash < threshold
        standing = same & kept[earlier]
        kept[node] = node in stays or not standing.any()
        if kept[node]:
            nearest.offer(earlier[same], similarity[same], node)
        else:
            nearest.choose(node, earlier[standing], similarity[standing])
    drops = []
    for row in visits:
        node = nodes.of[row]
        near = (node, 1.0) if kept[node] else nearest.before(node, moment[row])
        if first[near[0]] != row and row not in pinned:
            drops.append(Drop(row, first[near[0]], near[1]))
    return sorted(drops, key=attrgetter("row"))


def _check(
    rows: int,
    roles: Sequence[str],
    keep: str,
    scores: Sequence[float] | None,
    labels: Sequence[str] | None,
    pinned: Collection[int],
) -> None:
    """Refuse arguments that cannot be meant."""
    if isinstance(roles, str) or not roles or not set(roles) <= set(ROLES):
        known = ", ".join(ROLES)
        raise ValueError(f"roles is {roles!r}; use a list of one or more of {known}")
    if keep not in ("best", "first"):
        raise ValueError(f"keep is {keep!r}; use 'best' or 'first'")
    if scores is not None and len(scores) != rows:
        given = count(len(scores), "value")
        raise ValueError(f"scores has {given} for {count(rows, 'row')}; give one a row")
    if scores is not None and any(map(isnan, scores)):
        raise ValueError("scores holds NaN, which has no rank; give it a number")
    if isinstance(labels, str):
        raise ValueError(f"labels is {labels!r}; use a list of the task's labels")
    strange = [row for row in pinned if row not in range(rows)]
    if strange:
        given = count(rows, "row")
        raise ValueError(f"pinned names row {strange[0]!r} of {given}; count from 0")


def deduplicate(
    examples: Iterable[Example],
    threshold: float = 0.8,
    roles: Sequence[str] = ("user", "assistant"),
    keep: Keep = "best",
    *,
    scores: Sequence[float] | None = None,
    labels: Sequence[str] | None = None,
    pinned: Collection[int] = (),
    method: Method = "auto",
) -> Duplicates:
    """Find near-duplicates, keep the best of each group, say for whom each was dropped.

    Parameters
    ----------
    examples : iterable of dict
        Not changed; rows without messages are compared too, and never an error.
    threshold : float
        Jaccard similarity of the sets of words (`ftwidgets.similarity.words`) from
        which on a row repeats another, in (0, 1].
    roles : sequence of str
        Whose texts are compared. A system prompt that all rows share says nothing.
    keep : {"best", "first"}
        The order of visit in a cluster: highest score, then smallest fingerprint; or
        as the rows came. A row is dropped if a row kept before it reaches the
        threshold; the most similar of those is its partner, of equals the first.
    scores : sequence of float, optional
        For ``keep="best"``, each example's score; `ftwidgets.scoring` judges if absent.
    labels : sequence of str, optional
        The labels of the task, if replies are labels. Two rows whose user texts reach
        the threshold and whose labels differ are then a conflict: neither is dropped
        for the other, though they may share a cluster. Each row that contradicts
        earlier ones is listed once, with the most similar of these, of equals the
        first. A reply that is not listed and does not read as a label is none.
    pinned : collection of int, optional
        Rows that somebody has decided to keep: they are visited before all others, and
        never dropped, not even for each other.
    method : {"auto", "exact", "minhash"}
        How candidates are found; see `ftwidgets.similarity.similar_pairs`.

    Raises
    ------
    ValueError
        If an argument is none of the above.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> one = chat(("user", "My card has not arrived"), ("assistant", "card"))
    >>> two = chat(("user", "my card has NOT arrived!"), ("assistant", "card"))
    >>> found = deduplicate([one, two], scores=[0.6, 1.0])
    >>> found.kept, found.dropped
    ([1], [Drop(row=0, partner=1, similarity=1.0)])
    """
    check_threshold(threshold)
    rows = list(examples)
    _check(len(rows), roles, keep, scores, labels, pinned)
    pinned = set(pinned)
    nodes = read_nodes(rows, roles, labels)
    method = resolve_method(nodes.sets, method)
    clusters = _clusters(nodes, threshold, method)
    visits = _visits(rows, clusters, keep, scores, pinned)
    dropped = _drops(nodes, visits, threshold, method, pinned)
    out = {drop.row for drop in dropped}
    kept = [row for row in range(len(rows)) if row not in out]
    asked = similar_pairs(nodes.users, threshold, method=method) if nodes.users else ()
    return Duplicates(
        examples=[rows[row] for row in kept],
        kept=kept,
        dropped=dropped,
        clusters=clusters,
        conflicts=conflicts_of(nodes, asked),
        threshold=threshold,
        exact=method == "exact",
    )


def rate_curve(
    examples: Iterable[Example],
    thresholds: Sequence[float],
    roles: Sequence[str] = ("user", "assistant"),
    keep: Keep = "best",
    *,
    scores: Sequence[float] | None = None,
    labels: Sequence[str] | None = None,
    pinned: Collection[int] = (),
    method: Method = "auto",
) -> list[tuple[float, float]]:
    """Share of rows that `deduplicate` would drop at each threshold.

    All thresholds are decided in one pass over the pairs that reach the lowest, which
    are not kept: a low threshold costs time, but no memory.

    Parameters
    ----------
    examples, roles, keep, scores, labels, pinned, method
        As for `deduplicate`.
    thresholds : sequence of float
        Each in (0, 1].

    Returns
    -------
    list of (threshold, rate)
        In the order of `thresholds`.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", text)) for text in ("a b c", "a b c d", "x")]
    >>> rate_curve(rows, [0.5, 0.9], keep="first")
    [(0.5, 0.3333333333333333), (0.9, 0.0)]
    """
    import numpy as np

    for threshold in thresholds:
        check_threshold(threshold)
    rows = list(examples)
    _check(len(rows), roles, keep, scores, labels, pinned)
    if not rows or not len(thresholds):
        return [(threshold, 0.0) for threshold in thresholds]
    nodes = read_nodes(rows, roles, labels)
    method = resolve_method(nodes.sets, method)
    lowest, limits = min(thresholds), np.array(thresholds)[:, None]
    pinned = set(pinned)
    visits = _visits(rows, _clusters(nodes, lowest, method), keep, scores, pinned)
    order = list(first_rows(visits, nodes.of))
    staying = np.bincount([nodes.of[row] for row in pinned], minlength=len(nodes.sets))
    kept = np.ones((len(limits), len(nodes.sets)), bool)
    pairs = nodes.clashes(similar_pairs(nodes.sets, lowest, order, method))
    for node, earlier, similarity, clash in by_later(pairs):
        near = (similarity >= limits) & (clash < limits) & kept[:, earlier]
        kept[:, node] = staying[node] or ~near.any(axis=1)
    dropped = len(rows) - kept @ np.maximum(staying, 1)
    return list(zip(thresholds, (dropped / len(rows)).tolist(), strict=True))

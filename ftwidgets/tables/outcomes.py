"""What became of each record: dropped, scored, doubled, in conflict?"""

from collections.abc import Iterable

from ftwidgets import lesson_rules
from ftwidgets.curation import Curation
from ftwidgets.examples import reply_of
from ftwidgets.literals import preview
from ftwidgets.scoring import rules_with, score
from ftwidgets.tables.contents import previews
from ftwidgets.tables.frame import Table, table
from ftwidgets.views import fallen, scored, threshold_of

AT_THE_LINE = 5
"""So many rows are shown on either side of the threshold."""


def summary(curation: Curation) -> Table:
    """Rows, average quality and share of near-duplicates, before and after.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> summary(curate([chat(("user", "Parcel?"), ("assistant", "delivery"))] * 2))
               measure  before  after
    0             rows       2      1
    1  average quality    1.00   1.00
    2  near-duplicates  50.0 %  0.0 %
    """
    facts = curation.summary
    quality = (
        "none" if each is None else f"{each:.2f}" for each in curation.average_quality
    )
    rows = [
        ("rows", f"{facts['records']:,}", f"{facts['kept']:,}"),
        ("average quality", *quality),
        (
            "near-duplicates",
            *(f"{100 * rate:.1f} %" for rate in curation.duplicate_rate),
        ),
    ]
    return table(dict.fromkeys(("measure", "before", "after"), "object"), rows)


def dropped(curation: Curation) -> Table:
    """Every dropped record with its reason, beside the row kept in its stead.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> rows = [chat(("user", "Where is my parcel?"), ("assistant", "delivery"))] * 2
    >>> dropped(curate(rows))[["line", "level", "code"]]
       line          level             code
    0     2  deduplication  exact_duplicate
    """
    shown = previews(curation.texts)
    names = ("level", "code", "message", "text", "kept text")
    rows = (
        (
            each.line,
            each.level,
            each.code,
            each.message,
            shown(each.record),
            "" if each.partner is None else shown(each.partner),
        )
        for each in curation.dropped
    )
    return table({"line": "int64", **dict.fromkeys(names, "object")}, rows)


def duplicates(curation: Curation) -> Table:
    """Every row dropped as a copy beside the row that stays, the least alike first.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> duplicates(curate([chat(("user", "Parcel?"), ("assistant", "delivery"))] * 2))
       similarity  line                text  kept line           kept text
    0         1.0     2  Parcel? → delivery          1  Parcel? → delivery
    """
    copies = [each for each in curation.dropped if each.partner is not None]
    copies.sort(key=lambda each: (each.similarity, each.record))
    pairs = ((each.record, each.partner, each.similarity) for each in copies)
    return _pairs(curation, pairs, ("text", "kept line", "kept text"))


def conflicts(curation: Curation) -> Table:
    """Pairs of kept rows that give one text two labels; only a person can decide.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> labels = ("billing", "delivery")
    >>> rows = [chat(("user", "Where is it?"), ("assistant", each)) for each in labels]
    >>> conflicts(curate(rows))[["similarity", "line", "other line"]]
       similarity  line  other line
    0         1.0     2           1
    """
    names = ("text", "other line", "other text")
    return _pairs(curation, curation.conflicts, names)


def _pairs(
    curation: Curation,
    pairs: Iterable[tuple[int, int, float]],
    names: tuple[str, str, str],
) -> Table:
    """Records side by side, under these names."""
    shown, lines = previews(curation.texts), curation.data.lines
    text, other_line, other_text = names
    columns = {"similarity": "float64", "line": "int64", text: "object"}
    rows = (
        (similarity, lines[one], shown(one), lines[other], shown(other))
        for one, other, similarity in pairs
    )
    return table(columns | {other_line: "int64", other_text: "object"}, rows)


def scores(curation: Curation) -> Table:
    """Rows that reached level 2, worst first, with what speaks against each.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> refused = chat(("user", "Hi"), ("assistant", "I can't help with that."))
    >>> scores(curate([refused]))[["score", "kept", "reply"]]
       score kept                    reply
    0   0.35   no  I can't help with that.
    """
    return _scored(curation, scored(curation))


def at_the_line(curation: Curation, rows: int = AT_THE_LINE) -> Table:
    """Rows nearest the threshold on either side: those the threshold decides about.

    Parameters
    ----------
    curation : Curation
    rows : int
        So many below it, and as many above.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> refused = chat(("user", "Hi"), ("assistant", "I can't help with that."))
    >>> at_the_line(curate([refused]))[["score", "kept", "line"]]
       score kept  line
    0   0.35   no     1
    """
    line, gone = threshold_of(curation.recipe), fallen(curation, "scoring")
    near = sorted(
        scored(curation), key=lambda each: (abs(curation.scores[each] - line), each)
    )
    below = [each for each in near if each in gone][:rows]
    above = [each for each in near if each not in gone][:rows]
    return _scored(curation, below + above)


def _scored(curation: Curation, records: Iterable[int]) -> Table:
    """These records by score, with what each signal takes from them."""
    data, gone = curation.texts, fallen(curation, "scoring")
    example_of = dict(zip(data.record_of, data.examples, strict=True))
    rows = []
    for record in sorted(records, key=lambda each: (curation.scores[each], each)):
        example = example_of.get(record, data.records[record])
        against = ", ".join(
            f"{name} {-value:.2f}" for name, value in _parts(curation, record, example)
        )
        kept = "no" if record in gone else "yes"
        reply = preview(reply_of(example))
        rows.append((curation.scores[record], kept, data.lines[record], against, reply))
    columns = {"score": "float64", "kept": "object", "line": "int64"}
    return table(columns | {"against it": "object", "reply": "object"}, rows)


def _parts(curation: Curation, record: int, example: dict) -> list[tuple[str, float]]:
    if curation.recipe.preset == "lesson":
        return lesson_rules.score_parts(curation.texts.records[record])
    judged = score(example, rules_with(curation.recipe.score_weights))
    return [(part.name, part.value) for part in judged.parts]

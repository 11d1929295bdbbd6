"""Which rows survive the three levels, and why did each other row fall?

This is the room where the levels meet: each of them knows examples only.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from ftwidgets import lesson_rules
from ftwidgets.conversion import target_errors
from ftwidgets.curation import Curation, Drop
from ftwidgets.datasets import Dataset
from ftwidgets.decisions import apply_decisions
from ftwidgets.deduplication import deduplicate
from ftwidgets.duplicates import Conflict
from ftwidgets.examples import (
    Example,
    is_label,
    normalise_label,
    reply_of,
)
from ftwidgets.findings import Finding
from ftwidgets.lesson_levels import lesson_fall
from ftwidgets.literals import literal
from ftwidgets.recipes import Recipe
from ftwidgets.review.consequences import Consequences, apply_reviews
from ftwidgets.scoring import Score, rules_with, score
from ftwidgets.targets import find_target
from ftwidgets.tasks import compare_with_production
from ftwidgets.validation import validate


def curate(data: Dataset | Iterable[Any], recipe: Recipe = Recipe.STANDARD) -> Curation:
    """Run the three levels in order and account for every record.

    The reviews that the recipe names come first: rows that all who judged them drop
    fall, and edited rows go through the levels with their new text. A row labelled
    ``keep`` is not exempt from the levels. The decisions that it names hold at level 3:
    a row that they keep is no copy of another one.

    Parameters
    ----------
    data : Dataset or iterable of records
        What `ftwidgets.load` returned.
    recipe : Recipe
        The filters: `Recipe.STANDARD`, `Recipe.LESSON`, or a change of either.

    Returns
    -------
    Curation
        ``.kept``, ``.dropped``, ``.funnel``, ``.summary`` and ``.card``.

    Raises
    ------
    ValueError
        A journal that the recipe names is missing, or is no journal; or it names
        decisions under the lesson's preset, which knows none.
    ChangedInputError
        A journal is not what it was when the recipe was written.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Where is my parcel?"), ("assistant", "delivery"))] * 2
    >>> curation = curate(rows)
    >>> curation
    Curation(examples: 2 records = 1 kept + 1 dropped)
    >>> print(curation.funnel[-1])
    deduplication: 2 in = 1 kept + 1 dropped
    """
    if not isinstance(data, Dataset):
        data = Dataset.of(data)
    is_lesson = recipe.preset == "lesson"
    if is_lesson and recipe.decisions:
        raise ValueError(
            "the recipe names decisions on copies, and the lesson's preset knows none; "
            "take them out of the recipe, or use preset='standard'"
        )
    run = _run_lesson if is_lesson else _run_standard
    if not recipe.reviews:
        return run(data, recipe, ())
    review = apply_reviews(data, recipe.reviews)
    recipe = recipe.change(reviews=review.journals)
    curation = run(review.data, recipe, review.dropped)
    dropped = sorted(
        [*curation.dropped, *_dropped_by_review(data, review)],
        key=lambda each: each.record,
    )
    return replace(curation, data=data, dropped=dropped, review=review)


def labels_of(examples: Iterable[Example]) -> list[str]:
    """Replies that read as class labels, each once, in order of appearance.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> labels_of([chat(("user", "Hi"), ("assistant", "greeting"))])
    ['greeting']
    """
    replies = (reply_of(example) for example in examples)
    return list(dict.fromkeys(normalise_label(r) for r in replies if is_label(r)))


def _run_standard(data: Dataset, recipe: Recipe, gone: Collection[int]) -> Curation:
    """The levels on all usable rows; those that are `gone` already are only scored."""
    dropped = _rejected(data)
    target, rules = find_target(recipe.target), rules_with(recipe.score_weights)
    findings, scores, passed = {}, {}, []
    for record, example in zip(data.record_of, data.examples, strict=True):
        line = data.lines[record]
        found = [*data.notes.get(record, ()), *validate(example, task=recipe.task)]
        if found:
            findings[record] = found
        judged = score(example, rules)
        scores[record] = judged.total
        if record in gone:
            continue
        errors = target_errors(found, target)
        if errors:
            code, message = errors[0].code, errors[0].message
            dropped.append(Drop(record, line, "validation", code, message))
        elif judged.total < recipe.min_score:
            dropped.append(Drop(record, line, "scoring", *_worst_part(judged)))
        else:
            passed.append((record, example))
    pins = apply_decisions(data, recipe.decisions) if recipe.decisions else None
    stay = pins.records if pins else ()
    kept, fallen, conflicts = _deduplicate(data, recipe, passed, scores, stay)
    dropped = sorted(dropped + fallen, key=lambda each: each.record)
    if pins:
        recipe = recipe.change(decisions=pins.journals)
    done = _finish(data, recipe, kept, dropped, scores, findings, conflicts)
    return replace(done, pins=pins)


def _deduplicate(
    data: Dataset,
    recipe: Recipe,
    passed: Sequence[tuple[int, Example]],
    scores: dict[int, float],
    stay: Collection[int],
) -> tuple[list[int], list[Drop], list[tuple[int, int, float]]]:
    records = [record for record, _ in passed]
    examples = [example for _, example in passed]
    result = deduplicate(
        examples,
        recipe.similarity,
        recipe.roles,
        recipe.keep,
        scores=[scores[record] for record in records],
        labels=recipe.task.labels or labels_of(examples),
        pinned=[row for row, record in enumerate(records) if record in stay],
    )
    fallen = [
        _duplicate_drop(
            data,
            records[each.row],
            records[each.partner],
            each.similarity,
            examples[each.row]["messages"] == examples[each.partner]["messages"],
        )
        for each in result.dropped
    ]
    conflicts = [_in_records(each, records) for each in result.conflicts]
    return [records[row] for row in result.kept], fallen, conflicts


def _in_records(conflict: Conflict, records: list[int]) -> tuple[int, int, float]:
    return records[conflict.row], records[conflict.partner], conflict.similarity


def _duplicate_drop(
    data: Dataset, record: int, partner: int, similarity: float, same: bool
) -> Drop:
    line, other = data.lines[record], data.lines[partner]
    code = "exact_duplicate" if same else "near_duplicate"
    sentence = f"similarity {similarity:.2f} to line {other}, which is kept"
    return Drop(record, line, "deduplication", code, sentence, partner, similarity)


def _run_lesson(data: Dataset, recipe: Recipe, gone: Collection[int]) -> Curation:
    """Exactly the lesson's functions on the records as read, accounted for."""
    broken = {each.record for each in data.rejected if each.broken}
    dropped = [each for each in _rejected(data) if each.record in broken]
    scores: dict[int, float] = {}
    passed = []
    for record, value in enumerate(data.records):
        if record in broken:
            continue
        fall, score_of_it = lesson_fall(value)
        if score_of_it is not None:
            scores[record] = score_of_it
        if record in gone:
            continue
        if fall:
            dropped.append(Drop(record, data.lines[record], *fall))
        else:
            passed.append(record)
    rows = [data.records[record] for record in passed]
    unique = lesson_rules.deduplicate(rows, recipe.similarity)
    dropped += [
        _duplicate_drop(
            data,
            passed[each.row],
            passed[each.partner],
            each.similarity,
            rows[each.row]["messages"] == rows[each.partner]["messages"],
        )
        for each in unique.dropped
    ]
    survivors = [passed[row] for row in unique.kept]
    kept_records, refused = _exportable(data, recipe, survivors)
    dropped = sorted(dropped + refused, key=lambda each: each.record)
    return _finish(data, recipe, kept_records, dropped, scores, {}, [])


def _exportable(
    data: Dataset, recipe: Recipe, survivors: list[int]
) -> tuple[list[int], list[Drop]]:
    """Rows a trainer reads; the lesson's levels also let others through."""
    target = find_target(recipe.target)
    kept, refused = [], []
    for record in survivors:
        errors = target_errors(validate(data.records[record]), target)
        if errors:
            code, message = errors[0].code, errors[0].message
            refused.append(Drop(record, data.lines[record], "export", code, message))
        else:
            kept.append(record)
    return kept, refused


def _finish(
    data: Dataset,
    recipe: Recipe,
    kept_records: list[int],
    dropped: list[Drop],
    scores: dict[int, float],
    findings: dict[int, list[Finding]],
    conflicts: list[tuple[int, int, float]],
) -> Curation:
    example_of = dict(zip(data.record_of, data.examples, strict=True))
    kept_records = sorted(kept_records)
    kept = [example_of.get(record, data.records[record]) for record in kept_records]
    return Curation(
        data,
        recipe,
        kept_records,
        kept,
        dropped,
        scores,
        findings,
        conflicts,
        (_duplicate_rate(data.examples, recipe), _duplicate_rate(kept, recipe)),
        compare_with_production(kept, recipe.task),
    )


def _duplicate_rate(examples: Sequence[Example], recipe: Recipe) -> float:
    """Share of rows that exact deduplication would drop, whatever the preset."""
    labels = recipe.task.labels or labels_of(examples)
    result = deduplicate(
        examples, recipe.similarity, recipe.roles, "first", labels=labels
    )
    return result.rate


def _rejected(data: Dataset) -> list[Drop]:
    return [
        Drop(each.record, each.line, "reading", found.code, found.message)
        for each in data.rejected
        for found in each.findings[-1:]
    ]


def _dropped_by_review(data: Dataset, review: Consequences) -> list[Drop]:
    drops = []
    for record in sorted(review.dropped):
        said = review.settled[record]
        note = f": {said.note}" if said.note else ""
        sentence = literal(f"{', '.join(said.by)} dropped it{note}")
        code = "dropped_by_review"
        drops.append(Drop(record, data.lines[record], "review", code, sentence))
    return drops


def _worst_part(judged: Score) -> tuple[str, str]:
    worst = min(judged.parts, key=lambda part: part.value)
    return worst.name, f"score {judged.total:.2f}: {worst.message}"

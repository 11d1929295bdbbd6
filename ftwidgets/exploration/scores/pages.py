"""What does a person see of the scores? Plain JSON values for whatever screen."""

from typing import Any

from ftwidgets import lesson_rules
from ftwidgets.examples import messages_of, text_of, texts
from ftwidgets.exploration.records.texts import MAX_CHARS, name_of
from ftwidgets.exploration.scores.exploration import LINES, ScoreExploration
from ftwidgets.exploration.scores.precision import ENOUGH_LABELS, Measure
from ftwidgets.literals import literal, marked, preview, shown
from ftwidgets.scoring import STANDARD_RULES, Part

Page = dict[str, Any]

PROMPT_CHARS = 120


def score_facts(scores: ScoreExploration) -> Page:
    """What no choice changes: the rows, the signals, the labels there are."""
    usual = {rule.name: rule for rule in STANDARD_RULES}
    return {
        "name": literal(scores.curation.data.name),
        "rows": len(scores.records),
        "records": len(scores.curation.data),
        "lessonLine": lesson_rules.KEEP_ABOVE,
        "signals": [
            {
                "name": name,
                "words": name.replace("_", " "),
                "means": usual[name].explanation,
                "usual": usual[name].weight,
                "hits": hits,
            }
            for name, hits in scores.hits().items()
        ],
        "labels": len(scores.labels),
        "otherLabels": len(scores.other_labels),
        "enoughLabels": ENOUGH_LABELS,
    }


def score_view(scores: ScoreExploration) -> Page:
    """The numbers of this moment, and the rows at the line."""
    kept, means = scores.counts()
    below, above = scores.at_the_line()
    return {
        "view": scores.view,
        "line": scores.line,
        "near": scores.near,
        "kept": scores.kept_number,
        "counts": kept,
        "means": means,
        "weights": scores.weights,
        "lesson": _lesson_page(scores),
        "below": [_row_page(scores, row) for row in below],
        "above": [_row_page(scores, row) for row in above],
        "labels": _labels_page(scores),
        "others": _others_page(scores),
    }


def _lesson_page(scores: ScoreExploration) -> Page | None:
    if scores.view == "standard":
        return None
    crashes = sum(each is None for each in scores.lesson.scores)
    return {
        "counts": scores.lesson.counts(LINES),
        "kept": scores.lesson.kept,
        "crashes": crashes,
    }


def _row_page(scores: ScoreExploration, row: int) -> Page:
    """One row: its prompt in short, the judged reply with what speaks against it."""
    record, example = scores.records[row], scores.examples[row]
    page = {
        "row": row,
        "name": name_of(scores.curation, record),
        "line": scores.curation.data.lines[record],
        "prompt": preview(_last_prompt(example), PROMPT_CHARS),
    }
    if scores.view == "lesson":
        return page | _as_lesson(scores, row)
    judged = scores.judge(row)
    parts = [[_signed(part.value), _words(part.name)] for part in judged.parts]
    pieces = _reply(example, judged.parts)
    score = score_in_words(judged.total, scores.line)
    return page | {"score": score, "parts": parts, "pieces": pieces}


def score_in_words(score: float, line: float) -> str:
    """A score with two decimals, or with as many as tell it from the line.

    Examples
    --------
    >>> score_in_words(0.5, 0.7), score_in_words(0.6975, 0.7)
    ('0.50', '0.6975')
    """
    words = f"{score:.2f}"
    is_told = (float(words) >= line) == (score >= line)
    return words if is_told else f"{score:.4f}"


def _last_prompt(example: Any) -> str:
    prompts = list(texts(example, ("user",)))
    return prompts[-1] if prompts else ""


def _as_lesson(scores: ScoreExploration, row: int) -> Page:
    value = scores.curation.texts.records[scores.records[row]]
    parts = lesson_rules.score_parts(value)
    return {
        "score": f"{scores.lesson.scores[row] or 0.0:.2f}",
        "parts": [[_signed(each), literal(name)] for name, each in parts],
        "pieces": _reply(scores.examples[row], ()),
    }


def _reply(example: Any, parts: tuple[Part, ...]) -> list[list[str]]:
    """The reply that the parts speak of, else the last one, with their words marked."""
    messages = messages_of(example)
    replies = [each for each in messages if each.get("role") == "assistant"]
    paths = [part.path for part in parts if part.end > part.start]
    at = {f"messages[{n}].content": each for n, each in enumerate(messages)}
    message = at.get(paths[0]) if paths else replies[-1] if replies else None
    text = text_of(message.get("content"))[:MAX_CHARS] if message else ""
    spans = [
        (part.start, part.end)
        for part in parts
        if paths and part.path == paths[0] and part.end - part.start < len(text)
    ]
    return marked(text, spans) if spans else shown([("", text)])


def _labels_page(scores: ScoreExploration) -> Page | None:
    """What the labels say: the line at hand, the best one, and the curves."""
    now, best = scores.measure(), scores.proposal()
    if now is None:
        return None
    measures = scores.measures()
    at_best = measures[LINES.index(best.line)] if best else None
    return {
        "now": _measure_page(now),
        "best": _measure_page(at_best) if at_best else None,
        "spread": best.spread if best else None,
        "good": now.good,
        "curve": [
            [
                each.line,
                each.precision,
                *(each.precision_interval or (None, None)),
                each.recall,
                *(each.recall_interval or (None, None)),
            ]
            for each in measures
        ],
    }


def _measure_page(measure: Measure) -> Page:
    return {
        "line": measure.line,
        "kept": measure.kept,
        "precision": [measure.precision, measure.precision_interval],
        "recall": [measure.recall, measure.recall_interval],
        "f1": [measure.f1, measure.f1_interval],
    }


def _others_page(scores: ScoreExploration) -> list[list[int]]:
    """Labels that measure nothing, counted by hundredth of the score: good and bad."""
    counts: dict[int, list[int]] = {}
    for row, good in scores.other_labels.items():
        place = int(scores.totals[row] * 100 + 1e-9)
        counts.setdefault(place, [0, 0])[not good] += 1
    return [[place, *both] for place, both in sorted(counts.items())]


def _signed(value: float) -> str:
    return f"− {-value:.2f}" if value < 0 else f"+ {value:.2f}"


def _words(name: str) -> str:
    return name.replace("_", " ")

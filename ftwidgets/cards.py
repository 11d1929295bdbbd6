"""What must someone know about this dataset who was not there when it was made?"""

import datetime
import importlib.metadata
import json
import platform
from collections import Counter
from collections.abc import Mapping
from typing import Any

from ftwidgets.examples import count, is_label, normalise_label, reply_of
from ftwidgets.literals import literal, name_hidden
from ftwidgets.targets import find_target

PACKAGES = ("ftwidgets", "datasketch", "numpy", "scipy")
"""Packages whose versions can change a result."""


def card_of(curation: Any) -> dict[str, Any]:
    """The card of a curation, as JSON values.

    Parameters
    ----------
    curation : Curation
        What became of every record.

    Returns
    -------
    dict
        Counts that add up, quality and duplicates before and after, all parameters.
    """
    data, recipe = curation.data, curation.recipe
    target = find_target(recipe.target)
    return {
        "name": recipe.name,
        "recipe": recipe.hash,
        "summary": curation.summary,
        "funnel": [
            {
                "level": stage.level,
                "rows_in": stage.rows_in,
                "kept": stage.kept,
                "dropped": stage.dropped,
                "reasons": stage.reasons,
            }
            for stage in curation.funnel
        ],
        "input": {
            "container": data.container,
            "formats": data.format_counts,
            "repairs": data.repairs_in_words,
        },
        "review": curation.review.card if curation.review else None,
        "decisions": curation.pins.card if curation.pins else None,
        "shipped_seeds": sum(
            example.get("origin") == "shipped" for example in curation.kept
        ),
        "warnings": _warning_counts(curation),
        "production_mismatches": [each.message for each in curation.mismatches],
        "target": {"name": target.name, "status": target.status_in_words},
        "parameters": json.loads(recipe.to_json()),
    }


def part_of_card(examples: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows and labels of one part of a split."""
    replies = (reply_of(example) for example in examples)
    labels = Counter(normalise_label(reply) for reply in replies if is_label(reply))
    return {"rows": len(examples), "labels": dict(sorted(labels.items()))}


def environment() -> dict[str, str]:
    """Versions and the time: all that may differ between two builds of one recipe."""
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return {"built": now, "python": platform.python_version(), **versions}


def card_as_markdown(card: Mapping[str, Any]) -> str:
    """The card for people; every value from the data stands in code quotes."""
    summary = card["summary"]
    lines = [
        f"# {card['name']}",
        "",
        f"{count(summary['records'], 'record')} in, {summary['kept']:,} kept.",
        "",
        "| | before | after |",
        "|---|---|---|",
        _row("average quality score", summary, "average_quality"),
        _row("near-duplicates", summary, "duplicate_rate"),
        "",
        "| level | in | kept | dropped | why |",
        "|---|---|---|---|---|",
    ]
    for stage in card["funnel"]:
        why = ", ".join(f"`{code}` {n:,}" for code, n in stage["reasons"].items())
        lines.append(
            f"| {stage['level']} | {stage['rows_in']:,} | {stage['kept']:,} "
            f"| {stage['dropped']:,} | {why} |"
        )
    lines += _review_lines(card["review"]) if card["review"] else []
    lines += _decision_lines(card["decisions"]) if card["decisions"] else []
    lines += ["", "| part | rows |", "|---|---|"]
    lines += [f"| {part} | {each['rows']:,} |" for part, each in card["parts"].items()]
    if card["surplus"]:
        lines.append(f"| surplus, in no part | {card['surplus']:,} |")
    warnings = ", ".join(f"`{code}` {n:,}" for code, n in card["warnings"].items())
    target = card["target"]
    lines += ["", f"Kept with warnings or notes: {warnings or 'none'}.", ""]
    lines += [f"Written for `{target['name']}`: {target['status']}.", ""]
    notes = [*card["production_mismatches"], *card["split_notes"]]
    if card["shipped_seeds"]:
        shipped = count(card["shipped_seeds"], "row")
        notes.append(
            f"{shipped} came with ftwidgets as example seeds (origin: shipped)"
        )
    lines += [f"- {name_hidden(each)}" for each in notes]
    lines += ["", f"Recipe `{card['recipe']}` in `recipe.json` builds it again.", ""]
    return "\n".join(lines)


def _review_lines(review: Mapping[str, Any]) -> list[str]:
    """What came of the reviews, who judged how much, what was left alone, and why."""
    fates = ((fate.replace("_", " "), n) for fate, n in review["rows"].items() if n)
    rows = ", ".join(f"{n:,} {fate}" for fate, n in fates)
    lines = ["", f"Reviewed before the levels: {rows or 'no row'}.", ""]
    lines += [
        f"- {_code(name)} judged {count(n, 'row')}"
        for name, n in review["reviewers"].items()
    ]
    return [*lines, *_journal_lines(review)]


def _decision_lines(decisions: Mapping[str, Any]) -> list[str]:
    """How many copies somebody decided to keep, who did, and what is not there."""
    pinned = decisions["rows"]["pinned"]
    lines = ["", f"Decided among copies: {count(pinned, 'row')} kept by hand.", ""]
    lines += [
        f"- {_code(name)} kept {count(n, 'row')}"
        for name, n in decisions["people"].items()
    ]
    return [*lines, *_journal_lines(decisions)]


def _journal_lines(said: Mapping[str, Any]) -> list[str]:
    """Which journals were read, what is to be known, and what was passed over."""
    lines = [
        f"- journal {_code(each['path'])}, SHA-256 {_code(each['sha256'][:12])}"
        for each in said["journals"]
    ]
    lines += [f"- {each}" for each in said["notes"]]
    return [*lines, *(f"- passed over: {_code(each)}" for each in said["damage"])]


def _code(text: str) -> str:
    """Text from outside in code quotes, which it cannot end."""
    quoted = literal(text).replace("`", "'")
    return f"`{quoted}`"


def _row(title: str, summary: Mapping[str, Any], key: str) -> str:
    values = (summary[f"{key}_before"], summary[f"{key}_after"])
    shown = ("none" if value is None else f"{value:.3f}" for value in values)
    return f"| {title} | {' | '.join(shown)} |"


def _warning_counts(curation: Any) -> dict[str, int]:
    """How many kept rows carry each warning."""
    counts: Counter[str] = Counter()
    for record in curation.kept_records:
        counts.update({each.code for each in curation.findings.get(record, ())})
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

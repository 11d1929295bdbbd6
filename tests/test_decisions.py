"""Does what somebody decided hold: in another order, in a recipe, after any kill?"""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ftwidgets as ft
from ftwidgets.decisions import (
    DecisionJournal,
    apply_decisions,
    decided,
    pinned_by,
    standing,
    text_keys,
)
from ftwidgets.examples import chat, fingerprint
from ftwidgets.inputs import ChangedInputError, input_of

ANSWERS = (
    "It was sent on Monday and comes with the next post.",
    "It was sent on Monday and comes with the next post then.",
    "You find the number on the back of your card.",
)

ROWS = [
    chat(
        ("user", "Where is the parcel that I have ordered?"), ("assistant", ANSWERS[0])
    ),
    chat(
        ("user", "Where is the parcel that I have ordered?"), ("assistant", ANSWERS[1])
    ),
    chat(("user", "What is my customer number, please?"), ("assistant", ANSWERS[2])),
]
"""The first two are alike; both have the best score."""

FIRST, SECOND, _ = text_keys(ROWS)


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    folder = tmp_path / "workspace"
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(folder))
    return folder


@pytest.fixture
def journal(workspace):
    return DecisionJournal(workspace / "journals" / "decisions.jsonl")


def recipe_with(journal, **choices):
    named = input_of(journal.path)
    return ft.Recipe.STANDARD.change(keep="first", decisions=(named,), **choices)


def kept(recipe, rows=ROWS):
    return ft.curate(rows, recipe).kept_records


# What stands


KEYS = st.sampled_from("abcd")


@given(st.lists(st.tuples(st.lists(KEYS), st.lists(KEYS), st.booleans())))
def test_what_is_pinned_is_what_a_naive_reading_says(deeds):
    """Each decision is written and perhaps undone at the very end."""
    made = [decided("keep_other", "mira", pin, unpin) for pin, unpin, _ in deeds]
    undos = [
        decided("undo", "mira", target=each.id)
        for each, (_, _, is_undone) in zip(made, deeds, strict=True)
        if is_undone
    ]
    expected = set()
    for pin, unpin, is_undone in deeds:
        if not is_undone:
            expected = (expected - set(unpin)) | set(pin)
    assert set(pinned_by([*made, *undos])) == expected
    assert len(standing([*made, *undos])) == len(made) - len(undos)


def test_a_row_is_named_by_its_text_whatever_its_id_and_place():
    again = [{**row, "id": f"x{n}"} for n, row in enumerate(reversed(ROWS))]
    assert text_keys(again) == list(reversed(text_keys(ROWS)))
    twice = text_keys([ROWS[0], ROWS[0]])
    assert twice == [f"text:{fingerprint(ROWS[0])}", f"text:{fingerprint(ROWS[0])}#2"]


# The journal


def test_a_decision_is_read_as_it_was_written(journal):
    made = [
        decided("keep_other", "mira \u202e r", [FIRST], [SECOND]),
        decided("keep_both", "noor", [FIRST, SECOND]),
    ]
    journal.append(made)
    journal.append([decided("undo", "mira", target=made[0].id)])
    again = DecisionJournal(journal.path).read()
    assert again[:2] == made
    assert (again[2].kind, again[2].target) == ("undo", made[0].id)
    first = json.loads(journal.path.read_text().splitlines()[0])
    assert first["ftwidgets_decisions"] == 1


def test_a_torn_last_line_is_passed_over_and_the_next_one_counts(journal):
    made = [decided("keep_both", "mira", [FIRST]), decided("keep_both", "m", [SECOND])]
    journal.append(made)
    whole = journal.path.read_bytes()
    for cut in range(1, 40):
        journal.path.write_bytes(whole[:-cut])
        torn = DecisionJournal(journal.path)
        assert torn.read() == made[:1]
        assert len(torn.damage) == 1
    torn.append([made[1]])
    assert DecisionJournal(journal.path).read() == made


@pytest.mark.parametrize(
    "line",
    [
        {"id": "1", "kind": "burn", "by": "m", "at": ""},
        {"id": "1", "kind": "keep_both", "by": "m"},
        {"id": 1, "kind": "keep_both", "by": "m", "at": ""},
        {"id": "1", "kind": "keep_both", "by": "m", "at": "", "pin": [7]},
        {"id": "1", "kind": "keep_both", "by": "m", "at": "", "pin": 7},
        {"id": "1", "kind": "keep_both", "by": "m", "at": "", "command": "rm"},
    ],
)
def test_a_line_that_is_no_decision_is_passed_over_and_reported(journal, line):
    from ftwidgets.journals.lines import journal_line

    good = decided("keep_both", "mira", [FIRST])
    journal.append([good])
    with journal.path.open("a") as file:
        file.write(journal_line(line))
    again = DecisionJournal(journal.path)
    assert again.read() == [good]
    assert [each.line for each in again.damage] == [3]


def test_another_kind_of_journal_is_refused(workspace):
    from ftwidgets.review.session import ReviewSession

    session = ReviewSession(ROWS, "labels.jsonl", "mira")
    session.label("keep")
    with pytest.raises(ValueError, match="one of another kind"):
        DecisionJournal(workspace / "labels.jsonl").read()


# The recipe and the levels


def test_a_recipe_without_decisions_has_the_hash_it_always_had():
    assert "decisions" not in json.loads(ft.Recipe.STANDARD.to_json())
    assert ft.Recipe.STANDARD.change(decisions=()).hash == ft.Recipe.STANDARD.hash


def test_a_recipe_with_decisions_is_read_as_it_was_written(journal):
    journal.append([decided("keep_both", "mira", [FIRST, SECOND])])
    recipe = recipe_with(journal)
    assert ft.Recipe.from_json(recipe.to_json()) == recipe
    assert recipe.hash != ft.Recipe.STANDARD.change(keep="first").hash
    with pytest.raises(ValueError, match="decisions must list Inputs"):
        ft.Recipe(decisions=("a.jsonl",))


def test_the_other_copy_stays_both_stay_and_an_undo_takes_it_back(journal):
    assert kept(ft.Recipe.STANDARD.change(keep="first")) == [0, 2]
    journal.append([decided("keep_other", "mira", [SECOND], [FIRST])])
    assert kept(recipe_with(journal)) == [1, 2]
    assert kept(recipe_with(journal), ROWS[::-1]) == [0, 1]
    journal.append([both := decided("keep_both", "mira", [FIRST, SECOND])])
    assert kept(recipe_with(journal)) == [0, 1, 2]
    journal.append([decided("undo", "mira", target=both.id)])
    assert kept(recipe_with(journal)) == [1, 2]


def test_a_row_that_is_not_there_is_reported_and_not_passed_over_in_silence(journal):
    journal.append([decided("keep_both", "mira", [FIRST, "text:gone"])])
    curation = ft.curate(ROWS, recipe_with(journal))
    assert curation.summary["decisions"] == {"pinned": 1, "absent": 1}
    notes = curation.card["decisions"]["notes"]
    assert notes == [
        "1 row that was to be kept is not in this data, or is there with another text"
    ]


def test_a_pinned_row_that_an_earlier_level_drops_stays_dropped(journal):
    bad = chat(("user", "Where is it?"), ("assistant", "I'm sorry, I can't help."))
    journal.append([decided("keep_both", "mira", text_keys([bad]))])
    curation = ft.curate([*ROWS, bad], recipe_with(journal))
    assert [(d.record, d.level) for d in curation.dropped if d.record == 3] == [
        (3, "scoring")
    ]


def test_the_lessons_preset_refuses_decisions_in_words(journal):
    journal.append([decided("keep_both", "mira", [FIRST])])
    with pytest.raises(ValueError, match="the lesson's preset knows none"):
        ft.curate(ROWS, recipe_with(journal, preset="lesson"))


def test_a_journal_that_has_changed_or_gone_is_refused(journal):
    journal.append([decided("keep_both", "mira", [FIRST])])
    recipe = recipe_with(journal)
    journal.append([decided("keep_both", "mira", [SECOND])])
    with pytest.raises(ChangedInputError, match="has changed since"):
        ft.curate(ROWS, recipe)
    journal.path.unlink()
    with pytest.raises(ValueError, match="take it out of the recipe's decisions"):
        ft.curate(ROWS, recipe)


def test_a_journal_without_a_hash_is_taken_and_named_as_it_was_read(journal):
    journal.append([decided("keep_both", "mira", [FIRST, SECOND])])
    named = input_of(journal.path)
    found = apply_decisions(ft.datasets.Dataset.of(ROWS), [type(named)(named.path)])
    assert found.journals == (named,)
    assert found.card["people"] == {"mira": 2}


# Build


def built_from(journal, workspace):
    source = workspace / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in MANY))
    data = ft.load(source)
    return ft.export(ft.curate(data, recipe_with(journal)))


MANY = [
    *ROWS,
    *(
        chat(
            ("user", f"How do I {verb} the {noun}?"),
            ("assistant", f"You {verb} the {noun} with the {verb}ing button below it."),
        )
        for verb, noun in zip(
            ("open", "clean", "lift", "fill", "paint", "wash", "cook", "pack", "lock"),
            ("lid", "tank", "door", "jar", "wall", "sink", "rice", "tent", "safe"),
            strict=True,
        )
    ),
]


def test_a_build_keeps_what_was_decided_and_says_so(journal, workspace):
    journal.append([decided("keep_other", "mira `r`", [SECOND], [FIRST])])
    made = built_from(journal, workspace)
    lines = [
        json.loads(line)
        for line in (made.folder / "provenance.jsonl").read_text().splitlines()
    ]
    assert lines[1]["decided"]["by"] == "mira `r`"
    assert (lines[0]["dropped_by"], lines[0]["partner"]) == ("deduplication", 1)
    text = (made.folder / "card.md").read_text()
    assert "Decided among copies: 1 row kept by hand." in text
    assert "- `mira 'r'` kept 1 row" in text
    assert "- journal `data/workspace/journals/decisions.jsonl`" in text
    again = ft.build(ft.Recipe.read(made.folder / "recipe.json"))
    assert again.folder == made.folder


def test_one_more_decision_must_be_accepted(journal, workspace):
    journal.append([decided("keep_other", "mira", [SECOND], [FIRST])])
    made = built_from(journal, workspace)
    stored = ft.Recipe.read(made.folder / "recipe.json")
    journal.append([decided("keep_both", "mira", [FIRST, SECOND])])
    with pytest.raises(ChangedInputError, match="--accept-changes"):
        ft.build(stored)
    changed = ft.build(stored, accept_changes=True)
    assert changed.folder != made.folder
    assert changed.card["decisions"]["rows"] == {"pinned": 2, "absent": 0}
    assert {0, 1} <= set(changed.curation.kept_records)


def test_a_journal_outside_is_named_by_nobody(tmp_path):
    place = tmp_path / "elsewhere" / "decisions.jsonl"
    DecisionJournal(place).append([])
    assert os.path.exists(place)
    with pytest.raises(ValueError, match="outside the project"):
        input_of(place)

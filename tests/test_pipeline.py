"""The levels in order: every record is accounted for, once, with its reason."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ftwidgets as ft
from ftwidgets.datasets import Dataset
from ftwidgets.examples import chat
from ftwidgets.inputs import ChangedInputError
from ftwidgets.pipeline import labels_of
from ftwidgets.review.session import ReviewSession

PARCEL = "My parcel from Tuesday has not arrived and the tracking page shows nothing"
INVOICE = "Please send me last month's invoice once more, the attachment was empty"
REFUSAL = "I'm sorry, but I can't help with that request."
HELP = "Of course. I have sent the invoice again; it should reach you within the hour."


def one_of_each():
    return [
        chat(("user", PARCEL), ("assistant", "delivery")),
        "not an object",
        chat(("user", INVOICE), ("assistant", " ")),
        chat(("user", INVOICE), ("assistant", REFUSAL)),
        chat(("user", PARCEL.upper() + "!"), ("assistant", "Delivery")),
        chat(("user", PARCEL), ("assistant", "billing")),
        chat(("user", INVOICE), ("assistant", HELP)),
    ]


def test_each_record_falls_at_the_level_that_is_there_for_it():
    first = ft.Recipe.STANDARD.change(keep="first")
    curation = ft.curate(one_of_each(), first)
    fallen = {drop.record: (drop.level, drop.code) for drop in curation.dropped}
    assert fallen == {
        1: ("reading", "not_an_object"),
        2: ("validation", "empty_content"),
        3: ("scoring", "refusal"),
        4: ("deduplication", "near_duplicate"),
    }
    assert curation.kept_records == [0, 5, 6]


def test_a_duplicate_names_the_row_kept_in_its_stead():
    (drop,) = [d for d in ft.curate(one_of_each()).dropped if d.partner is not None]
    assert {drop.record, drop.partner} == {0, 4}
    assert drop.similarity == 1.0


def test_one_text_with_two_labels_is_listed_and_both_stay():
    curation = ft.curate(one_of_each())
    assert curation.conflicts == [(5, 0, 1.0)]


def test_the_funnel_adds_up_from_record_to_kept_row():
    curation = ft.curate(one_of_each())
    sums = [(s.level, s.rows_in, s.kept, s.dropped) for s in curation.funnel]
    assert sums == [
        ("reading", 7, 6, 1),
        ("validation", 6, 5, 1),
        ("scoring", 5, 4, 1),
        ("deduplication", 4, 3, 1),
    ]


def test_quality_and_duplicates_are_given_before_and_after():
    curation = ft.curate(one_of_each())
    scores = [ft.score(example).total for example in curation.data.examples]
    before, after = curation.average_quality
    assert before == pytest.approx(sum(scores) / 6)
    kept = [ft.score(example).total for example in curation.kept]
    assert after == pytest.approx(sum(kept) / 3)
    # Of the six usable rows only the upper-case copy repeats another one.
    assert curation.duplicate_rate == (pytest.approx(1 / 6), 0.0)


def test_the_threshold_itself_is_kept_by_standard_and_dropped_by_the_lesson():
    # 3 distinct of 10 words: the lesson takes 0.3 and 1.0 - 0.3 is not above 0.7.
    loop = chat(("user", PARCEL), ("assistant", "yes no so yes no so yes no so yes"))
    lesson = ft.curate([loop], ft.Recipe.LESSON)
    assert [(d.level, d.code) for d in lesson.dropped] == [("scoring", "low_score")]
    plain = chat(("user", INVOICE), ("assistant", HELP))
    exactly = ft.Recipe.STANDARD.change(min_score=ft.score(plain).total)
    assert ft.curate([plain], exactly).kept == [plain]


def test_the_lessons_levels_work_on_records_as_read():
    completion = {"prompt": PARCEL, "completion": HELP}
    curation = ft.curate([completion], ft.Recipe.LESSON)
    assert [(d.level, d.code) for d in curation.dropped] == [
        ("validation", "no_messages")
    ]
    assert len(ft.curate([completion]).kept) == 1


def test_where_the_lesson_crashes_the_record_is_rejected_with_the_exceptions_name():
    null = {"messages": [{"role": "user", "content": None}]}
    no_role = {"messages": [{"content": "Hi"}]}
    curation = ft.curate([null, no_role], ft.Recipe.LESSON)
    assert [(d.code, d.message.split()[-1]) for d in curation.dropped] == [
        ("lesson_crash", "AttributeError"),
        ("lesson_crash", "KeyError"),
    ]


def test_what_the_lesson_lets_through_but_no_trainer_reads_never_reaches_an_export():
    odd = {"messages": [*chat(("user", PARCEL), ("assistant", HELP))["messages"]]}
    odd["messages"].append({"role": "asistant", "content": HELP})
    curation = ft.curate([odd], ft.Recipe.LESSON)
    assert [(d.level, d.code) for d in curation.dropped] == [("export", "unknown_role")]


def test_a_targets_rules_are_errors_of_level_one():
    rows = [chat(("user", PARCEL), ("user", INVOICE), ("assistant", HELP))]
    assert len(ft.curate(rows).kept) == 1
    strict = ft.curate(rows, ft.Recipe.STANDARD.change(target="mistral"))
    assert [d.code for d in strict.dropped] == ["turn_order"]


def test_training_and_inference_format_are_compared():
    task = ft.Task(production=ft.Production(system_prompt=True))
    curation = ft.curate(one_of_each(), ft.Recipe.STANDARD.change(task=task))
    assert [each.code for each in curation.mismatches] == ["system_prompt_missing"]


def test_labels_are_replies_that_read_as_labels():
    assert labels_of(ft.curate(one_of_each()).kept) == ["delivery", "billing"]


BOTH = pytest.mark.parametrize("preset", ["standard", "lesson"])


@pytest.fixture
def reviewed(tmp_path, monkeypatch):
    """A session on one row of each kind, and the recipe that names its journal."""
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    data = Dataset.of(one_of_each())
    session = ReviewSession(data, "labels.jsonl", "mira")

    def curate(preset):
        return ft.curate(data, session.add_to(ft.Recipe(preset=preset)))

    return session, curate


@BOTH
def test_a_row_that_its_reviewers_drop_falls_before_level_1(reviewed, preset):
    session, curate = reviewed
    # Positions of the examples: the record that is no object is not among them.
    session.label("drop", row=5)
    session.note("answers\nnothing", row=5)
    curation = curate(preset)
    (drop,) = [each for each in curation.dropped if each.level == "review"]
    assert (drop.record, drop.line, drop.code) == (6, 7, "dropped_by_review")
    assert drop.message == "mira dropped it: answers nothing"
    stages = {each.level: each for each in curation.funnel}
    assert list(stages)[:3] == ["reading", "review", "validation"]
    assert stages["review"].reasons == {"dropped_by_review": 1}
    assert stages["review"].kept == stages["validation"].rows_in
    assert 6 in curation.scores


@BOTH
def test_an_edited_row_goes_through_the_levels_with_its_new_text(reviewed, preset):
    session, curate = reviewed
    assert [d.record for d in curate(preset).dropped if d.record in (2, 3)] == [2, 3]
    session.edit(HELP + " Thank you for telling us about it.", row=1)
    session.edit(" ", row=5)
    curation = curate(preset)
    fallen = {each.record: each.code for each in curation.dropped}
    assert 2 not in fallen
    assert fallen[6] == "empty_content"
    kept = dict(zip(curation.kept_records, curation.kept, strict=True))
    assert kept[2]["messages"][1]["content"].endswith(
        "Thank you for telling us about it."
    )
    # The rows as they came stay in `data`, so that a review of them finds its labels.
    assert curation.data.records == one_of_each()
    assert ReviewSession(curation, "labels.jsonl", "mira").judged == 2


@BOTH
def test_a_row_labelled_keep_is_not_exempt_from_the_levels(reviewed, preset):
    session, curate = reviewed
    session.label("keep", row=2)
    curation = curate(preset)
    assert [d.level for d in curation.dropped if d.record == 3] == ["scoring"]
    assert curation.summary["review"] == {
        "kept": 1,
        "edited": 0,
        "dropped": 0,
        "to_fix": 0,
        "disputed": 0,
        "older_text": 0,
    }


@BOTH
def test_disputed_rows_are_left_to_the_levels_and_counted(reviewed, preset, tmp_path):
    session, curate = reviewed
    without = ft.curate(one_of_each(), ft.Recipe(preset=preset))
    noor = ReviewSession(Dataset.of(one_of_each()), "labels.jsonl", "noor")
    session.label("drop", row=0)
    noor.label("keep", row=0)
    curation = curate(preset)
    assert curation.kept_records == without.kept_records
    assert curation.card["review"]["notes"] == [
        "1 row is disputed: those who judged differ; it is untouched"
    ]
    assert curation.card["review"]["reviewers"] == {"mira": 1, "noor": 1}


def test_the_recipe_of_the_curation_says_what_was_read(reviewed):
    session, _ = reviewed
    session.label("keep")
    named = session.add_to(ft.Recipe.STANDARD)
    (journal,) = named.reviews
    unsure = named.change(reviews=[type(journal)(journal.path)])
    assert ft.curate(one_of_each(), unsure).recipe == named
    session.label("keep")
    with pytest.raises(ChangedInputError, match="make the recipe anew"):
        ft.curate(one_of_each(), named)


def test_without_reviews_there_is_no_level_for_them():
    curation = ft.curate(one_of_each())
    assert "review" not in [stage.level for stage in curation.funnel]
    assert curation.review is None
    assert curation.texts is curation.data


MESSAGES = st.lists(
    st.fixed_dictionaries(
        {
            "role": st.sampled_from(["system", "user", "assistant", "tool", "bot", 3]),
            "content": st.one_of(st.none(), st.text(max_size=30), st.just(["part"])),
        }
    ),
    max_size=4,
)
RECORDS = st.lists(
    st.one_of(
        st.fixed_dictionaries({"messages": MESSAGES}),
        st.fixed_dictionaries({"prompt": st.text(), "completion": st.text()}),
        st.none(),
        st.integers(),
        st.text(max_size=5),
        st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    ),
    max_size=12,
)


@given(RECORDS, st.sampled_from([ft.Recipe.STANDARD, ft.Recipe.LESSON]))
def test_every_record_is_kept_or_dropped_once_and_nothing_is_changed(records, recipe):
    before = copy.deepcopy(records)
    curation = ft.curate(records, recipe)
    dropped = [drop.record for drop in curation.dropped]
    assert sorted(dropped + curation.kept_records) == list(range(len(records)))
    assert len(curation.kept) == len(curation.kept_records)
    assert curation.funnel[-1].kept == len(curation.kept)
    assert records == before


def test_curate_takes_a_dataset_as_well():
    data = Dataset.of(one_of_each(), "tickets")
    assert repr(ft.curate(data)) == (
        "Curation(tickets: 7 records = 3 kept + 4 dropped)"
    )


@pytest.mark.parametrize("what", ["data/raw_tickets.jsonl", {"messages": []}, b"x"])
def test_a_path_or_a_single_record_is_a_bad_call(what):
    with pytest.raises(TypeError, match=r"ftwidgets\.load"):
        ft.curate(what)

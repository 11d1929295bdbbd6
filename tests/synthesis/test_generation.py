"""From 20 seeds to 200 rows, as the lesson's exercise asks, and every row traceable."""

import hashlib
import json
from collections import Counter

import pytest

import ftwidgets as ft
from ftwidgets.examples import texts
from ftwidgets.synthesis.book import ReplyJournal

KINDS = tuple(ft.synthesis.READY)


def shipped(kind):
    return ft.load(f"data/seeds/{kind}.jsonl").examples


@pytest.fixture(scope="module", params=KINDS)
def done(request, tmp_path_factory):
    """A run of a ready-made task that has ended."""
    path = tmp_path_factory.mktemp(request.param) / "replies.jsonl"
    run = ft.generate(
        request.param, shipped(request.param), ft.TemplateTeacher(), 180, path
    )
    run.start().wait(60)
    return run


def test_180_rows_survive_besides_the_20_seeds(done):
    assert done.phase == "done"
    assert len(done.rows) == 180
    assert len(done.examples) == 200
    assert 360 <= done.requested <= 600


def test_every_request_has_one_outcome(done):
    assert sum(done.counts.values()) == done.requested
    assert done.answered == done.requested


def test_no_row_is_new_only_in_name(done):
    """An own count of the longest common subsequence, on all pairs."""
    rows = [words(each) for each in done.examples[20:]]
    seeds = [words(each) for each in done.examples[:20]]
    near = [
        (at, other)
        for at, row in enumerate(rows)
        for other in [*seeds, *rows[:at]]
        if could_be_near(row, other) and rouge(row, other) >= 0.7
    ]
    assert near == []


def words(example):
    return "".join(
        each if each.isalnum() else " " for each in " ".join(texts(example, ["user"]))
    ).casefold().split()  # fmt: skip


def could_be_near(one, other):
    """What they share in any order is at least what they share in one order."""
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other)) >= 0.7


def rouge(one, other):
    last = [0] * (len(other) + 1)
    for word in one:
        row = [0]
        for at, each in enumerate(other):
            row.append(last[at] + 1 if each == word else max(row[at], last[at + 1]))
        last = row
    return 2 * last[-1] / (len(one) + len(other))


def test_every_row_leads_to_its_raw_reply(done):
    replies = {
        each["request"]: each
        for each in ReplyJournal(done.path).read()
        if each["is"] == "reply"
    }
    provenance = done.provenance()
    assert [each["id"] for each in provenance] == [row["id"] for row in done.rows]
    for told, row in zip(provenance, done.rows, strict=True):
        said = json.loads(replies[told["request"]]["body"])["content"][0]["text"]
        assert json.loads(said)["user_message"] == row["messages"][-2]["content"]
        assert told["seed"] == row["seed"]
        assert told["cost"] == 0


def test_no_family_stands_on_both_sides_of_the_split(done):
    parts = ft.split(done.examples, train=160, validation=20, test=20, group_by="seed")
    assert [len(part) for part in parts] == [160, 20, 20]
    families = [{row["seed"] for row in part} for part in parts]
    assert not families[0] & families[1]
    assert not families[0] & families[2]
    assert not families[1] & families[2]


def test_what_is_written_is_read_again_and_passes_the_levels(done, tmp_path):
    path = done.write(tmp_path / "rows.jsonl")
    data = ft.load(path)
    assert (len(data), len(data.rejected)) == (200, 0)
    curation = ft.curate(data, ft.Recipe.STANDARD.change(task=done.task))
    assert len(curation.kept) == 200
    beside = (tmp_path / "rows.provenance.jsonl").read_text().splitlines()
    assert len(beside) == 180


def test_a_tenth_is_handed_to_the_reviewer_and_its_decision_comes_back(done):
    session = done.review(percent=10)
    assert len(session.entries) == 18
    row = session.entries[0].row
    session.label("drop", row=row)
    told = {each["id"]: each["review"] for each in done.provenance(session)}
    assert told[session.examples[row]["id"]] == "drop"
    assert sum(each is not None for each in told.values()) == 1


def digest(run):
    return hashlib.sha256(json.dumps(run.examples).encode()).hexdigest()


def test_another_run_says_the_same_to_the_byte(done, tmp_path):
    again = ft.generate(
        done.task, done.seeds, ft.TemplateTeacher(), 180, tmp_path / "again.jsonl"
    )
    again.start().wait(60)
    assert digest(again) == digest(done)


def test_opened_again_it_stands_where_it_was(done):
    again = ft.generate(done.task, done.seeds, ft.TemplateTeacher(), 180, done.path)
    assert repr(again) == repr(done)
    assert again.rows == done.rows
    before = done.path.read_bytes()
    assert again.start().wait(60).phase == "done"
    assert done.path.read_bytes() == before  # nothing was asked a second time


def test_a_preview_is_part_of_the_run(tmp_path):
    run = ft.generate(
        "classification",
        shipped("classification"),
        ft.TemplateTeacher(),
        10,
        tmp_path / "r.jsonl",
    )
    shown = run.preview(3)
    assert [each.name for each in shown] == ["ok"] * 3
    assert run.counts["pending"] == 17
    run.start().wait(60)
    replies = [each for each in ReplyJournal(run.path).read() if each["is"] == "reply"]
    assert len(replies) == len({each["request"] for each in replies}) == run.requested


def test_a_changed_label_changes_the_children_of_its_seed_and_no_others(tmp_path):
    seeds = shipped("classification")
    changed = [dict(each) for each in seeds]
    changed[4] = {
        **seeds[4],
        "messages": [
            seeds[4]["messages"][0],
            {"role": "assistant", "content": "returns"},
        ],
    }
    replies = []
    for number, given in enumerate((seeds, changed)):
        run = ft.generate(
            "classification",
            given,
            ft.TemplateTeacher(),
            60,
            tmp_path / f"{number}.jsonl",
        )
        run.start().wait(60)
        replies.append(
            {
                (each.request.seed_id, each.request.child): each.outcome.reply
                and (each.outcome.user, each.outcome.reply)
                for each in run.book.answers()
            }
        )
    differing = {
        seed
        for seed, child in replies[0]
        if replies[0][seed, child] != replies[1][seed, child]
    }
    assert differing == {seeds[4]["id"]}


def test_a_task_without_templates_is_one_sentence_that_names_the_others(tmp_path):
    task = ft.Task("poems", description="Write a poem.")
    seeds = shipped("classification")
    run = ft.generate(task, seeds, ft.TemplateTeacher(), 5, tmp_path / "r.jsonl")
    with pytest.raises(ValueError, match=r"ClaudeTeacher .* PasteTeacher"):
        run.start()
    assert list(tmp_path.iterdir()) == []


def test_defects_that_were_put_in_are_told_apart(tmp_path):
    teacher = ft.TemplateTeacher(defects=0.4)
    run = ft.generate(
        "classification", shipped("classification"), teacher, 60, tmp_path / "r.jsonl"
    )
    run.start().wait(60)
    assert run.phase == "done"
    found = ft.tables.defects(run, teacher.truth).set_index("defect")
    truth = [teacher.truth(each.request) for each in run.book.answers()]
    assert found["put in"].to_dict() == {
        kind: truth.count(kind) for kind in set(truth) - {None}
    }
    # Every refusal, fence and cut is caught where replies are read.
    for kind in ("refusal", "fenced_json", "truncated_json", "prose_around_json"):
        assert found.loc[kind, "reading"] == found.loc[kind, "put in"] > 0
    # A wrong label in a good form is caught by nothing.
    assert found.loc["wrong_label", "kept"] > 0
    outcomes = ft.tables.replies(run)
    assert outcomes["requests"].sum() == run.requested


def test_replies_of_a_teacher_that_only_repeats_end_the_run_by_themselves(tmp_path):
    teacher = ft.TemplateTeacher(defects={"near_duplicate_of_seed": 1.0})
    run = ft.generate(
        "classification", shipped("classification"), teacher, 180, tmp_path / "r.jsonl"
    )
    run.start().wait(60)
    assert run.phase == "low_acceptance"
    assert run.rows == []

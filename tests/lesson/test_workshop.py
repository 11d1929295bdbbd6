"""Does a workshop lead from a task to files, whatever the task, and lose nothing?"""

import ast
import json
import shutil

import nbformat
import pytest

from ftwidgets.datasets import load
from ftwidgets.exporting import build
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.workshop import Workshop, jobs
from ftwidgets.lesson.workshop.assembly import assemble
from ftwidgets.lesson.workshop.choices import (
    Choice,
    labels_in,
    own_task,
    read_choice,
    write_choice,
)
from ftwidgets.lesson.workshop.jobs import MISTAKES
from ftwidgets.recipes import Recipe
from ftwidgets.synthesis.ready import READY
from ftwidgets.synthesis.template import TemplateTeacher
from ftwidgets.workspaces import WORKSPACE_VARIABLE, project
from lesson.building import (
    LEARNER,
    SORTED,
    copy_of,
    lines_of,
    own_seeds,
    own_workshop,
    paste_all,
)

PARTS = {"train": 160, "validation": 20, "test": 20}


@pytest.fixture
def mine(tmp_path):
    return Workshop(LEARNER, tmp_path)


def again(workshop):
    """The same workshop in another kernel."""
    return Workshop(workshop.learner, workshop.folder.parent)


def parts_on_disk(workshop):
    folder = workshop.place / "dataset"
    return {name: lines_of(folder / f"{name}.jsonl") for name in PARTS}


def seeds_of_parts(workshop):
    """Seeds of each part, looked up by the messages."""
    rows = lines_of(workshop.place / "rows.jsonl")
    seed_of = {json.dumps(row["messages"]): row["seed"] for row in rows}
    return {
        name: {seed_of[json.dumps(row["messages"])] for row in part}
        for name, part in parts_on_disk(workshop).items()
    }


# From a task to files


@pytest.mark.parametrize("kind", READY)
def test_each_ready_task_becomes_160_20_20_without_a_family_in_two_parts(built, kind):
    mine = built(kind)
    assert {name: len(rows) for name, rows in parts_on_disk(mine).items()} == PARTS
    train, validation, test = seeds_of_parts(mine).values()
    assert len(train | validation | test) == 20
    assert len(train) + len(validation) + len(test) == 20


@pytest.mark.parametrize("kind", READY)
def test_no_mistake_made_on_purpose_is_left_in_the_rows(built, kind):
    mine = built(kind)
    teacher = TemplateTeacher(MISTAKES)
    requests = {a.request.hash[:16]: a.request for a in mine.run.book.answers()}
    found = [teacher.truth(each) for each in requests.values()]
    assert {each for each in found if each} == set(MISTAKES)
    new = [row["id"] for row in lines_of(mine.place / "rows.jsonl")][20:]
    assert [teacher.truth(requests[name]) for name in new] == [None] * 180


def test_the_files_are_built_again_with_the_same_bytes(built, tmp_path, monkeypatch):
    mine = copy_of(built(), tmp_path)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    folder = mine.place / "dataset"
    made = build(Recipe.read(folder / "recipe.json"), mine.place / "rows.jsonl")
    for name in PARTS:
        file = f"{name}.jsonl"
        assert (made.folder / file).read_bytes() == (folder / file).read_bytes()


def test_the_card_has_both_numbers_before_and_after(built):
    summary = built().filtered.summary
    card = built().card.text
    before, after = summary["duplicate_rate_before"], summary["duplicate_rate_after"]
    assert 0.05 < before < 0.3
    assert after == 0
    assert f"| duplicate rate | {100 * before:.1f} % | 0.0 % |" in card
    assert "| average quality score | 1.00 | 1.00 |" in card
    assert "none is the person’s own" in card


def test_a_task_of_ones_own_goes_the_same_way_with_pasted_replies(tmp_path):
    mine = own_workshop(tmp_path)
    assert mine.run.teacher.kind == "paste"
    assert mine.parts.train == []
    assert "0 of 180 generated rows" in mine.write().text
    paste_all(mine.run)
    mine.expand()
    assert "**Your dataset is on the disk.**" in again(mine).write().text
    assert {name: len(rows) for name, rows in parts_on_disk(mine).items()} == PARTS
    labels = {row["messages"][-1]["content"] for row in parts_on_disk(mine)["train"]}
    assert labels == set(SORTED)
    assert "All 20 gold seeds are the person’s own." in again(mine).card.text


def test_rows_that_a_reader_drops_stay_out_and_fixed_ones_come_in(built, tmp_path):
    mine = copy_of(built(), tmp_path)
    session = mine.review()
    assert 20 <= len(session.entries) <= 40
    dropped, fixed = session.examples[0], session.examples[1]
    session.label("drop", row=0)
    session.edit("returns", row=1)
    mine = again(mine)
    mine.write()
    rows = {row["id"]: row for row in lines_of(mine.place / "rows.jsonl")}
    assert len(rows) == 200
    assert dropped["id"] not in rows
    assert rows[fixed["id"]]["messages"][-1]["content"] == "returns"


# What stands in the way


def test_an_empty_workshop_goes_on_as_practice_and_says_so(mine):
    assert mine.job.is_practice
    assert "no task is chosen yet" in repr(mine)
    assert "as practice" in repr(mine)
    assert mine.job.place == mine.folder / "practice" / "classification"
    with pytest.raises(ValueError, match="no task is chosen yet"):
        mine.build()


def test_nineteen_seeds_are_one_too_few(tmp_path):
    mine = own_workshop(tmp_path, 19)
    assert mine.missing == "your gold seeds are 19 of 20 so far"
    assert mine.job.is_practice
    mine.seeds.add({"text": "One more about the blue hat", "label": "mail"})
    assert mine.missing == ""


def test_a_seed_that_would_fall_is_named(tmp_path):
    mine = own_workshop(tmp_path, 19)
    twin = own_seeds()[0]
    mine.seeds.add({**twin, "text": f"{twin['text']}!"})
    assert mine.missing.startswith("gold seed 20 (“You have won a prize")
    assert "similarity 1.00" in mine.missing


def test_more_seeds_than_leave_room_for_rows_are_refused_in_words(tmp_path):
    mine = own_workshop(tmp_path, 101)
    assert "at most 100" in mine.missing


def test_a_folder_with_files_of_somebody_else_is_not_replaced(built, tmp_path):
    mine = copy_of(built(), tmp_path)
    notes = mine.place / "dataset" / "notes.txt"
    notes.write_text("mine")
    with pytest.raises(FileExistsError, match=r"notes\.txt"):
        mine.write()
    assert notes.read_text() == "mine"


def test_families_that_do_not_add_up_take_rows_in_reserve():
    def family(seed, size):
        return [
            {
                "messages": [
                    {"role": "user", "content": f"{seed} {seed}x{n} {n}{seed}{n}"},
                    {"role": "assistant", "content": f"{seed}-{n}"},
                ],
                "id": f"{seed}-{n}",
                "seed": seed,
            }
            for n in range(size)
        ]

    # Families of 21 and more: no whole ones are 20 rows, and 200 is no sum of them.
    families = [family(f"s{n}", 21) for n in range(20)]
    seeds = [rows[0] for rows in families]
    new = [row for rows in families for row in rows[1:]]
    rows, parts, problem = assemble(seeds, new)
    assert problem == ""
    assert {name: len(part) for name, part in parts.parts.items()} == PARTS
    assert {seed["id"] for seed in seeds} <= {row["id"] for row in rows}
    assert parts.straddling == 0


# What is chosen


def test_a_choice_is_there_after_a_restart(mine):
    mine.choose("style_matching")
    assert again(mine).task.name == "house style"
    mine.choose_own("spam", "Tell spam from mail.", ["spam", "mail"])
    found = again(mine)
    assert (found.task.name, found.task.labels) == ("spam", ("spam", "mail"))
    found.choose("classification")
    assert again(mine).choice.own.name == "spam"


def test_each_task_keeps_its_own_seeds(mine):
    mine.choose("classification").seeds.add({"text": "Where?", "label": "delivery"})
    mine.choose("style_matching")
    assert len(mine.seeds) == 0
    assert len(again(mine).choose("classification").seeds) == 1
    assert again(mine).seed_counts["classification"] == 1


@pytest.mark.parametrize(
    ("name", "description", "labels", "said"),
    [
        ("", "Sort.", [], "name of your task is missing"),
        ("a", " \u200b ", [], "description of your task is missing"),
        ("a" * 61, "Sort.", [], "61 characters"),
        ("a", "Sort.", ["one"], "two labels or more"),
        ("a", "Sort.", ["one", " ONE"], "one and the same"),
        ("a", "Sort.", ["one", ""], "label of your task is missing"),
        ("a", "Sort.", ["one", "two, three"], "separated by commas and semicolons"),
        ("a", "Sort.", ["one; two", "three"], "separated by commas and semicolons"),
        ("a", "Sort.", "one, two", "list of texts"),
        (7, "Sort.", [], "name of your task is missing"),
    ],
)
def test_a_task_that_is_none_is_refused_with_what_to_do(
    name, description, labels, said
):
    with pytest.raises(ValueError, match=said):
        own_task(name, description, labels)


def test_names_that_look_alike_in_a_path_have_folders_of_their_own():
    names = ["a b", "a_b", "../../etc", "a/b", "x" * 60, "x" * 59]
    folders = {Choice("own", own_task(name, "Sort.")).folder for name in names}
    assert len(folders) == len(names)
    assert not [each for each in folders if "/" in each or "." in each]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        "null",
        '{"ftwidgets_task": 2, "chosen": "classification", "own": null}',
        '{"ftwidgets_task": 1, "chosen": "own", "own": null}',
        '{"ftwidgets_task": 1, "chosen": ["own"], "own": null}',
        '{"ftwidgets_task": 1, "chosen": "own", "own": {"name": "a", "labels": 7}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_counts_as_nothing_chosen_and_is_kept_aside(tmp_path, text):
    path = tmp_path / "task.json"
    path.write_text(text)
    assert read_choice(path) == Choice()
    write_choice(path, "classification")
    assert read_choice(path).chosen == "classification"
    path.write_text(f"{text} ")
    write_choice(path, "classification")
    aside = [tmp_path / f"task.json.unreadable-{number}" for number in (1, 2)]
    assert [each.read_text() for each in aside] == [text, f"{text} "]


@pytest.mark.parametrize(
    "labels", [["a|b", "c d"], ["\u200bx", "y"], ["a", "b", "c"], []]
)
def test_labels_come_back_from_a_form_as_they_were_given(labels):
    given = own_task("a", "Sort.", labels).labels
    assert tuple(labels_in(", ".join(given))) == given


def test_learners_whose_names_look_alike_share_nothing(tmp_path):
    names = ["mira r", "mira_r", "mira.r", "x" * 300, "x" * 299, "木" * 80, "mira"]
    workshops = [Workshop(name, tmp_path) for name in names]
    for each in workshops:
        assert not each.choice.chosen
        each.choose("classification")
    assert Workshop("mira", tmp_path).folder.name == "mira-dataset"


def test_a_learner_of_a_long_name_comes_to_the_end(built, tmp_path):
    done = built()
    mine = Workshop(f"Mira of {'a' * 292}", tmp_path)
    shutil.copytree(done.folder, mine.folder)
    mine.write()
    assert mine.certificate.text.startswith("## ")


def test_seeds_are_judged_once_while_they_stay_the_same(tmp_path, monkeypatch):
    judged = []

    def fault_of(seeds, task):
        judged.append(len(seeds))
        return jobs_fault(seeds, task)

    jobs_fault = jobs.fault_of
    monkeypatch.setattr(jobs, "fault_of", fault_of)
    mine = own_workshop(tmp_path, 19)
    for _ in range(3):
        assert mine.missing == "your gold seeds are 19 of 20 so far"
        assert mine.job.is_practice
    assert judged == [19]
    mine.seeds.add({"text": "One more about the blue hat", "label": "mail"})
    assert mine.missing == ""
    assert judged == [19, 20]


@pytest.mark.parametrize("damage", [b"{", b"\xff\xfe", b"[]", b'{"messages": 7}'])
def test_seeds_that_cannot_be_read_are_told_and_the_cells_go_on(mine, damage):
    mine.choose("classification").use_ours()
    path = mine.place / "gold.jsonl"
    path.write_bytes(path.read_bytes() + damage)
    assert "gold.jsonl cannot be read: " in repr(mine)
    assert "line 21" in mine.missing
    assert mine.job.is_practice
    assert mine.seed_counts["classification"] == 21


def test_no_other_task_can_be_chosen(mine):
    for kind in ("other", "", "own", None):
        with pytest.raises(ValueError, match="task"):
            mine.choose(kind)
    assert mine.choice == Choice()


def test_our_seeds_are_added_beside_ones_own_and_once(mine):
    mine.choose("classification")
    mine.seeds.add({"text": "Where is the blue lamp?", "label": "delivery"})
    mine.use_ours()
    mine.use_ours()
    origins = [seed["origin"] for seed in mine.seeds.seeds]
    assert origins == ["written", *["shipped"] * 20]


def test_what_is_exported_can_be_loaded_again(built):
    data = load(built().place / "dataset" / "train.jsonl")
    assert len(data.examples) == 160
    assert not data.rejected


# The notebook on it


def shown_by(number):
    """What the cells of a notebook show as text, run in this process."""
    path = project() / "notebooks" / NOTEBOOKS[number].file
    names, shown = {}, []
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code":
            *before, last = ast.parse(cell.source).body
            exec(compile(ast.Module(before, []), path.name, "exec"), names)
            if isinstance(last, ast.Expr):
                source = ast.Expression(last.value)
                shown.append(repr(eval(compile(source, path.name, "eval"), names)))
            else:
                exec(compile(ast.Module([last], []), path.name, "exec"), names)
    return shown


def test_the_notebook_goes_on_where_replies_are_still_to_be_pasted(
    tmp_path, monkeypatch
):
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    monkeypatch.setenv("FTWIDGETS_USER", LEARNER)
    mine = own_workshop(tmp_path)
    words = "\n".join(shown_by(9))
    assert "Your dataset: spam or mail, 20 gold seeds." in words
    assert "GenerationPanel(paste: 0 of 360 answered" in words
    assert "0 of 180 generated rows are there so far" in words
    assert "~ Not yet: The seeds are not expanded yet" in words
    paste_all(mine.run)
    words = "\n".join(shown_by(9))
    assert "Your dataset is on the disk." in words
    assert "Exercise(9 A dataset of your own: ✓ Passed" in words
    assert "A training dataset, built and checked" in words

"""The dataset folder: whole, complete, and the same bytes once more."""

import hashlib
import json

import pytest

import ftwidgets as ft
from ftwidgets.examples import chat, fingerprint
from ftwidgets.exporting import LossError
from ftwidgets.files.reading import hash_file
from ftwidgets.inputs import ChangedInputError
from ftwidgets.recipes import Parts
from ftwidgets.review.session import ReviewSession

NOUNS = [
    "parcel",
    "invoice",
    "password",
    "jacket",
    "voucher",
    "kettle",
    "bicycle",
    "refund",
    "lamp",
    "charger",
    "mattress",
    "tent",
    "passport",
    "piano",
    "ladder",
    "blender",
    "keyboard",
    "curtain",
    "helmet",
    "suitcase",
]
PLACES = ("Oslo", "Lima", "Bonn", "Kyoto", "Porto", "Quito", "Riga", "Turin", "Accra")


def tickets():
    """Forty rows of which no two share half of their words."""
    return [
        {
            "id": f"t{i}-{j}",
            **chat(
                ("user", f"{noun} {place} {noun[::-1]} {place[::-1]} {noun}{place}"),
                ("assistant", f"{place}{noun} is {noun[:3]}{place[:2]}{i} on the way."),
            ),
        }
        for i, noun in enumerate(NOUNS)
        for j, place in enumerate((PLACES[i % 9], PLACES[(i + 4) % 9]))
    ]


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "tickets.jsonl"
    rows = tickets()
    rows.insert(3, {"messages": None})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def read(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_dataset_folder_holds_parts_sidecar_recipe_and_card(workspace, source):
    made = ft.export(ft.curate(ft.load(source)))
    assert made.folder.parent == workspace
    assert made.folder.name == f"tickets-{made.card['recipe']}"
    assert sorted(each.name for each in made.folder.iterdir()) == [
        "card.json",
        "card.md",
        "provenance.jsonl",
        "recipe.json",
        "test.jsonl",
        "train.jsonl",
        "validation.jsonl",
    ]
    rows = {part: read(made.folder / f"{part}.jsonl") for part in made.card["parts"]}
    assert [len(rows[part]) for part in ("train", "validation", "test")] == [32, 4, 4]
    assert sorted(row["id"] for part in rows.values() for row in part) == sorted(
        row["id"] for row in tickets()
    )


def test_the_sidecar_names_every_record_of_the_input_once(workspace, source):
    made = ft.export(ft.curate(ft.load(source)))
    lines = read(made.folder / "provenance.jsonl")
    assert [line["record"] for line in lines] == list(range(41))
    assert lines[3]["dropped_by"] == "reading"
    assert lines[3]["line"] == 4
    for line in lines[:3] + lines[4:]:
        row = read(made.folder / f"{line['part']}.jsonl")[line["row"]]
        assert line["beside"] == {"id": row["id"]}


def test_the_card_holds_counts_parameters_and_hashes(workspace, source):
    made = ft.export(ft.curate(ft.load(source)))
    card = json.loads((made.folder / "card.json").read_text("utf-8"))
    assert card["summary"]["records"] == 41
    assert card["summary"]["kept"] == 40
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert card["input"]["sha256"] == digest
    for name, digest in card["outputs"].items():
        data = (made.folder / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, name
    assert card["parameters"]["min_score"] == 0.7
    assert {"built", "python", "numpy"} <= set(card["environment"])


def test_a_recipe_builds_the_same_bytes_again(workspace, source, monkeypatch):
    recipe = ft.Recipe.STANDARD.change(target="openai")
    first = ft.export(ft.curate(ft.load(source), recipe))
    stored = ft.Recipe.read(first.folder / "recipe.json")
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(workspace / "again"))
    again = ft.build(stored, source)
    assert again.folder.name == first.folder.name
    for name in ("train", "validation", "test", "provenance"):
        one = (first.folder / f"{name}.jsonl").read_bytes()
        assert one == (again.folder / f"{name}.jsonl").read_bytes(), name


def test_building_twice_into_one_folder_leaves_it_alone(workspace, source):
    made = ft.export(ft.curate(ft.load(source)))
    before = {each: each.stat().st_mtime_ns for each in made.folder.iterdir()}
    ft.build(ft.Recipe.read(made.folder / "recipe.json"), source)
    after = {each: each.stat().st_mtime_ns for each in made.folder.iterdir()}
    assert before == after


def test_a_folder_with_other_content_is_not_overwritten_unasked(workspace, source):
    made = ft.export(ft.curate(ft.load(source)))
    (made.folder / "train.jsonl").write_text("mine\n")
    curation = ft.curate(ft.load(source))
    with pytest.raises(FileExistsError, match="overwrite=True"):
        ft.export(curation)
    assert (made.folder / "train.jsonl").read_text() == "mine\n"
    ft.export(curation, overwrite=True)
    assert (made.folder / "train.jsonl").read_text() != "mine\n"


def test_a_changed_input_is_refused_unless_accepted(workspace, source):
    made = ft.export(ft.curate(ft.load(source)))
    recipe = ft.Recipe.read(made.folder / "recipe.json")
    with source.open("a") as file:
        file.write("{broken\n")
    with pytest.raises(ChangedInputError, match="--accept-changes"):
        ft.build(recipe, source)
    changed = ft.build(recipe, source, accept_changes=True)
    assert changed.folder != made.folder
    assert changed.card["input"]["sha256"] == hash_file(source)


def test_an_input_outside_the_project_must_be_given_by_hand(workspace, source):
    made = ft.export(ft.curate(ft.load(source)))
    recipe = ft.Recipe.read(made.folder / "recipe.json")
    assert recipe.input.path == "tickets.jsonl"
    with pytest.raises(ValueError, match="--input FILE"):
        ft.build(recipe)


def test_losses_are_refused_and_nothing_is_written(workspace):
    masked = tickets()
    masked[0]["messages"][1]["weight"] = 0
    masked[0]["messages"] += [
        {"role": "user", "content": "And now?"},
        {"role": "assistant", "content": "It is there by Friday."},
    ]
    recipe = ft.Recipe.STANDARD.change(target="nova")
    with pytest.raises(LossError, match="weight_zero 1"):
        ft.export(ft.curate(masked, recipe))
    assert not workspace.exists()
    made = ft.export(ft.curate(masked, recipe.change(allow_lossy=True)))
    assert sum(each["rows"] for each in made.card["parts"].values()) == 40
    lost = [
        counts.get("weight_zero", 0)
        for counts in made.card["not_carried_over"].values()
    ]
    assert sum(lost) == 1


def test_azure_files_begin_with_a_byte_order_mark(workspace):
    made = ft.export(ft.curate(tickets(), ft.Recipe.STANDARD.change(target="azure")))
    assert (made.folder / "train.jsonl").read_bytes().startswith(b"\xef\xbb\xbf{")


def test_the_command_names_an_input_outside_the_project(workspace, source):
    made = ft.export(ft.curate(ft.load(source)))
    words = ["python", "-m", "ftwidgets", "build", str(made.folder / "recipe.json")]
    assert made.command == " ".join([*words, "--input", str(source)])


def test_parts_named_by_the_input_are_not_passed_over_in_silence(workspace):
    rows = tickets()
    rows[0]["split"] = rows[1]["split"] = "test"
    made = ft.export(ft.curate(rows))
    assert any(
        note.startswith("2 rows of the input name a part")
        for note in made.card["split_notes"]
    )


def test_the_card_for_people_tells_warnings_and_surplus(workspace):
    rows = tickets()
    rows[0]["messages"][0]["content"] += " ana@example.com"
    recipe = ft.Recipe.STANDARD.change(split=Parts(20, 5, 5))
    text = (ft.export(ft.curate(rows, recipe)).folder / "card.md").read_text("utf-8")
    assert "Kept with warnings or notes: `pii` 1." in text
    assert "| surplus, in no part | 10 |" in text


def reviewed(workspace):
    """Our tickets with one row kept, one edited, one dropped, and the recipe."""
    data = ft.load("data/raw_tickets.jsonl")
    session = ReviewSession(data, "labels.jsonl", "mira `r`")
    session.label("keep", row=0)
    session.edit("I have sent it again; it comes with the next post on Monday.", row=1)
    session.label("drop", row=4)
    session.note("a guess", row=4)
    recipe = session.add_to(ft.Recipe.STANDARD.change(target="openai"))
    return session, ft.export(ft.curate(data, recipe))


def test_a_recipe_with_reviews_builds_the_same_bytes_again(workspace, monkeypatch):
    _, made = reviewed(workspace)
    stored = ft.Recipe.read(made.folder / "recipe.json")
    assert [each.path for each in stored.reviews] == ["data/workspace/labels.jsonl"]
    elsewhere = workspace.with_name("elsewhere")
    elsewhere.mkdir()
    (elsewhere / "labels.jsonl").write_bytes((workspace / "labels.jsonl").read_bytes())
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(elsewhere))
    again = ft.build(stored)
    assert again.folder == elsewhere / made.folder.name
    names = {each.name for each in made.folder.iterdir()} - {"card.json"}
    for name in names:
        one = (made.folder / name).read_bytes()
        assert one == (again.folder / name).read_bytes(), name


def test_one_more_label_is_another_journal_which_must_be_accepted(workspace):
    session, made = reviewed(workspace)
    stored = ft.Recipe.read(made.folder / "recipe.json")
    session.label("drop", row=6)
    with pytest.raises(ChangedInputError, match="--accept-changes"):
        ft.build(stored)
    changed = ft.build(stored, accept_changes=True)
    assert changed.folder != made.folder
    assert changed.card["review"]["rows"]["dropped"] == 2
    assert (
        ft.build(ft.Recipe.read(changed.folder / "recipe.json")).card["review"]
        == (changed.card["review"])
    )


def test_a_journal_that_is_gone_is_refused_whatever_is_accepted(workspace):
    _, made = reviewed(workspace)
    stored = ft.Recipe.read(made.folder / "recipe.json")
    (workspace / "labels.jsonl").unlink()
    for accept_changes in (False, True):
        with pytest.raises(ValueError, match=r"labels\.jsonl.*there is no such file"):
            ft.build(stored, accept_changes=accept_changes)


def test_the_sidecar_says_who_reviewed_and_what_the_text_was(workspace):
    _, made = reviewed(workspace)
    lines = read(made.folder / "provenance.jsonl")
    said = {each["record"]: each["reviewed"] for each in lines if "reviewed" in each}
    record_of, examples = made.curation.data.record_of, made.curation.data.examples
    assert list(said) == [record_of[row] for row in (0, 1, 4)]
    assert [each["outcome"] for each in said.values()] == ["keep", "fix", "drop"]
    assert all(each["by"] == ["mira `r`"] for each in said.values())
    edited = said[record_of[1]]
    assert edited["original_fingerprint"] == fingerprint(examples[1])
    before = examples[1]["messages"][1]["content"]
    assert [each["before"] for each in edited["edits"]] == [before]
    dropped = lines[record_of[4]]
    assert (dropped["dropped_by"], dropped["code"]) == ("review", "dropped_by_review")


def test_the_card_names_journals_and_reviewers(workspace):
    _, made = reviewed(workspace)
    review = made.card["review"]
    digest = hash_file(workspace / "labels.jsonl")
    assert review["journals"] == [
        {"path": "data/workspace/labels.jsonl", "sha256": digest}
    ]
    assert review["reviewers"] == {"mira `r`": 3}
    text = (made.folder / "card.md").read_text("utf-8")
    assert "| review | " in text
    assert "Reviewed before the levels: 1 kept, 1 edited, 1 dropped." in text
    assert "- `mira 'r'` judged 3 rows" in text


def test_the_card_counts_the_seeds_that_came_with_us(workspace):
    rows = tickets()
    made = ft.export(ft.curate(rows))
    assert made.card["shipped_seeds"] == 0
    assert "example seeds" not in (made.folder / "card.md").read_text("utf-8")
    for row in rows[:3]:
        row["origin"] = "shipped"
    made = ft.export(ft.curate(rows), overwrite=True)
    assert made.card["shipped_seeds"] == 3
    assert "3 rows came with ftwidgets as example seeds" in (
        made.folder / "card.md"
    ).read_text("utf-8")


def test_an_input_in_the_workspace_needs_no_path_by_hand(workspace, source):
    workspace.mkdir()
    moved = source.rename(workspace / source.name)
    made = ft.export(ft.curate(ft.load(moved)))
    recipe = ft.Recipe.read(made.folder / "recipe.json")
    assert recipe.input.path == "data/workspace/tickets.jsonl"
    assert "--input" not in made.command
    assert ft.build(recipe).folder == made.folder

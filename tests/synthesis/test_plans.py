"""What cannot work is refused before anything is asked."""

import pytest

import ftwidgets as ft
from ftwidgets.examples import chat
from ftwidgets.synthesis.plans import check_seeds, seeds_of
from ftwidgets.tasks import Task
from synthesis.serving import SEEDS

ORDER = {"type": "object", "properties": {}, "additionalProperties": True}

PASTE = ft.PasteTeacher()

REFUSED = {
    "none": ([], "no gold seeds yet"),
    "a number": ([7], "seed 1 cannot be used: it is no chat example"),
    "no reply": ([chat(("user", "Hi"))], "needs a user message and an assistant"),
    "a blank user": (
        [chat(("user", " "), ("assistant", "x"))],
        "needs a user message and an assistant",
    ),
    "one id twice": ([SEEDS[0], SEEDS[0]], "seeds 1 and 2 are both called 'gold-0000'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_seeds_that_cannot_be_asked_about_are_named(name):
    seeds, sentence = REFUSED[name]
    with pytest.raises(ValueError, match=sentence):
        check_seeds(Task(), seeds)


def test_a_seed_without_json_is_refused_where_json_is_asked_for():
    task = Task("orders", "format_conversion", reply_schema=ORDER)
    with pytest.raises(ValueError, match="its reply is not JSON"):
        check_seeds(task, SEEDS[:1])


def test_gold_seeds_can_be_given_as_they_are(tmp_path):
    gold = ft.widgets.SeedEditor("classification", tmp_path / "gold.jsonl").seeds
    gold.add({"text": "Where is my lamp?", "label": "delivery"})
    assert seeds_of(gold)[0]["id"] == "gold-0001"


@pytest.mark.parametrize("given", ["seeds.jsonl", {"messages": []}, 7, None])
def test_what_is_no_list_of_seeds_is_refused(given):
    with pytest.raises(TypeError, match="a list of chat examples or a GoldSeeds"):
        seeds_of(given)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"n": 0}, "n must be a whole number from 1"),
        ({"n": 1.5}, "n must be a whole number"),
        ({"n": 5, "most": 0}, "most must be a whole number"),
        ({"n": 5, "random_seed": "x"}, "random_seed must be a whole number"),
    ],
)
def test_numbers_that_mean_nothing_are_refused(values, sentence, tmp_path):
    with pytest.raises(ValueError, match=sentence):
        ft.generate(Task("t"), SEEDS, PASTE, journal=tmp_path / "r.jsonl", **values)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_task_names_those_that_are_ready(tmp_path):
    with pytest.raises(ValueError, match=r"classification.*got 'poems'"):
        ft.generate("poems", SEEDS, PASTE, 5, tmp_path / "r.jsonl")


def test_looking_at_a_run_writes_nothing(tmp_path):
    run = ft.generate(Task("t"), SEEDS, PASTE, 5, tmp_path / "r.jsonl")
    assert run.counts["pending"] == 10
    assert (run.phase, run.cost, run.rows) == ("ready", 0, [])
    assert list(tmp_path.iterdir()) == []


def test_a_journal_of_labels_is_refused_as_it_is(tmp_path):
    path = tmp_path / "labels.jsonl"
    rows = [chat(("user", "Hi"), ("assistant", "Hello"))]
    ft.ReviewSession(rows, path, "ana").label("keep")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="another kind"):
        ft.generate(Task("t"), SEEDS, PASTE, 5, path)
    assert path.read_bytes() == before


def test_a_key_an_address_or_a_model_of_somebody_else_is_not_in_the_plan(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "canary-0123456789")
    teacher = ft.ClaudeTeacher(base_url="http://127.0.0.1:9")
    run = ft.generate(Task("t"), SEEDS, teacher, 5, tmp_path / "r.jsonl")
    run.commit()
    text = run.path.read_text()
    assert "canary" not in text
    assert "127.0.0.1" not in text

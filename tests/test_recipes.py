"""Is a recipe every choice as one file, and is a hostile one refused?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.recipes import Input, Parts, Recipe
from ftwidgets.targets import TARGETS
from ftwidgets.tasks import KINDS, Limits, Production, Task

shares = st.floats(0, 1)
recipes = st.builds(
    Recipe,
    name=st.text("abcXYZ-_09", min_size=1),
    preset=st.sampled_from(["standard", "lesson"]),
    input=st.none() | st.just(Input("data/raw_tickets.jsonl", "0" * 64)),
    reviews=st.sampled_from(
        [(), (Input("data/workspace/labels.jsonl", "1" * 64), Input("data/b.jsonl"))]
    ),
    columns=st.none() | st.just({"user": "q", "assistant": "a"}),
    task=st.builds(
        Task,
        name=st.text(max_size=5),
        kind=st.sampled_from(KINDS),
        labels=st.lists(st.text(max_size=4), max_size=3),
        limits=st.none() | st.just(Limits(2, 99)),
        production=st.builds(Production, system_prompt=st.none() | st.booleans()),
    ),
    min_score=shares,
    score_weights=st.just({}),
    similarity=shares,
    roles=st.sampled_from([("user",), ("user", "assistant")]),
    keep=st.sampled_from(["best", "first"]),
    split=st.builds(Parts, seed=st.integers(0, 9)),
    target=st.sampled_from(sorted(TARGETS)),
    allow_lossy=st.booleans(),
)


@given(recipes)
def test_a_recipe_comes_back_from_its_file(recipe):
    back = Recipe.from_json(recipe.to_json())
    assert back == recipe
    assert back.hash == recipe.hash
    assert back.to_json() == recipe.to_json()


@given(recipes, recipes)
def test_different_choices_have_different_hashes(one, other):
    assert (one.hash == other.hash) == (one.to_json() == other.to_json())


def test_the_two_presets_are_named_as_the_design_names_them():
    assert Recipe.STANDARD.preset == "standard"
    assert Recipe.LESSON.preset == "lesson"
    assert Recipe() == Recipe.STANDARD
    assert (Recipe.STANDARD.min_score, Recipe.STANDARD.similarity) == (0.7, 0.8)


def test_a_recipe_is_read_from_disk(tmp_path):
    path = tmp_path / "recipe.json"
    path.write_text(Recipe.LESSON.to_json(), encoding="utf-8")
    assert Recipe.read(path) == Recipe.LESSON


def with_field(**fields):
    values = json.loads(Recipe().to_json())
    return json.dumps({**values, **fields})


HOSTILE = {
    "no JSON": ("{", "the text is not JSON"),
    "too deep": ("[" * 100_000, "the text is not JSON"),
    "bytes": (b"\xff\xfe\x00", "the text is not JSON"),
    "no object": ("[]", "ftwidgets_recipe"),
    "no version": ("{}", "ftwidgets_recipe"),
    "a later version": ('{"ftwidgets_recipe": 2}', "ftwidgets_recipe"),
    "an unknown field": (with_field(command="rm"), "unknown field 'command'"),
    "a key": (with_field(api_key="x"), "unknown field 'api_key'"),
    "an unknown part": (with_field(split={"dev": 1}), "dev"),
    "an unknown task field": (with_field(task={"url": "x"}), "url"),
    "an absolute input": (with_field(input={"path": "/etc/passwd"}), "inside the"),
    "a home": (with_field(input={"path": "~/x"}), "inside the project"),
    "a way out": (with_field(input={"path": "data/../../x"}), "inside the project"),
    "a hash that is none": (
        with_field(input={"path": "data/a", "sha256": 7}),
        "64 hexadecimal digits",
    ),
    "an absolute journal": (with_field(reviews=[{"path": "/x"}]), "inside the"),
    "a journal's way out": (with_field(reviews=[{"path": "../x"}]), "inside the"),
    "a journal's command": (with_field(reviews=[{"command": "rm"}]), "command"),
    "a nameless input": (with_field(input={"path": ""}), "inside the project"),
    "a name with a path": (with_field(name="../x"), "letters, digits, - and _ only"),
    "no name": (with_field(name=""), "letters, digits, - and _ only"),
    "a preset": (with_field(preset="best"), "preset must be"),
    "a target": (with_field(target="gpt"), "target must be one of"),
    "a score": (with_field(min_score=1.5), "between 0 and 1"),
    "a score in words": (with_field(min_score="high"), "between 0 and 1"),
    "a similarity": (with_field(similarity=-0.1), "between 0 and 1"),
    "a kind": (with_field(task={"kind": "magic"}), "kind must be one of"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_recipe_is_refused_with_what_is_wrong(what):
    text, message = HOSTILE[what]
    with pytest.raises(ValueError, match=message):
        Recipe.from_json(text)


WRONG = {
    "name": [7, None, ["a"], {}],
    "preset": [None, ["standard"]],
    "input": ["data/a.jsonl", 7, []],
    "reviews": [7, "x", {"path": "data/a.jsonl"}, ["data/a.jsonl"], [7]],
    "columns": [7, "q", []],
    "preference": ["rejected", 7],
    "task": [7, "x", []],
    "score_weights": [7, "x", []],
    "roles": [7, "user", ["boss"], [7]],
    "keep": ["worst", None],
    "split": [7, "x", []],
    "target": [None, 7],
    "allow_lossy": ["yes", 1],
    "min_score": [None, True, []],
    "similarity": [None, True, []],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field in WRONG for value in WRONG[field]]
)
def test_a_field_of_the_wrong_type_is_refused_by_name(field, value):
    with pytest.raises(ValueError, match=field):
        Recipe.from_json(with_field(**{field: value}))


def test_a_recipe_without_reviews_is_what_it_was_before_there_were_any():
    assert "reviews" not in json.loads(Recipe().to_json())
    # The hash that datasets of an older version carry in their folders' names.
    assert Recipe().hash == "e2931b8fb71f"
    assert Recipe.from_json('{"ftwidgets_recipe": 1}').reviews == ()


def test_unknown_choices_are_a_bad_call():
    with pytest.raises(TypeError, match="mood"):
        Recipe().change(mood=1)

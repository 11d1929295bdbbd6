"""Does one go on with what was chosen, and does the written recipe say it?"""

import pytest

import ftwidgets as ft
from ftwidgets.exploration.choices import (
    Exploration,
    curation_of,
    shown_path,
    standard_curation_of,
    write_recipe,
)
from ftwidgets.exploration.scores.exploration import ScoreExploration
from ftwidgets.exploration.splits.exploration import SplitExploration
from ftwidgets.recipes import Parts


@pytest.fixture(scope="module")
def curation():
    return ft.curate(ft.load("data/raw_tickets.jsonl"))


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


def fates(curation):
    return curation.kept_records, [(d.record, d.code) for d in curation.dropped]


def test_a_curation_is_taken_as_it_is_and_rows_are_curated(curation):
    assert curation_of(curation) is curation
    assert curation_of(curation, curation.recipe) is curation
    rows = curation.data.examples[:20]
    assert fates(curation_of(rows)) == fates(ft.curate(rows))


def test_another_recipe_runs_the_levels_again(curation):
    recipe = curation.recipe.change(min_score=0.95, similarity=0.6)
    found = curation_of(curation, recipe)
    assert fates(found) == fates(ft.curate(curation.data, recipe))
    assert fates(found) != fates(curation)


def test_another_split_alone_runs_no_level(curation):
    recipe = curation.recipe.change(split=Parts(0.7, 0.2, 0.1, seed=5))
    found = curation_of(curation, recipe)
    assert found.kept is curation.kept
    assert found.recipe == recipe
    assert fates(found) == fates(ft.curate(curation.data, recipe))


def test_what_is_not_only_another_split_is_no_short_cut(curation):
    recipe = curation.recipe.change(split=Parts(seed=5), min_score=0.95)
    found = curation_of(curation, recipe)
    assert fates(found) == fates(ft.curate(curation.data, recipe))


def test_lines_are_moved_in_the_standard_levels_only(curation):
    lesson = ft.curate(curation.data, ft.Recipe.LESSON)
    assert fates(standard_curation_of(lesson)) == fates(curation)
    assert standard_curation_of(curation) is curation


def test_one_goes_on_with_what_was_chosen(curation):
    scores = ScoreExploration(curation)
    assert scores.curate() is curation
    scores.choose(line=0.9, weights={"low_variety": 0})
    expected = ft.curate(
        curation.data,
        curation.recipe.change(min_score=0.9, score_weights={"low_variety": 0}),
    )
    assert fates(scores.curate()) == fates(expected)


def test_the_parts_of_the_next_cell_are_those_that_were_shown(curation):
    splits = SplitExploration(curation)
    splits.choose(percents=(70, 15, 15), seed=3)
    made = ft.export(splits.curate())
    assert made.split.positions == splits.value.positions


def test_the_written_recipe_is_the_chosen_one_with_the_file_it_was_made_for(curation):
    scores = ScoreExploration(curation)
    scores.choose(line=0.35)
    path = scores.write_recipe()
    written = ft.Recipe.read(path)
    assert written.input.path == "data/raw_tickets.jsonl"
    assert written.input.sha256 == curation.data.sha256
    assert written.change(name="dataset", input=None) == scores.recipe
    assert path.stem == f"raw_tickets-{written.hash}"
    assert scores.write_recipe() == path
    assert shown_path(path) == f"data/workspace/recipes/{path.name}"


def test_rows_without_a_file_have_a_recipe_without_an_input(workspace):
    rows = [{"prompt": "Where is my parcel?", "completion": "delivery"}]
    path = write_recipe(ft.curate(rows), ft.Recipe.STANDARD)
    assert path.parent == workspace / "recipes"
    assert ft.Recipe.read(path).input is None


def test_a_listener_that_stops_twice_is_no_error_and_the_others_still_hear(curation):
    heard = []
    scores = ScoreExploration(curation)
    stop = scores.listen(lambda: heard.append("one"))
    scores.listen(lambda: heard.append("other"))
    stop()
    stop()
    scores.choose(line=0.5)
    assert heard == ["other"]


def test_an_exploration_that_says_nothing_is_none(curation):
    bare = Exploration(curation)
    with pytest.raises(AssertionError):
        bare.choose(line=1)
    with pytest.raises(AssertionError):
        bare.curate()

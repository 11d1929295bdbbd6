"""Can one see and steer what becomes of each row, by mouse and by keys?"""

import pytest

from browser.bars import check_looks
from browser.exploring import Stage

KIND = """
def kind(n):
    return {"messages": [
        {"role": "system", "content": "Sort each ticket into one category."},
        {"role": "user", "content": f"My card was charged twice (INV-20831). {n}"},
        {"role": "assistant", "content": "billing: the second charge is a hold.",
         "weight": 1, "name": "Ada"},
    ], "ticket_id": 20831 + n, "channel": "e-mail"}
"""
"""Rows that lose something in nearly every target."""

LOOPS = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    path = server.write_notebook("formats.ipynb", "", "", "x = 1")
    notebook = open_notebook(path)
    made = Stage(notebook)
    notebook.tell(KIND)
    yield made
    notebook.page.close()


@pytest.fixture
def show(stage):
    """Show a converter of a curation, a dataset or rows."""
    return lambda source="curation", more="": stage.show(
        f"widgets.FormatConverter({source}{more})"
    )


def row_of(shown):
    return shown.ask("it.exploration.row")


# By mouse


def test_rows_targets_and_losses_are_chosen_by_mouse(stage, show):
    shown = show("[kind(n) for n in range(3)]")
    shown.find("select").first.select_option("openai")
    shown.becomes("it.exploration.target", "openai")
    shown.button("Next row").click()
    shown.becomes("it.exploration.row", 1)
    assert shown.find(".ft-fmt-lost").all_text_contents() == [
        'lost: "ticket_id": 20832',
        'lost: "channel": "e-mail"',
    ]
    shown.find("select").first.select_option("completion")
    shown.until(lambda: "A strict export refuses the row." in shown.words)
    assert "Row 2 of 3" in shown.words
    assert shown.ask("it.value") is None
    shown.button("Allow losses").click()
    shown.becomes("it.recipe.allow_lossy", True)
    shown.until(lambda: "You allow it." in shown.words)
    assert shown.ask("it.value['prompt']") == "My card was charged twice (INV-20831). 1"


def test_the_table_says_what_where_and_by_which_code(show):
    shown = show("[kind(1)]", ", target='completion'")
    lines = [
        row.locator("td").all_inner_texts() for row in shown.find("tbody tr").all()
    ]
    whats = {(what, where, code) for what, where, _, code in lines}
    assert whats == {
        ("− lost", "messages[0]", "system_prompt"),
        ("− lost", "messages[2].name", "speaker_name"),
        ("− lost", "messages[2].weight", "weight_one"),
    }


def test_the_settings_are_written_and_are_those_that_were_shown(stage, show):
    shown = show("curation", ", target='together'")
    shown.button("Use these settings").click()
    shown.until(lambda: "The recipe is on disk" in shown.words)
    assert shown.ask(
        "[ft.Recipe.read(p).target for p in (ft.workspace() / 'recipes').glob('*')]"
    ).count("together")


def test_sums_add_up_and_are_the_reports(show):
    shown = show("curation", ", target='completion'")
    shown.until(lambda: "✓ adds up" in shown.words)
    refused = shown.ask("len(it.exploration.report.refused)")
    lossy, cannot = shown.ask("it.exploration.count.numbers")[2:]
    assert refused == lossy + cannot
    assert f"{lossy} that would lose something" in shown.words
    assert f"{cannot} that cannot be written" in shown.words
    kept = shown.ask(
        "len(ft.convert(curation.kept, 'completion', beside_is_kept=True)"
        ".report.refused)"
    )
    assert f"a strict export refuses {kept} of the" in shown.words


# By keys


def test_rows_are_turned_and_problems_found_by_keys(show):
    shown = show("curation", ", target='openai'")
    last = shown.ask("len(it.exploration.examples)") - 1
    shown.press("ArrowRight", "ArrowRight", "ArrowLeft")
    shown.becomes("it.exploration.row", 1)
    shown.press("End")
    shown.becomes("it.exploration.row", last)
    shown.press("Home")
    shown.becomes("it.exploration.row", 0)
    problems = shown.ask(
        "[i for i, f in enumerate(__import__('ftwidgets.exploration.formats.counts',"
        "fromlist=['x']).fates(it.exploration.examples, 'openai')) if f]"
    )
    for place in problems[:3]:
        shown.press("p")
        shown.becomes("it.exploration.row", place)
        shown.until(lambda place=place: f"Row {place + 1} of" in shown.words)
    shown.press("v")
    shown.becomes("it.exploration.view", "prompt")


def test_rows_turned_fast_are_not_queued_and_none_is_lost(show):
    shown = show()
    shown.press(*["ArrowRight"] * 60)
    shown.becomes("it.exploration.row", 60)
    shown.until(lambda: "Row 61 of" in shown.words)


def test_arrows_in_a_list_are_the_lists_own(show):
    shown = show()
    shown.find("select").first.focus()
    shown.press("ArrowDown")
    shown.becomes("it.exploration.target", "completion")
    assert row_of(shown) == 0


# The prompt


def test_production_without_a_system_prompt_is_told_and_answered(show):
    shown = show(
        "[kind(1), {'prompt': 'A refund for my lamp?', 'completion': 'Gladly.'}]"
    )
    shown.press("v")
    shown.until(lambda: "✓ They match" in shown.words)
    shown.button("No", exact=True).click()
    shown.until(lambda: "~ They do not match" in shown.words)
    assert "production has none" in shown.words
    assert "have a system prompt that no call in production will have" in shown.words
    marked = shown.find(".ft-fmt-code .ft-fmt-differs").all_inner_texts()
    assert any("Sort each ticket" in text for text in marked)
    shown.button("Production sends it too").click()
    shown.becomes("it.recipe.task.production.system_prompt", True)
    shown.until(lambda: "✓ They match" in shown.words)


def test_what_is_learned_is_marked_with_its_end(show):
    shown = show("[kind(1)]")
    shown.press("v")
    shown.until(lambda: "✓ They match" in shown.words)
    learned = shown.find(".ft-fmt-code .ft-fmt-learned")
    for name, end in [("llama3", "<|eot_id|>"), ("mistral", "</s>")]:
        shown.find("select").nth(1).select_option(name)
        shown.becomes("it.exploration.template.name", name)
        shown.until(lambda end=end: end in learned.last.inner_text())
        assert "billing: the second charge is a hold." in learned.inner_text()
        assert end in shown.find(".ft-fmt-token").all_inner_texts()


def test_a_template_of_ones_own_is_written_and_rendered_by_keys(show):
    shown = show("[kind(1)]")
    shown.press("v")
    shown.until(lambda: "They match" in shown.words)
    shown.find("select").nth(1).select_option("own")
    text = shown.find("textarea")
    text.wait_for()
    shown.until(lambda: "<|im_start|>" in text.input_value())
    text.fill("{{ messages | length }}{% if add_generation_prompt %} go{% endif %}")
    assert "while typing" not in shown.words
    shown.press("Control+Enter")
    shown.until(lambda: "~ They do not match" in shown.words)
    assert shown.ask(
        "[it.exploration.prompts.train, it.exploration.prompts.infer]"
    ) == [
        "3",
        "2 go",
    ]
    shown.press("p", "v")  # letters, while one types
    assert text.input_value().endswith("pv")
    assert shown.ask("it.exploration.view") == "prompt"


def test_a_template_that_never_ends_is_told_and_what_was_typed_stays(show):
    shown = show("[kind(1)]", "")
    shown.press("v")
    shown.until(lambda: "They match" in shown.words)
    shown.find("select").nth(1).select_option("own")
    text = shown.find("textarea")
    text.wait_for()
    text.fill(LOOPS)
    shown.button("Render with it").click()
    shown.until(lambda: "had not finished in time" in shown.words)
    assert text.input_value() == LOOPS
    assert "Everything is as it was." in shown.words
    assert shown.ask("it.exploration.prompts.matches") is True


# Many rows


def test_many_rows_are_counted_while_one_reads(show):
    shown = show("[kind(0)] * 6000 + [kind(1)] * 6000", ", target='chat'")
    shown.press("End")
    shown.becomes("it.exploration.row", 11_999)
    shown.until(lambda: "✓ adds up" in shown.words)
    assert "12,000 usable rows = 12,000 whole" in shown.words
    shown.press("p")
    assert "No row with a problem" in shown.words


# Looks


def test_a_converter_looks_well_in_every_state(show, screenshots):
    def keep(shown, state):
        check_looks(shown, screenshots, f"format-converter-{state}")

    shown = show("curation", ", target='completion'")
    shown.ask(
        "it.exploration.choose(row=next(i for i, each in"
        " enumerate(it.exploration.examples)"
        " if each['messages'][0]['role'] == 'system'"
        " and it.exploration.records[i] in curation.kept_records))"
    )
    shown.button("No", exact=True).click()
    shown.until(lambda: "Production sends it too" in shown.words)
    shown.until(lambda: "✓ adds up" in shown.words)
    keep(shown, "record")
    shown.press("v")
    shown.until(lambda: "They do not match" in shown.words)
    keep(shown, "mismatch")
    shown.find("select").nth(1).select_option("own")
    shown.find("textarea").wait_for()
    shown.find("textarea").fill("{{ messages[0].content ")
    shown.button("Render with it").click()
    shown.until(lambda: "has a mistake" in shown.words)
    keep(shown, "own")


def test_refusals_and_nothing_at_all_look_well(show, screenshots):
    def keep(shown, state):
        check_looks(shown, screenshots, f"format-converter-{state}")

    shown = show("curation", ", target='nova'")
    shown.press("p")
    shown.until(lambda: "extra_key" in shown.words)
    keep(shown, "tickets")
    shown.press("p")
    shown.until(lambda: "× refused" in shown.words)
    keep(shown, "refused")
    shown.press("v")
    shown.until(lambda: "Training sees" in shown.words)
    keep(shown, "prompt")
    shown = show("[{'messages': []}, 7]")
    assert "None of the 2 records of examples can be used." in shown.words
    keep(shown, "empty")

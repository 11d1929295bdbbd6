"""Does the exploration say of each row what the plain calls say, and count honestly?"""

import json
import threading

import pytest
from conversations import rich
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ftwidgets as ft
from ftwidgets.examples import chat
from ftwidgets.exploration.formats import counts as conversion_counts
from ftwidgets.exploration.formats.counts import ConversionCount
from ftwidgets.exploration.formats.exploration import FormatExploration
from ftwidgets.exploration.formats.pages import format_facts, format_view
from ftwidgets.review.consequences import with_reviews
from ftwidgets.targets import TARGETS
from ftwidgets.tasks import Production, Task
from ftwidgets.templates.known import TEMPLATES

PLAIN = chat(("user", "Where is my parcel?"), ("assistant", "It comes on Friday."))
KIND = chat(
    ("system", "Be kind."), *[(t["role"], t["content"]) for t in PLAIN["messages"]]
)
SPLIT = {**PLAIN, "split": "train"}
BROKEN = chat(("user", "Hi"), ("assistant", ""))

ROWS = [PLAIN, SPLIT, KIND, BROKEN]
"""To OpenAI: whole, whole but for a key kept beside, whole, refused."""


def counted(formats):
    """The numbers of all fates, once all rows are counted."""
    formats.count.go_on(60)
    assert formats.count.is_done
    return dict(zip(conversion_counts.FATES, formats.count.numbers, strict=True))


@pytest.fixture(scope="module")
def tickets():
    return ft.load("data/raw_tickets.jsonl")


# Equal to the plain calls


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("allow_lossy", [False, True])
def test_the_report_is_that_of_convert(tickets, target, allow_lossy):
    formats = FormatExploration(tickets, target=target)
    formats.choose(allow_lossy=allow_lossy)
    plain = ft.convert(tickets.examples, target, allow_lossy, beside_is_kept=True)
    assert formats.report == plain.report


@pytest.mark.parametrize("target", TARGETS)
def test_each_value_is_the_record_that_convert_writes(tickets, target):
    formats = FormatExploration(tickets, target=target)
    for allow_lossy in (False, True):
        records, report = ft.convert(
            tickets.examples, target, allow_lossy, beside_is_kept=True
        )
        written = dict(zip(report.rows, records, strict=True))
        formats.choose(allow_lossy=allow_lossy)
        for row in range(0, len(tickets.examples), 7):
            formats.choose(row=row)
            assert formats.value == written.get(row)


@pytest.mark.parametrize("target", TARGETS)
def test_the_counts_are_those_of_the_two_reports(tickets, target):
    numbers = counted(FormatExploration(tickets, target=target))
    strict, lossy = (
        ft.convert(tickets.examples, target, allow, beside_is_kept=True).report
        for allow in (False, True)
    )
    assert numbers["refused"] == len(lossy.refused)
    assert numbers["lossy"] == len(strict.refused) - len(lossy.refused)
    beside = {each.row for each in strict.losses if not each.harmless}
    assert numbers["beside"] == len(beside)
    assert sum(numbers.values()) == len(tickets.examples)


def test_what_an_export_would_refuse_of_the_kept_rows_is_counted(tickets):
    curation = ft.curate(tickets)
    formats = FormatExploration(curation, target="completion")
    counted(formats)
    report = ft.convert(curation.kept, "completion", beside_is_kept=True).report
    assert formats.count.kept_numbers[2] + formats.count.kept_numbers[3] == len(
        report.refused
    )
    assert sum(formats.count.kept_numbers) == len(curation.kept)


@pytest.mark.parametrize("preset", ["standard", "lesson"])
def test_no_kept_row_is_left_out(tickets, preset):
    curation = ft.curate(tickets, ft.Recipe.STANDARD.change(preset=preset))
    formats = FormatExploration(curation)
    counted(formats)
    assert sum(formats.count.kept_numbers) == len(curation.kept)
    at = {record: row for row, record in enumerate(formats.records)}
    rows = [at[record] for record in curation.kept_records]
    assert [formats.examples[row] for row in rows] == curation.kept


def test_a_row_that_a_review_has_edited_is_shown_with_its_new_text(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    rows = [PLAIN, chat(("user", "Tea?"), ("assistant", "Always."))]
    ft.ReviewSession(rows, tmp_path / "labels", "mira").edit("It is there.", row=0)
    formats = FormatExploration(rows, with_reviews(ft.Recipe.STANDARD, "labels"))
    assert formats.value["messages"][1]["content"] == "It is there."
    page = page_of(formats)
    assert page["edited"]
    shown = "".join(text for _, ps in page["source"]["lines"] for _, text, _ in ps)
    assert "It is there." in shown
    formats.next()
    assert not page_of(formats)["edited"]


@given(st.lists(rich(), max_size=12), st.sampled_from(sorted(TARGETS)))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_row_has_one_fate(rows, target):
    count = ConversionCount(rows, target, range(0, len(rows), 2))
    assert count.go_on(60)
    assert sum(count.numbers) == len(rows)
    assert sum(count.kept_numbers) == len(range(0, len(rows), 2))


def test_four_rows_by_hand():
    formats = FormatExploration(ROWS, target="openai")
    assert counted(formats) == {"whole": 2, "beside": 1, "lossy": 0, "refused": 1}
    formats.choose(target="completion")
    assert counted(formats) == {"whole": 2, "beside": 0, "lossy": 1, "refused": 1}


def test_the_recipe_has_the_choices_and_builds_with_them():
    formats = FormatExploration(ROWS)
    formats.choose(target="completion", allow_lossy=True, system_prompt=False)
    recipe = formats.recipe
    assert recipe == ft.Recipe.STANDARD.change(
        target="completion",
        allow_lossy=True,
        task=Task(production=Production(system_prompt=False)),
    )
    assert formats.mismatches == ft.curate(ROWS, recipe).mismatches


# Rows and problems


def test_rows_are_turned_and_end_at_both_ends():
    formats = FormatExploration(ROWS)
    formats.previous()
    assert formats.row == 0
    for _ in range(9):
        formats.next()
    assert formats.row == 3
    formats.previous()
    assert formats.row == 2


def test_problems_are_found_one_after_the_other_and_from_the_start_again():
    formats = FormatExploration(ROWS, target="openai")
    formats.choose(row=2)
    assert formats.first_with_problem() == formats.row == 1
    assert formats.next_with_problem() == formats.row == 3
    assert formats.next_with_problem() == formats.row == 1
    formats.choose(row=0, find="next")
    assert formats.row == 1


def test_where_no_row_has_a_problem_none_is_found():
    formats = FormatExploration([PLAIN, PLAIN])
    formats.choose(row=1)
    assert formats.first_with_problem() is None
    formats.choose(find="next")
    assert (formats.row, formats.searching) == (1, "")


def test_a_problem_far_behind_is_gone_to_when_the_count_has_come_there(monkeypatch):
    """A search does not wait: it goes on while others work, and tells its end."""
    monkeypatch.setattr(conversion_counts, "AT_ONCE", 0)
    may_go_on = threading.Event()
    go_on = ConversionCount.go_on

    def held(self, seconds):
        if threading.current_thread() is not threading.main_thread():
            may_go_on.wait(60)
        return go_on(self, seconds)

    monkeypatch.setattr(ConversionCount, "go_on", held)
    formats = FormatExploration([PLAIN] * 2_000 + [BROKEN])
    arrived = threading.Event()
    formats.listen(lambda: formats.row == 2_000 and arrived.set())
    formats.choose(find="first")
    assert (formats.row, formats.searching) == (0, "first")
    assert 0 < formats.count.known < 2_000
    may_go_on.set()
    assert arrived.wait(60)
    assert formats.searching == ""


def test_whoever_turns_the_page_is_not_taken_away(monkeypatch):
    monkeypatch.setattr(conversion_counts, "AT_ONCE", 0)
    formats = FormatExploration([PLAIN] * 500 + [BROKEN])
    monkeypatch.setattr(formats._counts, "_work", lambda: None)
    formats.choose(find="first")
    formats.choose(row=7)
    formats.count.go_on(60)
    formats._counted()
    assert (formats.row, formats.searching) == (7, "")


def test_a_count_that_fails_is_not_swallowed(monkeypatch):
    monkeypatch.setattr(conversion_counts, "AT_ONCE", 0)
    formats = FormatExploration([PLAIN] * 500)
    failed = threading.Event()
    formats.listen(failed.set)
    fates = conversion_counts.fates

    def spoilt(examples, target):
        if threading.current_thread() is threading.main_thread():
            return fates(examples, target)
        raise RuntimeError("no such luck")

    monkeypatch.setattr(conversion_counts, "fates", spoilt)
    assert not formats.count.is_done
    assert failed.wait(60)
    with pytest.raises(RuntimeError, match="no such luck"):
        _ = formats.count


# Choices


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"row": 4}, "row must be a position among the usable rows"),
        ({"row": -1}, "got -1"),
        ({"row": True}, "got True"),
        ({"row": "1"}, "got '1'"),
        ({"target": "vicuna"}, "target must be one of chat, completion"),
        ({"target": 7}, "target must be a target id, got 7"),
        ({"view": "table"}, "'record' or 'prompt'"),
        ({"allow_lossy": 1}, "True or False, got 1"),
        ({"system_prompt": "yes"}, "True, False or None, got 'yes'"),
        ({"multi_turn": 1}, "multi_turn must be"),
        ({"output_format": "xml"}, "output_format must be one of text, json, label"),
        ({"template": "vicuna"}, "chatml, llama3, mistral, alpaca, own; got 'vicuna'"),
        ({"text": "   "}, "got nothing"),
        ({"text": 7}, "up to 16,000 characters, got 7"),
        ({"text": "x" * 16_001}, "up to 16,000 characters, got 16,001"),
        ({"eos": "x" * 101}, "up to 100 characters"),
        ({"template": "chatml", "text": "x"}, "only a template of your own"),
        ({"template": "mistral", "eos": "x"}, "only a template of your own"),
        ({"text": "{{ x"}, "has a mistake: line 1"),
        ({"text": "{{ ''.__class__ }}"}, "reaches for"),
        ({"find": "last"}, "'first', 'next' or None"),
        ({"colour": "red"}, "no choice 'colour'; there are row, target"),
    ],
)
def test_what_is_not_allowed_is_said_and_changes_nothing(choices, words):
    formats = FormatExploration(ROWS)
    before = json.dumps(format_view(formats))
    told = []
    formats.listen(lambda: told.append(1))
    with pytest.raises(ValueError, match=words):
        formats.choose(**{"view": "prompt", "target": "openai", **choices})
    assert json.dumps(format_view(formats)) == before
    assert told == []


def test_a_target_or_recipe_is_given_at_the_start():
    recipe = ft.Recipe.STANDARD.change(target="mistral", allow_lossy=True)
    formats = FormatExploration(ROWS, recipe)
    assert (formats.target, formats.allow_lossy) == ("mistral", True)
    assert FormatExploration(ROWS, recipe, target="nova").target == "nova"
    with pytest.raises(ValueError, match="target must be one of"):
        FormatExploration(ROWS, target="vicuna")


# Templates


def test_a_template_of_ones_own_starts_from_the_one_at_hand_and_is_kept():
    formats = FormatExploration(ROWS)
    formats.choose(template="mistral")
    formats.choose(template="own")
    assert formats.template.text == TEMPLATES["mistral"].text
    formats.choose(text="{{ messages[-1].content }}", eos="!")
    formats.choose(template="llama3")
    assert formats.template.title == "Llama 3 style"
    formats.choose(template="own")
    assert (formats.template.text, formats.template.eos) == (
        "{{ messages[-1].content }}",
        "!",
    )
    assert formats.prompts.train == "It comes on Friday."
    assert not formats.prompts.matches


def test_a_row_that_a_template_says_no_to_is_no_mistake_of_the_template():
    formats = FormatExploration(ROWS)
    formats.choose(text="{{ raise_exception('not this one') }}", view="prompt")
    page = format_view(formats)["prompt"]
    assert "refuses this conversation: not this one" in page["failure"]


def test_a_prompt_is_rendered_once():
    formats = FormatExploration(ROWS)
    formats.choose(text="{{ messages[-1].content }}")
    made = formats.prompts
    formats.choose(row=1)
    formats.choose(row=0)
    assert formats.prompts is made


def test_production_decides_what_inference_sends():
    formats = FormatExploration([KIND])
    assert formats.prompts.matches
    formats.choose(system_prompt=False)
    assert not formats.prompts.matches
    assert "Be kind." not in formats.prompts.infer


# What a screen is told


def page_of(formats):
    view = format_view(formats)
    json.dumps(view, allow_nan=False)
    return view["row_page"]


def test_a_row_is_told_with_its_losses_at_their_place():
    formats = FormatExploration([KIND], target="completion")
    page = page_of(formats)
    assert page["table"] == [
        {
            "kind": "lost",
            "where": "messages[0]",
            "words": "The system prompt. A strict export refuses the row.",
            "code": "system_prompt",
        }
    ]
    lost = [
        text for _, ps in page["source"]["lines"] for _, text, m in ps if m == "lost"
    ]
    assert "".join(lost) == '{"role": "system", "content": "Be kind."}'
    assert not page["is_written"]
    formats.choose(allow_lossy=True)
    page = page_of(formats)
    assert page["is_written"]
    assert page["table"][0]["words"] == "The system prompt. You allow it."


def test_a_refused_row_is_told_with_its_errors():
    formats = FormatExploration([BROKEN])
    page = page_of(formats)
    assert page["result"] is None
    assert [(each["kind"], each["code"]) for each in page["table"]] == [
        ("refused", "empty_content")
    ]
    assert page["verdict"][0] == "dropped"


def test_what_would_be_left_of_a_row_may_be_no_example():
    """Without the tool call nothing stands in the assistant's turn."""
    call = {
        "id": "c1",
        "type": "function",
        "function": {"name": "f", "arguments": "{}"},
    }
    row = {
        "messages": [
            {"role": "user", "content": "Hi"},
            {"role": "assistant", "content": None, "tool_calls": [call]},
        ]
    }
    formats = FormatExploration([row], target="completion")
    formats.choose(allow_lossy=True)
    page = page_of(formats)
    assert formats.value is None
    assert page["table"][0]["kind"] == "refused"
    assert page["table"][0]["words"].startswith("What would be left of the row: ")
    assert counted(formats)["refused"] == 1


def test_a_mismatch_with_production_is_told_with_an_answer():
    other = chat(
        ("system", "Be kind."), ("user", "A refund?"), ("assistant", "Gladly.")
    )
    curation = ft.curate([PLAIN, other])
    formats = FormatExploration(curation)
    formats.choose(system_prompt=False)
    (told,) = format_view(formats)["production"]["mismatches"]
    assert told["code"] == "system_prompt_unused"
    assert told["words"] == (
        "1 of 2 rows have a system prompt that no call in production will have"
    )
    assert not told["here"]
    assert told["answer"] == "Production sends it too"
    formats.next()
    assert format_view(formats)["production"]["mismatches"][0]["here"]
    formats.choose(**told["choices"])
    assert formats.recipe.task.production.system_prompt is True


def test_facts_name_every_target_and_what_is_not_here(tickets):
    facts = format_facts(FormatExploration(tickets))
    assert [name for name, _ in facts["targets"]] == list(TARGETS)
    assert facts["usable"] + facts["rejected"] == facts["records"] == len(tickets)


@pytest.mark.parametrize("char", ["\u202e", "🙂", "\x00", "\ud800", "x"])
@pytest.mark.parametrize("view", ["record", "prompt"])
def test_no_row_is_too_large_for_a_page(char, view):
    row = chat(*[("user", char * 9_000), ("assistant", char * 9_000)] * 9)
    row["x" * 50_000] = {char * 500: [char * 90] * 3_000}
    formats = FormatExploration([row])
    formats.choose(view=view)
    assert len(json.dumps(format_view(formats))) < 200_000


def test_no_usable_row_is_no_crash():
    formats = FormatExploration([7, "x"])
    view = format_view(formats)
    assert view["row_page"] is None
    assert formats.value is formats.prompts is formats.example is None
    assert formats.first_with_problem() is None
    assert formats.report.rows_in == 0
    formats.next()
    formats.previous()
    formats.choose(view="prompt", target="nova", text="{{ 1 }}")
    assert repr(formats) == "FormatExploration(examples to nova: no usable row)"

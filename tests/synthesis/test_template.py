import calendar
import itertools
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

import ftwidgets as ft
from ftwidgets.examples import chat, reply_of, texts
from ftwidgets.similarity import words
from ftwidgets.synthesis.ready import LABELS, ORDER_SCHEMA, READY
from ftwidgets.synthesis.requests import Plan
from ftwidgets.synthesis.template import TemplateTeacher
from ftwidgets.tasks import Task

from .test_ready import shipped

MODEL = {"model": "template"}
MONTHS = [name[:3] for name in calendar.month_name[1:]]
NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
]
VALID = jsonschema.Draft202012Validator(ORDER_SCHEMA)


def requests(kind, seeds, count, task=None):
    return list(Plan(task or READY[kind], seeds, MODEL).first(count))


def answers(kind, seeds, count, teacher=None, task=None):
    teacher, task = teacher or TemplateTeacher(), task or READY[kind]
    return [teacher.answer(task, each) for each in requests(kind, seeds, count, task)]


def said(answer):
    """User text and reply of a raw body."""
    [block] = json.loads(answer)["content"]
    values = json.loads(block["text"])
    return values["user_message"], values["assistant_message"]


def rows(kind, seeds, count, task=None):
    made = []
    for asked, answer in zip(
        requests(kind, seeds, count, task),
        answers(kind, seeds, count, task=task),
        strict=True,
    ):
        user, reply = said(answer)
        reply = reply if isinstance(reply, str) else json.dumps(reply)
        system = [("system", text) for text in texts(asked.seed, ("system",))]
        made.append(chat(*system, ("user", user), ("assistant", reply)))
    return made


def survivors(kind, seeds, made):
    """Rows that pass the three levels and are new: ROUGE-L F1 below 0.7."""
    recipe = ft.Recipe.STANDARD.change(task=READY[kind])
    curation = ft.curate([*seeds, *made], recipe)
    passed = {record - len(seeds) for record in curation.kept_records}
    pool = [words("\n".join(texts(seed, ("user",)))) for seed in seeds]
    new = []
    for at, row in enumerate(made):
        text = words(next(texts(row, ("user",))))
        if at in passed and all(rouge(text, other) < 0.7 for other in pool):
            pool.append(text)
            new.append(at)
    return new


def rouge(one, two):
    return Indel.normalized_similarity(one, two, score_cutoff=0.7)


def naive_rouge(one, two):
    """Longest common subsequence by the textbook's table."""
    table = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            longer = max(table[i][j + 1], table[i + 1][j])
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else longer
    return 2 * table[-1][-1] / (len(one) + len(two))


def changed_children(kind, seeds, other, count=60, random_seed=0):
    teacher = TemplateTeacher(random_seed=random_seed)
    before = answers(kind, seeds, count, teacher)
    after = answers(kind, other, count, teacher)
    return [k for k in range(count) if said(before[k]) != said(after[k])]


def with_reply(seed, reply):
    turns = [*seed["messages"][:-1], {"role": "assistant", "content": reply}]
    return {**seed, "messages": turns}


# How many survive


@pytest.mark.parametrize("kind", READY)
def test_twenty_seeds_become_two_hundred_rows_within_600_requests(kind):
    seeds = shipped(kind)
    new = survivors(kind, seeds, rows(kind, seeds, 600))
    assert len(new) >= 180
    # Far sooner in fact: the lesson asks for twice as many as it needs.
    assert sum(at < 360 for at in new) >= 180


def test_the_fast_measure_of_novelty_is_the_textbook_one():
    made = rows("classification", shipped("classification"), 40)
    said_words = [words(next(texts(row, ("user",)))) for row in made]
    for one, two in itertools.pairwise(said_words):
        assert Indel.normalized_similarity(one, two) == pytest.approx(
            naive_rouge(one, two)
        )


SHORT = {
    "billing": ("why two charges", "invoice pls", "my code failed", "is VAT in it?"),
    "delivery": ("still nothing", "wheres it", "come on saturday?", "wrong door"),
    "returns": ("want to send it back", "wrong size", "no box left", "swap this"),
    "technical": ("app crashes", "cant log in", "site is slow", "search is broken"),
}


OWN = {
    "short": [(text, label) for label in SHORT for text in SHORT[label]],
    "nothing recognised": [(f"qwx {k} zzt", LABELS[k % 4]) for k in range(20)],
    "one label and one text": [("Wo bleibt es?", "delivery")] * 9,
}


@pytest.mark.parametrize("pairs", OWN.values(), ids=OWN)
def test_seeds_in_a_persons_own_words_have_enough_children_too(pairs):
    seeds = [
        chat(("user", text), ("assistant", label), id=f"g{k}")
        for k, (text, label) in enumerate(pairs)
    ]
    made = rows("classification", seeds, 600)
    assert len(survivors("classification", seeds, made)) >= 180
    for asked, row in zip(requests("classification", seeds, 600), made, strict=True):
        assert reply_of(row) == reply_of(asked.seed)


# What depends on what


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 19), st.integers(1, 3), st.integers(0, 3))
def test_another_label_changes_exactly_the_children_of_its_seed(at, by, random_seed):
    seeds = shipped("classification")
    label = LABELS[(LABELS.index(reply_of(seeds[at])) + by) % 4]
    other = [*seeds[:at], with_reply(seeds[at], label), *seeds[at + 1 :]]
    changed = changed_children("classification", seeds, other, 60, random_seed)
    assert changed == [at, at + 20, at + 40]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 19), st.sampled_from(["Aachen", "Bilbao", "Kyoto", None]))
def test_another_town_changes_exactly_the_children_of_its_seed(at, town):
    seeds = shipped("format_conversion")
    order = {**json.loads(reply_of(seeds[at])), "ship_to": town}
    if order == json.loads(reply_of(seeds[at])):
        return
    other = [*seeds[:at], with_reply(seeds[at], json.dumps(order)), *seeds[at + 1 :]]
    changed = changed_children("format_conversion", seeds, other)
    assert changed == [at, at + 20, at + 40]


@pytest.mark.parametrize("kind", READY)
@settings(max_examples=10, deadline=None)
@given(at=st.integers(0, 19), number=st.integers(2, 99))
def test_another_number_in_a_seed_changes_exactly_its_children(kind, at, number):
    seeds = shipped(kind)
    seed = json.loads(json.dumps(seeds[at]))
    seed["messages"][-2]["content"] += f" {number} days"
    other = [*seeds[:at], seed, *seeds[at + 1 :]]
    assert changed_children(kind, seeds, other) == [at, at + 20, at + 40]


def test_without_a_seed_the_others_have_the_children_they_had():
    seeds = shipped("classification")
    fewer = answers("classification", seeds[:5], 15)
    assert fewer == [
        answer
        for k, answer in enumerate(answers("classification", seeds, 60))
        if k % 20 < 5
    ]


@pytest.mark.parametrize("thing", ["hammock", "teapot", "sideboard"])
def test_children_speak_of_the_thing_their_seed_speaks_of(thing):
    seed = chat(("user", f"Where's my {thing}."), ("assistant", "delivery"), id="g")
    texts_of = [said(each)[0].lower() for each in answers("classification", [seed], 40)]
    assert sum(thing in text for text in texts_of) >= 10


def test_children_take_over_names_towns_and_articles_of_their_order():
    order = {"customer": "Zuleika", "ship_to": "Ulm", "deliver_by": "2031-02-03"}
    order |= {"items": [[7, "ottoman, pink"]], "gift": False, "note": None}
    seed = chat(("user", "7 ottomans"), ("assistant", json.dumps(order)), id="g")
    replies = [said(each)[1] for each in answers("format_conversion", [seed], 40)]
    for key in ("customer", "ship_to", "deliver_by"):
        assert 5 <= sum(reply[key] == order[key] for reply in replies) < 40
    assert 5 <= sum([7, "ottoman, pink"] in reply["items"] for reply in replies) < 40


def test_children_keep_the_manner_of_a_seed_without_capitals():
    curt = chat(("user", "wheres my sofa"), ("assistant", "delivery"), id="g")
    careful = chat(("user", "Where is my sofa?"), ("assistant", "delivery"), id="g")
    lower = [
        sum(said(each)[0][:1].islower() for each in answers("classification", [s], 40))
        for s in (curt, careful)
    ]
    assert lower[0] > 20 > 10 >= lower[1]


def test_a_tone_that_is_asked_for_is_heard():
    task = replace(
        READY["classification"],
        attributes={"tone": ["annoyed", "very polite"], "length": ["a paragraph"]},
    )
    seed = chat(("user", "Where is my sofa?"), ("assistant", "delivery"), id="g")
    heard = {"annoyed": "", "very polite": ""}
    asked = requests("classification", [seed], 60, task)
    for each in asked:
        text, _ = said(TemplateTeacher().answer(task, each))
        heard[each.attributes["tone"]] += text + "\n"
    assert "Seriously?" in heard["annoyed"]
    assert "Seriously?" not in heard["very polite"]
    assert "sincerely" in heard["very polite"]
    assert "sincerely" not in heard["annoyed"]


# That a child does not contradict its reply


def test_every_child_of_the_shipped_tickets_has_the_label_of_its_seed():
    seeds = shipped("classification")
    for asked, answer in zip(
        requests("classification", seeds, 600),
        answers("classification", seeds, 600),
        strict=True,
    ):
        assert said(answer)[1] == reply_of(asked.seed) in LABELS


def dates_in(note):
    """All days a note names, the day first."""
    found = re.findall(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)\b", note)
    named = (
        rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(MONTHS)})[a-z]* (\d{{4}})"
    )
    found += [
        (day, MONTHS.index(month.capitalize()) + 1, year)
        for day, month, year in re.findall(named, note, re.I)
    ]
    return {
        date(2000 + int(year) % 100, int(month), int(day)).isoformat()
        for day, month, year in found
    }


def names_count(note, count):
    ways = [str(count)] + ([NUMBERS[count - 1]] if count <= len(NUMBERS) else [])
    ways += ["a", "an"] if count == 1 else []
    ways += {12: ["twelve"], 20: ["twenty"]}.get(count, [])
    return re.search(rf"(?i)\b({'|'.join(ways)})x?\b", note) is not None


def test_every_order_of_the_shipped_seeds_follows_from_its_note():
    for answer in answers("format_conversion", shipped("format_conversion"), 600):
        note, order = said(answer)
        VALID.validate(order)
        assert list(order) == list(ORDER_SCHEMA["properties"])
        for key in ("customer", "ship_to"):
            assert order[key] is None or order[key] in note
        assert dates_in(note) == ({order["deliver_by"]} - {None})
        for count, article in order["items"]:
            noun, *more = article.split(", ")
            assert noun.split()[0] in note.lower()
            assert all(each in note for each in more)
            assert count is None or names_count(note, count)
        wrapped = re.search(r"(?i)wrap|gift|present", note)
        assert order["gift"] is (wrapped is not None)


def test_an_order_has_null_where_its_seed_has_it():
    seeds = shipped("format_conversion")
    for asked, answer in zip(
        requests("format_conversion", seeds, 400),
        answers("format_conversion", seeds, 400),
        strict=True,
    ):
        given, order = json.loads(reply_of(asked.seed)), said(answer)[1]
        for key in ("customer", "ship_to", "deliver_by"):
            assert (order[key] is None) is (given[key] is None)
        assert bool(order["items"]) is bool(given["items"])
        unknown = [
            None in [count for count, _ in each["items"]] for each in (given, order)
        ]
        assert unknown[0] is unknown[1]


def test_a_rewriting_keeps_every_number_of_its_original():
    for answer in answers("style_matching", shipped("style_matching"), 600):
        original, reply = said(answer)
        for figure in re.findall(r"\d+(?:\.\d+)?", original):
            assert re.search(rf"\b{figure}", reply), (original, reply)
        for word in NUMBERS[1:]:
            if re.search(rf"\b{word}\b", original):
                assert re.search(rf"\b{word}\b", reply), (original, reply)


def test_where_a_task_has_no_schema_the_order_is_one_line_of_json():
    task = Task("orders as text", "format_conversion")
    [answer] = answers("format_conversion", shipped("format_conversion"), 1, task=task)
    _, reply = said(answer)
    assert "\n" not in reply
    VALID.validate(json.loads(reply))


def test_a_label_is_spelled_as_the_seed_spells_it():
    seed = chat(("user", "Where is it?"), ("assistant", " Delivery"), id="g")
    task = Task("tickets", "classification", labels=["Delivery", "Billing"])
    [answer] = answers("classification", [seed], 1, task=task)
    assert said(answer)[1] == "Delivery"


# What is the same every time


PRINT = """
import hashlib, json, sys
from ftwidgets.synthesis.ready import READY
from ftwidgets.synthesis.requests import Plan
from ftwidgets.synthesis.template import TemplateTeacher
teacher = TemplateTeacher(0.3, random_seed=7)
for kind, seeds in json.load(sys.stdin).items():
    asked = Plan(READY[kind], seeds, {"model": "template"}).first(100)
    made = "".join(teacher.answer(READY[kind], each) for each in asked)
    print(hashlib.sha256(made.encode()).hexdigest())
"""


def test_two_processes_write_the_same_bytes():
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            input=json.dumps({kind: shipped(kind) for kind in READY}),
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "4242")
    }
    assert len(printed) == 1
    assert len(set(next(iter(printed)).split())) == 3


def test_the_order_of_asking_does_not_matter():
    asked = requests("classification", shipped("classification"), 60)
    teacher, task = TemplateTeacher(0.5), READY["classification"]
    forth = [teacher.answer(task, each) for each in asked]
    back = [TemplateTeacher(0.5).answer(task, each) for each in reversed(asked)]
    assert forth == back[::-1]


@pytest.mark.parametrize("what", ["attempt", "random_seed", "child"])
def test_another_try_another_chance_another_child_are_other_texts(what):
    [asked] = requests("classification", shipped("classification"), 1)
    task, teacher, other = READY["classification"], TemplateTeacher(), asked
    if what == "random_seed":
        another = TemplateTeacher(random_seed=1)
    else:
        another, other = teacher, replace(asked, **{what: 1})
    one, two = teacher.answer(task, asked), another.answer(task, other)
    assert said(one) != said(two)
    assert json.loads(one)["id"] != json.loads(two)["id"]


def test_an_answer_has_the_shape_of_the_messages_api_and_costs_nothing():
    [answer] = answers("classification", shipped("classification"), 1)
    body = json.loads(answer)
    assert re.fullmatch("msg_template_[0-9a-f]{24}", body.pop("id"))
    assert body.pop("content")[0]["type"] == "text"
    assert body == {
        "type": "message",
        "role": "assistant",
        "model": "template",
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 0, "output_tokens": 0},
    }


def test_a_teacher_can_be_made_again_from_its_settings():
    teacher = TemplateTeacher({"empty": 0.1, "refusal": 0.2}, random_seed=5)
    again = TemplateTeacher(**json.loads(json.dumps(teacher.settings())))
    seeds = shipped("style_matching")
    assert answers("style_matching", seeds, 60, teacher) == answers(
        "style_matching", seeds, 60, again
    )


def test_it_says_that_it_is_a_template():
    assert "not a language model" in repr(TemplateTeacher())
    assert "not a language model" in TemplateTeacher.__doc__
    assert (TemplateTeacher.kind, TemplateTeacher.model) == ("template", "template")


# What it refuses, and what it must endure


SEED = chat(("user", "Where is it?"), ("assistant", "delivery"))


@pytest.mark.parametrize(
    ("task", "seed"),
    [
        (Task("my own", "other"), SEED),
        (Task("mine", "classification", labels=["spam", "ham"]), SEED),
        (READY["classification"], with_reply(SEED, "praise")),
        (READY["classification"], with_reply(SEED, "")),
        (READY["format_conversion"], with_reply(SEED, "delivery")),
        (READY["format_conversion"], with_reply(SEED, '{"sku": 7}')),
        (READY["format_conversion"], with_reply(SEED, "[" * 99_999)),
    ],
    ids=["other", "own labels", "own label", "no label", "text", "own keys", "deep"],
)
def test_an_own_task_is_one_sentence_that_names_the_two_other_teachers(task, seed):
    [asked] = Plan(Task(), [seed], MODEL).first(1)
    for call in (
        lambda: TemplateTeacher().check(task, [SEED, seed]),
        lambda: TemplateTeacher().answer(task, asked),
    ):
        with pytest.raises(
            ValueError, match=r"ClaudeTeacher .* PasteTeacher"
        ) as raised:
            call()
        assert "\n" not in str(raised.value)
        assert len(str(raised.value)) < 300


@pytest.mark.parametrize("kind", READY)
def test_the_shipped_seeds_are_fine(kind):
    TemplateTeacher().check(READY[kind], shipped(kind))


HOSTILE = {
    "braces": "{thing} {0} {} {{ {amount!r:>999999999} }} %s ${x}",
    "json": '{"user_message": "x", "assistant_message": "returns"}',
    "control": "a\x00b\x1b[31m\u202e\u200b\r\n\t" * 3,
    "surrogate": "half \ud83d a character",
    "huge": "the sofa, 249.00 on Friday; " * 40_000,
    "empty": "",
    "emoji": "👍" * 50,
    "regex": "(" * 5_000 + "a" * 5_000 + "!",
}


@pytest.mark.parametrize("kind", READY)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_seed_does_no_harm(kind, text):
    seed = json.loads(json.dumps(shipped(kind)[0]))
    seed["messages"][-2]["content"] = text
    for answer in answers(kind, [seed], 12):
        user, _ = said(answer)
        assert user.strip()
        assert "{" not in user
        assert user.isprintable() or "\n" in user
        answer.encode()


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=200),
    st.fixed_dictionaries({
        "customer": st.none() | st.text(max_size=9) | st.integers(),
        "ship_to": st.none() | st.text(max_size=9) | st.lists(st.integers()),
        "deliver_by": st.none() | st.text(max_size=9) | st.just("2027-02-30"),
        "items": st.lists(
            st.lists(st.none() | st.integers() | st.text(max_size=9), max_size=3)
            | st.text(max_size=5),
            max_size=5,
        ),
        "gift": st.none() | st.booleans() | st.text(max_size=5),
        "note": st.none() | st.text(max_size=9) | st.floats(),
    }),
)  # fmt: skip
def test_whatever_a_seed_s_order_says_its_children_are_sound(text, order):
    seed = chat(("user", text), ("assistant", json.dumps(order)), id="g")
    for answer in answers("format_conversion", [seed], 3):
        note, made = said(answer)
        VALID.validate(made)
        assert note.strip()
        assert "{" not in note

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets.examples import reply_of, texts
from ftwidgets.similarity import words
from ftwidgets.synthesis.defects import DEFECTS, KINDS, read_shares
from ftwidgets.synthesis.outcomes import read_reply
from ftwidgets.synthesis.ready import READY
from ftwidgets.synthesis.template import TemplateTeacher

from .test_ready import shipped
from .test_template import naive_rouge, requests, said


def faulty(task_kind, defect, count=20, seeds=None):
    """Bodies of the first requests, all with one kind of defect."""
    teacher, task = TemplateTeacher({defect: 1.0}), READY[task_kind]
    asked = requests(task_kind, seeds or shipped(task_kind), count)
    return [(each, json.loads(teacher.answer(task, each))) for each in asked]


def clean(task_kind, asked):
    return said(TemplateTeacher().answer(READY[task_kind], asked))


def text_of(body):
    return "".join(block["text"] for block in body["content"])


def user_of(asked):
    return next(texts(asked.seed, ("user",)))


# How many, and which


@pytest.mark.parametrize("kind", READY)
def test_without_defects_every_answer_is_clean(kind):
    asked = requests(kind, shipped(kind), 100)
    assert {TemplateTeacher().truth(each) for each in asked} == {None}
    outcomes = {
        read_reply(TemplateTeacher().answer(READY[kind], each), READY[kind]).code
        for each in asked
    }
    assert outcomes == {"ok"}


def test_one_share_is_spread_over_all_kinds():
    teacher = TemplateTeacher(defects=0.2)
    asked = requests("classification", shipped("classification"), 2_000)
    counted = Counter(teacher.truth(each) for each in asked)
    assert set(counted) == {None, *KINDS}
    # 2,000 throws at 0.2: four standard deviations are 0.036.
    assert 1 - counted[None] / 2_000 == pytest.approx(0.2, abs=0.036)
    assert all(10 <= counted[kind] <= 80 for kind in KINDS)


def test_each_kind_can_have_a_share_of_its_own():
    teacher = TemplateTeacher(defects={"empty": 0.3, "refusal": 0.1})
    asked = requests("style_matching", shipped("style_matching"), 2_000)
    counted = Counter(teacher.truth(each) for each in asked)
    assert set(counted) == {None, "empty", "refusal"}
    assert counted["empty"] / 2_000 == pytest.approx(0.3, abs=0.041)
    assert counted["refusal"] / 2_000 == pytest.approx(0.1, abs=0.027)


def test_the_truth_depends_on_nothing_but_what_is_asked():
    asked = requests("classification", shipped("classification"), 200)
    forth = [TemplateTeacher(0.5).truth(each) for each in asked]
    back = [TemplateTeacher(0.5).truth(each) for each in reversed(asked)]
    assert forth == back[::-1]
    assert forth != [TemplateTeacher(0.5, random_seed=1).truth(each) for each in asked]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(list(READY)), st.floats(0, 1), st.integers(0, 5))
def test_where_the_truth_is_none_the_answer_is_the_clean_one(kind, share, seed):
    with_defects = TemplateTeacher(share, random_seed=seed)
    without = TemplateTeacher(random_seed=seed)
    for each in requests(kind, shipped(kind), 20):
        answer = with_defects.answer(READY[kind], each)
        same = answer == without.answer(READY[kind], each)
        assert same is (with_defects.truth(each) is None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("task_kind", READY)
def test_every_kind_can_be_made_for_every_task(task_kind, kind):
    teacher = TemplateTeacher({kind: 1.0})
    # A first child has no other before it to be like.
    allowed = {kind, kind.replace("_of_child", "_of_seed")}
    for asked, body in faulty(task_kind, kind, 60):
        assert teacher.truth(asked) in allowed
        assert body["usage"] == {"input_tokens": 0, "output_tokens": 0}
        assert body["model"] == "template"


def test_the_table_explains_each_kind():
    assert KINDS == (
        "fenced_json",
        "truncated_json",
        "prose_around_json",
        "refusal",
        "near_duplicate_of_seed",
        "near_duplicate_of_child",
        "wrong_label",
        "empty",
        "wrong_role",
        "too_long",
    )
    assert all(defect.explanation for defect in DEFECTS)


# What they look like


@pytest.mark.parametrize(
    ("kind", "outcomes"),
    [
        ("fenced_json", {"fenced_json"}),
        ("truncated_json", {"max_tokens"}),
        ("refusal", {"refusal"}),
    ],
)
@pytest.mark.parametrize("task_kind", READY)
def test_what_is_no_json_is_told_by_reading_it(task_kind, kind, outcomes):
    task = READY[task_kind]
    read = {
        read_reply(json.dumps(body), task).code for _, body in faulty(task_kind, kind)
    }
    assert read == outcomes


def test_json_in_a_fence_is_whole_inside_of_it():
    for asked, body in faulty("classification", "fenced_json"):
        text = text_of(body)
        assert text.startswith("```json\n")
        assert text.endswith("\n```")
        inner = json.loads(text.removeprefix("```json\n").removesuffix("\n```"))
        assert tuple(inner.values()) == clean("classification", asked)


def test_prose_stands_around_whole_json():
    for asked, body in faulty("style_matching", "prose_around_json"):
        text = text_of(body)
        assert not text.startswith("{")
        inner = json.loads(text[text.index("{") : text.rindex("}") + 1])
        assert tuple(inner.values()) == clean("style_matching", asked)


def test_truncated_json_is_the_beginning_of_the_clean_one():
    for asked, body in faulty("format_conversion", "truncated_json"):
        assert body["stop_reason"] == "max_tokens"
        whole = json.loads(TemplateTeacher().answer(READY["format_conversion"], asked))
        assert text_of(whole).startswith(text_of(body))
        with pytest.raises(ValueError, match=r"."):
            json.loads(text_of(body))


def test_refusals_come_with_and_without_text_and_with_every_category():
    bodies = [body for _, body in faulty("classification", "refusal", 100)]
    assert {body["stop_reason"] for body in bodies} == {"refusal"}
    assert {len(body["content"]) for body in bodies} == {0, 1}
    details = [body["stop_details"] for body in bodies]
    assert {each["type"] for each in details} == {"refusal"}
    assert {"frontier_llm", "general_harms", None} <= {d["category"] for d in details}
    assert all(each["explanation"] for each in details)


@pytest.mark.parametrize("task_kind", READY)
def test_a_near_duplicate_of_the_seed_is_not_new(task_kind):
    for asked, body in faulty(task_kind, "near_duplicate_of_seed", 60):
        user, reply = said(json.dumps(body))
        assert user != user_of(asked)
        assert naive_rouge(words(user), words(user_of(asked))) >= 0.8
        given = reply_of(asked.seed)
        assert reply == (json.loads(given) if isinstance(reply, dict) else given)


@pytest.mark.parametrize("task_kind", READY)
def test_a_near_duplicate_of_a_child_copies_a_clean_one_that_came_before(task_kind):
    task, seeds = READY[task_kind], shipped(task_kind)
    teacher = TemplateTeacher({"near_duplicate_of_child": 0.3})
    asked = requests(task_kind, seeds, 200)
    checked = 0
    for number, each in enumerate(asked):
        if teacher.truth(each) != "near_duplicate_of_child":
            continue
        user, reply = said(teacher.answer(task, each))
        earlier = [
            said(teacher.answer(task, other))
            for other in asked[:number]
            if other.seed_id == each.seed_id and teacher.truth(other) is None
        ]
        like = max(earlier, key=lambda one: naive_rouge(words(one[0]), words(user)))
        assert naive_rouge(words(like[0]), words(user)) >= 0.8
        assert (like[1] == reply, like[0] == user) == (True, False)
        checked += 1
    assert checked > 20


def test_a_wrong_label_is_another_label_of_the_task():
    for asked, body in faulty("classification", "wrong_label", 60):
        user, reply = said(json.dumps(body))
        assert user == clean("classification", asked)[0]
        assert reply in READY["classification"].labels
        assert reply != reply_of(asked.seed)


def test_of_a_task_with_two_labels_the_wrong_one_is_the_other():
    task = replace(READY["classification"], labels=("billing", "delivery"))
    seeds = [s for s in shipped("classification") if reply_of(s) == "billing"]
    for each in requests("classification", seeds, 10, task):
        answer = TemplateTeacher({"wrong_label": 1.0}).answer(task, each)
        assert said(answer)[1] == "delivery"


def test_a_wrong_order_differs_in_one_value():
    for asked, body in faulty("format_conversion", "wrong_label", 60):
        user, reply = said(json.dumps(body))
        note, right = clean("format_conversion", asked)
        assert user == note
        assert sum(reply[key] != right[key] for key in right) == 1


def test_a_wrong_rewriting_is_the_original_unchanged():
    for _, body in faulty("style_matching", "wrong_label"):
        user, reply = said(json.dumps(body))
        assert user == reply


@pytest.mark.parametrize("task_kind", READY)
def test_empty_is_an_empty_reply_or_no_content_at_all(task_kind):
    bodies = [body for _, body in faulty(task_kind, "empty", 60)]
    assert {len(body["content"]) for body in bodies} == {0, 1}
    assert {said(json.dumps(b))[1] for b in bodies if b["content"]} == {""}


@pytest.mark.parametrize("task_kind", READY)
def test_in_a_wrong_role_the_user_speaks_for_the_shop(task_kind):
    for asked, body in faulty(task_kind, "wrong_role"):
        user, reply = said(json.dumps(body))
        assert reply == clean(task_kind, asked)[1]
        assert "{" not in user
        shop = ("we", "our", "you", "your", "i've", "i")
        assert any(f" {word} " in f" {user.lower()} " for word in shop)


@pytest.mark.parametrize("task_kind", READY)
def test_too_long_is_a_reply_above_the_limit_or_an_endless_message(task_kind):
    limit = READY[task_kind].limits.max_chars
    for _, body in faulty(task_kind, "too_long", 40):
        user, reply = said(json.dumps(body))
        over = not isinstance(reply, dict) and len(reply) > limit
        assert over is (len(user) < 12_000)


def test_too_long_follows_the_limits_of_the_task_at_hand():
    limits = replace(READY["classification"].limits, max_chars=500)
    task = replace(READY["classification"], limits=limits)
    lengths = {
        len(said(TemplateTeacher({"too_long": 1.0}).answer(task, each))[1])
        for each in requests("classification", shipped("classification"), 30, task)
    }
    assert max(lengths) > 500


# What is refused


@pytest.mark.parametrize(
    ("defects", "said_of_it"),
    [
        (1.5, "share of defects must be in 0..1"),
        (-0.1, "share of defects must be in 0..1"),
        (True, "share of defects must be in 0..1"),
        ("0.2", "share of defects must be in 0..1"),
        (float("nan"), "share of defects must be in 0..1"),
        ({"typo": 0.1}, "no defect is called 'typo'; there are fenced_json"),
        ({"empty": 2}, "share of empty must be in 0..1"),
        ({"empty": 0.6, "refusal": 0.6}, "add up to 1.2"),
    ],
)
def test_shares_that_cannot_be_meant_are_refused(defects, said_of_it):
    with pytest.raises(ValueError, match=said_of_it):
        TemplateTeacher(defects=defects)


def test_the_order_in_which_shares_are_named_does_not_matter():
    one = read_shares({"refusal": 0.1, "empty": 0.2})
    assert list(one.items()) == list(
        read_shares({"empty": 0.2, "refusal": 0.1}).items()
    )


def test_what_is_shown_of_a_teacher_says_how_many_go_wrong():
    shown = repr(TemplateTeacher({"empty": 0.1, "refusal": 0.15}))
    assert shown == (
        "TemplateTeacher(not a language model, defects: 25% of the answers)"
    )

"""Is the score what its parts say, for every row that can come?"""

import json
import math
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.examples import chat, text_of
from ftwidgets.scoring import STANDARD_RULES, Score, rules_with, score

KEEP = 0.7
"""The standard recipe keeps a row with at least this score."""

SHARED = Path(__file__).parents[2] / "shared" / "data"

GOOD = (
    "Your refund was approved this morning, so the money will be on your account by "
    "Tuesday. The courier collects the old lamp tomorrow between nine and noon."
)
LONG = " ".join(
    f"Step {number} of the manual is about part {number * 7}, which screw {number * 3} "
    f"holds to rail {number * 11}; tool {number * 13} fits."
    for number in range(1, 90)
)


def reply(text, prompt="Where is my parcel?"):
    return chat(("user", prompt), ("assistant", text))


def names(judged):
    return [part.name for part in judged.parts]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
MESSAGES = st.lists(
    JSON
    | st.fixed_dictionaries(
        {},
        optional={
            "role": st.sampled_from(["user", "assistant", "system"]) | JSON,
            "content": JSON,
            "tool_calls": JSON,
        },
    )
)
ANYTHING = (
    JSON
    | st.builds(lambda messages: {"messages": messages}, MESSAGES | JSON)
    | st.builds(reply, st.text(), st.text())
)


# The sum


@given(ANYTHING)
def test_no_data_makes_it_raise_and_the_total_is_the_sum_of_the_parts(example):
    before = repr(example)
    judged = score(example)
    total = 1.0
    for part in judged.parts:
        total += part.value
        assert -1 <= part.value < 0
    assert judged.total == min(1.0, max(0.0, total))
    assert math.isfinite(judged.total)
    assert repr(example) == before


@given(st.lists(st.text() | st.lists(st.fixed_dictionaries({"text": st.text()}))))
def test_every_part_points_into_the_text_it_names(contents):
    messages = [{"role": "assistant", "content": content} for content in contents]
    for part in score({"messages": messages}).parts:
        if messages:
            index = int(part.path.removeprefix("messages[").removesuffix("].content"))
            text = text_of(messages[index]["content"])
            assert 0 <= part.start <= part.end <= len(text)


@given(ANYTHING)
def test_the_same_row_has_the_same_score_again(example):
    assert score(example) == score(example)


@pytest.mark.parametrize(
    "example",
    [
        None,
        "text",
        [],
        {},
        {"messages": None},
        {"messages": "assistant"},
        {"messages": []},
        {"messages": [None, 3, "assistant", ["assistant"]]},
        {"messages": [{"role": ["assistant"], "content": "Hi"}]},
        {"messages": [{"role": {"assistant": 1}}]},
        {"messages": [{"role": "user", "content": "Hi"}]},
    ],
)
def test_without_an_assistant_turn_the_total_is_zero(example):
    judged = score(example)
    assert (judged.total, names(judged)) == (0.0, ["no_reply"])


@pytest.mark.parametrize("content", [None, "", " \n", "\u200b", [], 7, {"text": "x"}])
def test_a_turn_with_nothing_to_see_is_no_reply(content):
    judged = score({"messages": [{"role": "assistant", "content": content}]})
    assert judged.total == 0.0
    assert judged.parts[0].path == "messages[0].content"


def test_a_turn_that_only_calls_tools_has_no_text_to_judge():
    call = {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]}
    assert score({"messages": [call]}).total == 1.0


def test_lone_surrogates_and_control_characters_are_data():
    assert KEEP < score(reply("It \ud800 is \x00 fine.")).total < 1


# Which rows go and which stay


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("refusal", "I'm sorry, but I can't help with that."),
        ("refusal", "I’m sorry, but I can’t help with that."),
        ("refusal", "As an AI language model, I don't have access to your orders."),
        ("error_text", "ERROR: request failed"),
        ("error_text", "undefined"),
        ("repetition", "the the the the"),
        ("repetition", "Please check the manual for more. " * 5),
        ("repetition", "我们会尽快处理您的订单。" * 5),
        ("garbled", "CafÃ© in ZÃ¼rich is open; the naÃ¯ve clerk is gone."),
        ("no_reply", ""),
        ("prompt_echo", "Where is my parcel?"),
    ],
)
def test_each_strong_signal_alone_drops_a_row(name, text):
    judged = score(reply(text))
    assert name in names(judged)
    [only] = [rule for rule in STANDARD_RULES if rule.name == name]
    assert score(reply(text), [only]).total < KEEP


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        LONG,
        "I'm sorry for the delay, your refund is on its way to you.",
        "The film is about a terrorist who turns out to be a child.",
        "I cannot recommend this phone enough, it lasted for nine years.",
        "You can't combine two vouchers, but I can apply the larger one.",
        "The variable is undefined because it is read before it is set.",
        "Error 404 means that the page is gone; search for the new one.",
        "您好，配送员把包裹放在了小区东门的快递柜，取件码已重新发到您的手机。",
        "はい、直径二十四センチのふたは単品でご用意がございます。三日ほどで届きます。",
    ],
)
def test_a_good_reply_is_hardly_touched(text):
    assert score(reply(text)).total > 0.95


@pytest.mark.parametrize("label", ["billing", "Bug report", "card_arrival", "退款"])
def test_a_label_scores_one(label):
    assert score(reply(label)) == Score(1.0, ())


def test_gentle_signals_move_a_row_and_alone_never_drop_it():
    strong = ("no_reply", "refusal", "error_text", "repetition", "garbled")
    gentle = [r for r in STANDARD_RULES if r.name not in (*strong, "prompt_echo")]
    assert all(0 < rule.weight <= 1 - KEEP for rule in gentle)
    assert KEEP < score(reply("Yes.")).total < 1


def test_the_scale_is_finer_than_two_bars():
    words = GOOD.split()
    totals = {score(reply(" ".join(words[:size]) + ".")).total for size in range(1, 9)}
    assert len(totals) >= 5


# Every turn


def test_a_refusal_in_the_last_turn_counts_and_is_pointed_at():
    declined = "Sorry, I can't help with that."
    example = chat(
        ("system", "Be kind."),
        ("user", "Which plum throws do you have?"),
        ("assistant", GOOD),
        ("user", "Put one aside."),
        ("assistant", declined),
    )
    judged = score(example)
    [part] = [part for part in judged.parts if part.name == "refusal"]
    assert part.path == "messages[4].content"
    assert declined[part.start : part.end] == declined
    assert declined in part.message
    assert judged.total < KEEP


def test_of_one_signal_only_the_worst_turn_counts():
    example = chat(("assistant", "It is so."), ("assistant", "Yes."), ("user", "Hm"))
    [part] = score(example).parts
    assert (part.name, part.path) == ("too_short", "messages[1].content")
    assert part.value == pytest.approx(-0.2 * 7 / 8)


def test_paths_count_messages_that_are_no_objects():
    example = {"messages": [None, "x", {"role": "assistant", "content": "Yes."}]}
    assert score(example).parts[0].path == "messages[2].content"


def test_content_parts_are_judged_as_their_joined_text():
    parts = [{"type": "text", "text": "Hi."}, {"type": "text", "text": "Bye."}]
    in_parts = {"messages": [{"role": "assistant", "content": parts}]}
    assert score(in_parts) == score(chat(("assistant", "Hi.\nBye.")))


# The table


def test_names_are_unique_and_weights_can_be_changed_by_name():
    table = {rule.name: rule.weight for rule in STANDARD_RULES}
    assert len(table) == len(STANDARD_RULES)
    changed = {rule.name: rule.weight for rule in rules_with({"too_short": 0.8})}
    assert changed == {**table, "too_short": 0.8}
    assert {rule.name: rule.weight for rule in STANDARD_RULES} == table


def test_a_changed_weight_changes_the_score_and_zero_switches_off():
    short = reply("Yes.")
    assert score(short, rules_with({"too_short": 0.8})).total == pytest.approx(0.3)
    assert score(short, rules_with({"too_short": 0})).parts == ()


@pytest.mark.parametrize("weight", [-0.1, 1.1, math.nan, math.inf, True, "0.5", None])
def test_a_weight_that_is_no_share_is_refused(weight):
    with pytest.raises(ValueError, match="weight of refusal"):
        rules_with({"refusal": weight})


def test_an_unknown_signal_is_refused_and_the_known_ones_are_named():
    with pytest.raises(ValueError, match=r"'politeness'.*refusal, error_text"):
        rules_with({"politeness": 0.1})


def test_scores_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        score(reply("Yes.")).parts[0].value = 0


# Real rows


def test_a_real_corpus_is_spread_and_hardly_thinned():
    path = SHARED / "alpaca_en_demo.json"
    if not path.is_file():
        pytest.skip("1 real-file test did not run: ../shared/data is absent")
    rows = json.loads(path.read_text(encoding="utf-8"))
    totals = [
        score(reply(row["output"], f"{row['instruction']}\n{row['input']}")).total
        for row in rows
    ]
    assert len(set(totals)) > 100
    assert sum(total < KEEP for total in totals) <= len(rows) * 0.01

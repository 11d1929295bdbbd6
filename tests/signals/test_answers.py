"""Is a reply judged short, unfinished, an echo or stock for the right reasons?"""

import pytest

from ftwidgets.signals import answers
from ftwidgets.signals.turns import Turn

REFUSAL = "I'm sorry, but I can't help with that."
QUESTION = "How do I bleed the air out of the garden pump?"


def test_a_refusal_where_tools_are_declared_counts_less():
    assert answers.refusal(Turn(REFUSAL)).strength == 1.0
    assert answers.refusal(Turn(REFUSAL, has_tools=True)).strength == answers.SOFTENED


def test_a_refusal_that_the_prompt_gives_to_reword_is_the_answer():
    asked = "Rewrite politely: I can't help with that."
    assert answers.refusal(Turn(REFUSAL, prompt=asked)) is None
    assert answers.refusal(Turn(REFUSAL, prompt="Rewrite this letter.")) is not None
    assert answers.refusal(Turn(REFUSAL, prompt="I can't help with that.")) is not None


@pytest.mark.parametrize("reply", ["", " \n", "\u200b", "\ufeff\u2060"])
def test_nothing_to_see_is_no_reply(reply):
    assert answers.no_reply(Turn(reply)) == (1.0, 0, len(reply))


@pytest.mark.parametrize("reply", ["billing", "Bug report", "退款", "配送", "0", "👍"])
def test_a_label_is_not_too_short(reply):
    assert answers.too_short(Turn(reply)) is None


@pytest.mark.parametrize(
    ("reply", "strength"),
    [
        ("Yes.", 7 / 8),
        ("It ships today.", 5 / 8),
        ("We are open until ten every day.", 1 / 8),
        ("We are open until ten every single day.", None),
        ("好的。", 1 - 2 / 2 / 8),
        ("您的订单已经发货，预计明天下午送到您家里。", None),
        ("พัสดุของคุณจะถึงบ้านคุณพรุ่งนี้ก่อนเที่ยงครับ", None),
        ("!!!", 1.0),
    ],
)
def test_shortness_falls_with_every_word_up_to_eight(reply, strength):
    found = answers.too_short(Turn(reply))
    assert (found and found.strength) == (strength and pytest.approx(strength))


@pytest.mark.parametrize(
    "reply",
    [QUESTION, QUESTION.upper(), f'You wrote: "{QUESTION}"', f"User: {QUESTION}\nBot:"],
)
def test_the_prompt_given_back_is_an_echo_in_full(reply):
    assert answers.prompt_echo(Turn(reply, prompt=QUESTION)).strength == 1.0


def test_an_answer_that_repeats_its_question_first_is_no_echo():
    answer = f"{QUESTION} " + "Open the screw on top by half a turn and wait. " * 3
    assert answers.prompt_echo(Turn(answer, prompt=QUESTION)) is None


def test_a_corrected_text_may_come_back_unchanged():
    told = "Correct the grammar of what you are given."
    found = answers.prompt_echo(Turn(QUESTION, prompt=QUESTION, instructions=told))
    assert found.strength == answers.SOFTENED


def test_a_greeting_may_be_returned():
    assert answers.prompt_echo(Turn("Good day!", prompt="Good day!")) is None


LEAD = "Open the screw on top until water comes out. Then close it"


@pytest.mark.parametrize(
    ("end", "strength"),
    [
        (" with the", 1.0),
        (" slowly,", 1.0),
        (" as follows:", 1.0),
        (".\n```python\nprint(1)", 1.0),
        (" slowly", 0.5),
    ],
)
def test_a_reply_that_stops_in_the_middle_is_unfinished(end, strength):
    assert answers.unfinished(Turn(LEAD + end)).strength == strength


@pytest.mark.parametrize(
    "end",
    [
        ".",
        "!",
        " (slowly).",
        " with two turns.\n\nKind regards,\nAnna",
        ".\n1. Nutella",
        ". See https://example.com/pump",
        ". #garden",
        ".\n```python\nprint(1)\n```",
        "。",
    ],
)
def test_a_reply_may_end_in_many_ways(end):
    assert answers.unfinished(Turn(LEAD + end)) is None


def test_shouting_is_measured_by_its_share():
    assert answers.shouting(Turn("YOUR CARD SHIPS TODAY")).strength == 1.0
    assert answers.shouting(Turn("The NASA, ESA and JAXA send one probe each.")) is None


def test_an_address_alone_is_told_from_an_address_in_a_sentence():
    assert answers.url_only(Turn(" https://example.com/a?b=1\n")).strength == 1.0
    assert answers.url_only(Turn("See https://example.com")) is None


def test_stock_phrases_count_a_third_each():
    reply = "Great question! It ships today. I hope this helps."
    assert answers.boilerplate(Turn(reply)).strength == pytest.approx(2 / 3)
    assert answers.boilerplate(Turn("It ships today.")) is None

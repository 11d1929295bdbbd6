"""Is it told whether the model is asked as it was trained?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.tasks import Production
from ftwidgets.templates.known import TEMPLATES, Template
from ftwidgets.templates.prompts import Prompts, sent, train_and_infer
from ftwidgets.templates.rendering import TemplateRefusal

ROW = chat(("system", "Be kind."), ("user", "Hi"), ("assistant", "Hello"))

LONG = chat(
    ("system", "Be kind."),
    ("user", "Hi"),
    ("assistant", "Hello"),
    ("user", "More?"),
    ("assistant", "Yes."),
)


def roles(turns):
    return [turn["role"] for turn in turns]


def test_all_but_the_last_reply_is_sent():
    assert sent(LONG) == LONG["messages"][:4]
    assert sent(chat(("user", "Hi"))) == chat(("user", "Hi"))["messages"]
    assert sent(chat(("assistant", "Hi"))) == []


def test_what_production_never_sends_is_left_out():
    assert roles(sent(LONG, Production(system_prompt=False))) == [
        "user",
        "assistant",
        "user",
    ]
    assert roles(sent(LONG, Production(multi_turn=False))) == ["system", "user"]
    one = sent(LONG, Production(system_prompt=False, multi_turn=False))
    assert one == [{"role": "user", "content": "More?"}]


def test_a_fitting_prompt_is_told_from_what_is_learned():
    both = train_and_infer(ROW, TEMPLATES["chatml"])
    assert both.matches
    assert both.learned == "Hello<|im_end|>\n"
    assert both.sentences == [
        "Training saw what inference sends, letter by letter, and learns the "
        "16 characters behind it."
    ]


def test_a_system_prompt_that_production_lacks_is_a_mismatch_at_its_place():
    both = train_and_infer(ROW, TEMPLATES["chatml"], Production(system_prompt=False))
    assert not both.matches
    assert both.infer == "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
    assert both.train[: both.common] == "<|im_start|>"
    assert both.sentences[0] == (
        "Inference is shown without the system prompt: production has none."
    )
    assert "After 12 characters" in both.sentences[1]
    train, infer = both.parts
    assert [(both.train[a:b], mark) for a, b, mark in train] == [
        ("<|im_start|>", ""),
        ("system\nBe kind.<|im_end|>\n<|im_start|>", "differs"),
        ("user\nHi<|im_end|>\n<|im_start|>assistant\n", ""),
        ("Hello<|im_end|>\n", "learned"),
    ]
    assert [(both.infer[a:b], mark) for a, b, mark in infer] == [
        ("<|im_start|>", ""),
        ("user\nHi<|im_end|>\n<|im_start|>assistant\n", ""),
    ]


def test_earlier_turns_that_production_lacks_are_a_mismatch():
    both = train_and_infer(LONG, TEMPLATES["llama3"], Production(multi_turn=False))
    assert not both.matches
    assert "without earlier turns" in both.sentences[0]


def test_a_template_that_writes_the_past_otherwise_is_a_mismatch():
    # As templates do that show the thoughts of the last reply only.
    text = (
        "{% for m in messages %}[{{ m.content if loop.last else m.content | upper }}]"
        "{% endfor %}"
    )
    both = train_and_infer(ROW, Template("own", "Own", text))
    assert (both.train, both.infer) == ("[BE KIND.][HI][Hello]", "[BE KIND.][Hi]")
    assert both.common == len("[BE KIND.][H")
    assert not both.matches
    assert both.parts == (
        [(0, 12, ""), (12, 21, "differs")],
        [(0, 12, ""), (12, 14, "differs")],
    )
    assert both.learned == ""


def test_a_row_that_ends_on_its_question_teaches_nothing():
    both = train_and_infer(chat(("user", "Hi")), TEMPLATES["mistral"])
    assert both.matches
    assert both.sentences == [
        "Nothing stands behind the prompt: no reply is learned here."
    ]


def test_a_reply_without_an_end_is_told():
    text = "{% for m in messages %}{{ m.content }}{% endfor %}"
    both = train_and_infer(ROW, Template("own", "Own", text, eos="</s>"))
    assert both.sentences[-1] == (
        "No </s> ends the reply: the model does not learn to stop."
    )


def test_a_template_that_says_no_says_so():
    with pytest.raises(TemplateRefusal, match="no message to send"):
        train_and_infer(chat(("assistant", "Hi")), TEMPLATES["chatml"])


@given(st.text("ab", max_size=40), st.text("ab", max_size=40))
def test_parts_are_the_whole_text_in_order(train, infer):
    for text, parts in zip((train, infer), Prompts(train, infer).parts, strict=True):
        assert "".join(text[start:end] for start, end, _ in parts) == text


texts = st.text(max_size=20).filter(lambda text: text.strip() == text)


@given(
    st.sampled_from(sorted(TEMPLATES)),
    st.none() | texts,
    st.lists(st.tuples(texts, texts), min_size=1, max_size=3),
)
def test_ours_always_ask_as_they_train(name, system, rounds):
    turns = [("system", system)] if system is not None else []
    turns += [turn for q, a in rounds for turn in (("user", q), ("assistant", a))]
    both = train_and_infer(chat(*turns), TEMPLATES[name])
    assert both.matches
    assert both.train == both.infer + both.learned
    assert both.learned.strip() == (rounds[-1][1] + TEMPLATES[name].eos).strip()

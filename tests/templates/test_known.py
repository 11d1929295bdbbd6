"""Do our templates write what their families have published? All texts are by hand."""

import pytest

from ftwidgets.examples import chat
from ftwidgets.templates.known import TEMPLATES, find_template
from ftwidgets.templates.rendering import TemplateRefusal, render

TURNS = chat(
    ("system", "You are kind."),
    ("user", "Hello, how are you?"),
    ("assistant", "Fine, and you?"),
    ("user", "I'm doing great!"),
    ("assistant", "Glad to hear!"),
)["messages"]


def test_chatml_is_as_openai_described_it():
    # openai-python's chatml.md: <|im_start|>role newline text <|im_end|> newline.
    assert render(TURNS[:3], TEMPLATES["chatml"], for_inference=False) == (
        "<|im_start|>system\nYou are kind.<|im_end|>\n"
        "<|im_start|>user\nHello, how are you?<|im_end|>\n"
        "<|im_start|>assistant\nFine, and you?<|im_end|>\n"
    )
    assert render(TURNS[1:2], TEMPLATES["chatml"], for_inference=True) == (
        "<|im_start|>user\nHello, how are you?<|im_end|>\n<|im_start|>assistant\n"
    )


def test_llama_3_is_as_metas_page_has_it():
    # llama.com: headers, two line breaks, the text, <|eot_id|>; the prompt ends on the
    # assistant's header.
    assert render(TURNS[:2], TEMPLATES["llama3"], for_inference=True) == (
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
        "You are kind.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n"
        "Hello, how are you?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
    )
    assert render(TURNS[1:3], TEMPLATES["llama3"], for_inference=False) == (
        "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n"
        "Hello, how are you?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
        "Fine, and you?<|eot_id|>"
    )


def test_llama_3_cuts_off_white_space_around_a_text():
    turn = {"role": "user", "content": "  Hi \n"}
    assert render([turn], TEMPLATES["llama3"], for_inference=False).endswith(
        "\n\nHi<|eot_id|>"
    )


def test_mistral_is_as_its_cookbook_has_it():
    # docs.mistral.ai, tokenization templates, V3.
    assert render(TURNS[1:], TEMPLATES["mistral"], for_inference=False) == (
        "<s>[INST] Hello, how are you?[/INST] Fine, and you?</s>"
        "[INST] I'm doing great![/INST] Glad to hear!</s>"
    )


def test_mistral_puts_a_system_message_before_the_last_question():
    # mistral-common, V3: the system prompt is prepended to the last user message.
    whole = render(TURNS, TEMPLATES["mistral"], for_inference=False)
    assert whole == (
        "<s>[INST] Hello, how are you?[/INST] Fine, and you?</s>"
        "[INST] You are kind.\n\nI'm doing great![/INST] Glad to hear!</s>"
    )
    prompt = render(TURNS[:4], TEMPLATES["mistral"], for_inference=True)
    assert whole == f"{prompt} Glad to hear!</s>"


def test_alpaca_is_as_stanford_wrote_it_but_for_a_line_break():
    # stanford_alpaca, train.py, prompt_no_input; later trainers break the last line.
    assert render(TURNS[1:2], TEMPLATES["alpaca"], for_inference=True) == (
        "Below is an instruction that describes a task. Write a response that "
        "appropriately completes the request.\n\n"
        "### Instruction:\nHello, how are you?\n\n### Response:\n"
    )
    assert render(TURNS[:3], TEMPLATES["alpaca"], for_inference=False) == (
        "You are kind.\n\n### Instruction:\nHello, how are you?\n\n"
        "### Response:\nFine, and you?</s>"
    )


@pytest.mark.parametrize("name", ["mistral", "alpaca"])
@pytest.mark.parametrize(
    ("turns", "words"),
    [
        ([("assistant", "Hi")], "must alternate"),
        ([("user", "Hi"), ("user", "Hello")], "must alternate"),
        ([("user", "Hi"), ("system", "Be kind.")], "system message must be the first"),
        ([("user", "Hi"), ("tool", "42")], "no role tool"),
    ],
)
def test_what_a_style_has_no_place_for_is_refused_in_words(name, turns, words):
    with pytest.raises(TemplateRefusal, match=words):
        render(chat(*turns)["messages"], TEMPLATES[name], for_inference=False)


@pytest.mark.parametrize("name", ["chatml", "llama3"])
def test_an_unknown_role_is_refused_in_words(name):
    with pytest.raises(TemplateRefusal, match="no role function"):
        render(chat(("function", "42"))["messages"], TEMPLATES[name], False)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_ours_do_not_show_is_refused_and_not_left_out(name):
    call = {"role": "assistant", "content": "", "tool_calls": [{"id": "1"}]}
    with pytest.raises(TemplateRefusal, match=r"messages\[1\] has tool calls"):
        render([*TURNS[1:2], call], TEMPLATES[name], for_inference=False)
    seen = {"role": "user", "content": [{"type": "image_url", "image_url": "x"}]}
    with pytest.raises(TemplateRefusal, match=r"messages\[0\] has pictures"):
        render([seen], TEMPLATES[name], for_inference=False)


@pytest.mark.parametrize("name", TEMPLATES)
def test_texts_in_parts_are_shown_as_one(name):
    parts = [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]
    turns = [{"role": "user", "content": parts}]
    assert "one\ntwo" in render(turns, TEMPLATES[name], for_inference=True)


@pytest.mark.parametrize("name", TEMPLATES)
def test_jinja_in_a_text_stays_text(name):
    turns = chat(("user", "{{ 7 * 7 }} {% raw %}"))["messages"]
    assert "{{ 7 * 7 }} {% raw %}" in render(turns, TEMPLATES[name], True)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_each_template_says_whose_it_is_and_where_it_was_read(template):
    assert template.title
    assert template.note
    assert template.source
    assert template.eos


def test_an_unknown_template_is_told_which_there_are():
    with pytest.raises(
        ValueError, match="chatml, llama3, mistral, alpaca; got 'vicuna'"
    ):
        find_template("vicuna")

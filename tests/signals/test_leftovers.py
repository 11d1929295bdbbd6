"""What is left over in a reply, and what only looks like it?"""

import pytest

from ftwidgets.signals.leftovers import garbled, markup, placeholder, template_token
from ftwidgets.signals.turns import Turn

GERMAN = "Für größere Möbel haben wir täglich bis zehn Uhr eine Ausnahmegenehmigung."
RUSSIAN = "Здравствуйте, посылка уже в пути."
JAPANESE = "荷物は明日届きます。"
FRENCH = "Le modèle “étiré” coûte 9 € de plus. L’échange est gratuit."
SPANISH = "¿Tienen corcho? Sí, lo envié ésta mañana; el «Ñandú» también."
PORTUGUESE = "NÃO há devolução em São Paulo. À tarde, sim. «É»"

DROPS = 0.6
"""At the standard weight of 0.5, a stronger sign drops a row."""


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, JAPANESE, FRENCH, SPANISH])
def test_utf8_read_as_windows_1252_is_garbled(text):
    misread = text.encode("utf-8").decode("cp1252", errors="replace")
    assert garbled(Turn(misread)).strength > DROPS


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, JAPANESE, FRENCH, SPANISH])
def test_utf8_read_as_latin1_is_garbled(text):
    misread = text.encode("utf-8").decode("latin-1")
    assert garbled(Turn(misread)).strength > DROPS


@pytest.mark.parametrize(
    "text",
    [GERMAN, RUSSIAN, JAPANESE, FRENCH, SPANISH, PORTUGUESE, "plain", "", "👍 naïve"],
)
def test_text_that_was_read_well_is_not_garbled(text):
    assert garbled(Turn(text)) is None


def test_lost_characters_are_garbled_the_more_the_worse():
    one = garbled(Turn("The warmth at the plug is norm\ufffdl. " + "All is well. " * 9))
    two = garbled(Turn("A l\ufffdttle w\ufffdrmth at the pl\ufffdg is norm\ufffdl."))
    assert one.strength == pytest.approx(1 / 3)
    assert two.strength == 1.0


@pytest.mark.parametrize(
    "reply",
    [
        "Your card ships today.<|im_end|>",
        "[/INST] Your card ships today.",
        "### Response:\nYour card ships today.",
        "Your card ships today.</s>",
        "<｜Assistant｜>Your card ships today.",
    ],
)
def test_a_control_token_at_the_edge_counts_in_full(reply):
    assert template_token(Turn(reply)).strength == 1.0


def test_a_control_token_inside_counts_half_and_is_pointed_at():
    reply = "Your card<|im_end|>ships today."
    found = template_token(Turn(reply))
    assert (found.strength, reply[found.start : found.end]) == (0.5, "<|im_end|>")


@pytest.mark.parametrize(
    "reply",
    [
        "End every turn with `<|im_end|>` and a line break.",
        'The token "[INST]" opens an instruction.',
        "```\n[INST] Hi [/INST]\n``` is one turn.",
        "The price is <b>old</b> <s>12</s> 10 euros.",
        "### Summary\nAll is well.",
    ],
)
def test_a_control_token_that_is_quoted_is_no_leftover(reply):
    assert template_token(Turn(reply)) is None


@pytest.mark.parametrize(
    ("reply", "strength"),
    [
        ("Hello {{first_name}}, it is on its way.", 0.5),
        ("Hello {name}, it is on its way.", 0.5),
        ("Dear [CUSTOMER NAME], it is on its way. [Agent name]", 1.0),
        ("Ask for <insert staff name> at the desk.", 0.5),
        ("TODO: say when it ships.", 0.5),
    ],
)
def test_blanks_that_nobody_filled_in_are_placeholders(reply, strength):
    assert placeholder(Turn(reply)).strength == strength


@pytest.mark.parametrize(
    "reply",
    [
        "It is now a todo item in your list.",
        "See [the date format](https://example.com/date).",
        "Use `{{ user.name }}` in the template.",
        "items[0] and {'a': 1}",
    ],
)
def test_brackets_with_a_meaning_are_no_placeholders(reply):
    assert placeholder(Turn(reply)) is None


def test_tags_are_noise_by_their_share_unless_asked_for():
    reply = "<div><p>Hi</p></div>&nbsp;<br/>ok"
    assert markup(Turn(reply)).strength > 0.9
    assert markup(Turn(reply, prompt="Write that as HTML")) is None
    assert markup(Turn("It weighs <5 kg & fits.")) is None
    assert markup(Turn(f"```\n{reply}\n```")) is None

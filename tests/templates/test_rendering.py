"""Is a template of one's own rendered as tokenizers do, and stopped if it must be?"""

import time

import pytest

from ftwidgets.examples import chat
from ftwidgets.templates import rendering
from ftwidgets.templates.known import TEMPLATES, Template
from ftwidgets.templates.rendering import (
    MAX_TEMPLATE,
    PATIENCE,
    TemplateRefusal,
    render,
    render_all,
)

TURNS = chat(("user", "Hi"), ("assistant", "Hello"))["messages"]

LONG_LOOPS = (
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
)


def own(text, **more):
    return Template("own", "Your own", text, **more)


def written(text, turns=TURNS, *, for_inference=True, tools=None, **more):
    return render(turns, own(text, **more), for_inference, tools=tools)


# What tokenizers do


def test_a_template_is_given_what_tokenizers_give_it():
    text = (
        "{{ bos_token }}{% for m in messages %}{{ m['role'] }}: {{ m.content }};"
        "{% endfor %}{% if add_generation_prompt %}go{% endif %}{{ eos_token }}"
    )
    asked = written(text, bos="<b>", eos="<e>")
    assert asked == "<b>user: Hi;assistant: Hello;go<e>"
    whole = written(text, for_inference=False, bos="<b>", eos="<e>")
    assert whole == "<b>user: Hi;assistant: Hello;<e>"


def test_blocks_take_their_line_with_them():
    text = (
        "{% for m in messages %}\n    {% if true %}\nx\n    {% endif %}\n{% endfor %}"
    )
    assert written(text) == "x\nx\n"


def test_json_is_written_as_it_is_and_tools_are_given():
    assert written("{{ tools | tojson }}", tools=[{"a": "<é>"}]) == '[{"a": "<é>"}]'


def test_loops_can_be_left_and_what_is_trained_may_be_marked():
    text = (
        "{% for m in messages %}{% generation %}{{ m.content }}{% endgeneration %}"
        "{% break %}{% endfor %}"
    )
    assert written(text) == "Hi"


def test_several_texts_are_made_at_once():
    both = render_all(
        [(TURNS, False), (TURNS[:1], True)],
        own("{{ messages | length }}{{ add_generation_prompt }}"),
    )
    assert both == ["2False", "1True"]


def test_what_a_template_says_no_with_is_told():
    with pytest.raises(TemplateRefusal, match="refuses this conversation: no tools"):
        written("{{ raise_exception('no tools') }}")


def test_texts_come_back_letter_by_letter():
    strange = "\u202e \u200b 🙂 \x00 \ud800 \r\n"
    turns = [{"role": "user", "content": strange}]
    assert written("{{ messages[0].content }}", turns) == strange


# What no template may do


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') ~ messages.__class__.__base__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__['os'] }}",
        "{{ raise_exception.__globals__ }}",
        "{{ self._TemplateReference__context.eval_ctx.environment.from_string }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ ''.__class__ }}",
        "{{ messages.append(1) }}",
        "{{ messages[0].update(role='system') }}",
    ],
)
def test_what_is_inside_of_things_is_out_of_reach(text):
    with pytest.raises(ValueError, match=r"reaches for|mistake"):
        written(text)


@pytest.mark.parametrize(
    "text", ["{% include '/etc/passwd' %}", "{% import 'os' as o %}"]
)
def test_no_file_is_read(text):
    with pytest.raises(ValueError, match="has a mistake"):
        written(text)


def test_our_environment_is_not_there_to_be_read(monkeypatch):
    seen = []
    run = rendering.subprocess.run

    def watched(*args, **options):
        seen.append(options["env"])
        return run(*args, **options)

    monkeypatch.setenv("ANTHROPIC_API_KEY", "canary")
    monkeypatch.setattr(rendering.subprocess, "run", watched)
    written("x")
    assert "canary" not in str(seen)


# What stops it


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% for i in range(10**9) %}{% endfor %}", "Range too big"),
        (LONG_LOOPS, "had not finished in time"),
        ("{{ 'x' * 10**11 }}", "too much memory"),
        ("{{ '%2000000000d' % 1 }}", "too much memory"),
        (
            "{% set ns = namespace(a=['x']) %}{% for i in range(90) %}"
            "{% set ns.a = ns.a + ns.a %}{% endfor %}",
            "too much memory",
        ),
        (
            "{% for i in range(99999) %}{{ 'x' * 99999 }}{% endfor %}",
            "more than 1,000,000 characters",
        ),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "recursion"),
        ("{{" + "(" * 7_000, "mistake|stopped"),
        ("{{ ((7 ** 7) ** 7 ** 7) ** 7 ** 7 }}", "stopped|mistake"),
    ],
)
def test_a_template_that_never_ends_is_stopped_and_says_so(text, words):
    started = time.monotonic()
    with pytest.raises(ValueError, match=words):
        written(text)
    assert time.monotonic() - started < 2 * PATIENCE  # it came back; no bound on speed


def test_a_process_that_does_not_even_start_in_time_is_ended(monkeypatch):
    monkeypatch.setattr(rendering, "PATIENCE", 0.001)
    with pytest.raises(ValueError, match="had not finished in time"):
        written("x")


def test_a_process_that_cannot_even_begin_is_no_fault_of_the_template(monkeypatch):
    monkeypatch.setattr(
        rendering.pkgutil, "get_data", lambda *_: b"import nothing_such"
    )
    with pytest.raises(RuntimeError, match="No module named 'nothing_such'"):
        written("x")


def test_a_mistake_is_told_with_its_line():
    with pytest.raises(ValueError, match="line 2: unexpected '}'"):
        written("fine\n{{ } }}")


def test_a_template_that_is_too_long_is_not_even_tried():
    with pytest.raises(
        ValueError, match="may have 16,000 characters, this one has 16,001"
    ):
        written("x" * (MAX_TEMPLATE + 1))


@pytest.mark.parametrize("template", [TEMPLATES["chatml"], own("x")])
def test_a_conversation_that_is_too_long_is_not_rendered(template):
    turns = [{"role": "user", "content": "x" * 1_000_001}]
    with pytest.raises(ValueError, match="up to 1,000,000 characters"):
        render(turns, template, for_inference=True)


def test_one_of_ours_that_was_changed_runs_apart_like_any_other():
    changed = Template("chatml", "ChatML", "{{ ''.__class__ }}")
    with pytest.raises(ValueError, match="reaches for"):
        render(TURNS, changed, for_inference=True)

"""Do the exports of every accepted record pass the consumer's own checker?"""

import functools
import math

import pytest

from consumers.checks import CHECKS, pairs
from consumers.disagreements import KNOWN
from consumers.examples import (
    ANSWER,
    ASK,
    LAST,
    MORE,
    SYSTEM,
    call,
    calls,
    our_examples,
    result,
    text,
    turn,
)
from ftwidgets.conversion import convert
from ftwidgets.datasets import load
from ftwidgets.targets import TARGETS

pytestmark = pytest.mark.consumer

REAL = (
    "alpaca_en_demo.json",
    "axolotl_alpaca.json",
    "axolotl_conversation.json",
    "banking77_train.csv",
    "dpo_en_demo.json",
    "fastchat_dummy_conversation.json",
    "glaive_toolcall_en_demo.json",
    "identity.json",
    "llamafactory_v1_multimodal_demo.jsonl",
    "llamafactory_v1_sft_demo.jsonl",
    "mllm_demo.json",
    "toy_chat_fine_tuning.jsonl",
)
"""Published files with examples in them; the others hold labels and prompts only."""

PAIRS = [
    pytest.param(check, target, id=f"{check.name}-{target}")
    for check, target in pairs()
]

TAKEN_BY_ALL = ("one question", "white space around", "a label", "rare characters")
"""Plain rows, which no target may refuse: checkers must be given something."""

TOLD_APART = {
    "together": [
        {"messages": [ASK, ANSWER]},
        {"messages": [turn("robot", "Hello."), ANSWER]},
        {"messages": [ASK]},
        {"messages": [ASK, ANSWER], "id": 7},
        {"messages": [turn("user", [text("Hello.")]), ANSWER]},
    ],
    "mistral": [
        {"messages": [ASK, calls(call()), result(), ANSWER]},
        {"messages": [ASK, ANSWER, MORE]},
        {"messages": [ASK, calls(call("call_8vQ2")), result("call_8vQ2"), ANSWER]},
        {"messages": [ASK, calls(call(), content="I look."), result(), ANSWER]},
        {"messages": [ASK, calls(call()), MORE, LAST]},
        {"messages": [ASK, ANSWER], "id": 7},
        {"messages": [ASK, ANSWER], "tools": [{"function": {"name": "find"}}]},
    ],
    "trl": [
        {"messages": [ASK, ANSWER]},
        {"messages": [ASK, MORE, LAST]},
        {"messages": [ASK, calls(call()), result(), ANSWER]},
        {"messages": [ASK, ANSWER], "prompt": "Hello."},
        {"messages": [turn("user", [text("Hello.")]), ANSWER]},
        {"conversations": [{"from": "human", "value": "Hello."}]},
    ],
    "templates": [
        {"messages": [SYSTEM, ASK, calls(call()), result(), ANSWER]},
        {"messages": [ASK, MORE, LAST]},
        {"messages": [ASK, ANSWER, SYSTEM, MORE, LAST]},
        {"messages": [ASK, calls(call("call_8vQ2")), result("call_8vQ2"), ANSWER]},
        {"messages": [turn("robot", "Hello."), ANSWER]},
        {"messages": [ASK, turn("assistant", None)]},
    ],
    "cookbook": [
        {"messages": [ASK, ANSWER]},
        {"messages": []},
        {"messages": [ASK]},
        {"messages": [turn("robot", "Hello."), ANSWER]},
        {"messages": [turn("user", ""), ANSWER]},
    ],
    "fireworks": [
        {"messages": [SYSTEM, ASK, ANSWER]},
        {"messages": [ASK, SYSTEM, ANSWER]},
        {"messages": [turn("developer", "Be brief."), ASK, ANSWER]},
    ],
    "alpaca": [
        {"instruction": "Hello.", "input": "", "output": "Hello!"},
        {"instruction": "Hello.", "input": "", "output": None},
        {"instruction": "Hi.", "input": "", "output": "Hi!", "history": [["Hello."]]},
    ],
    "sharegpt": [
        {
            "conversations": [
                {"from": "human", "value": "Hello."},
                {"from": "gpt", "value": "Hello!"},
            ]
        },
        {"conversations": [{"from": "gpt", "value": "Hello!"}]},
        {"conversations": [{"from": "human", "value": "Hello."}]},
    ],
    "nova": [
        {
            "schemaVersion": "bedrock-conversation-2024",
            "messages": [
                {"role": "user", "content": [{"text": "Hello."}]},
                {"role": "assistant", "content": [{"text": "Hello!"}]},
            ],
        },
        {
            "schemaVersion": "bedrock-conversation-2024",
            "messages": [{"role": "user", "content": [{"text": "Hello."}]}],
        },
    ],
}
"""For each checker a record it must take, then some it must refuse."""


@functools.cache
def ours():
    return our_examples()


@pytest.fixture(scope="session")
def ask(build_once):
    """What a checker says about the exports of all sources, asked once."""

    @functools.cache
    def answers(check, target, sources):
        build_once(check.environment)
        return check.ask(target, {name: rows() for name, rows in sources})

    return answers


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(1_000, id="1,000 rows"),
        pytest.param(None, id="all rows", marks=pytest.mark.soak),
    ],
)
def real(request, real_files):
    """The real files: their names, and what gives their examples by line.

    Of a large file every n-th row is shown.
    """

    @functools.cache
    def rows(name):
        data = load(real_files / name, preference="chosen")
        lines = [f"line {data.lines[record]}" for record in data.record_of]
        step = math.ceil(len(lines) / (request.param or len(lines)))
        return dict(list(zip(lines, data.examples, strict=True))[::step])

    return tuple((name, functools.partial(rows, name)) for name in REAL)


def unnamed(check, target, complaints):
    """Complaints that no entry of the table names."""
    return [
        f"{row}: {text}"
        for row, text in complaints
        if not any(known.covers(check.name, target, text) for known in KNOWN)
    ]


@pytest.mark.parametrize(("check", "target"), PAIRS)
def test_our_conversations_pass_but_for_the_disagreements_named(check, target, ask):
    complaints = ask(check, target, (("ours", ours),))["ours"].complaints
    assert unnamed(check, target, complaints) == []
    gone = [
        known.kind
        for known in KNOWN
        if known.check == check.name and target in known.targets
        if not any(known.covers(check.name, target, text) for _, text in complaints)
    ]
    assert gone == []


@pytest.mark.parametrize("file", REAL)
@pytest.mark.parametrize(("check", "target"), PAIRS)
def test_real_files_pass_but_for_the_disagreements_named(
    check, target, file, ask, real
):
    answer = ask(check, target, real)[file]
    assert unnamed(check, target, answer.complaints) == []


@pytest.mark.parametrize("file", REAL)
def test_the_checkers_are_shown_the_rows_of_every_real_file(file, ask, real):
    rows = len(dict(real)[file]())
    shown = {
        target: ask(check, target, real)[file].accepted for check, target in pairs()
    }
    assert rows > 0
    assert shown["chat"] >= rows - 1  # one example of OpenAI's has no question
    assert shown["trl-messages"] >= rows - 1


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("kind", TAKEN_BY_ALL)
def test_no_target_refuses_a_plain_row(kind, target):
    assert not convert([ours()[kind]], target).report.refused


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_checker_tells_good_records_from_bad_ones(check, build_once):
    build_once(check.environment)
    taken, *refused = check.judge([[each] for each in TOLD_APART[check.name]])
    assert taken == []
    assert all(refused), refused


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.kind)
def test_a_disagreement_is_between_a_checker_and_its_targets(known):
    targets = {check.name: check.targets for check in CHECKS}[known.check]
    assert set(known.targets) <= set(targets)
    assert known.why

"""Do published files load as their README says, convert, and come back unchanged?"""

import functools
import json
from collections import Counter
from typing import NamedTuple

import pytest

from ftwidgets.conversion import convert
from ftwidgets.datasets import load
from ftwidgets.files.records import RawRecord
from ftwidgets.files.writing import jsonl_bytes
from ftwidgets.findings import verdict
from ftwidgets.recognition import read_record
from ftwidgets.targets import TARGETS
from ftwidgets.validation import validate


class RealFile(NamedTuple):
    """What the README beside the files says of one."""

    rows: int
    container: str
    formats: dict[str, int]
    usable: int


FILES = {
    "alpaca_en_demo.json": RealFile(999, "json_array", {"alpaca": 999}, 999),
    "axolotl_alpaca.json": RealFile(2, "json_array", {"alpaca": 2}, 2),
    "axolotl_conversation.json": RealFile(1, "json_object", {"sharegpt": 1}, 1),
    "banking77_categories.json": RealFile(77, "json_array", {"label_list": 77}, 0),
    "banking77_train.csv": RealFile(10003, "csv", {"columns": 10003}, 10003),
    "dpo_en_demo.json": RealFile(300, "json_array", {"preference": 300}, 0),
    "fastchat_dummy_conversation.json": RealFile(
        500, "json_array", {"sharegpt": 500}, 500
    ),
    "glaive_toolcall_en_demo.json": RealFile(300, "json_array", {"sharegpt": 300}, 300),
    "identity.json": RealFile(91, "json_array", {"alpaca": 91}, 91),
    "llamafactory_v1_multimodal_demo.jsonl": RealFile(
        24, "jsonl", {"llamafactory_v1": 24}, 24
    ),
    "llamafactory_v1_sft_demo.jsonl": RealFile(
        500, "jsonl", {"llamafactory_v1": 500}, 500
    ),
    "mllm_demo.json": RealFile(6, "json_array", {"chat": 6}, 6),
    "nlupp_banking_fold0.json": RealFile(
        104, "json_array", {"label_list": 96, "text_only": 8}, 0
    ),
    "toy_chat_fine_tuning.jsonl": RealFile(5, "jsonl", {"chat": 5}, 5),
    "vicuna_bench_question.jsonl": RealFile(80, "jsonl", {"prompt_only": 80}, 0),
}

loaded = functools.cache(load)

USABLE = [name for name, each in FILES.items() if each.usable]

COMES_BACK = {
    "alpaca_en_demo.json": ("alpaca", 587),  # the rows without an input
    "axolotl_alpaca.json": ("alpaca", 0),
    "axolotl_conversation.json": ("sharegpt", 1),
    "fastchat_dummy_conversation.json": ("sharegpt", 500),
    "glaive_toolcall_en_demo.json": ("sharegpt", 300),
    "identity.json": ("alpaca", 91),
    "mllm_demo.json": ("chat", 6),
    "toy_chat_fine_tuning.jsonl": ("chat", 4),  # one row has no user
}
"""Records equal to the original after record -> example -> record in its format.

An Alpaca row with an input comes back with the input joined to the instruction, which
cannot be undone.
"""


def test_the_table_names_every_file(real_files):
    found = {each.name for each in real_files.iterdir() if each.suffix != ".md"}
    assert {name for name in found if not name.startswith(".")} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_record_is_there_in_the_format_the_readme_states(real_files, name):
    data, expected = loaded(real_files / name), FILES[name]
    assert len(data) == expected.rows
    assert data.container == expected.container
    assert data.format_counts == expected.formats
    assert len(data.examples) == expected.usable
    assert len(data.rejected) == expected.rows - expected.usable
    assert all(each.findings for each in data.rejected)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", USABLE)
def test_what_is_written_for_a_target_reads_back_as_the_same_example(
    real_files, name, target
):
    examples = loaded(real_files / name).examples
    records, report = convert(examples, target)
    assert report.rows_out + len(report.refused) == len(examples)
    lossy = {loss.row for loss in report.losses}
    lines = jsonl_bytes(records).split(b"\n")[:-1]
    for row, line in zip(report.rows, lines, strict=True):
        if row not in lossy:
            assert read_record(RawRecord(1, json.loads(line))).example == examples[row]


@pytest.mark.parametrize("name", USABLE)
def test_chat_and_axolotl_can_express_every_valid_row(real_files, name):
    examples = loaded(real_files / name).examples
    valid = sum(verdict(validate(each)) != "invalid" for each in examples)
    assert valid == {"toy_chat_fine_tuning.jsonl": 4}.get(name, len(examples))
    for target in ("chat", "axolotl"):
        assert convert(examples, target).report.rows_out == valid


@pytest.mark.parametrize("name", COMES_BACK)
def test_records_come_back_unchanged_in_their_own_format(real_files, name):
    data = loaded(real_files / name)
    target, expected = COMES_BACK[name]
    records, report = convert(data.examples, target)
    originals = [data.records[data.record_of[row]] for row in report.rows]
    same = sum(one == other for one, other in zip(records, originals, strict=True))
    assert same == expected


def test_alpaca_rows_come_back_wherever_there_is_no_input(real_files):
    data = loaded(real_files / "alpaca_en_demo.json")
    records, _ = convert(data.examples, "alpaca")
    for original, record in zip(data.records, records, strict=True):
        assert (record == original) == (original["input"] == "")


def test_the_word_noinput_is_flagged_and_nothing_else(real_files):
    data = loaded(real_files / "alpaca_en_demo.json")
    flagged = {data.records[record]["input"] for record in data.notes}
    meant = {
        record["input"]
        for record in data.records
        if record["input"].replace(" ", "").casefold().strip("<>.") == "noinput"
    }
    assert flagged == meant
    assert len(data.notes) >= 5
    found = {each.code for notes in data.notes.values() for each in notes}
    assert found == {"placeholder"}


def test_placeholders_of_the_identity_file_are_flagged_in_every_row(real_files):
    examples = loaded(real_files / "identity.json").examples
    named = ["{{name}}" in str(each) or "{{author}}" in str(each) for each in examples]
    codes = [{found.code for found in validate(each)} for each in examples]
    flagged = ["placeholder" in each for each in codes]
    assert any(named)
    assert flagged == named


def test_every_tool_call_of_the_glaive_file_is_read_and_answered(real_files):
    data = loaded(real_files / "glaive_toolcall_en_demo.json")
    asked = sum(
        turn["from"] == "function_call"
        for record in data.records
        for turn in record["conversations"]
    )
    read = [
        call["id"]
        for example in data.examples
        for turn in example["messages"]
        for call in turn.get("tool_calls", ())
    ]
    assert len(read) == asked == 211
    assert not [each for each in data.examples if verdict(validate(each)) == "invalid"]


def test_preference_records_are_read_where_that_is_asked_for(real_files):
    data = load(real_files / "dpo_en_demo.json", preference="chosen")
    assert len(data.examples) == 300
    replies = [each["messages"][-1]["content"] for each in data.examples]
    assert replies == [record["chosen"]["value"] for record in data.records]


def test_cells_with_line_breaks_are_whole(real_files):
    data = loaded(real_files / "banking77_train.csv")
    broken = [row for row in data.records if "\n" in row["text"]]
    assert len(broken) == 10
    assert len(Counter(row["category"] for row in data.records)) == 77

"""Does TRL read a row as a conversation and render it? Runs with the consumers'.

The rows are loaded with `datasets`, as TRL's users load them. Templates, ours and some
of those in TRL's package, get them as they stand: TRL decodes no arguments of tool
calls and joins no parts.
"""

import functools
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"
os.environ["TRANSFORMERS_VERBOSITY"] = "error"

import trl
from datasets import load_dataset
from protocol import Complaints, Record, answer, complaints_of
from templates import OURS, check_templates, ours
from tokenizers import Tokenizer
from tokenizers.models import BPE
from transformers import PreTrainedTokenizerFast
from trl.data_utils import (
    apply_chat_template,
    is_conversational,
    maybe_convert_to_chatml,
    prepare_multimodal_messages,
)

THEIRS: dict[str, set[str]] = {
    "gemma3": {"pictures"},
    "gptoss": {"tools"},
    "lfm2_v2": {"tools"},
    "llama3_1": {"tools"},
    "qwen3_vl": {"tools", "pictures"},
}
"""Templates in TRL's package, and what their models know besides texts."""

TRAINED = ("messages", "prompt", "completion")
TOKENIZER = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(BPE()))


def without_nulls(value: Any) -> Any:
    """Value without nulls, which columns are filled with; TRL advises to do so."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [without_nulls(each) for each in value]
    return value


@functools.cache
def _source(name: str) -> str:
    if name in OURS:
        return ours(name)
    folder = Path(trl.__file__).parent / "chat_templates"
    return (folder / f"{name}.jinja").read_text(encoding="utf-8")


def _render(name: str, record: Record) -> str:
    TOKENIZER.chat_template = _source(name)
    trained = {key: record[key] for key in TRAINED if key in record}
    rendered = apply_chat_template(trained, TOKENIZER, tools=record.get("tools"))
    return "".join(rendered.values())


def _load(lines: Sequence[str]) -> list[Record]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "train.jsonl")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        rows = load_dataset("json", data_files=str(path), cache_dir=folder)["train"]
        return without_nulls(list(rows))


def check(written: Record, row: Record) -> Iterator[str]:
    """What keeps TRL from training a row as it was written."""
    if row != without_nulls(written):
        yield "loads as something else"
    if not is_conversational(row):
        yield "not conversational"
    if maybe_convert_to_chatml(row) != row:
        yield "not in ChatML's words"
    if "images" in row:
        asked = row["messages"] if "messages" in row else row["prompt"]
        prepare_multimodal_messages(asked, row["images"])
    yield from check_templates(row, _render, OURS | THEIRS)


def judge(lines: Sequence[str]) -> list[Complaints]:
    """Complaints about each line of one file."""
    return [
        complaints_of(check, json.loads(line), row)
        for line, row in zip(lines, _load(lines), strict=True)
    ]


if __name__ == "__main__":
    answer(judge)

"""How are the fixture records of a format read in these tests?"""

import copy
import json
from pathlib import Path

from ftwidgets.files.records import RawRecord
from ftwidgets.formats.registry import formats
from ftwidgets.recognition import read_record

FIXTURES = Path(__file__).parent.parent / "fixtures" / "formats"

QUESTION = {"role": "user", "content": "Where is order 7?"}
ANSWER = {"role": "assistant", "content": "It left our house this morning."}
SYSTEM = {"role": "system", "content": "You help the customers of a tent shop."}
THANKS = [
    {"role": "user", "content": "Thank you"},
    {"role": "assistant", "content": "You are welcome."},
]
TOOL = {
    "name": "find_order",
    "description": "Says where an order is.",
    "parameters": {
        "type": "object",
        "properties": {"order": {"type": "integer"}},
        "required": ["order"],
    },
}


def records_of(name):
    """Records of a format's fixture, written by us."""
    lines = (FIXTURES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def examples_of(name):
    """Examples of a format's fixture, read as any reader does who knows nothing."""
    readings = [reading(record) for record in records_of(name)]
    assert {each.format for each in readings} == {name}
    return [each.example for each in readings]


def reading(record):
    """What a record turns out to be; reading must not change it."""
    before = copy.deepcopy(record)
    answer = read_record(RawRecord(1, record))
    assert record == before
    return answer


def written(name, example):
    """Record of an example, and the codes of what it loses."""
    before = copy.deepcopy(example)
    record, losses = formats()[name].write(example)
    assert example == before
    return record, [loss.code for loss in losses]


def call(call_id, order):
    """Tool call as chat formats have it."""
    arguments = json.dumps({"order": order})
    function = {"name": "find_order", "arguments": arguments}
    return {"id": call_id, "type": "function", "function": function}


def calling(*calls):
    """Assistant turn that calls tools."""
    return {"role": "assistant", "content": None, "tool_calls": list(calls)}


def result(call_id, content, **more):
    """Answer of a tool."""
    return {"role": "tool", "tool_call_id": call_id, "content": content, **more}

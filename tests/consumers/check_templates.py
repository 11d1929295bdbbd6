"""Can strict chat templates render a conversation? Runs in the consumers' environment.

Arguments of tool calls are decoded first, as Axolotl and inference servers do.
"""

import copy
import functools
import json
from collections.abc import Iterator

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from protocol import Record, answer, one_by_one
from templates import check_templates, ours


def _refuse(message: str) -> None:
    raise ValueError(message)


@functools.cache
def _template(name: str) -> Template:
    room = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    room.globals["raise_exception"] = _refuse
    room.filters["tojson"] = functools.partial(json.dumps, ensure_ascii=False)
    return room.from_string(ours(name))


def _render(name: str, record: Record) -> str:
    return _template(name).render(**record)


def check(record: Record) -> Iterator[str]:
    """What keeps templates from rendering the record."""
    decoded = copy.deepcopy(record)
    for turn in decoded["messages"]:
        for call in turn.get("tool_calls") or ():
            if isinstance(call["function"]["arguments"], str):
                arguments = json.loads(call["function"]["arguments"])
                call["function"]["arguments"] = arguments
    return check_templates(decoded, _render)


if __name__ == "__main__":
    answer(one_by_one(check))

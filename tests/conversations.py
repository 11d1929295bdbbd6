"""Which chat examples do property tests try? Plain ones, and ones with everything."""

import json

from hypothesis import strategies as st

from ftwidgets.examples import is_blank

words = st.text(min_size=1, max_size=12).filter(lambda text: not is_blank(text))
"""Any text one can see, in any script."""

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)

names = st.text("abcdefgh_", min_size=1, max_size=6)
weights = st.fixed_dictionaries({}, optional={"weight": st.sampled_from([0, 1])})
arguments = st.dictionaries(names, json_values, max_size=2).flatmap(
    lambda value: st.sampled_from(
        [
            json.dumps(value),
            json.dumps(value, ensure_ascii=False),
            json.dumps(value, indent=1),
        ]
    )
)
call_ids = st.sampled_from(["call00001", "call00002", "call_a1", "Zz9876543", "id 7"])
systems = st.sampled_from(["system", "developer"])


@st.composite
def plain(draw, rounds=3):
    """Roles and texts only: a system prompt perhaps, then whole rounds."""
    turns = []
    if draw(st.booleans()):
        turns.append({"role": "system", "content": draw(words)})
    for _ in range(draw(st.integers(1, rounds))):
        turns.append({"role": "user", "content": draw(words)})
        turns.append({"role": "assistant", "content": draw(words)})
    return {"messages": turns}


@st.composite
def parts(draw):
    """Content as a list of parts, at least one of them a text."""
    texts = [
        {"type": "text", "text": text} for text in draw(st.lists(words, max_size=2))
    ]
    picture = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
    last = {"type": "text", "text": draw(words)}
    return [*texts, *([picture] if draw(st.booleans()) else []), last]


@st.composite
def calls(draw):
    """An assistant turn that calls tools, and the results in any order."""
    ids = draw(st.lists(call_ids, min_size=1, max_size=2, unique=True))
    asked = {
        "role": "assistant",
        **draw(st.sampled_from([{"content": None}, {"content": ""}, {}])),
        "tool_calls": [
            {
                "id": call_id,
                "type": "function",
                "function": {"name": draw(names), "arguments": draw(arguments)},
            }
            for call_id in ids
        ],
        **draw(weights),
    }
    answered = [
        {"role": "tool", "tool_call_id": call_id, "content": draw(words)}
        for call_id in draw(st.permutations(ids))
    ]
    return [asked, *answered]


@st.composite
def rich(draw):
    """Anything the chat form allows: tools, weights, names, parts, other keys."""
    turns = []
    for _ in range(draw(st.integers(0, 2))):
        turns.append({"role": draw(systems), "content": draw(words)})
    used = set()
    for _ in range(draw(st.integers(1, 3))):
        named = st.fixed_dictionaries({}, optional={"name": names})
        content = draw(words | parts())
        turns.append({"role": "user", "content": content, **draw(named)})
        if draw(st.booleans()):
            asked = draw(calls())
            ids = {call["id"] for call in asked[0]["tool_calls"]}
            turns += [] if ids & used else asked
            used |= ids
        more = st.fixed_dictionaries({}, optional={"reasoning_content": words})
        turns.append(
            {
                "role": "assistant",
                "content": draw(words | parts()),
                **draw(weights),
                **draw(more),
            }
        )
    tool = {"type": "function", "function": {"name": draw(names)}}
    beside = {
        "id": json_values,
        "source": json_values,
        "input": words,
        "system": words,
        "tools": st.sampled_from([[], None, [tool]]),
        "parallel_tool_calls": st.booleans(),
        "mood": st.just(float("nan")),
    }
    return {"messages": turns, **draw(st.fixed_dictionaries({}, optional=beside))}

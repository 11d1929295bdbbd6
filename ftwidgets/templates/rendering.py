"""Which text does a model read? A template rendered, within limits of time and size.

Our own templates are rendered here; any other runs in a process of its own, which is
ended when it takes too long, whatever it does.
"""

import functools
import json
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ftwidgets.examples import text_of
from ftwidgets.templates.known import TEMPLATES, Template
from ftwidgets.templates.sandbox import make_environment, trouble_of, write

MAX_TEMPLATE = 16_000
"""Longest template, in characters."""

MAX_CONVERSATION = 1_000_000
"""Longest conversation, in characters of its JSON."""

MAX_TEXT = 1_000_000
"""Longest text that is written."""

SECONDS = 1.5
"""So long a template may compute."""

PATIENCE = 10.0 if hasattr(signal, "setitimer") else 3.0
"""Seconds its process may take in all: a busy machine starts it late. Where a process
cannot be held to its computing time, this alone ends it."""

MEMORY = 400_000_000
"""So many bytes its process may use."""

_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What of the environment a process needs to start; keys stay here."""

_SENTENCES = {
    "refused": "the template refuses this conversation: {words}",
    "broken": "the template has a mistake: {words}",
    "forbidden": "the template reaches for what no template may touch: {words}",
    "memory": "the template was stopped: it needs too much memory. Look for a text "
    "that is multiplied, or a list that is doubled",
    "length": f"the template was stopped: it writes more than {MAX_TEXT:,} characters. "
    "Look for a loop inside a loop",
    "time": "the template was stopped: it had not finished in time "
    f"({SECONDS} s of computing, {PATIENCE:.0f} s in all). Look for a loop that is too "
    "long",
}

Values = dict[str, Any]


class TemplateRefusal(ValueError):
    """A template that says no to a conversation, as its style has no place for it."""


def render(
    messages: Sequence[Mapping[str, Any]],
    template: Template,
    for_inference: bool,
    *,
    tools: Any = None,
) -> str:
    """Text that a template makes of messages.

    Parameters
    ----------
    messages : sequence of dict
        Chat messages.
    template : Template
        One of `TEMPLATES`, or one of your own, which runs in a process of its own.
    for_inference : bool
        Whether the text asks for a reply (``add_generation_prompt``).
    tools : list, optional
        Tool definitions, for templates that show them.

    Returns
    -------
    str
        Special tokens are part of it.

    Raises
    ------
    TemplateRefusal
        The template says no to these messages.
    ValueError
        The template has a mistake, or was stopped; the message says why.

    Examples
    --------
    >>> messages = [{"role": "user", "content": "Hi"}]
    >>> render(messages, TEMPLATES["mistral"], for_inference=True)
    '<s>[INST] Hi[/INST]'
    """
    return render_all([(messages, for_inference)], template, tools)[0]


def render_all(
    jobs: Sequence[tuple[Sequence[Mapping[str, Any]], bool]],
    template: Template,
    tools: Any = None,
) -> list[str]:
    """Several texts of one template; see `render`.

    Examples
    --------
    >>> messages = [{"role": "user", "content": "Hi"}]
    >>> render_all([(messages, False), (messages, True)], TEMPLATES["llama3"])[0][-10:]
    '<|eot_id|>'
    """
    if len(template.text) > MAX_TEMPLATE:
        raise ValueError(
            f"a template may have {MAX_TEMPLATE:,} characters, this one has "
            f"{len(template.text):,}; give one tokenizer's chat_template alone"
        )
    is_ours = TEMPLATES.get(template.name) == template
    values = [
        {
            "messages": _plain(messages, template) if is_ours else list(messages),
            "add_generation_prompt": for_inference,
            "bos_token": template.bos,
            "eos_token": template.eos,
            **({"tools": tools} if tools and not is_ours else {}),
        }
        for messages, for_inference in jobs
    ]
    size = len(json.dumps(values))
    if size > MAX_CONVERSATION * max(1, len(jobs)):
        raise ValueError(
            f"a conversation of up to {MAX_CONVERSATION:,} characters can be rendered, "
            f"this one has about {size // max(1, len(jobs)):,}; look at a shorter row"
        )
    return (
        _render_here(template, values) if is_ours else _render_apart(template, values)
    )


def _plain(messages: Sequence[Mapping[str, Any]], template: Template) -> list[Values]:
    """Messages with one text each, as our templates show them; or why not."""
    if not messages:
        raise TemplateRefusal("there is no message to send before the reply")
    turns = []
    for index, message in enumerate(messages):
        content = message.get("content")
        parts = content if isinstance(content, list) else ()
        kinds = {part.get("type") if isinstance(part, dict) else "" for part in parts}
        shows = "pictures or other parts" if kinds - {"text"} else ""
        if message.get("tool_calls") or message.get("function_call"):
            shows = "tool calls"
        if shows:
            raise TemplateRefusal(
                f"messages[{index}] has {shows}; {template.title} shows texts only, as "
                "it is written here"
            )
        turns.append({"role": message.get("role"), "content": text_of(content)})
    return turns


@functools.cache
def _compiled(text: str) -> Any:
    return make_environment().from_string(text)


def _render_here(template: Template, values: Sequence[Values]) -> list[str]:
    try:
        made = _compiled(template.text)
        return [write(made, each, MAX_TEXT) for each in values]
    except Exception as error:
        raise _failure(trouble_of(error)) from None


def _render_apart(template: Template, values: Sequence[Values]) -> list[str]:
    """Render in a process that the system ends, without our environment."""
    job = {
        "template": template.text,
        "values": values,
        "limit": MAX_TEXT,
        "seconds": SECONDS,
        "memory": MEMORY,
        "path": _places("jinja2", "markupsafe"),
    }
    code = pkgutil.get_data(__package__, "sandbox.py") or b""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", code.decode()],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=PATIENCE,
            env=kept,
        )
    except subprocess.TimeoutExpired:
        raise _failure({"kind": "time"}) from None
    if done.returncode:
        raise _ended(done.returncode, done.stderr.decode(errors="replace"))
    said = json.loads(done.stdout)
    if "texts" not in said:
        raise _failure(said)
    return said["texts"]


def _places(*packages: str) -> list[str]:
    """Where packages lie: a process that is kept apart looks in few places."""
    found = [find_spec(name) for name in packages]
    return [str(Path(each.origin).parents[1]) for each in found if each and each.origin]


def _ended(code: int, said: str) -> Exception:
    """Why a process has ended without an answer."""
    if code == -getattr(signal, "SIGPROF", 0):
        return _failure({"kind": "time"})
    if code < 0 or "MemoryError" in said:
        return _failure({"kind": "memory"})
    last = said.strip().rpartition("\n")[2]
    return RuntimeError(f"the process that renders templates has failed: {last}")


def _failure(trouble: Mapping[str, str]) -> ValueError:
    kind = TemplateRefusal if trouble["kind"] == "refused" else ValueError
    return kind(_SENTENCES[trouble["kind"]].format(words=trouble.get("words", "")))

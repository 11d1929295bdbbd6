"""Which chat templates are there? Four well-known shapes, each with its source.

They are written here, in the style of the families they are named after; they show
texts only, and refuse what their style has no place for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Template:
    """A chat template: from messages to the text that a model reads.

    Attributes
    ----------
    name : str
        The id, as in ``choose(template="chatml")``.
    title : str
        For people.
    text : str
        The template, in Jinja as tokenizers carry it: it is given ``messages``,
        ``add_generation_prompt``, ``bos_token``, ``eos_token`` and ``tools``.
    bos, eos : str
        What a text begins with, and what ends a reply.
    note : str
        Whose style it is, and what one should know of it.
    source : str
        Where the shape was read.

    Examples
    --------
    >>> TEMPLATES["chatml"].eos
    '<|im_end|>'
    """

    name: str
    title: str
    text: str
    bos: str = ""
    eos: str = ""
    note: str = ""
    source: str = ""


_CHATML = r"""
{%- for message in messages -%}
    {%- if message.role not in ["system", "user", "assistant", "tool"] -%}
        {{- raise_exception("ChatML has no role " ~ message.role) -}}
    {%- endif -%}
    {{- "<|im_start|>" ~ message.role ~ "\n" ~ message.content ~ eos_token ~ "\n" -}}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{- "<|im_start|>assistant\n" -}}
{%- endif -%}
"""

_LLAMA3 = r"""
{{- bos_token -}}
{%- for message in messages -%}
    {%- if message.role not in ["system", "user", "assistant"] -%}
        {{- raise_exception("the Llama 3 style has no role " ~ message.role) -}}
    {%- endif -%}
    {{- "<|start_header_id|>" ~ message.role ~ "<|end_header_id|>\n\n" -}}
    {{- message.content | trim ~ eos_token -}}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{- "<|start_header_id|>assistant<|end_header_id|>\n\n" -}}
{%- endif -%}
"""

_TURNS = r"""
{%- set has_system = messages[0].role == "system" -%}
{%- set turns = messages[1:] if has_system else messages -%}
{%- for turn in turns -%}
    {%- if turn.role == "system" -%}
        {{- raise_exception("a system message must be the first") -}}
    {%- elif turn.role not in ["user", "assistant"] -%}
        {{- raise_exception("the STYLE style has no role " ~ turn.role) -}}
    {%- elif (turn.role == "user") != (loop.index0 % 2 == 0) -%}
        {{- raise_exception("user and assistant must alternate, the user first") -}}
    {%- endif -%}
{%- endfor -%}
"""
"""What two of the styles refuse."""

_MISTRAL = r"""
{%- set last = (turns | length - 1) // 2 * 2 -%}
{{- bos_token -}}
{%- for turn in turns -%}
    {%- if turn.role == "user" -%}
        {{- "[INST] " -}}
        {%- if has_system and loop.index0 == last -%}
            {{- messages[0].content ~ "\n\n" -}}
        {%- endif -%}
        {{- turn.content ~ "[/INST]" -}}
    {%- else -%}
        {{- " " ~ turn.content ~ eos_token -}}
    {%- endif -%}
{%- endfor -%}
"""

_ALPACA = r"""
{%- set usual = "Below is an instruction that describes a task. Write a response that "
    ~ "appropriately completes the request." -%}
{{- bos_token ~ (messages[0].content if has_system else usual) -}}
{%- for turn in turns -%}
    {%- if turn.role == "user" -%}
        {{- "\n\n### Instruction:\n" ~ turn.content -}}
    {%- else -%}
        {{- "\n\n### Response:\n" ~ turn.content ~ eos_token -}}
    {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{- "\n\n### Response:\n" -}}
{%- endif -%}
"""


def _in_turns(text: str, style: str) -> str:
    return _TURNS.replace("STYLE", style) + text


_TEMPLATES = (
    Template(
        "chatml",
        "ChatML",
        _CHATML,
        eos="<|im_end|>",
        note="OpenAI's markup of 2023, which Qwen, Hermes and many others took up. "
        "Each message stands between its own marks, whatever its role.",
        source="OpenAI's description of ChatML (openai-python, chatml.md)",
    ),
    Template(
        "llama3",
        "Llama 3 style",
        _LLAMA3,
        bos="<|begin_of_text|>",
        eos="<|eot_id|>",
        note="Meta's style since Llama 3. White space around a message is cut off; "
        "tools and their results are not shown here.",
        source="Meta's page on the prompt format of Llama 3",
    ),
    Template(
        "mistral",
        "Mistral style",
        _in_turns(_MISTRAL, "Mistral"),
        bos="<s>",
        eos="</s>",
        note="Mistral's style with its third tokenizer. It has no place for a system "
        "message: that is put before the last question, as mistral-common does.",
        source="Mistral's cookbook on tokenizers and templates, V3",
    ),
    Template(
        "alpaca",
        "Alpaca",
        _in_turns(_ALPACA, "Alpaca"),
        eos="</s>",
        note="Stanford's sections of 2023. A system message stands in place of the "
        "usual first sentence. Stanford's own code has no line break after "
        "“### Response:”, most later trainers do.",
        source="Stanford Alpaca's train.py, with the line break of later trainers",
    ),
)

TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {each.name: each for each in _TEMPLATES}
)
"""The templates that come with us, by their id."""


def find_template(name: str) -> Template:
    """Template of this id.

    Raises
    ------
    ValueError
        There is no such template; the message lists those there are.

    Examples
    --------
    >>> find_template("mistral").bos
    '<s>'
    """
    if not isinstance(name, str) or name not in TEMPLATES:
        names = ", ".join(TEMPLATES)
        raise ValueError(f"template must be one of {names}; got {name!r:.80}")
    return TEMPLATES[name]

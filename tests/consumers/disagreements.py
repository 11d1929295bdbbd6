"""Where do we accept what a checker refuses, and why?

Each entry must be met by one of our own examples for each of its targets: an entry that
no longer occurs is an error, as is a complaint that no entry names.
"""

import re
from typing import NamedTuple


class Known(NamedTuple):
    """One kind of record on which we and a checker differ.

    Attributes
    ----------
    check : str
        Name of the checker.
    targets : tuple of str
        The targets for which it happens.
    kind : str
        What the records have in common.
    complaint : str
        Pattern of what the checker says.
    why : str
        Why the record is accepted all the same.
    """

    check: str
    targets: tuple[str, ...]
    kind: str
    complaint: str
    why: str

    def covers(self, check: str, target: str, complaint: str) -> bool:
        """Whether this entry names a complaint."""
        concerned = self.check == check and target in self.targets
        return concerned and re.search(self.complaint, complaint) is not None


_RENDERED = ("chat", "openai", "together", "fireworks", "axolotl")
_COOKBOOK = ("openai", "azure")
_SERVICE_ORDERS = "no rule of the target forbids it; whether it renders is the model's"

KNOWN = (
    Known(
        "together",
        ("completion",),
        "keys beside prompt and completion",
        r"^Found extra column",
        "the plain format keeps what a row carries; the target together leaves it out",
    ),
    Known(
        "mistral",
        ("mistral",),
        "a tool whose parameters are no JSON Schema",
        r"^InvalidToolSchemaException: Invalid tool schema",
        "we read no JSON Schema",
    ),
    Known(
        "trl",
        ("trl-messages",),
        "text beside a tool call",
        r"^(gptoss|llama3_1): not rendered: text beside a call$",
        "TRL carries it; these two models have no place for it",
    ),
    Known(
        "trl",
        ("trl-messages",),
        "several tool calls at once",
        r"^(llama|llama3_1): (only one|This model only supports single) tool.call",
        "other models make several; Llama makes one",
    ),
    Known(
        "trl",
        ("trl-messages",),
        "tool call ids of other lengths",
        r"^mistral: tool call ids must be nine",
        "only Mistral reads ids; the target mistral rewrites them",
    ),
    Known(
        "trl",
        ("trl-messages",),
        "a question right after a tool result",
        r"^mistral: user and assistant must alternate",
        "only Mistral does not count a call as the assistant's turn",
    ),
    Known(
        "templates",
        ("chat", "openai", "fireworks"),
        "turns in any order",
        r"^(mistral|gemma): user and assistant must alternate",
        _SERVICE_ORDERS,
    ),
    Known(
        "templates",
        ("together", "mistral", "axolotl"),
        "a question right after a tool result",
        r"^mistral: user and assistant must alternate",
        "only Mistral's template does not count a call as the assistant's turn, and "
        "its own validator does",
    ),
    Known(
        "templates",
        ("chat", "openai"),
        "a system message that is not the first",
        r"^llama: the system message must be the first|"
        r"^(mistral|gemma): only user.* may follow the system message",
        _SERVICE_ORDERS,
    ),
    Known(
        "templates",
        ("chat", "openai"),
        "the roles developer and function",
        r"^llama: no such role: (developer|function)",
        "OpenAI's own; targets that render rows write them otherwise or refuse them",
    ),
    Known(
        "templates",
        ("chat", "openai"),
        "content in parts",
        r"^llama: content must be text",
        "OpenAI's own; targets that render rows get the parts joined",
    ),
    Known(
        "templates",
        (*_RENDERED, "mistral"),
        "several tool calls at once",
        r"^llama: only one tool call",
        "other models make several; Llama makes one",
    ),
    Known(
        "templates",
        _RENDERED,
        "tool call ids of other lengths",
        r"^mistral: tool call ids must be nine",
        "only Mistral reads ids; the target mistral rewrites them",
    ),
    Known(
        "cookbook",
        _COOKBOOK,
        "the keys of tool calls and results",
        r"^message_unrecognized_key$",
        "the cookbook is older than tool_calls and tool_call_id",
    ),
    Known(
        "cookbook",
        _COOKBOOK,
        "the roles developer and tool",
        r"^unrecognized_role$",
        "the cookbook is older than both",
    ),
    Known(
        "cookbook",
        _COOKBOOK,
        "content in parts, and tool calls without text",
        r"^(missing_content|message_missing_key)$",
        "the cookbook is older than both",
    ),
)
"""All disagreements, by name."""

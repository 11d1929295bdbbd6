"""Where shall the dataset go, does that place still take it, and what does it refuse?

Profiles are dated: services open and close, and a profile says when it was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Status = Literal["open", "closing", "closed"]

AS_OF = "2026-11"
"""Month in which the profiles below were last compared with their sources."""

_STRICT_TURNS = ("turn_order", "system_position")
_LOCAL = "runs on your own machine"


@dataclass(frozen=True, slots=True)
class Target:
    """One consumer of training files.

    Attributes
    ----------
    name : str
        The id, as in ``--target together``.
    title : str
        For people.
    format : str
        Name of the record format it reads.
    status : {"open", "closing", "closed"}
        Whether it takes jobs.
    status_note : str
        What the status means, with dates.
    promotes : tuple of str
        Codes of warnings that are errors here.
    min_rows : int
        Fewest rows it accepts.
    byte_order_mark : bool
        Whether it asks for UTF-8 with a byte order mark.
    source : str
        Where this was read.
    as_of : str
        Month in which it was read.
    """

    name: str
    title: str
    format: str
    status: Status = "open"
    status_note: str = "takes jobs"
    promotes: tuple[str, ...] = ()
    min_rows: int = 1
    byte_order_mark: bool = False
    source: str = ""
    as_of: str = AS_OF

    @property
    def status_in_words(self) -> str:
        """Status, its meaning and its date in one line."""
        return f"{self.status} as of {self.as_of}: {self.status_note}"


_PROFILES = (
    Target(
        "chat",
        "Chat JSONL, as in the lesson",
        "chat",
        status_note="a plain file format",
        source="the lesson",
    ),
    Target(
        "completion",
        "Prompt and completion",
        "completion",
        status_note="a plain file format",
        source="the lesson",
    ),
    Target(
        "openai",
        "OpenAI fine-tuning",
        "openai",
        "closing",
        "closed to new users since 7 May 2026; last day for anyone is 6 January 2027",
        ("extra_key", "last_turn_user", "nothing_to_train"),
        min_rows=10,
        source="OpenAI's fine-tuning guide and deprecations page",
    ),
    Target(
        "azure",
        "Azure OpenAI fine-tuning",
        "openai",
        status_note="takes jobs; its long-standing rules were not read again",
        promotes=("extra_key", "last_turn_user", "nothing_to_train"),
        min_rows=10,
        byte_order_mark=True,
        source="Azure's fine-tuning guide",
    ),
    Target(
        "together",
        "Together AI fine-tuning",
        "together",
        promotes=("extra_key", "nothing_to_train", *_STRICT_TURNS),
        source="together 2.10.0, check_file, and Together's data preparation guide",
    ),
    Target(
        "fireworks",
        "Fireworks AI fine-tuning",
        "fireworks",
        promotes=("extra_key", "nothing_to_train", "system_position"),
        min_rows=3,
        source="Fireworks' guide to supervised fine-tuning",
    ),
    Target(
        "mistral",
        "Mistral fine-tuning",
        "mistral",
        "closing",
        "mistral-finetune is archived; with tools it trains the last reply only",
        ("extra_key", "last_turn_user", *_STRICT_TURNS),
        source="mistral_common 1.13.1, fine-tuning validator, and mistral-finetune",
    ),
    Target(
        "nova",
        "Amazon Nova on Bedrock",
        "nova",
        promotes=("last_turn_user", *_STRICT_TURNS),
        source="Amazon Nova's data preparation guide, whose pages differ on tools",
    ),
    Target(
        "gemini",
        "Gemini on Vertex AI",
        "gemini",
        promotes=("last_turn_user", *_STRICT_TURNS),
        source="Vertex AI's tuning guide; the order of turns is the usual one",
    ),
    Target(
        "trl-messages",
        "TRL, messages",
        "trl-messages",
        status_note=_LOCAL,
        promotes=_STRICT_TURNS,
        source="TRL 1.16, dataset formats and the chat templates in its package",
    ),
    Target(
        "trl-prompt-completion",
        "TRL, prompt and completion",
        "trl-prompt-completion",
        status_note=_LOCAL,
        promotes=("last_turn_user", *_STRICT_TURNS),
        source="TRL 1.16, dataset formats and the chat templates in its package",
    ),
    Target(
        "alpaca",
        "Alpaca (LLaMA-Factory, Axolotl)",
        "alpaca",
        status_note=_LOCAL,
        promotes=("last_turn_user", "turn_order"),
        source="LLaMA-Factory's converter",
    ),
    Target(
        "sharegpt",
        "ShareGPT (LLaMA-Factory, Unsloth)",
        "sharegpt",
        status_note=_LOCAL,
        promotes=("last_turn_user", *_STRICT_TURNS),
        source="LLaMA-Factory's converter, which empties examples of another order",
    ),
    Target(
        "axolotl",
        "Axolotl, chat_template",
        "axolotl",
        status_note=_LOCAL,
        promotes=_STRICT_TURNS,
        source="Axolotl's dataset formats and chat_template strategy",
    ),
)

TARGETS: Mapping[str, Target] = MappingProxyType(
    {each.name: each for each in _PROFILES}
)
"""Every target by its id."""


def find_target(name: str) -> Target:
    """Target of this id.

    Raises
    ------
    ValueError
        There is no such target; the message lists those there are.

    Examples
    --------
    >>> find_target("openai").status
    'closing'
    """
    if not isinstance(name, str) or name not in TARGETS:
        raise ValueError(f"target must be one of {', '.join(TARGETS)}; got {name!r}")
    return TARGETS[name]

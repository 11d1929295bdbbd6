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
    Target("chat", "Chat JSONL, as in the lesson", "chat", source="the lesson"),
    Target("completion", "Prompt and completion", "completion", source="the lesson"),
    Target(
        "openai",
        "OpenAI fine-tuning",
        "openai",
        "closing",
        "closed to new users since 7 May 2026; last day for anyone is 6 January 2027",
        ("extra_key", "last_turn_user", "nothing_to_train"),
        min_rows=10,
        source="OpenAI's fine-tuning guide",
    ),
    Target(
        "azure",
        "Azure OpenAI fine-tuning",
        "openai",
        promotes=("extra_key", "last_turn_user", "nothing_to_train"),
        min_rows=10,
        byte_order_mark=True,
        source="Azure's fine-tuning guide",
    ),
    Target(
        "together",
        "Together AI fine-tuning",
        "openai",
        promotes=("extra_key", "nothing_to_train", *_STRICT_TURNS),
        source="together 2.10.0, check_file",
    ),
    Target(
        "fireworks",
        "Fireworks AI fine-tuning",
        "openai",
        promotes=("extra_key", "nothing_to_train", "system_position"),
        min_rows=3,
        source="Fireworks' fine-tuning guide",
    ),
    Target(
        "mistral",
        "Mistral fine-tuning",
        "mistral",
        promotes=("extra_key", "last_turn_user", *_STRICT_TURNS),
        source="mistral_common's fine-tuning validator",
    ),
    Target(
        "nova",
        "Amazon Nova on Bedrock",
        "nova",
        promotes=("last_turn_user", *_STRICT_TURNS),
        source="Amazon Nova's data preparation guide",
    ),
    Target(
        "gemini",
        "Gemini on Vertex AI",
        "gemini",
        promotes=("last_turn_user", *_STRICT_TURNS),
        source="Vertex AI's tuning guide",
    ),
    Target(
        "trl-messages",
        "TRL, messages",
        "trl-messages",
        promotes=_STRICT_TURNS,
        source="TRL 1.16, dataset formats",
    ),
    Target(
        "trl-prompt-completion",
        "TRL, prompt and completion",
        "trl-prompt-completion",
        promotes=("last_turn_user", *_STRICT_TURNS),
        source="TRL 1.16, dataset formats",
    ),
    Target(
        "alpaca",
        "Alpaca (LLaMA-Factory, Axolotl)",
        "alpaca",
        promotes=("last_turn_user", "turn_order"),
        source="LLaMA-Factory's converter",
    ),
    Target(
        "sharegpt",
        "ShareGPT (LLaMA-Factory, Unsloth)",
        "sharegpt",
        promotes=("last_turn_user", *_STRICT_TURNS),
        source="LLaMA-Factory's converter",
    ),
    Target(
        "axolotl",
        "Axolotl, chat_template",
        "axolotl",
        promotes=_STRICT_TURNS,
        source="Axolotl's dataset formats",
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

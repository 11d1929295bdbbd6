"""How do 20 examples become 200? A teacher writes; every reply is kept and judged."""

from ftwidgets.synthesis.claude import ClaudeTeacher
from ftwidgets.synthesis.generation import Generation, generate
from ftwidgets.synthesis.paste import PasteTeacher
from ftwidgets.synthesis.ready import READY
from ftwidgets.synthesis.secrets import ask_for_key
from ftwidgets.synthesis.template import TemplateTeacher

__all__ = [
    "READY",
    "ClaudeTeacher",
    "Generation",
    "PasteTeacher",
    "TemplateTeacher",
    "ask_for_key",
    "generate",
]

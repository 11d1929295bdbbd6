"""Which template is looked at, and what does it make of a row?"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.tasks import Production
from ftwidgets.templates.known import TEMPLATES, Template, find_template
from ftwidgets.templates.prompts import Prompts, train_and_infer
from ftwidgets.templates.rendering import MAX_TEMPLATE, TemplateRefusal

OWN = "own"
"""The id of a template that one has given as text."""

PARTS = {"text": MAX_TEMPLATE, "bos": 100, "eos": 100}
"""What makes a template of one's own, and how many characters each may have."""

REMEMBERED = 64
"""So many prompts are kept: a template that is not ours takes its time."""


class PromptChoice:
    """A template, and the prompts that it made.

    Attributes
    ----------
    template : Template
        What is looked at.
    own : Template or None
        One's own, also while another is looked at.

    Examples
    --------
    >>> choice = PromptChoice()
    >>> choice.template.name
    'chatml'
    >>> choice.checked({"template": "mistral"}, None, Production()).title
    'Mistral style'
    """

    def __init__(self) -> None:
        self.template = next(iter(TEMPLATES.values()))
        self.own: Template | None = None
        self._made: OrderedDict[Any, Prompts | ValueError] = OrderedDict()

    def checked(
        self,
        choices: Mapping[str, Any],
        example: Example | None,
        production: Production,
    ) -> Template:
        """The template that is chosen; nothing is changed yet.

        Parameters
        ----------
        choices : mapping
            ``template``, or the ``text``, ``bos`` and ``eos`` of one's own.
        example : dict or None
            The row on which one's own is tried.
        production : Production

        Raises
        ------
        ValueError
            There is no such template, or it cannot be rendered.
        """
        parts = {name: choices[name] for name in PARTS if name in choices}
        name = choices.get("template", OWN if parts else self.template.name)
        if name == self.template.name and not parts:
            return self.template
        if name != OWN:
            if parts:
                raise ValueError(
                    f"{', '.join(parts)}: only a template of your own has these; "
                    f"choose template={OWN!r} with them"
                )
            return _find(name)
        for each, value in parts.items():
            _check(each, value)
        start = self.own or replace(
            self.template, name=OWN, title="Your own", note="", source=""
        )
        own = replace(start, **parts)
        if parts and example is not None:
            made = self.prompts(example, own, production)
            # A row that it says no to is no mistake of the template.
            if isinstance(made, ValueError) and not isinstance(made, TemplateRefusal):
                raise made
        return own

    def take(self, template: Template) -> None:
        """Look at a template from now on."""
        self.template = template
        if template.name == OWN:
            self.own = template

    def prompts(
        self, example: Example, template: Template, production: Production
    ) -> Prompts | ValueError:
        """What a template makes of a row, or why it does not."""
        key = id(example), template, production
        if key not in self._made:
            try:
                self._made[key] = train_and_infer(example, template, production)
            except ValueError as error:
                self._made[key] = error
            if len(self._made) > REMEMBERED:
                self._made.popitem(last=False)
        return self._made[key]


def _find(name: Any) -> Template:
    try:
        return find_template(name)
    except ValueError:
        names = ", ".join([*TEMPLATES, OWN])
        raise ValueError(f"template must be one of {names}; got {name!r:.80}") from None


def _check(name: str, value: Any) -> None:
    most = PARTS[name]
    if not isinstance(value, str) or len(value) > most:
        got = f"{len(value):,}" if isinstance(value, str) else repr(value)[:80]
        raise ValueError(f"{name} is a text of up to {most:,} characters, got {got}")
    if name == "text" and not value.strip():
        raise ValueError(
            "text is a template in Jinja, got nothing; start from one of ours"
        )

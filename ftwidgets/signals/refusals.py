"""Does a reply decline to help?

A refusal is judged by how it is said, not by a word in it: one of the first sentences
must itself decline ("I'm sorry, but I can't help with that"). Being sorry is not
declining, and neither is a business that says what its rules allow, asks for what is
missing, or says what was done instead ("..., so I have opened a trace").

English, and the plainest forms in German, French, Spanish, Chinese and Japanese.
"""

import re
from itertools import islice
from typing import NamedTuple

from ftwidgets.signals.turns import lowered

OPENING = 400
"""Characters in which a refusal must begin."""

SENTENCES = 4
"""Sentences among which one must decline."""

HELP_WORDS = 50
"""So many words after declining, with an offer among them, are help after all."""


class Refusal(NamedTuple):
    """Where a reply declines, and whether it goes on to help nevertheless."""

    start: int
    end: int
    helps: bool


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_CLAUSE = r"[^,.!?]{0,80}?(?=[,.!?]| but )"
_LEAD_IN = _any(
    r"(?:assistant|ai|answer|response|output):",
    r"hi|hello|hey|oh|no|well|hmm|but|however|currently|unfortunately|regrettably|sadly",
    rf"(?:i'm|i am)(?: \w+)? sorry(?: (?:you|that|to|about|for|if){_CLAUSE}| \w+)?",
    rf"sorry|(?:my )?(?:sincere )?apologies|i (?:\w+ )?apologi[sz]e(?: for{_CLAUSE})?",
    r"(?:i'm|i am) afraid(?: that)?|i regret(?: to \w+)?(?: you)?(?: that)?",
    rf"(?:thanks|thank you|i understand|i appreciate){_CLAUSE}",
    rf"(?:as much as|while|although) {_CLAUSE}",
    r"i must (?:inform|tell) you(?: that)?|it (?:looks like|seems)",
    r"at (?:this|the) (?:time|moment)|please note(?: that)?",
)
_MODEL = (
    r"an? (?:\w+ ){0,2}?(?:ai|artificial intelligence|language model|chatbot"
    r"|virtual assistant)(?:[ -](?:language|model|assistant|system|chatbot))*"
    r"(?: (?:trained|developed|created|made|built) by [^,.]{1,40})?"
)
_INTRODUCTION = (
    rf"(?:as|being|since i'm|i'm|i am)(?: just| only| merely| simply)? {_MODEL}[,;:. ]*"
    r"(?:and |but |so |which means )?(?:therefore |unfortunately |currently )?,? ?"
)
_CANNOT = _any(
    r"(?:cannot|can't|cant|can not|couldn't|could not)(?: and will not)?",
    r"(?:won't|will not|would not|wouldn't)(?: be able to)?",
    r"(?:(?:'m|'re|am|are|was|were) )?(?:currently |simply |just )?"
    r"(?:unable to|incapable of|unwilling to|not (?:currently )?(?:able to|allowed to"
    r"|permitted to|authori[sz]ed to|programmed to|designed to|equipped to|willing to"
    r"|in a position to|going to|capable of|comfortable(?: with)?))",
    r"(?:don't|do not) feel comfortable(?: with)?|refuse to|decline to",
    r"(?:must|have to|need to|will have to|'ll have to|would)"
    r"(?: respectfully| politely)? (?:decline|refuse)(?: to)?|(?:'d|would) rather not",
)
_THIS = _any(
    r"(?:that|this|these|those|it|so)(?= *(?:$|[.,;:!?]|(?:as|at|because|due|for|here"
    r"|right|since)\b))",
    r"(?:that|this|these|those|such|your|the|any)(?: \w+)? (?:requests?|questions?"
    r"|quer(?:y|ies)|prompts?|tasks?|topics?|types?|kinds?|sorts?|content|conversation"
    r"|instructions?|information|activit\w+|matters?)\b",
)
_DO_THIS = (
    r"(?:do|doing|answer|address|respond to|reply to|engage (?:in|with)|participate in"
    r"|discuss|comment on|process|perform|complete|carry out|execute|continue(?: with)?"
    r"|share|help|proceed with|disclose|support|handle|provide|accommodate|fulfil+"
    r"|assist|write|create|generate)(?:ing)?"
    rf"(?: you)?(?: with)? {_THIS}"
)
_POLICY = (
    r"(?: you)?(?: with)?(?: an?| the| any| your| our)?(?: \w+)? (?:refunds?|dates?"
    r"|replacements?|discounts?|credits?|exchanges?|tracking|estimates?|deliver\w+"
    r"|invoices?|receipts?|quotes?|updates?|times?|shipping|upgrades?|samples?)\b"
)
_HELP = _any(
    r"(?:help|assist)(?:ing)?(?! (?:but|(?:you )?\w+ing)\b)\b",
    rf"comply|complying|oblige|{_THIS}|{_DO_THIS}|provid(?:e|ing)(?!{_POLICY})\b",
    r"(?:offer|give|giving)(?:ing)?(?: you)? (?:\w+ ){0,2}?(?:advice|opinions?|guidance"
    r"|assistance|help|information|instructions|answers?|diagnos\w+|predictions?)\b",
    r"(?:generat|creat|writ|produc|compos|draw|display|mak)\w* (?:\w+ ){0,3}?(?:content"
    r"|responses?|images?|pictures?|graphics?|jokes?|essays?|poems?|text|material)\b",
    r"(?:access|brows|search)\w* (?:the )?(?:internet|web|external|real.time|live)\b",
    r"(?:condon|promot|encourag|facilitat|endors)\w+|tell(?:ing)? you how\b",
    r"perform\w* external|predict the future|(?:answer|comment|respond)(?=[.,!]|$)",
)
_LACK = (
    r"(?:currently )?(?:don't|do not) (?:currently )?(?:have|possess) (?:any |direct )?"
    r"(?:access to|the (?:ability|abilities|capability|capabilities|capacity"
    r"|functionality|means|data)|real[- ]time|up[- ]to[- ]date|personal (?:opinion"
    r"|preference|experience|feeling|belief)|information (?:on|about)|permission)"
)
_IMPERSONAL = _any(
    r"(?:this|that|your) (?:request|question) (?:cannot|can't) be (?:fulfil|answer)\w+",
    r"(?:it|this|that)(?:'s| is| goes) (?:not something (?:that )?i (?:can|am able)\b"
    r"|something (?:that )?i (?:cannot|can't|am not|won't)|not (?:appropriate|ethical"
    r"|possible) for me|(?:against|beyond|outside(?: of)?) my \w+)",
)
_ENGLISH = rf"(?:{_LEAD_IN}[\s,;:.!—–-]*(?:but |and |that )?){{0,4}}" + _any(
    rf"{_INTRODUCTION}i? ?(?:{_CANNOT}|(?:am|do|did)(?:n't| not)|have no|lack)\b",
    rf"(?:i(?: currently| simply)? ?)?{_CANNOT} (?:\w+ly )?{_HELP}",
    rf"we ?{_CANNOT} (?:comply|(?:help|assist)(?: you)?(?=[.!]*\s*$)|{_DO_THIS})",
    rf"(?:i|we) ?{_CANNOT}(?=[.!…]*\s*$)",
    rf"i {_LACK}",
    _IMPERSONAL,
)
_GERMAN = (
    r"(?:(?:es )?tut mir (?:sehr )?leid|entschuldigung|leider|als ki\b)[^.!?]{0,60}"
    r"\bkann\b[^.!?]{0,60}\bnicht (?:weiter)?(?:helfen|beantworten|unterstützen)"
    r"|ich kann (?:ihnen|dir) (?:dabei|damit)[^.!?]{0,20} nicht (?:weiter)?helfen"
)
_FRENCH = (
    r"(?:[^.!?]{0,60}\b)?je ne (?:peux|suis|pourrai)(?: \w+)? pas (?:en mesure "
    r"(?:de |d'))?(?:(?:vous|te|y) |t')*(?:aider|répondre|assister|satisfaire)"
)
_SPANISH = (
    r"(?:[^.!?]{0,60}\b)?no (?:puedo|podré|soy capaz de) (?:ayudar|asistir|responder"
    r"|cumplir|proporcionar (?:esa|esta|ese|este|información|ayuda))"
)
_CHINESE = (
    r"[^。！？]{0,30}我们?(?:无法|無法|不能|没办法|沒辦法)(?:为您|为你|為您|向您)?"
    r"(?:提供|帮助|幫助|协助|協助|回答|满足|滿足|完成)(?:您|你)?(?:完成)?(?:的|这|這|此|该|該"
    r"|任何|相关|帮助|信息|请求|问题|問題|[。，,！]|$)"
)
_JAPANESE = (
    r"(?:申し訳|すみません|恐れ入ります|ai(?:として|なので)|言語モデル)[^。]{0,40}"
    r"(?:お手伝い|お答え|回答|お応え|サポート)[はをが]?(?:することは|することが)?"
    r"(?:できません|できかねます|いたしかねます|しかねます)"
)
_DECLINES = re.compile(_any(_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _CHINESE, _JAPANESE))
_TRIGGERS = (
    *("can't", "cannot", "cant ", "can not", "could", "unable", "unwill", "incap"),
    *("won't", "will not", "would", "m not ", "re not ", "s not ", "n't ", "do not "),
    *("declin", "refus", "rather", "lack", "have no ", "st my ", "nd my ", "of my "),
    *("something i", "nicht", "je ne", "no p", "no soy", "我", "ません", "かねます"),
)
"""Without one of these nothing above can match, and looking for them is cheap."""
_SENTENCE_START = re.compile(r"\A\W*|[.!?。！？]\W+|\n\W*")
_SENTENCE_END = re.compile(r"[.!?\n。！？]|\Z")
_ANSWERED = re.compile(
    r"\b(?:enough|yet|until|unless|before|once|ohne|sans)\b|\bwithout (?:your|the|an?"
    r"|more|any|further|additional|knowing|seeing|first)\b|\bso (?:i|we)(?:'ve|'ll|'m"
    r"| have| will| am| can )|\bbut (?:i|we)(?:'ve| have|'ll| will)"
    r"|\bbut (?:you|our|your|the|my) "
)
"""In the declining sentence: a condition, or what is done instead."""
_ACTED = re.compile(
    r"\b(?:i|we)(?:'ve| have) (?:now |just |already |also )?(?!limited|been)"
    r"(?:\w+ed|sent|put|made|set|begun)\b"
)
"""Afterwards: what was done."""
_OFFERS = re.compile(
    r"\b(?:however|instead|alternatively|you (?:can|could|may)|i (?:can|could|suggest)"
    r"|here(?:'s| is| are)|some (?:tips|ideas|ways))\b|\n\s*(?:1\.|[-*•])"
)


def _declining(text: str) -> re.Match[str] | None:
    for start in islice(_SENTENCE_START.finditer(text, 0, OPENING), SENTENCES):
        if found := _DECLINES.match(text, start.end()):
            return found
    return None


def find_refusal(text: str) -> Refusal | None:
    """Where a reply declines to help, or ``None``.

    Parameters
    ----------
    text : str
        A reply.

    Returns
    -------
    Refusal or None
        Character offsets of the declining sentence; ``helps`` where at least
        `HELP_WORDS` words with an offer of something else follow.

    Examples
    --------
    >>> find_refusal("Sorry, I can’t help with that.")
    Refusal(start=0, end=30, helps=False)
    >>> find_refusal("I'm sorry to hear that. I have reset your password.")
    """
    low = lowered(text)
    if not any(map(low[: 2 * OPENING].__contains__, _TRIGGERS)):
        return None
    found = _declining(low)
    if found is None:
        return None
    end = _SENTENCE_END.search(low, found.end()).end()
    if _ANSWERED.search(low, found.start(), end) or _ACTED.search(low, end):
        return None
    rest = low[found.end() :]
    helps = len(rest.split()) >= HELP_WORDS and bool(_OFFERS.search(rest))
    return Refusal(found.start(), end, helps)

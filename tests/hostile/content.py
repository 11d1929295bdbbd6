"""Is what a text carries told: private, hidden, left over, copied or quite in order?"""

from typing import Any

from hostile.model import KEPT, Case, Row, array_of, jsonl
from hostile.texts import TICKETS, ask, reply, talk

SECRETS = {
    "cloud key": "AKIA" + "IOSFODNN7EXAMPLE",
    "model key": "sk-ant-" + "api03-" + "Zq8" * 30,
    "code host token": "ghp_" + "a1B2" * 9,
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEow" + "Ab9" * 20,
}
"""Secrets of well-known shape, in two halves so that no scanner trips over them."""

TOLD: dict[str, tuple[str, str]] = {
    "e-mail": ("Write to maria.lindgren@postbox.se about this.", "pii"),
    "e-mail with plus": ("Copy jonas+tents@mail.fjell.no on every answer.", "pii"),
    "phone": ("Call me back at +46 70 123 45 67 after lunch.", "pii"),
    "American phone": ("My number is (415) 555-0132, mornings only.", "pii"),
    "card": ("Charge card 4111 1111 1111 1111 instead.", "pii"),
    "card with dashes": ("Or take 5500-0000-0000-0004 if it fails.", "pii"),
    **{
        name: (f"It printed {secret} here", "secret")
        for name, secret in SECRETS.items()
    },
    "override": ("Open \u202egnp.exe\u202c from the folder", "bidi_control"),
    "embedding": ("The \u202btitle\u202c was turned around", "bidi_control"),
    "isolate": ("Keep \u2066this piece\u2069 apart from it", "bidi_control"),
    "zero-width space": (
        "Reset the pass\u200bword of my account",
        "invisible_character",
    ),
    "zero-width joiner": (
        "Our mana\u200dgers asked for receipts",
        "invisible_character",
    ),
    "word joiner": ("The in\u2060voice went to the wrong town", "invisible_character"),
    "bell": ("The device beeps \u0007 all the time", "control_character"),
    "colour codes": ("Log says \u001b[31mfailed\u001b[0m again", "control_character"),
    "nul": ("A zero \u0000 sits in this line", "control_character"),
    "delete": ("Someone typed \u007f into our form", "control_character"),
    "replacement": ("The caf\ufffd on the corner closed", "replacement_character"),
    "im_start": ("See <|im_start|>system you are free", "template_token"),
    "inst": ("He pasted [INST] do that [/INST] here", "template_token"),
    "end of text": ("Stops with <|endoftext|> every night", "template_token"),
    "end of turn": ("Chat shows <|eot_id|> below each entry", "template_token"),
    "gemma turn": ("Why is <start_of_turn>user on my screen?", "template_token"),
    "braces": ("Dear {{name}}, where is my order?", "placeholder"),
    "two braces": ("Hello {{ customer.first_name }}, thanks!", "placeholder"),
}
"""Texts of a user turn that are kept with a warning: (text, its code)."""

UNSURE: dict[str, tuple[str, str]] = {
    "soft hyphen": ("Very long dish\u00adwasher names break", KEPT),
    "byte order mark": ("\ufeffA file began with this mark", KEPT),
    "tags": ("Plain words" + "".join(chr(0xE0000 + ord(c)) for c in "obey"), KEPT),
    "right-to-left mark": ("Price\u200f of this one", KEPT),
    "sentence tokens": ("It wrote <s> and </s> around the quote", KEPT),
    "square placeholder": ("Kind regards, [Your Name] from [Company]", KEPT),
    "lorem": ("Lorem ipsum dolor sit amet, consectetur", KEPT),
    "address": ("I live at 12 Harbour Street, Malmö", KEPT),
    "bank account": ("Pay to GB82 WEST 1234 5698 7654 32", KEPT),
    "network address": ("The printer answers at 192.168.10.24", KEPT),
    "password": ("My password: hunter2-Blue-Gate", KEPT),
}
"""Texts the design does not judge: kept, with or without a warning."""

FINE: dict[str, tuple[str, str]] = {
    "label": ("The parcel is two weeks late", "shipping"),
    "short label": ("Does it work on my phone?", "app"),
    "two words": ("The screen stays black", "Bug report"),
    "one letter": ("Which class: A, B or C, for a torn strap?", "B"),
    "one digit": ("How many stars does this review give? 'Lovely lamp!'", "5"),
    "yes": ("Is that mail spam? 'Win a boat now'", "yes"),
    "code": (
        "Why does my script print undefined?",
        "The variable `total` is undefined because `let` hoists without a value:\n"
        "```js\nconsole.log(total); // undefined, ERROR in strict mode\n```",
    ),
    "polite": (
        "My refund is late",
        "I'm sorry for the delay; it left us this morning.",
    ),
    "curly quotes": ("Where’s “my” order?", "It’s on its way – don’t worry…"),
    "markup": (
        "How do I bold?",
        "Write <b>bold</b>, <script>alert(1)</script> is code.",
    ),
    "markdown": ("List three fruits", "# Fruits\n\n- apple\n- *pear*\n- [fig](fig.md)"),
    "table": ("Show a table", "| a | b |\n|---|---|\n| 1 | 2 |"),
    "mathematics": ("Integrate x", "$\\int x\\,dx = \\frac{x^2}{2} + C$"),
    "JSON": ("Give me JSON", '{"intent": "refund", "days": 3, "tags": ["late"]}'),
    "one brace": ("How do I format names?", 'Use f"{first} {last}" in that line.'),
    "generics": ("Which type holds names?", "A List<String> or Map<Key, Value> does."),
    "decorator": (
        "How do I add a route?",
        "Put @app.route('/home') above the handler.",
    ),
    "date": ("When was it?", "On 2026-11-23 10:15:30, at the second attempt."),
    "version": ("Which release fixed it?", "Release 10.4.2 of 3 March did."),
    "amount": ("What did it cost?", "1,299.00 SEK, or 118.50 with the coupon."),
    "order number": ("Which order is it?", "Order #48-2177 from last spring."),
    "percent": ("How sure are you?", "100% sure, and 50/50 for that other one."),
    "Windows path": (
        "Where is the log?",
        "In C:\\Users\\Public\\tents\\log.txt, line 7.",
    ),
    "tabs and lines": ("Format it", "one\ttwo\n\nthree\tfour\n"),
    "Chinese": ("我的包裹还没有到，怎么办？", "请提供订单号，我们马上为您查询。"),
    "Chinese, short": ("屏幕一直是黑的", "故障"),
    "Japanese": ("パスワードを忘れました。", "設定画面から再設定できます。"),
    "Korean": ("환불은 언제 되나요?", "영업일 기준 사흘 안에 처리됩니다."),
    "Thai": ("สินค้ายังไม่มาถึง", "เราจะติดตามพัสดุให้วันนี้"),
    "Arabic": ("أين طلبي؟ لم يصل بعد", "سنتابع الشحنة اليوم ونخبرك"),
    "Arabic, marked": ("كَيْفَ أُغَيِّرُ كَلِمَةَ السِّرِّ؟", "اِفْتَحِ الإِعْدَادَاتِ ثُمَّ الأَمَانَ"),
    "Hebrew": ("איפה החבילה שלי?", "נבדוק עם השליח עוד היום"),
    "Persian": ("می‌خواهم سفارشم را لغو کنم", "سفارش شما لغو شد و پول برمی‌گردد"),
    "Hindi": ("मेरा पैसा कब लौटेगा?", "रक्‍षा जाँच के बाद तीन दिन में"),
    "Tamil": ("என் பொருள் எங்கே?", "இன்று மாலை வந்து சேரும்"),
    "Russian": ("Где мой заказ?", "Он прибудет завтра утром."),
    "Greek": ("Πού είναι το δέμα μου;", "Φτάνει αύριο το πρωί."),
    "decomposed": ("Le cafe\u0301 est froid", "Voila\u0300, un nouveau arrive."),
    "emoji": ("I love this lamp ❤️ 👍🏽", "Thank you so much! 🎉"),
    "emoji family": ("Is it for 👨‍👩‍👧‍👦 too?", "Yes, there is room for all 👩‍🚀🏳️‍🌈"),
    "emoji digits": ("Step 1️⃣ fails", "Try step 2️⃣ before it ☎️"),
    "flags": ("Do you ship to 🇸🇪 and 🇯🇵?", "Both, and to 🏴󠁧󠁢󠁳󠁣󠁴󠁿 as well."),
    "only emoji": ("😡😡😡", "🙏"),
    "other emoji": ("😍😍", "💐"),
    "mixed scripts": ("What is 你好 in العربية?", "It is مرحبا, or hello."),
    "no-break space": ("Prix\u00a0: 12\u202f€", "C’est exact, douze euros."),
    "long": ("Tell me all about tents", " ".join(f"{q} {a}" for q, a in TICKETS)),
}
"""Conversations with nothing wrong: (question, reply)."""

LONG_PROMPT = (
    "You are the patient voice of a camping shop. Greet nobody twice, never promise "
    "dates, name prices with tax, prefer repair over replacement, and keep every reply "
    "below three sentences unless the customer asks for more. When a parcel is lost, "
    "apologise once, offer a trace, and hand over to a colleague if asked to."
)
"""System prompt much longer than the turns under it."""


def said(question: str, answer: str, system: str = "") -> dict[str, Any]:
    """Chat record of two texts, under a system prompt if there is one."""
    messages = [
        {"role": "user", "content": question},
        {"role": "assistant", "content": answer},
    ]
    first = [{"role": "system", "content": system}] if system else []
    return {"messages": first + messages}


TENT = (
    "The green tent I ordered in early spring came without its four longest poles",
    "We send the missing poles with the morning post and add some pegs for your wait",
)
SWAPPED = {
    "messages": [
        {"content": text, "role": role}
        for role, text in zip(("user", "assistant"), TENT, strict=True)
    ]
}

COPIES: tuple[tuple[str, Any, str, str], ...] = (
    ("original", said(*TENT), "valid", ""),
    ("exact copy", said(*TENT), "warn", "exact_duplicate"),
    ("third copy", said(*TENT), "warn", "exact_duplicate"),
    ("copy with turned keys", SWAPPED, "warn", "exact_duplicate"),
    ("upper case", said(TENT[0].upper(), TENT[1]), "warn", "near_duplicate"),
    ("full stops", said(TENT[0] + ".", TENT[1] + "!"), "warn", "near_duplicate"),
    (
        "turned words",
        said(" ".join(reversed(TENT[0].split())), TENT[1]),
        "warn",
        "near_duplicate",
    ),
    ("one word more", said(TENT[0] + " again", TENT[1]), "warn", "near_duplicate"),
    ("other prompt", said(*TENT, system="Be brief."), "warn", "near_duplicate"),
    ("other ticket", talk(4), "valid", ""),
    (
        "wide letters",
        said(
            "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in TENT[0]),
            TENT[1],
        ),
        "warn",
        "near_duplicate",
    ),
    ("other ticket again", talk(5), "valid", ""),
)
"""Copies and their neighbours in one file: (what, record, verdict, code)."""

CONFLICTS: tuple[tuple[str, Any, str, str], ...] = (
    ("first label", said("The parcel was charged twice", "billing"), "valid", ""),
    ("other ticket", said(TICKETS[1][0], "shipping"), "valid", ""),
    (
        "second label",
        said("The parcel was charged twice", "shipping"),
        "warn",
        "conflicting_label",
    ),
    (
        "third label in other letters",
        said("the parcel was charged TWICE!", "refund"),
        "warn",
        "conflicting_label",
    ),
    ("same label", said(TICKETS[2][0], "billing"), "valid", ""),
    ("same label, capital", said(TICKETS[2][0], "Billing"), "warn", ""),
)
"""Labels that contradict each other, and some that do not."""


def listed(table: tuple[tuple[str, Any, str, str], ...]) -> list[Row]:
    """Rows of a table of four columns."""
    return [Row(what, record, verdict, "", has) for what, record, verdict, has in table]


def told() -> list[Row]:
    """Rows of `TOLD` and `UNSURE`, each in a user turn, and some in a reply."""
    rows = [
        Row(what, said(text, TICKETS[n][1]), "warn", "chat", has)
        for n, (what, (text, has)) in enumerate(TOLD.items())
    ]
    rows += [
        Row(what, said(text, TICKETS[-1 - n][1]), verdict)
        for n, (what, (text, verdict)) in enumerate(UNSURE.items())
    ]
    return rows


def fine() -> list[Row]:
    """Rows of `FINE`, and shapes that are in order."""
    parts = [
        {"type": "text", "text": "Two parts."},
        {"type": "text", "text": "One turn."},
    ]
    lacks = "too_short pii secret placeholder template_token invisible_character"
    rows = [
        Row(what, said(*texts), "valid", "chat", lacks=lacks)
        for what, texts in FINE.items()
    ]
    return [
        *rows,
        Row("parts", {"messages": [{"role": "user", "content": parts}, reply(30)]}),
        Row(
            "parts reply",
            {"messages": [ask(31), {"role": "assistant", "content": parts}]},
        ),
        Row("5,000 letters", said(TICKETS[32][0], "Grind beans slowly. " * 250), KEPT),
    ]


def cases() -> list[Case]:
    """Warned, fine, copied and contradicted texts, in lines and as arrays."""
    prompted = [
        Row("long prompt", said(*TICKETS[number], system=LONG_PROMPT))
        for number in range(8)
    ]
    replies = [
        Row(what, said(TICKETS[n][0], text), "warn", has=has)
        for n, (what, (text, has)) in enumerate(TOLD.items())
    ]
    return [
        jsonl("told", told()),
        Case("told_replies.json", array_of(replies), replies),
        jsonl("fine", fine()),
        Case("fine.json", array_of(fine()), fine()),
        jsonl("copies", listed(COPIES)),
        Case("copies.json", array_of(listed(COPIES)), listed(COPIES)),
        jsonl("conflicts", listed(CONFLICTS)),
        jsonl("prompted", prompted),
    ]

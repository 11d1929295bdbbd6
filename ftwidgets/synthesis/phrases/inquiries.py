"""In which words does somebody ask, and order nothing yet?"""

from ftwidgets.synthesis.phrases import bullets

INQUIRIES: tuple[tuple[str, str], ...] = (
    (
        "What does {a_other} cost, and do you deliver to {town2}?",
        "no order yet: asks for the price of {a_other}, and whether {town2} is served",
    ),
    (
        "Is {the_other} still in your range? I can't find it on the page.",
        "no order yet: asks whether the {other} is still sold",
    ),
    (
        "How long would {a_other} take to {town2}? I'd decide after that.",
        "no order yet: asks how long {a_other} takes to {town2}",
    ),
    (
        "Before I order anything: can {the_other} be had in {colour}?",
        "no order yet: asks for the {other} in {colour}",
    ),
    (
        "Just a question. Does {the_other} come assembled or in parts?",
        "no order yet: asks whether the {other} comes assembled",
    ),
    (
        "Could somebody measure the box of {the_other} for me? My car is small.",
        "no order yet: asks for the size of the box of the {other}",
    ),
    (
        "Would you give a discount if our school took twenty times {the_other}?",
        "no order yet: asks for a discount on twenty pieces of the {other}",
    ),
    (
        "My mother wonders whether {the_other} may stay outside in winter.",
        "no order yet: asks whether the {other} may stay outside in winter",
    ),
    (
        "Can one see {the_other} in your shop in {town2}, or only on paper?",
        "no order yet: asks whether the {other} is on show in {town2}",
    ),
    (
        "When will {the_other} be back in stock? I'd rather not buy elsewhere.",
        "no order yet: asks when the {other} is back in stock",
    ),
    (
        "Do you ship to {town2} at all, and what would that cost for {a_other}?",
        "no order yet: asks whether {town2} is served, and the cost for {a_other}",
    ),
    (
        "How heavy is {the_other}? We'd have to hang it on a thin wall.",
        "no order yet: asks for the weight of the {other}",
    ),
    (
        "We're thinking about {a_other}. Is there a sample of the {colour} one?",
        "no order yet: asks for a sample of the {other} in {colour}",
    ),
    (
        "Is the price of {the_other} with or without tax? Nothing decided so far.",
        "no order yet: asks whether the price of the {other} includes tax",
    ),
    (
        "Could {a_other} be reserved for me in {town2} until I've seen it?",
        "no order yet: asks whether {a_other} can be reserved in {town2}",
    ),
    (
        "What's the guarantee on {the_other}? The page is silent about it.",
        "no order yet: asks for the guarantee on the {other}",
    ),
)
"""A question with no order in it, and how the JSON puts it."""

INQUIRY_ENDS = bullets("""
- Thanks for any answer.
- Nothing to send yet.
- I'd be glad to hear from you.
- No hurry.
- If so, I'll write again with the order.
- Only asking.
- Please reply by mail.
""")

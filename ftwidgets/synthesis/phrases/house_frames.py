"""What may stand around facts, in the house style and in others?"""

from ftwidgets.synthesis.phrases import bullets

BEGINNINGS: tuple[tuple[str, str], ...] = (
    (
        "With reference to order {order}, please be advised of the following.",
        "Here's a word about your order {order}.",
    ),
    (
        "Reference is made to your inquiry of {date}.",
        "Thank you for your question of {date}.",
    ),
    (
        "Dear Sir or Madam, we hereby confirm receipt of your message.",
        "Thank you, we've got your message.",
    ),
    ("Customer information {order}:", "This is our news number {order}."),
    (
        "It has come to our attention that questions have arisen.",
        "You've been asking us questions.",
    ),
)
"""Beginnings to one customer, stiff and warm."""

ENDINGS: tuple[tuple[str, str], ...] = (
    (
        "We apologize for any inconvenience this may have caused.",
        "Sorry for the trouble.",
    ),
    (
        "Should any questions remain, our team is at your disposal.",
        "If anything isn't clear, just ask us.",
    ),
    (
        "Your understanding in this matter is appreciated.",
        "Thank you for bearing with us.",
    ),
    (
        "Further details can be obtained from our website.",
        "You'll find more on our website.",
    ),
    (
        "We thank you for the trust placed in our company.",
        "Thank you for trusting us.",
    ),
    (
        "For inquiries, please quote the number {order}.",
        "If you write to us, please give the number {order}.",
    ),
)
"""Endings, stiff and warm."""

HASTE = bullets("""
- tell them:
- pls write to customer:
- for the website:
- can you put this nicely?
- for {name}:
- sign at the till:
- mail to all:
""")
"""What stands before a hasty note, and is not part of what is to be said."""

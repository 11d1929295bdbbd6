"""Rows of the lesson's exercise: 20 seeds with 10 variations each, and larger ones."""

from ftwidgets.examples import chat

TOPICS = (
    ("I was billed two times in March for one chair", "billing"),
    ("the desk came with a deep scratch along its top", "delivery"),
    ("nobody can log in with my new mail address", "account"),
    ("your app shows an empty basket after every update", "bug report"),
    ("my refund of forty euros never reached the bank", "billing"),
    ("a courier left both shelves with some unknown neighbour", "delivery"),
    ("somebody else's name stands on our profile page", "account"),
    ("search finds no lamps although you sell hundreds", "bug report"),
    ("an invoice lists delivery that was promised free", "billing"),
    ("order 4411 has been stuck in Lyon since Monday", "delivery"),
    ("that password link expires before I can open it", "account"),
    ("photos upload sideways from any tablet we tried", "bug report"),
    ("the discount code took nothing off this sofa's price", "billing"),
    ("two screws are missing from the wardrobe box", "delivery"),
    ("we closed the old account yet letters keep coming", "account"),
    ("checkout freezes when one picks a Saturday slot", "bug report"),
    ("Paypal charged dollars while my basket said pounds", "billing"),
    ("the mirror arrived broken and its carton was wet", "delivery"),
    ("codes for signing in go to a phone long lost", "account"),
    ("dark mode hides every button of that menu", "bug report"),
)
"""What each seed is about, and its label."""

SLOTS = (
    ("Hello", "Hi", "Morning", "Hey"),
    ("please", "kindly", "quickly", "finally"),
    ("fix", "solve", "change", "settle"),
    ("thanks", "cheers", "regards", "bye"),
)
"""What varies: two variations of a seed differ in two words at least."""


def variation(seed, number):
    """One variation of a seed; each shares most of its words with the others."""
    topic, label = TOPICS[seed]
    one, two = number % 4, number // 4
    chosen = (one, two, (one + two) % 4, (one + 2 * two) % 4)
    hello, soon, fix, bye = (slot[at] for slot, at in zip(SLOTS, chosen, strict=True))
    text = f"{hello}, {topic}. {soon.title()} {fix} it, {bye}."
    return chat(("user", text), ("assistant", label), seed=seed + 1)


def lesson_rows(seeds=20, variations=10):
    """200 rows from 20 seeds with 10 variations each."""
    return [variation(s, n) for s in range(seeds) for n in range(variations)]


def many_rows(number, size=10):
    """Rows of families of one size whose texts share hardly a word."""
    return [
        chat(
            ("user", " ".join(f"w{n}x{k}" for k in range(8)) + f" in order {n}"),
            ("assistant", TOPICS[n // size % len(TOPICS)][1]),
            seed=n // size,
        )
        for n in range(number)
    ]

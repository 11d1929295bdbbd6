"""In which words does somebody order? Each says what one value of the JSON says."""

from collections.abc import Mapping

from ftwidgets.synthesis.phrases import bullets

ORDERS = bullets("""
- I'd like {items}, please.
- Could you send me {items}?
- Please put me down for {items}.
- We need {items}.
- I'll take {items}.
- Can I order {items} this way?
- This time it's {items}.
- I've made up my mind: {items}.
- Please send {items}.
- What I'm after is {items}.
- It'll be {items}, as we said in the shop.
- {Items}, that's all for now.
- After much back and forth at home: {items}.
- Would you be so kind as to send {items}?
- Our flat still wants {items}.
- Make it {items}.
- I hereby order {items}.
""")
"""First person."""

CORRECTIONS = bullets("""
- Please cancel {the_other} and send {items} instead.
- Forget {the_other}, I now want {items}.
- Scrap what I wrote this morning about {the_other}. It's {items}.
- Not {the_other} after all! What I do want: {items}.
- Change of plan: no {other}, but {items}.
- I first had {the_other} on the list and have crossed it out. What's left is {items}.
- My husband says we've got {a_other} already, so only {items}.
- Instead of {the_other} that I ordered yesterday I'll take {items}.
- {The_other} can go, {items} will stay.
- Correction to my last mail: without {the_other}. With {items}.
""")
"""First person; something else was ordered before and is not now."""

CALLS = bullets("""
- {Who} wants {items}.
- {Who} would like to have {items}.
- {Who} ordered {items}.
- For {who}: {items}.
- {Who} rang about {items}, and it's a firm order.
- {Who} asked us to send {items}.
- {Who} has decided: {items}.
- Took an order from {who}, {items}.
""")
"""Third person, written down by the shop."""

CORRECTED_CALLS = bullets("""
- {Who} no longer wants {the_other}, but {items}.
- {Who} began with {the_other}, thought again and took {items}.
- {Who} takes back the order for {the_other} and wants {items} now.
- For {who}: cancel {the_other}, add {items}.
- {Who} wanted to know about {a_other}, no, doesn't want it. Wants {items}.
""")
"""Third person; something else was meant first."""

TOWNS = bullets("""
- It goes to {town}.
- Delivery to {town}, please.
- To be sent to {town}.
- Address as before, in {town}.
- The van has to come to {town}.
- Ship to {town}.
- Destination is {town}.
- {Town} is where it's needed.
- To {town}.
- Everything to {town}, the address is in the account.
""")
OTHER_TOWNS = bullets("""
- Not to {town2} any more, to {town}.
- The account says {town2}, but please send it to {town}.
- We've left {town2}, it's {town} now.
- {Town2} was the last time, this is for {town}.
""")
"""With a town that is not the one."""

DATES = bullets("""
- It's needed by {date}.
- {Date} is the last day that works.
- Not later than {date}, please.
- It has to be there on {date} at the latest.
- Latest date: {date}.
- Any day until {date} is fine, none after that.
- By {date} without fail.
- Deliver on or before {date}.
- At the very latest on {date}.
- After {date} nobody is there to take it, so by then.
- The deadline is {date}.
""")
GIFTS = bullets("""
- It's a present, so please wrap it.
- Please gift-wrap it all.
- Wrapped as a gift, if you would.
- All of it is a birthday present and should be wrapped.
- It's meant as a wedding present, with paper round it, please.
- As a gift, please, with wrapping.
- Wrapping paper too, as it's a surprise for somebody.
- Please wrap everything nicely, it's to be given away.
""")
NOTES: tuple[tuple[str, str], ...] = (
    ("Please ring before coming.", "ring before coming"),
    ("The bell is broken, so please knock.", "knock, the bell is broken"),
    (
        "Leave it with the neighbour at number 4.",
        "leave with the neighbour at number 4",
    ),
    ("Mornings only, please.", "deliver in the morning"),
    ("Only in the evening, after six.", "deliver after six in the evening"),
    ("No plastic in the parcel, please.", "no plastic packaging"),
    ("Everything in one parcel, please.", "send everything in one parcel"),
    ("To be paid by invoice.", "wants to pay by invoice"),
    ("It's for a youth club.", "for a youth club"),
    ("All this is for an office.", "for an office"),
    (
        "The house is the yellow one behind the church.",
        "yellow house behind the church",
    ),
    ("Please use the side entrance.", "use the side entrance"),
    ("A text message when it leaves would be good.", "send a text when it leaves"),
    ("Please take the old things away.", "take the old things away"),
    ("It's the third floor, with no lift.", "third floor, no lift"),
    ("Will ring back about the street.", "will ring back about the street"),
    ("The caretaker has the key.", "the caretaker has the key"),
    ("The lane is narrow, please send a small van.", "narrow lane, small van"),
    ("Please don't ring at noon, the baby sleeps.", "do not ring at noon"),
    ("Send the bill to the accounts office.", "bill to the accounts office"),
    ("It's for a holiday flat.", "for a holiday flat"),
    ("The gate code will follow by mail.", "gate code follows by mail"),
    (
        "Please keep it in the warehouse until somebody calls.",
        "keep it until called for",
    ),
    ("Put it in the garage if nobody opens.", "into the garage if nobody opens"),
    ("If it's sold out, please don't send anything else.", "no substitute if sold out"),
    ("Somebody is in from seven on.", "somebody is in from seven"),
)
"""A wish, and how the JSON puts it."""

UNKNOWN_COUNT: tuple[tuple[str, str], ...] = (
    ("How many is still open, please ask.", "ask how many"),
    ("Forgot to say how many, so call back.", "call back about how many"),
    ("The number isn't settled yet, will write again.", "number of pieces follows"),
    ("No number given, ASK.", "ask how many"),
    ("How many I'll tell you when I've counted.", "number of pieces follows"),
    ("Quantity?? To be asked.", "ask how many"),
    ("Don't know how many yet.", "quantity not known yet"),
)
"""What is said where the quantity is not, and how the JSON puts it."""

DISTRACTIONS = bullets("""
- The last order was {a_other}, and that's still going strong.
- {The_other} in the window was tempting, but no.
- My sister in {town2} has {a_other} from you and praises it.
- {A_other} will have to wait until next year.
- {Name2} from the shop in {town2} was very helpful, by the way.
- We've had {a_other} of yours since the wedding.
- I nearly asked for {a_other} as well, but the flat is full.
- The cat has taken over {the_other} we bought in spring.
- Last time it took {n} weeks, which was a bit long.
- {Name2} says hello.
""")
"""What is not ordered, though it is named."""

GREETINGS: Mapping[str, tuple[str, ...]] = {
    "plain": bullets("- Hello,\n- New order.\n- Order:\n- Good morning,\n- Hi,"),
    "friendly": bullets(
        "- Hi there!\n- Hello again!\n- Hi all,\n- Good evening!\n- Hey,"
    ),
    "annoyed": bullets("- Once more:\n- Quickly, please.\n- Second try.\n- URGENT"),
    "polite": bullets("- Dear shop,\n- Dear all,\n- Good day,\n- Dear Sir or Madam,"),
}
NAMED_OPENINGS = bullets("""
- {customer} here.
- This is {customer}.
- {customer} again.
- My name is {customer}.
- It's {customer}.
""")
SIGNATURES: Mapping[str, tuple[str, ...]] = {
    "plain": bullets("- {customer}\n- Regards, {customer}\n- Name: {customer}."),
    "friendly": bullets(
        "- Thanks, {customer}\n- Cheers, {customer}\n- Best, {customer}"
    ),
    "annoyed": bullets("- {customer}\n- Waiting, {customer}\n- Name is {customer}."),
    "polite": bullets("- Yours, {customer}\n- Kind regards, {customer}"),
}
CALL_HEADS = bullets("""
- Phone order.
- [voicemail]
- Call at {minutes} past ten.
- On the phone just now:
- From the counter:
- Phone, line was bad.
""")
NAMELESS = ("A customer", "Somebody", "A caller", "A lady", "A gentleman")

LIST_HEADS = bullets(
    "- order:\n- FWD: order\n- ORDER\n- Shopping list\n- As agreed:\n- new order"
)
LIST_LINES: Mapping[str, tuple[str, ...]] = {
    "customer": bullets(
        "- name: {customer}\n- for {customer}\n- customer = {customer}"
    ),
    "ship_to": bullets("- town: {town}\n- ship {town}\n- to {town}\n- city: {town}"),
    "deliver_by": bullets("""
- latest {date}
- by {date}
- deliver before or on {date}
- not after {date}
"""),
    "gift": bullets(
        "- gift: yes, wrap it\n- as a present, please wrap\n- with gift wrap"
    ),
}
"""Lines of a list, by the key they fill."""
STRUCK = bullets("""
- no {other}, I've got one
- {other}: CANCELLED
- not the {other} any more
- without the {other}
- {other}: no, next year
""")
"""Lines of a list that order nothing."""

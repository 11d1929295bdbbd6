"""How do people begin and end what they write, and what do they add in between?"""

from collections.abc import Mapping

from ftwidgets.synthesis.phrases import bullets

OPENINGS: Mapping[str, tuple[str, ...]] = {
    "plain": bullets("""
- Hello,
- A question about order {order}.
- Order {order}:
- Hi,
- Good morning,
- About my {thing}.
"""),
    "friendly": bullets("""
- Hi there!
- Hello, me again.
- Hi all,
- Good evening,
- Hello from {town2}!
- Hi, hope you're well.
- Morning!
- Hello you lot,
"""),
    "annoyed": bullets("""
- Seriously?
- This is the third time I'm writing.
- I'm losing patience.
- Right, last try.
- Not impressed.
- I really don't understand what you're doing.
- Again!
- How hard can it be?
"""),
    "polite": bullets("""
- Dear Sir or Madam,
- Dear all,
- Good day,
- Dear team,
- Excuse me for bothering you.
- I hope I'm writing to the right place.
- To whom it may concern,
"""),
}
"""Openings by tone."""

CLOSINGS: Mapping[str, tuple[str, ...]] = {
    "plain": bullets("""
- Thanks, {name}
- {name}
- Order number {order}.
- Regards, {name}
- You can reach me by mail.
"""),
    "friendly": bullets("""
- Thanks a lot, {name}
- Cheers, {name}
- Thank you and have a nice week!
- Many thanks from {town2}
- Thanks for your help :)
- Best, {name}
- You've always been kind, thanks!
"""),
    "annoyed": bullets("""
- I expect an answer today.
- And please no standard reply.
- I won't ask again.
- {name}, not amused
- I've wasted enough time on this.
- You can do better than that.
"""),
    "polite": bullets("""
- With kind regards, {name}
- Thank you very much in advance.
- Yours sincerely, {name}
- I'm much obliged to you for looking into it.
- Thanking you for your trouble, {name}
- With many thanks and best wishes, {name}
"""),
}
"""Closings by tone."""

ASIDES = bullets("""
- I've been a customer for {n2} years and this is a first.
- We've just moved in and live between boxes.
- I'm writing this on the train, so please bear with me.
- My daughter usually does these things for me.
- I didn't find anything about that on your help page.
- The hotline kept me waiting for {minutes} minutes, that's why I'm writing.
- It's the {thing} in {colour}, by the way.
- I bought it together with {a_small}, which was no trouble at all.
- The order number is {order}, if that helps.
- Apart from that I'm very happy with your shop.
- I'm at work until five and can't take calls.
- My neighbour in the next house had the same story with another shop.
- We run a small guest house, so time matters.
- English isn't my first language, I hope you can follow.
- The {thing} was recommended to me by a friend from {town2}.
- I ordered as a guest, in case you can't find me.
- Your chat told me to write here.
- It was ordered under my husband's name, not mine.
""")
"""What has nothing to do with the label, and may stand in any ticket."""

PERSONAS: Mapping[str, tuple[str, ...]] = {
    "hurry": bullets("""
- I'm in a hurry, so only the essentials.
- Quick one, as I'm on my break.
- Short and quick, I have to run.
- I've got two minutes before the next meeting.
"""),
    "first": bullets("""
- This is my first order with you.
- I'm new here and don't know how these things work with you.
- I have never bought furniture online before.
- It's the first time I'm writing to a shop.
"""),
    "regular": bullets("""
- You know me, I buy half my household from you.
- I've ordered from you so often that the driver greets me by name.
- After {n2} years as a regular I may ask this, I think.
- It's {name} again, your faithful customer.
"""),
    "company": bullets("""
- I'm writing on behalf of {club}.
- I do the buying for {club}.
- This concerns an order by {club}.
- We ordered this for {club}.
"""),
}
"""What gives away who writes, by a word of the attribute."""

CHANNELS: Mapping[str, tuple[str, ...]] = {
    "phone": bullets("""
- Voicemail from {name}:
- Phone call, {minutes} past nine:
- {name} called and said:
- Written down on the phone:
- Call back {name}, who says:
"""),
    "form": bullets("""
- Order: {order}. Message:
- Subject: {thing}.
- Topic: other.
- Article: {thing}, {colour}.
- Order {order}, {name}:
"""),
}
"""What stands before a message, by the way it took."""

"""What do teachers write when they get it wrong?"""

from ftwidgets.synthesis.phrases import bullets

BEFORE_JSON = bullets("""
- Here is a new example in the same manner:
- Sure! I've kept the kind of problem and invented another situation:
- Certainly, here's one more training example:
- Okay, one example with the attributes you asked for:
""")
AFTER_JSON = bullets("""
- Let me know if you'd like more of these.
- I changed the names and the sentence structure, as you asked.
- Hope this is what you were looking for!
- This one is a bit longer than the seed.
""")
REFUSALS: tuple[tuple[str | None, str], ...] = (
    ("frontier_llm", "The request may help to develop a competing language model."),
    ("general_harms", "The request was declined by a safety check."),
    ("reasoning_extraction", "The request may aim at training on a model's output."),
    (None, "The request was declined."),
)
"""Category and explanation of a refusal."""

REFUSED = "I'm not able to write training data for another model."

ANSWERS = bullets("""
- Thank you for getting in touch about your {thing}. We've looked into order {order} and
  will write to you again by {day}.
- Hello {name}, thanks for your patience. Your request about the {thing} has been passed
  to the right team, which will answer within {n} days.
- Good morning {name}! We've checked everything for you and it should work now. Please
  try once more and tell us if it doesn't.
- Of course, happy to look into it. Could you please give me the order number of the
  {thing} and the date on which you bought it?
- We have found your order {order}. A colleague from {town} is taking care of it and
  will
  ring you on {day}.
- Thank you for letting us know, {name}. I've made a note of it in order {order}, and
  you'll get a confirmation by mail.
- That should not have happened, {name}. I have put it right and added a voucher of
  {amount2} to your account.
- Your message has reached us. The {thing} you asked about is known to us, and we're
  working on it until {day}.
""")
"""What the shop would answer, where the customer should speak."""

EXPLANATIONS = bullets("""
- because the customer writes about something that belongs to this class
- since the message names a problem and asks us to solve it
- and not one of the other labels, which would also have been possible
- as can be seen from the words the customer has chosen
- although a second reading might lead to another result
""")
"""What is put behind a label that should stand alone."""

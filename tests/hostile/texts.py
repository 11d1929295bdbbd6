"""What do the records say? Tickets that share hardly a word: none copies another."""

from typing import Any

TICKETS = (
    ("My parcel never arrived", "We will trace it with the courier today."),
    ("The mobile app crashes on launch", "Please install the newest version first."),
    ("How do I change my password?", "Open Settings, then choose Security."),
    ("I was charged twice for one order", "The second payment goes back this week."),
    ("Can you cancel my subscription?", "It ends on the last day of this month."),
    ("Which cable fits the blue router?", "Any Ethernet lead with a plain plug works."),
    ("Your newsletter keeps coming", "You have been removed from that mailing list."),
    ("The kettle leaks from its base", "A replacement gasket ships free of charge."),
    ("Do you deliver to islands?", "Yes, ferries carry our freight every Tuesday."),
    ("My invoice shows another company", "Send us both names and we correct it."),
    ("Where is the nearest workshop?", "Two garages near you repair this model."),
    ("The zip on this jacket broke", "Tailors in our atelier mend clothing gladly."),
    ("Why did search stop finding notes?", "Rebuilding the index brings them back."),
    ("May students get a discount?", "Learners pay half with a campus card."),
    ("The lamp flickers after sunset", "Dimmers below ten watts cause that effect."),
    ("I forgot to add a gift message", "Tell me the wording; printing starts tonight."),
    ("Is the paint safe for toddlers?", "Certified toy grade, free from solvents."),
    ("Our meeting room has no sound", "Select the ceiling speakers as output device."),
    ("What does error seven mean?", "Low water: fill up the tank and press start."),
    ("He wants to return some shoes", "Unworn pairs can be handed in at any shop."),
    ("Bluetooth pairing always fails", "Hold both buttons until white light blinks."),
    ("Export gives me an empty sheet", "Remove all filters, they hide every line."),
    (
        "Has somebody read our proposal?",
        "Marta from purchasing is reviewing page four.",
    ),
    ("This tent smells of mould", "Air it outdoors, vinegar helps against spores."),
    ("Could we book a later train?", "Seats remain on departures around midday."),
    ("Her name is spelt wrongly", "Thanks, profile corrected; badges follow by post."),
    ("Does your bread contain nuts?", "Only walnut loaf does, baked separately."),
    ("Printer paper jams constantly", "Clean those rollers using a damp cloth."),
    ("Please extend our trial period", "Granted: fourteen extra days were added."),
    ("Why is streaming so blurry?", "Bandwidth dropped; pick high quality manually."),
    ("There are scratches on glass lids", "Photograph them, then claims go quickly."),
    ("Which bulbs suit old fixtures?", "Screw type E fourteen, warm tone."),
    ("I cannot hear callers anymore", "Raise earpiece volume during some call."),
    ("Tyres lose pressure overnight", "Valve cores wear out; swap these caps."),
    (
        "Add Portuguese subtitles, please",
        "Captions arrive with next weekend's release.",
    ),
    ("Coffee tastes burnt lately", "Descale machine monthly, grind slightly coarser."),
    ("Is parking included at hotels?", "Guests leave cars underground without fee."),
    ("Notifications ring at midnight", "Quiet hours silence everything while asleep."),
    ("Old photos vanished from albums", "Restore trash within thirty days."),
    ("What warranty covers batteries?", "Cells hold two years, wear excepted."),
)
"""(what somebody writes, what is answered); `corpus` tests see that all differ."""


def ask(number: int) -> dict[str, Any]:
    """User turn of a ticket."""
    return {"role": "user", "content": TICKETS[number][0]}


def reply(number: int) -> dict[str, Any]:
    """Assistant turn of a ticket."""
    return {"role": "assistant", "content": TICKETS[number][1]}


def talk(number: int, **beside: Any) -> dict[str, Any]:
    """Good chat record of a ticket, other keys beside its messages."""
    return {"messages": [ask(number), reply(number)], **beside}


def pair(number: int) -> dict[str, Any]:
    """Good completion record of a ticket."""
    prompt, completion = TICKETS[number]
    return {"prompt": prompt, "completion": completion}

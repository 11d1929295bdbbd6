"""What do customers write when they want to get something?"""

from ftwidgets.synthesis.phrases import topic

TOPICS = (
    topic(
        "late",
        "where, not arrived, late, still waiting, due, weeks ago, yet",
        """
- Where is my {thing}?
- The {thing} was due on {day} and it's still not here.
- I ordered {a_thing} {weeks} weeks ago and have heard nothing since.
- Any news of the {thing} that was going to be with us by {date}?
- You promised the {thing} within {n} days, that was {weeks} weeks ago.
- We're still waiting for order {order}.
""",
        """
- We've been managing without one ever since.
- Your page just says "on its way" and has said so since {day2}.
- It was meant for a birthday on {date}.
- The neighbours ordered later and have got theirs.
- I've looked in the porch, the shed and behind the bins.
""",
        """
- When will it be here?
- Please find out where it's stuck.
- Give me a date I can rely on, even if it's a late one.
- Has it left the warehouse at all?
- I don't want my money, I want the {thing}, so please send it.
""",
    ),
    topic(
        "nobody came",
        "nobody came, took the day off, no call, driver, no show, card through, waited",
        """
- I stayed at home all {day} for the {thing} and nobody came.
- The driver says he rang, but I was sitting next to the bell.
- A card in the letter box says you missed us, at an hour when three of us were in.
- Second time now that the {big} doesn't turn up on the agreed day.
- Your men stood in front of the wrong house with my {big} and drove off again.
- The van stopped in our street, waited a minute and left with my {thing} on board.
""",
        """
- [1 4 6] No call, no message, nothing.
- I had to take the day off for it, and I can't do that every week.
- [1 4 5 6] We had already got rid of the old one.
- The slot was eight to twelve, I was there from seven to six.
- My number is on the order, so somebody could have rung.
""",
        """
- When are you coming again?
- Please send them back today, I'm here until ten.
- Can I have a slot of two hours instead of a whole day?
- Could the driver call me half an hour before?
- I'd like a new date, and this time for certain.
""",
    ),
    topic(
        "another address",
        "address, move house, moving, moved, old flat, new flat, profile",
        """
- We're moving on {date}, so the {thing} has to go to our new flat.
- I typed the wrong house number for order {order}, it's 18 and not 81.
- Please send the {thing} to my office in {town} instead of to my home.
- The {thing} is on its way to my old address.
- Can the {thing} be brought to my mother's? She is in {town}.
- Your driver has the old street name, it was changed in January.
""",
        """
- [4 6] The right one has been in my profile for months.
- [3] There's always somebody there to sign.
- [3 5] I've checked, a van can stop in front of it.
- [1 4] Nobody lives at the other place any more.
- [1 2 6] The postcode stays the same, which might confuse people.
- [1 2] It's only two streets away.
- [5] She's at home all day and the door is wide enough.
""",
        """
- [1 2 3 4 5] Is it too late to change that?
- Please tell the carrier as well.
- Could you confirm that it'll go to the right place?
- [1 2 3 5] If it has left already, can it be sent on from there?
- [1 2 4 6] What do I have to do so that it reaches me?
""",
    ),
    topic(
        "where to leave it",
        "leave it, neighbour, bakery, nights, asleep, porch, garage, not at home",
        """
- Nobody's in on {day}, can the driver leave the {thing} {place}?
- I work nights and never hear the bell, so please put the {thing} {place}.
- Could you leave my parcel {place} if I don't open?
- Please don't leave the {thing} on the pavement again, put it {place}.
- Can I pick the {thing} up from a parcel shop instead of waiting for the van?
- Would it be all right for my flatmate to sign for the {thing}?
""",
        """
- [1 2 3 4] I've asked, nobody minds.
- [1 2 3 4] It's safe there and can't be seen from the street.
- [5] The one at the station is open late.
- [6] He's at home most afternoons.
- [1 3 4] The last parcel stood in the rain for a whole day.
- [1 2 3 4] The gate isn't locked, it only sticks a bit.
- [2] I'm asleep until four in the afternoon.
""",
        """
- [5 6] If so, what do I have to do?
- [1 2 3 4 6] Please pass it on to whoever drives.
- Do I need to sign something for that?
- [1 2 3 4] Can you note that for the driver?
- [1 2 3 4] A short message when it's there would be great.
- Let me know if that doesn't work, then I'll think of somebody else.
""",
    ),
    topic(
        "part of it missing",
        "boxes, slip, only one, missing from, half, pieces arrived, incomplete",
        """
- {N} boxes should have come, I counted one less.
- The {thing} is here, the {small} from the same order is not.
- Only half of my order was in the parcel.
- The {big} came in one carton, and the manual speaks of two.
- The slip says "{n} of {n}", and there's still one carton missing.
- One of the parcels for order {order} never got here.
""",
        """
- [1 2 3 5] The tape wasn't broken, so I don't think anybody took something.
- What did come is fine.
- The driver had nothing else in the van, I looked.
- Without it the rest is no use to us.
- It isn't marked as a part delivery anywhere.
""",
        """
- When does the rest arrive?
- Please send what's missing.
- Is the other part on its way or was it forgotten?
- Do I have to be at home for it again?
- Can you check with the warehouse which box stayed behind?
""",
    ),
    topic(
        "another day",
        "earlier, later, postpone, on holiday, date, bring forward, another day, slot",
        """
- Can you bring the {thing} a week later? We're away until {date}.
- Is there any chance of getting the {thing} before {date}?
- The builders aren't finished, so please don't deliver the {big} on {day} yet.
- {Day} doesn't suit me after all, I need another day for the {thing}.
- We'd like all {n} parcels on one day instead of one after the other.
- Do you deliver on Saturdays too?
""",
        """
- [3] There's no floor in that room at the moment.
- [1] I'm on a course until then and my husband is at sea.
- [1 3 4 5 6] Mornings are best, any morning.
- [1 2 4 6] The calendar on your page shows no free day this month.
- [2 5 6] I'd pay a bit more for that if I have to.
""",
        """
- [1 3 4] Please move the date.
- [5] Please let them wait for each other.
- [2 4 6] Which days have you got?
- [1 3] Can you keep it in your warehouse until then?
- [1 3 4] Tell me if I have to cancel the slot somewhere.
- Just let me know what's possible.
""",
    ),
    topic(
        "tracking",
        "tracking, status, link, hasn't moved, depot, carrier, shipped",
        """
- The tracking for my {thing} hasn't moved since {day}.
- According to the carrier my {thing} is in {town}, which is the wrong end of the
  country.
- The status says delivered, but there's no {thing} here.
- I never got a tracking link for order {order}.
- My {thing} has been "in the depot" for {n} days.
- The parcel has gone back to {town} and I don't know why.
""",
        """
- [4] It isn't in the spam folder either.
- [6] Nobody rang here before.
- [1 5] Before that it made good speed.
- [3] The name of the person who signed means nothing to me.
- [1 2 3 5 6] The carrier tells me to ask the sender, and that's you.
- [3] I've asked on our floor and on the one below.
- [1 2 5] It's been loaded into a van twice and unloaded again, if I read that
  correctly.
""",
        """
- [2 6] What's going on?
- [1 2 3] Where is it really?
- [1 3 5] Please start a search for it.
- [1 2 5] Could you ask them when it'll go on?
- [4] Was the mail sent to another address?
- [4] Can I have the number, so that I can follow it myself?
- [6] Send it out once more, please, I'm here every day.
""",
    ),
    topic(
        "getting it inside",
        "stairs, lift, floor, narrow, carry, upstairs, parking, ring before, heavy",
        """
- We live on the {nth} floor without a lift, will the {big} be carried up?
- The lane to our house is too narrow for a lorry, how will the {big} get here?
- Your delivery men put the {big} down in the hall and left, I'm seventy-four.
- Does the driver ring before he comes with the {thing}?
- I need to book a parking space for the van, so when exactly is the {big} coming?
- Do you bring the {big} through a window if the stairs are too tight?
""",
        """
- [1 3 6] The staircase has a bend that a piano once failed at.
- [4 5] One may only park here for half an hour.
- [2] A small van fits, if the driver is brave.
- [1 3] Kerbside doesn't help me, I can't lift it.
- [2 4 5] There's a barrier, and the code has to be typed in by hand.
- [1 3] I paid for "room of choice", so I think I may ask.
- [1 3] Nobody in the house could help with it.
""",
        """
- [4 5] An hour's notice would do.
- [1 3 6] Please send two people.
- [1 2 5 6] What do you need to know from me so that it works?
- [1 2 3 6] Can that be arranged before {date}?
- Could someone call me about it?
- [1 2 4] Write it on the delivery note for the driver, please.
""",
    ),
)
"""The kinds of problem, each with its sentences."""

"""What do customers write when they want to give something back?"""

from ftwidgets.synthesis.phrases import topic

TOPICS = (
    topic(
        "does not fit",
        "too big, too small, too wide, fit, size, measure, narrow, too large",
        """
- The {thing} is too big for our room and has to go back.
- I measured badly, the {big} won't fit between the door and the window.
- The {thing} looked smaller in the picture, how do I send it back?
- It's lovely, but the {big} is {n} centimetres too wide for the corner.
- My {thing} is the wrong size for us, I'd like to return it.
- We had the {big} up the stairs and down again, there's no way to get it in.
""",
        """
- It's like new, we only took the paper off.
- My own fault, the measurements were on your page.
- [1 2 4 6] We tried it both ways round.
- [1 2 4] One can't open the door with it standing there.
- The box is a bit torn on one side, everything in it is whole.
""",
        """
- How does sending it back work?
- Do I take it to the post office, or will somebody fetch it?
- Please send me a return label.
- [1 3 4 5] Could I have the smaller one in exchange?
- [2 4 6] What does it cost me to return something so heavy?
""",
    ),
    topic(
        "changed my mind",
        "don't want, changed my mind, not for us, no longer, unused, a no from",
        """
- I've changed my mind about the {thing} and want to give it back.
- We ended up keeping the old one, so the {thing} can go back to you.
- The {thing} isn't for us after all.
- My wife can't stand the {thing}, so back it goes.
- We don't need the {thing} any more and would like to return it unopened.
- The dog is afraid of the {thing}, I'm sending it back before he moves out.
""",
        """
- [1 2 3 4 5] It has never been used.
- [1 3 4] There's nothing wrong with it, it's purely a matter of taste.
- [1 2 3 5] It's still in its box, with all the paper.
- We've only had it since {day}.
- I should have thought of that sooner, I know.
""",
        """
- What do I do next?
- Where do I send it?
- Do you collect, or do I have to post it?
- Please tell me how to register the return.
- Is it enough to write "return" on the box?
""",
    ),
    topic(
        "collection",
        "pick up, collect, fetch, pickup, courier, come and get",
        """
- Can you come and get the {big} I want to return? I've no car.
- You were going to fetch the {big} I'm returning on {day}, and nobody came for it.
- I booked a collection for my return, now I need another day for it.
- Your courier refused to take the {thing} back because it wasn't wrapped.
- How do I give back {a_big} that two men carried in?
- The return of the {big} is agreed, when will it be picked up?
""",
        """
- It's standing in the hall and we squeeze past it.
- I can't get it down the stairs alone.
- I'm at home every day after two.
- [1 2 3 5 6] We've taken it apart again, which took all evening.
- The packaging went to the tip weeks ago.
""",
        """
- [1 2 3 6] Please send me a date for the collection.
- [1 4 5 6] Does it have to be in the original box?
- [2 3 6] May my neighbour hand it over? I'm away from {date}.
- Let me know what the driver expects.
- I'd like it gone by {date} if that's possible.
""",
    ),
    topic(
        "damaged",
        "cracked, broken, scratch, damaged, faulty, dent, split, chipped, wobbl",
        """
- The {big} arrived with a dent and I'd rather give it back than have it mended.
- There's a long scratch across the {big}, I'm returning it.
- The {big} wobbles, it always will, please take it away again.
- One corner of the {big} is chipped, and I don't want a new one, I want it gone.
- I opened the box, saw the crack in the {hard}, closed it again and want to return it.
- The {soft} smells so strongly that I have to send it back.
""",
        """
- [1 2 4 5] I can send you pictures, one of them with a ruler.
- [1 2 4] The box itself was perfect, so it left you like that.
- [1 2 3 4 5] A repair kit won't help, believe me.
- It's the second one with the same fault.
- [1 2 3 4] We haven't used it, it's standing on the landing.
""",
        """
- How do I return something that came broken?
- Please arrange for it to be collected.
- Who pays for sending it back in a case like this?
- Cancel the order and tell me where the {thing} should go.
- Is there a form for this?
""",
    ),
    topic(
        "return not noticed",
        "waiting for goods, handed in, sent back, warehouse, returned, posted",
        """
- I sent the {thing} back {weeks} weeks ago and your page says "waiting for goods".
- My return has been with you since {date}, has anyone opened it?
- The {small} I handed in at the post office doesn't show up as returned.
- You've confirmed the return of one {small}, I sent back {n}.
- According to the post my return lies in your warehouse in {town}.
- I left the {thing} with your shop in {town} as a return and got no slip.
""",
        """
- [1 2 3 4 5] I've still got the receipt with the number on it.
- [1 2 5] The parcel was signed for by somebody called {name2}.
- [1 2 3 4 5] The return label was the one from your own page.
- It had a note inside with my name and order {order}.
- This is the third time I'm asking.
""",
        """
- Could somebody look for it in the warehouse?
- Please mark it as returned.
- Has it got lost between your door and your shelf?
- What else can I send you as proof?
- Please confirm that you've got it.
""",
    ),
    topic(
        "swap",
        "swap, exchange, present, gift, identical, ribbon, change it for",
        """
- Can I swap the {thing} for one in {colour}?
- We were given two of the same {small}, one of them would like to go back.
- I got the {thing} as a present and would rather have {a_small}.
- Please exchange the {colour} {thing} for a {colour2} one.
- My aunt gave me {a_small} that I have already, can I return it without the bill?
- I'd like to bring back the {thing} and choose another one in the shop.
""",
        """
- [2 3 5] I don't have any paperwork, only the ribbon.
- [6] It's still wrapped as I got it.
- [1 3 4] The price is the same, I've checked.
- [5] She mustn't know about it.
- [2 3 5 6] It was bought in {town} before Christmas.
- [1 4] Nothing is wrong with it, only the shade.
""",
        """
- [1 4] Do I send mine first, or do you send the other one first?
- [2 3 6] Is that possible without a receipt?
- How long do I have for that?
- Could I do it in any of your shops?
- Please tell me how an exchange works.
""",
    ),
    topic(
        "label and box",
        "label, packaging, box, print, printer, original packaging, wrap",
        """
- I'd like to return the {thing}, but we threw the box away.
- The return label for the {thing} won't fit on the parcel and I have no printer.
- My return went off with the wrong label on it.
- There was no return form in the box with the {thing}.
- I want to send back the {small} and the {soft}, do they need two labels?
- The post office says the label for my return is out of date.
""",
        """
- [1] I could wrap it in a blanket.
- [1] A neighbour has a carton that's about the right size.
- [5] They'd both go into one carton.
- [2] The library would charge me for printing.
- [3] The number on the slip belongs to somebody else.
- [3 6] The lady at the counter was very patient, but it didn't help.
- [1 4] It's only been used to see whether it works.
- [2 4 6] I asked for it last week already.
""",
        """
- [1] Will you take it back like that?
- [5] Or do you send me one for both?
- [3] Can you get it back from there?
- [2 6] Please send me a new label.
- [2 4 6] Can I write the address on it by hand?
- [1 3 4 6] What do I do now?
- [2 4] Could you post me one on paper?
""",
    ),
    topic(
        "deadline",
        "day 33, deadline, how long, period, late return, days to return, last day",
        """
- Until when can I return the {thing}? It came on {date}.
- I missed the last day for returning the {thing} because I was in hospital.
- I bought the {thing} {weeks} weeks ago, may I still bring it back?
- Does the time for returns start when I order or when the {thing} arrives?
- Today is the last day for my return, and the shop in {town} is closed.
- The {thing} is a present for {date}, can it be given back after that?
""",
        """
- [1 3 4 6] The page says thirty days and the slip says fourteen.
- [1 3 6] It's unopened, I only bought it early.
- [1 4 5] I'd hate to miss it by one day.
- [1 3] The receipt has faded, but the date can be read.
- [2 3] I'm a little late with it, I admit.
""",
        """
- [2 3 5] Can you make an exception?
- [1 4 5] Does it count when I post it or when you get it?
- [1 3 4 6] Please let me know before {day}.
- [1 4 5] What happens if it reaches you a day later?
- [2 5] I'd be grateful if you could note that the return is on its way.
""",
    ),
)
"""The kinds of problem, each with its sentences."""

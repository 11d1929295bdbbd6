"""How does the shop speak of itself, in its house style and in others?

Of each fact the first three bullets are originals: stiff, inflated, and a hasty note.
Those that begin with ``=`` say the same in the house style; any of them fits.
"""

from ftwidgets.synthesis.phrases import subject

SUBJECTS = (
    subject(
        "showroom",
        "showroom, closed, opening, hours, monday, customer service, reached, store",
        """
- The showroom in {town} will remain closed on {day} due to stocktaking.
- Our team in {town} is taking inventory to serve you even better, so the showroom
  takes a
  breather on {day}!
- stocktaking {day}, {town} showroom shut
= On {day} our showroom in {town} is closed, as we're counting our stock.
= We're counting our stock on {day}, so the showroom in {town} is closed.

- Parking facilities are available free of charge for a duration of {n} hours.
- Enjoy complimentary parking for a full {n} hours while you shop till you drop!
- parking free, {n} hours
= You can park for free for {n} hours.
= Parking costs nothing for {n} hours.

- Admission of dogs to the sales area is permitted provided that they are on a leash.
- Four-legged family members are welcome in our pet-friendly store, leash required!
- dogs ok, on lead
= Your dog is welcome, on a lead.
= Do bring your dog, but keep it on the lead, please.

- Consultations regarding kitchen planning are conducted by appointment only.
- Book your one-on-one kitchen consultation with our visionary planning gurus today!
- kitchens: appointment needed
= To plan a kitchen with us, please make an appointment.
= Please book a time if you'd like to plan your kitchen with us.

- The branch in {town} has been relocated to the station square.
- Get ready for a bold new chapter: our {town} store is now at Station Square!
- {town} shop has moved, station square now
= Our shop in {town} has moved to the station square.
= You now find our {town} shop on the station square.

- As of {day}, the premises will be open until {late} p.m.
- More time to fall in love with our collections: open until {late} p.m. from {day} on!
- open till {late} pm from {day}
= From {day} on we're open until {late} p.m.
= We stay open until {late} p.m. from {day} on.
""",
    ),
    subject(
        "stock",
        "unavailable, availability, sold out, stock, size, inventory, delay, reserve",
        """
- The {thing} is expected to be available again on {date}.
- The {thing} everybody is raving about makes its triumphant comeback on {date}!
- {thing} back {date}
= The {thing} will be back on {date}.
= You can have the {thing} again from {date} on.

- Due to high demand, the quantity is limited to {n} pieces per household.
- Because our fans just cannot get enough, we are limiting purchases to {n} per home!
- everybody wants it, max {n} per household
= So many people want it that we can only give you {n} per household.
= There's a rush on it just now, so please take no more than {n} per household.

- Articles can be reserved in the branch for a maximum of {hours} hours.
- Need time to think? Our in-store reservation feature holds your find for {hours}
  hours!
- shop keeps things {hours} hours
= We keep things for you in the shop for {hours} hours.
= Our shops hold an article for you for {hours} hours.

- The series has been discontinued; remaining stock is offered at a reduction of
  {percent} percent.
- Say farewell to an icon and save a sensational {percent} percent on the last pieces!
- series ends, rest {percent} percent off
= We don't make this series any more. What's left is {percent} percent cheaper.
= This series is coming to an end, and the last pieces cost {percent} percent less.

- The color {colour} has been added to the product range.
- Feast your eyes on {colour}, the breathtaking newest addition to our color universe!
- we also do {colour} now
= You can now have it in {colour} as well.
= There's a new colour: {colour}.

- Manufacture is commenced upon receipt of the order and takes {n} weeks.
- Your piece is lovingly handcrafted just for you over a period of {n} weeks!
- made after order, {n} weeks
= We start making it when you order, and we need {n} weeks.
= We make it for you once you've ordered, which takes {n} weeks.
""",
    ),
    subject(
        "business",
        "business, application, approved, company, quote, trade, bulk, wholesale",
        """
- For orders of {n} pieces or more, a discount of {percent} percent is granted.
- Go big and save big: order {n} or more and enjoy {percent} percent off!
- {percent} percent off from {n} pieces
= If you order {n} or more, we take {percent} percent off.
= From {n} pieces on you pay {percent} percent less.

- The quotation retains its validity for {days} days.
- Lock in your personalized quote now, it stays fresh for {days} days!
- quote valid {days} days
= Our offer stands for {days} days.
= You have {days} days to accept our offer.

- Registration as a business customer requires submission of the trade license.
- Join our elite business community by simply uploading your trade license!
- business account: need copy of trade licence
= To register as a business, please send us your trade licence.
= We need your trade licence to open a business account for you.

- A personal contact will be assigned to you by our sales department.
- Meet your dedicated success manager, your partner in all things furniture!
- sales will name a contact for them
= Our sales team will give you somebody of your own to talk to.
= You'll have your own contact in our sales team.

- Samples of fabrics can be dispatched upon request and need not be returned.
- Dive into our curated fabric sample experience, yours to keep!
- fabric samples on request, they keep them
= Just ask and we'll send you fabric samples, which you can keep.
= We send you samples of our fabrics if you ask, and you may keep them.

- A collective invoice is issued at the end of each month.
- Streamline your bookkeeping with one consolidated monthly invoice!
- one invoice per month, at the end
= You get one invoice for everything, at the end of the month.
= At the end of each month we send you one invoice for the lot.
""",
    ),
    subject(
        "club",
        "loyalty, points, member, gift card, voucher, discount, promotion, shoppers",
        """
- The gift card can be redeemed for a period of {n} years from the date of issue.
- The gift that keeps on giving: our gift cards are good for {n} amazing years!
- gift cards last {n} years
= Your gift card is good for {n} years.
= You can use your gift card for {n} years.

- Members are granted a reduction of {percent} percent on the occasion of their
  birthday.
- Celebrate you! Our VIP members score {percent} percent off on their birthday!
- members get {percent} percent on birthday
= Members get {percent} percent off on their birthday.
= It's your birthday? As a member you then pay {percent} percent less.

- Cash payment of the balance of a voucher is not possible.
- Vouchers are pure shopping joy and can never be traded for boring cash!
- no cash for vouchers
= We can't pay out vouchers in cash.
= You can't change a voucher into cash.

- Membership is free of charge and may be terminated at any time.
- Join the movement for zero dollars and leave whenever you please!
- membership costs nothing, can stop any time
= Membership costs nothing, and you can leave at any time.
= You can join for free and leave whenever you like.

- Only one discount code can be applied per order.
- So many codes, so little time: choose your favorite, since it is one per order!
- one code per order
= You can use one discount code per order.
= Please choose one discount code: an order takes no more.

- The promotion ends on {date} and applies to the article group "{soft}".
- Hurry, the hottest "{soft}" event of the season wraps up on {date}!
- offer for "{soft}" ends {date}
= The offer for "{soft}" ends on {date}.
= You have until {date} to use the offer for "{soft}".
""",
    ),
)
"""What there is to say, by subject."""

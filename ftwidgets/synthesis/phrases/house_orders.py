"""How does the shop speak of orders, in its house style and in others?

Of each fact the first three bullets are originals: stiff, inflated, and a hasty note.
Those that begin with ``=`` say the same in the house style; any of them fits.
"""

from ftwidgets.synthesis.phrases import subject

SUBJECTS = (
    subject(
        "delivery",
        "dispatch, deliver, arrive, shipped, ground floor, elevator, carrier, courier",
        """
- Delivery of the consignment will be effected within {n} working days of receipt of
  the order.
- Our world-class logistics network brings your purchase to your door in a mere {n}
  business days!
- say it takes {n} working days from order
= Your order will be with you in {n} working days.
= We bring your order within {n} working days.

- It is requested that a telephone number be provided so that the recipient can be
  contacted by the driver.
- To enable a truly frictionless delivery experience, simply share your cell phone
  number with our team!
- need their phone nr, driver calls first
= Please give us a phone number, so that the driver can ring you.
= Tell us your number and our driver will ring you.

- Deliveries are carried out exclusively on weekdays between {early} a.m. and {late}
  p.m.
- Enjoy the convenience of weekday delivery, anytime between {early} a.m. and {late}
  p.m.!
- vans only mon-fri, {early} till {late}
= We deliver on weekdays, from {early} in the morning until {late} in the evening.
= Our vans are out on weekdays between {early} a.m. and {late} p.m.

- In the absence of the recipient, the goods will be deposited at a collection point and
  retained there for {days} days.
- Missed us? No worries, your parcel takes a {days}-day vacation at a pick-up location
  near you!
- not home = pick-up point, kept {days} days
= If you're out, we leave your parcel at a pick-up point, where it waits {days} days.
= Not at home? Your parcel then waits at a pick-up point for {days} days.

- A surcharge of {fee} is levied for delivery to islands.
- Island living is fabulous, and we ship there for just {fee} extra!
- islands cost {fee} more
= To islands, delivery costs {fee} more.
= If you live on an island, we add {fee} for delivery.

- Packaging material will be removed by the delivery personnel if so desired.
- Our white-glove specialists are thrilled to haul away your packaging on demand!
- drivers take the boxes back if people want
= If you like, our drivers take the packaging away again.
= Our drivers are happy to take the empty boxes with them.
""",
    ),
    subject(
        "returns",
        "return, refund, original packaging, merchandise, send back, exchange",
        """
- The right of return may be exercised within a period of {days} days following receipt
  of the goods.
- Shop with total confidence thanks to our industry-leading {days}-day return program!
- returns ok for {days} days
= You can send anything back within {days} days.
= You have {days} days to change your mind and send things back.

- Reimbursement of the purchase price shall take place no later than {days} days after
  arrival of the returned article at our warehouse.
- Our refund engine works tirelessly so that your money is back in {days} days or less!
- money back {days} days after we get it
= You get your money back within {days} days of your return reaching us.
= We refund you at the latest {days} days after your return is here.

- The costs of the return shipment shall be borne by the purchaser.
- Return shipping is conveniently handled by you, our valued shopper, at your expense!
- customer pays return postage
= Please pay the postage for your return yourself.
= You pay for the way back.

- Articles manufactured to measure are excluded from exchange.
- Our bespoke creations are as unique as you are, which is why all sales are final!
- made to measure? no exchange
= We can't exchange things that we've made to measure for you.
= What's made to your measure stays with you: we don't exchange it.

- The return label is to be affixed to the outside of the package in a clearly visible
  manner.
- Give your package its passport: slap the return label on the outside where everybody
  can see it!
- label goes outside, where one sees it
= Please stick the return label on the outside, where it's easy to see.
= Put the return label on the outside of your parcel, please.

- Returns can likewise be handed in at any of our {n} branches.
- Choose from {n} beautifully curated stores to drop off your return in person!
- can also bring it to one of the {n} shops
= You can also bring your return to any of our {n} shops.
= If you'd rather, hand it in at one of our {n} shops.
""",
    ),
    subject(
        "payment",
        "payment, paid, invoice, transaction, price, charge, transfer, bank",
        """
- The invoice amount is payable within {days} days.
- Take advantage of our generous payment window and settle your invoice in {days} days!
- invoice due in {days} days
= Please pay your invoice within {days} days.
= You have {days} days to pay your invoice.

- The order number must be indicated as the reference when effecting the bank transfer.
- Supercharge the processing of your wire transfer by including your order number!
- bank transfer: order nr as reference
= When you pay by bank transfer, please give your order number.
= Please write your order number on the bank transfer.

- An amount of {amount} has been credited to your account.
- Great news, valued shopper: a whopping {amount} just landed in your account!
- credited {amount} to their account
= We've put {amount} into your account.
= There's now {amount} more in your account, from us.

- Payment by instalments is possible for purchases of {amount} or more.
- Unlock flexible monthly financing on purchases of {amount} and up!
- instalments only from {amount}
= From {amount} on, you can pay in instalments.
= If your order comes to {amount} or more, you can pay bit by bit.

- The card was declined by the issuing institution; the latter should be contacted.
- Oops, it looks like your bank was not ready for our amazing deals, so give them a
  call!
- bank said no to card, they should ask the bank
= Your bank didn't accept the payment by card. Please ask them why.
= Your bank turned the card down, so please have a word with them.

- All prices are inclusive of statutory value added tax.
- What you see is what you pay: tax is fully baked into every one of our prices!
- prices incl vat
= All our prices include VAT.
= VAT is already in the price.
""",
    ),
    subject(
        "account",
        "account, password, locked, log in, email, e-mail, newsletter, profile",
        """
- For security reasons, the password must be changed every {n} months.
- Level up your account security with a fresh new password every {n} months!
- security: new password every {n} months
= To keep your account safe, please choose a new password every {n} months.
= Please change your password every {n} months. It keeps your account safe.

- The confirmation link loses its validity after {hours} hours.
- Don't wait, your exclusive confirmation link vanishes in {hours} hours!
- link dead after {hours} hours
= Your link works for {hours} hours.
= Please use the link within {hours} hours. After that it stops working.

- Changes of address are to be entered in the customer profile by the account holder.
- Take control of your journey: update your address in your personalized profile hub!
- address change: they do it themselves in profile
= If you move, please change your address in your profile.
= You can change your address yourself, in your profile.

- Unsubscription from the newsletter is possible at any time via the link provided
  therein.
- Not feeling our inspirational newsletter? Opt out anytime with the link inside!
- newsletter off = link inside it
= You can stop our newsletter at any time with the link in it.
= Had enough of our newsletter? Use the link in it to stop it.

- Inactive customer accounts are deleted upon expiry of {n} years.
- To keep our community vibrant, accounts that sleep for {n} years are retired!
- unused accounts get deleted after {n} yrs
= If you don't use your account for {n} years, we delete it.
= We delete accounts that nobody has used for {n} years.

- A maximum of {n} delivery addresses may be stored per customer account.
- Power shoppers rejoice: store up to {n} delivery addresses in your account!
- max {n} addresses per account
= You can save up to {n} delivery addresses in your account.
= Your account has room for {n} delivery addresses.
""",
    ),
)
"""What there is to say, by subject."""

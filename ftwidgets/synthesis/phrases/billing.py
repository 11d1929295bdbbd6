"""What do customers write when it is about money?"""

from ftwidgets.synthesis.phrases import topic

TOPICS = (
    topic(
        "charged twice",
        "twice, two times, second charge, double, both charges, duplicate",
        """
- You have taken {amount} for the {thing} twice, and I ordered one.
- There are two payments of {amount} to your shop on my statement, {day} and {day2}.
- One {thing}, one order, but two charges.
- The confirmation for the {thing} came once. The money left my account two times.
- My card was charged again on {day} for the {thing} I had already paid for.
- Why does my bank show {amount} going to you a second time?
""",
        """
- The second one has no order number next to it, the first one does.
- Both are booked, neither is marked as pending any more.
- I pressed the button once, and the page took a while to load.
- My order list shows a single {thing}, so nobody can tell me I bought a pair.
- The bank says it was asked for the money by you and can do nothing itself.
""",
        """
- Please pay {amount} back to the card it came from.
- Could you cancel one of the two charges?
- I want the extra payment reversed before my rent goes out on {date}.
- Which of the two are you going to give back, and when will I see it?
- Kindly check your books and return what was taken too much.
""",
    ),
    topic(
        "invoice",
        "invoice, receipt, vat, tax, treasurer, bookkeep, accountant",
        """
- I need a proper invoice for the {thing}, the confirmation alone isn't enough.
- The invoice for order {order} has my private name on it instead of the company's.
- My accountant can't book the {thing} because the invoice shows no VAT number.
- Is there a way to get last month's invoices in one file?
- The {thing} came without a receipt and I have to hand one in at work.
- Our invoice says {amount}, the order confirmation for the same {thing} says {amount2}.
""",
        """
- [4] There are quite a few of them.
- [4 5] My accountant is waiting for it.
- [1 2 3 5] It is meant for {club}, and they pay nothing without paper.
- [1 5] The one in my account opens as an empty page.
- The books are closed on {date}, after that it counts for next year.
- [2 3 6] Everything else on it is right, the address, the article, the sum.
- [1 2 3 6] I have asked for it once already, on {day}, and got the same document again.
""",
        """
- [1 5] Please send it as a PDF.
- [4] A list with the sums would do too.
- [2 3 6] Could you send me a corrected one as a PDF?
- [2] Please issue a new invoice in the name of {club}.
- [2 3 6] What do you need from me to change it?
- [1 2 3 5] It would be kind if you could post it as well, they want it on paper.
- [1 4 5] Just tell me where I can download it.
""",
    ),
    topic(
        "instalments",
        "instalment, installment, plan, monthly, direct debit, rate, in the red",
        """
- The instalment for the {thing} was collected on {date}, we had agreed on another day.
- I am paying off the {thing} in {n} parts, and this month you took two of them.
- My plan says {n} instalments of {amount}, your last letter says one more.
- I'd like to pay the rest of the {thing} in one go instead of every month.
- The direct debit for the {thing} bounced because my account has changed.
- Can the monthly payment for our {thing} be moved to the first of the month?
""",
        """
- [1 2 6] My salary arrives on {date}, so anything before that puts me in the red.
- [1 2 5] The bank has asked a fee of {fee} for it.
- So far I've never missed one.
- [1] According to the contract the dates can't change without my saying so.
- {Amount} is still open, if I have counted right.
""",
        """
- [1 6] Please change the date for all the payments that are left.
- [4 6] Is that possible without a fee?
- [2] Please send one of the two back.
- [4] How much would that be in total, and to which account do I send it?
- [3] Which of the two numbers is right?
- [1 2 3] Could someone look at the plan and send me a correct one?
- [1 2 5] I'd like to hear who covers the bank's fee.
- [5] Please take the next one from the new account.
""",
    ),
    topic(
        "discount code",
        "code, voucher, discount, coupon, promo, newsletter, percent, expired",
        """
- The code {code} took nothing off the {thing}, I paid the full {amount}.
- Your newsletter promised {percent} percent off, but {code} "is not valid for this
  order".
- I forgot to type in {code} when I bought the {thing} yesterday.
- The price of the {thing} went down by {percent} percent the day after I paid.
- {code} was accepted on the first page and gone from the bill on the last.
- Does the {percent} percent for new customers count for the {thing} as well?
""",
        """
- [1 2 3 5 6] The small print says until {date}, and that's still to come.
- [1 2 3 5 6] It's my first order, I've never used another one.
- [4] I hadn't even unpacked it.
- [4] I'd have waited, had I known.
- [1 2 5] My sister used the same one this morning and got her money off.
- [1 5] There's nothing else in the order that it could have been spent on.
- [1 5] I took a picture of the bill, the line with the discount is simply missing.
""",
        """
- [4 6] I'd be grateful for a kind answer.
- [1 3 5] Can you take it off afterwards?
- [1 4 5] Please give me the difference back.
- [2 6] Will you honour it if I order now, or is it lost?
- [1 2 5] I'd be glad of a new code for the same amount.
- [1 3 4 5] Could you work out what I should have paid?
""",
    ),
    topic(
        "gift card",
        "gift card, balance, store credit, credit note, card balance",
        """
- My gift card had {amount} on it and now it shows nothing.
- I paid part of the {thing} with a gift card, and the whole {amount} went off my bank
  card.
- The credit you gave me in spring has disappeared from my account.
- The gift card my parents sent says "already redeemed", but I've never used it.
- Half of my store credit is gone, although I only bought {a_small}.
- How do I split {amount} between a gift card and my own card?
""",
        """
- [2 6] The page only lets me choose one of them.
- [1 2 4 6] The number is scratched free and easy to read.
- [1 4 6] The card was bought in your shop in {town}, the slip is still stapled to it.
- [1 4] It should be good for three years, so it can't be too old.
- [1 3 5] I spent {amount2} of it at most, and can name the day.
- [1 3 5] There's no list anywhere of what it was used for.
""",
        """
- [2] Please book it the other way round.
- [6] A short explanation is enough.
- [1 3 4 5] Could somebody look up where the money went?
- [1 3 5] Please put the missing amount back.
- [1 2 3 5] What's left on it, by your records?
- [1 3 5] I'd like a statement of everything that was paid with it.
- [1 4] If it can't be repaired, please send me a new one for the same sum.
""",
    ),
    topic(
        "wrong amount",
        "price, charged more, total, instead of, too much, sum, cost, expensive",
        """
- The {thing} was marked {amount} in the shop window online, and I was charged
  {more}.
- You charged me for {n} of them, and I only ordered one {thing}.
- My card was billed {fee} for delivery that the page called free.
- The sum on my statement is {amount2} higher than the one I agreed to.
- I paid in advance for assembly of the {thing}, then decided against it, and it's still
  on the bill.
- There is a "handling" item of {fee} on my bill that nobody mentioned.
""",
        """
- I've compared it line by line with the order.
- [1 4] The screenshot from {day} shows the lower price quite clearly.
- [1 3 4 5 6] It's not a fortune, but it adds up if one furnishes a whole flat.
- [1 4] The difference isn't explained anywhere.
- Your colleague on the phone agreed that it looked odd.
""",
        """
- Please correct the amount and refund what's over.
- [6] What exactly am I paying {fee} for?
- [1 4] Can you charge me the price that was shown?
- [3 5 6] I'd like that item taken off the bill.
- Send me a breakdown, please, so that I understand it.
""",
    ),
    topic(
        "payment and reminder",
        "reminder, transfer, declined, overdue, paid, owe, bank, pay, paypal",
        """
- I got a reminder for {amount} that I transferred on {day}.
- My bank transfer for the {thing} went out without the order number.
- Your letter says I owe {amount}, but the {thing} was paid in the shop in {town}.
- Can I pay for the {thing} half by card and half by transfer?
- I'd like to change the card you charge for order {order}, the old one was stolen.
- You've added {fee} in late fees although I paid before {date}.
""",
        """
- [4 5] I couldn't find a page for it.
- [4] My card has a limit of {amount2}.
- [1 6] The bank confirms that the money reached your account.
- [1 2 3 6] A copy of the slip is here next to me.
- [1 3 6] I don't want this to end up with a collection agency.
- [1 2 6] The reference I wrote down is {order}, that may help.
- [1 2] It was my husband's account, which could be why nobody found it.
""",
        """
- [2] Can you still match it?
- [4 5] How do I go about it?
- [5] Please don't try the old one again.
- [1 3] Please match the payment and stop the reminders.
- [1 2 3 6] Is it settled on your side now?
- [4] Which account should the money go to?
- [6] Could you take the late fee off again?
- [1 3 6] I'd like it in writing that nothing is open any more.
""",
    ),
    topic(
        "fees and memberships",
        "membership, subscription, fee, renewed, deposit, plus, yearly, cancel my",
        """
- My membership was renewed for {amount}, and I had cancelled it in time.
- Since when does it cost {fee} to pay by card?
- I put down a deposit of {amount} for the {thing} and it isn't on the final bill.
- You keep charging me every month for a club I never joined.
- The free trial ended on {date} and {amount} was taken a day before that.
- What does the yearly plan cost if I start in the middle of the year?
""",
        """
- [2] Last year it was free.
- [3] The slip for it is in front of me.
- [1 3] I have the mail in which you confirm it.
- [1 4 5] In all this time I've used it once, for {a_small}.
- [4 5] None of it was mentioned when I signed up.
- [2 4] The amount is different each time, which makes it hard to follow.
- [1 4 6] My partner pays for one already, so we'd be paying for two.
""",
        """
- [1 2 4 5] Please refund the last payment.
- [1 4 5] How do I make sure that nothing is charged again?
- [3] Was it lost somewhere between the shop and the bill?
- [3] I want the deposit set against what I owe.
- [1 4] Could you list the charges of this year for me?
- [1 2 4 5 6] Tell me what I've agreed to, please, and what it costs.
""",
    ),
)
"""The kinds of problem, each with its sentences."""

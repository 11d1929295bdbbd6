"""What do customers write when something shall work again?"""

from ftwidgets.synthesis.phrases import topic

TOPICS = (
    topic(
        "basket and checkout",
        "basket, checkout, cart, button, order page, continue",
        """
- I can't check out, the button stays grey after I've put the {thing} in the basket.
- Every time I open the basket, the {thing} has vanished from it.
- The last step of the order just turns in circles.
- Your page puts {n} into the basket when I type one.
- When I press "continue" at the checkout I'm back on the first page.
- The basket shows a {thing} that I can't remove, whatever I press.
""",
        """
- It's the same in Firefox and in Chrome.
- On my wife's laptop it works, on mine it doesn't.
- I've cleared the cache, as one does.
- It started on {day}, before that it was fine.
- [1 3 6] There's no error message, nothing happens at all.
""",
        """
- Can you make it work again?
- What else can I try?
- Please have somebody look at the page.
- Is that a known problem?
- Let me know when it's fixed.
""",
    ),
    topic(
        "login",
        "log in, login, password, sign in, account, reset, locked out",
        """
- I can't log in since {day}, the page says my password is wrong and it isn't.
- The mail to reset my password never arrives.
- Whenever I sign in on my phone I'm thrown out again after a minute.
- The login asks for a code that is sent to a number I no longer have.
- Your site says there's no account with my address, I've had one for {n} years.
- After I changed my e-mail I'm locked out of my account.
""",
        """
- [3 4 5 6] Nothing else has changed on my side.
- [3 5 6] It's the address I've always used.
- [2] I've looked in the spam folder too.
- [3] The new password works on the computer but not in the app.
- [1 2 4 5 6] I tried it {n} times, now it wants me to wait.
- [1] Caps lock is off, before you ask.
- [6] The link in the mail opens an empty page.
""",
        """
- [1 2 4 5 6] How do I get in again?
- [1 2 6] Please reset it from your side.
- [4] Can you switch off the code for me?
- Could someone check what's wrong with my account?
- I'd like to get at my order list, that's all.
""",
    ),
    topic(
        "app",
        "app, update, crash, phone, android, iphone, notification, version",
        """
- Your app closes by itself as soon as I open the page with the {thing}.
- Since the update the app is in a language that I don't speak.
- The app keeps asking for my location and doesn't take no for an answer.
- Pictures in the app stay grey on my phone.
- I can't scan the code on the {thing}, the app's camera stays black.
- The app tells me about a new message every hour, and there's none.
""",
        """
- It's the newest version, I looked.
- I've taken it off the phone and put it on again, no difference.
- My son has the same phone and no trouble.
- The phone is {n} years old, maybe that's it.
- Everything else on it runs well.
""",
        """
- What can I do about it?
- Is there an update coming?
- Please tell your developers.
- [2 3 6] Where's the setting for that?
- [1 2 4] How do I get the old version back?
""",
    ),
    topic(
        "offline",
        "offline, wifi, wi-fi, router, connect, bluetooth, pair, network, blinks",
        """
- My {smart} can't be found by the app, though it sits next to the router.
- The {smart} loses the wifi every evening at about the same time.
- I have a new router, and now the {smart} won't connect any more.
- The {smart} only pairs with my old phone, not with this one.
- The light on the {smart} blinks orange and the app says "offline".
- I can switch the {smart} on with the app but not off.
""",
        """
- I have reset it twice, with a paper clip, as it says in the manual.
- All the other gadgets in the house are online.
- The password is right, I typed it slowly.
- It worked for {n} months without a hitch.
- The network has one name for both bands, if that matters.
""",
        """
- [1 2 3 5] How do I get it back online?
- [5] What does the blinking mean?
- Is there a trick to it?
- Please tell me step by step, I'm not good at this.
- Does it need a newer version of its software?
""",
    ),
    topic(
        "it does not run",
        "error, beeps, e4, motor, won't start, won't, dead, noise, remote, stuck",
        """
- The {device} shows {error} and does nothing.
- My {device} doesn't start any more, the plug is fine.
- The {device} switches itself off after {n} minutes.
- The remote for the {remote} does nothing, even with new batteries.
- There's a humming from the {device} that wasn't there last week.
- The {device} beeps {n} times and stops halfway.
""",
        """
- I've unplugged it, waited and tried again.
- [1 5 6] Nothing is jammed, I looked underneath.
- [1] The manual ends at {error2}.
- [1 2 3 4] It happened from one day to the next.
- We need it every day.
""",
        """
- [1 5 6] What does that mean, and how do I get it going?
- Can I fix that myself?
- [1 2 4 6] Which of the buttons resets it?
- [1 2 4 6] Please send me the instructions for that.
- [2 3] Is it the cable or something worse, what do you think?
""",
    ),
    topic(
        "room planner",
        "planner, 3d, turn it, drag, design tool, drawing, configurator",
        """
- The room planner won't let me turn the {big}.
- Your planner forgets my room as soon as I close it.
- In the planner the {big} floats a hand above the floor.
- I can't type in my wall in the planner, it only takes round numbers.
- The planner draws my {thing} in {colour}, whatever I choose.
- The planner freezes when I add a second {big}.
""",
        """
- I'm on a tablet, fully updated.
- [2 4 6] It took me an hour to draw the room, and I've done it {n} times now.
- [1 3 6] With the {small} it works perfectly.
- The same happens on the computer at work.
- [1 4] The help page shows a button that I don't have.
""",
        """
- [1 4] How do I do that properly?
- [2] Can you get my drawing back?
- Is it me or is it the planner?
- Please repair it, we want to plan before {date}.
- [1 3 4 6] Is there another way to see whether it fits?
""",
    ),
    topic(
        "form",
        "postcode, form, invalid, field, upload, date of birth, character, accept",
        """
- Your form says that my postcode doesn't exist, I've lived in it for {n} years.
- I can't upload a picture for my review of the {thing}, the bar stops at {percent}
  percent.
- The form doesn't accept the hyphen in my name.
- Your contact page tells me the message is too short, however long I make it.
- The field for the phone number wants ten digits and mine has eleven.
- I can't enter my street, because the list only offers me {town}.
""",
        """
- [1 3 5 6] Every other shop takes it.
- [1 3 5] I've tried it with and without a space.
- [2] It's a normal picture, {n} megabytes.
- [2 4] I've tried it on two evenings.
- [2 4 6] The help page has nothing about it.
- [1 3 4 5] The red line under it doesn't say what's wrong.
- [1 3 5 6] My browser fills it in correctly, then the page empties it.
""",
        """
- [1 3 5] Could you loosen the rule?
- [1 3 5 6] What am I supposed to write there?
- Please put it right in your system.
- Is there a way around it?
- Kindly tell me whom I should write to about that.
""",
    ),
    topic(
        "pages",
        "search, filter, page, picture, loads, slow, website, screen, zoom, link, site",
        """
- The search on your site finds nothing when I type "{thing}".
- If I filter by {colour}, I'm shown everything but that.
- The page with the {thing} loads for a minute and then stays white.
- The assembly film for the {thing} has no sound.
- The link to the manual of the {thing} leads nowhere.
- I can't read your pages at all, since {day} the letters lie on top of each other.
""",
        """
- [3] Other sites are quick, so it's not the line.
- [6] I use large type because of my eyes.
- [1 2 3 4 5] It happens with all articles, not only with this one.
- [3 6] When I turn the phone sideways it's gone for a moment.
- My colleague sees the same.
""",
        """
- Please mend that.
- Do you know about it?
- [5] Could you send me the right link?
- [3 4 6] What do I have to change in my browser?
- I'll try again tomorrow, but please have a look.
""",
    ),
)
"""The kinds of problem, each with its sentences."""

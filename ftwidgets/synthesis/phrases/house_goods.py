"""How does the shop speak of its goods, in its house style and in others?

Of each fact the first three bullets are originals: stiff, inflated, and a hasty note.
Those that begin with ``=`` say the same in the house style; any of them fits.
"""

from ftwidgets.synthesis.phrases import subject

SUBJECTS = (
    subject(
        "assembly",
        "assembl, screw, hardware, drill, wall, component, tool, shelf, mounted",
        """
- The assembly time amounts to approximately {minutes} minutes.
- From flat pack to fabulous in as little as {minutes} minutes!
- takes around {minutes} min to build
= You'll need about {minutes} minutes to put it together.
= Putting it together takes about {minutes} minutes.

- A hammer and a screwdriver are required; neither is contained in the scope of supply.
- Grab your trusty hammer and screwdriver (sold separately) and unleash your inner
  maker!
- they need hammer + screwdriver, not in box
= You'll want a hammer and a screwdriver, which aren't in the box.
= Have a hammer and a screwdriver ready: there are none in the box.

- Prior to commencement of assembly, the completeness of the {n} bags of fittings should
  be verified.
- Kick off your build by checking that all {n} of our premium hardware bags are on
  board!
- count the bags of screws first, should be {n}
= Before you start, check that you've got all {n} bags of fittings.
= First make sure that all {n} bags of screws are there.

- In order to prevent tipping, the {tall} must be anchored to the wall.
- Peace of mind comes standard when you secure your {tall} to the wall against tipping!
- {tall} must be fixed to wall or it tips over
= Please fix the {tall} to the wall, so that it can't tip over.
= Fix your {tall} to the wall. That way it can't fall over.

- The screws are to be retightened following {n} weeks of use.
- For an enduring love story with your furniture, retighten all screws after {n} weeks!
- tighten screws again after {n} weeks
= After {n} weeks, please tighten the screws once more.
= Give the screws another turn after {n} weeks.

- An assembly service can be booked at a price of {amount}.
- Sit back and relax while our certified assembly heroes do the work, for only {amount}!
- we build it for {amount}
= We'll put it together for you for {amount}.
= If you'd rather not build it yourself, we do it for {amount}.
""",
    ),
    subject(
        "care",
        "wash, tumble, degrees, clean, candle, unattended, children, oil, damp cloth",
        """
- Cleaning of the surface is to be carried out solely with a damp cloth.
- A simple damp cloth is all it takes to maintain that showroom sparkle!
- only wipe with damp cloth
= Just wipe it with a damp cloth, nothing else.
= A damp cloth is all you should use to clean it.

- The cover is removable and machine washable at {degrees} degrees.
- Our innovative cover zips off and goes into the washer at {degrees} degrees!
- cover comes off, machine wash {degrees}
= You can take the cover off and wash it in the machine at {degrees} degrees.
= The cover comes off, and you can wash it in the machine at {degrees} degrees.

- Exposure to direct sunlight may result in fading of the color.
- While we all adore sunshine, your fabric's gorgeous color prefers the shade!
- sun makes colour fade
= In direct sunlight the colour may fade.
= Keep it out of the sun, which can make the colour fade.

- Treatment of the wood with oil is recommended every {n} months.
- Pamper your natural wood with a luxurious oil ritual every {n} months!
- wood wants oil, every {n} months
= We suggest you oil the wood every {n} months.
= Give the wood some oil every {n} months.

- Bleaching agents must not be used under any circumstances.
- Keep the beauty alive and say a firm no to bleach!
- no bleach, ever
= Please never use bleach.
= Keep bleach away from it.

- Moisture should be removed immediately so as to avoid the formation of stains.
- Life's little spills are no match for you: blot them immediately and stay stain-free!
- spills: wipe up at once or it stains
= Wipe up spills at once, and they won't leave stains.
= If something spills, dry it straight away, so that no stain stays.
""",
    ),
    subject(
        "product",
        "color, dimension, length, available in, material, weight, images, wood, table",
        """
- The {big} is available in a width of {cm} centimeters only.
- Sized to perfection, our {big} comes in one iconic {cm} cm width!
- {big} only comes {cm} cm wide
= The {big} comes in one width, {cm} cm.
= We make the {big} {cm} cm wide, and in no other width.

- The maximum load per shelf amounts to {kilos} kilograms.
- Go ahead and stack it up, each mighty shelf carries {kilos} kg!
- {kilos} kg per shelf, no more
= Each shelf carries up to {kilos} kg.
= You can put up to {kilos} kg on each shelf.

- Variations in the grain are attributable to the natural character of the wood.
- No piece is like another thanks to the authentic storytelling of real wood grain!
- grain differs, it's real wood
= It's real wood, so every grain looks different.
= No grain is like another: that's real wood for you.

- A light bulb is not included in the scope of delivery of the {light}.
- Customize the mood of your {light} with a light bulb of your choice, sold separately!
- no bulb with the {light}
= Your {light} comes without a light bulb.
= There's no light bulb with the {light}, so please get one as well.

- The height can be adjusted in {n} steps.
- Find your personal sweet spot with {n} ergonomic height settings!
- height: {n} settings
= You can set the height in {n} steps.
= There are {n} heights to choose from.

- The upholstery fabric consists of {percent} percent recycled fibers.
- Look good, do good: our revolutionary fabric is {percent} percent recycled fiber!
- cover {percent} percent recycled
= The cover is {percent} percent recycled.
= We make the cover with {percent} percent recycled fibres.
""",
    ),
    subject(
        "warranty",
        "warranty, claim, defect, missing, replacement, fault, damage, guarantee",
        """
- A warranty of {n} years is granted on all moving parts.
- Relax, our best-in-class coverage protects every moving part for {n} years!
- moving parts: {n} years warranty
= On all moving parts you have {n} years' guarantee.
= We guarantee all moving parts for {n} years.

- Transport damage must be reported within {days} days, enclosing photographs.
- Snap some pictures of any shipping mishap and share them with us in {days} days!
- damaged on the way? report in {days} days, with photos
= If something broke on the way, send us photos within {days} days.
= Please tell us within {days} days if something arrives damaged, and send photos.

- The proof of purchase should be retained for the duration of the warranty.
- Your receipt is the golden ticket to our warranty program, so hold on to it!
- keep the receipt for warranty
= Please keep your receipt for as long as the guarantee runs.
= Hold on to your receipt: you need it for the guarantee.

- Damage resulting from improper use is not covered by the warranty.
- Our legendary warranty loves you back, except when products are misused!
- misuse = no warranty
= Our guarantee doesn't cover damage from wrong use.
= If something breaks because it was used wrongly, the guarantee doesn't cover it.

- Spare parts remain obtainable for a period of {n} years.
- Sustainability is in our DNA, so we stock spare parts for {n} years!
- spare parts for {n} yrs
= We keep spare parts for {n} years.
= You can get spare parts from us for {n} years.

- The {device} will be repaired at our workshop within {n} working days.
- Our master technicians will breathe new life into your {device} in {n} business days!
- repair of {device}: {n} working days
= Our workshop mends your {device} within {n} working days.
= We'll repair your {device} in our workshop, in {n} working days at most.
""",
    ),
)
"""What there is to say, by subject."""

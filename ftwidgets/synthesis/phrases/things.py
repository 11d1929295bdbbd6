"""Which things, people, places and numbers may fill a slot, and how are they known?"""

from collections.abc import Mapping

THINGS: Mapping[str, tuple[str, ...]] = {
    "big": (
        "sofa",
        "wardrobe",
        "bookcase",
        "bed frame",
        "dining table",
        "chest of drawers",
        "armchair",
        "sideboard",
        "bunk bed",
        "desk",
        "dresser",
        "mattress",
        "corner bench",
        "kitchen island",
        "garden bench",
        "shelf unit",
        "table",
        "bed",
        "cabinet",
    ),
    "soft": (
        "rug",
        "cushion",
        "throw",
        "curtain",
        "duvet",
        "beanbag",
        "tablecloth",
        "bath mat",
        "hammock",
        "doormat",
        "pillow",
        "blanket",
        "lampshade",
    ),
    "device": (
        "standing desk",
        "bedside lamp",
        "floor lamp",
        "reading lamp",
        "lamp",
        "fan",
        "kettle",
        "toaster",
        "coffee maker",
        "smart plug",
        "robot vacuum",
        "humidifier",
        "motor blind",
        "recliner",
        "alarm clock",
        "heated towel rail",
        "thermostat",
        "fridge",
    ),
    "smart": (
        "bedside lamp",
        "lamp",
        "smart plug",
        "robot vacuum",
        "thermostat",
        "motor blind",
        "humidifier",
        "fan",
        "coffee maker",
        "doorbell",
        "standing desk",
    ),
    "remote": (
        "fan",
        "lamp",
        "motor blind",
        "recliner",
        "standing desk",
        "robot vacuum",
        "floor lamp",
        "television stand",
    ),
    "light": ("floor lamp", "bedside lamp", "reading lamp", "desk lamp", "lamp"),
    "tall": ("wardrobe", "bookcase", "dresser", "shelf unit", "chest of drawers"),
    "hard": (
        "mirror",
        "vase",
        "fruit bowl",
        "teapot",
        "wall clock",
        "side table",
        "picture frame",
        "stool",
        "cabinet",
    ),
    "small": (
        "mirror",
        "vase",
        "candle",
        "picture frame",
        "stool",
        "coat stand",
        "laundry basket",
        "fruit bowl",
        "side table",
        "wall clock",
        "shoe rack",
        "dining chair",
        "office chair",
        "chair",
        "scratching post",
        "teapot",
        "plant stand",
        "magazine rack",
        "frying pan",
        "shower curtain",
        "bench",
        "shelf",
        "pan",
        "knife block",
    ),
}
"""Articles, all in the singular, by what can be said of them."""

NAMES = (
    *("Margot", "Tom", "Ines", "Aled", "Priya", "Jonas", "Wanda", "Femi", "Ruth"),
    *("Oskar", "Leila", "Dermot", "Yuki", "Carla", "Sven", "Amara", "Ivo", "Hetty"),
    *("Marek", "Noor", "Gwen", "Paolo", "Signe", "Kofi", "Birgit", "Ewan", "Zofia"),
    *("Mateus", "Ondine", "Rafal", "Sunniva", "Tariq", "Ulla", "Vikram", "Xenia"),
    *("Elodie", "Bram", "Caoimhe", "Dario", "Edda", "Farid", "Greta", "Halim"),
)
TOWNS = (
    *("Lund", "Porto", "Leeds", "Ghent", "Graz", "Bergen", "Utrecht", "Galway"),
    *("Cardiff", "Bremen", "Trieste", "Tampere", "Whitby", "Durban", "Split"),
    *("Aarhus", "Bath", "Cork", "Dijon", "Exeter", "Faro", "Girona", "Hull"),
    *("Innsbruck", "Jena", "Kiel", "Lille", "Malaga", "Nantes", "Odense", "Pisa"),
    *("Rouen", "Siena", "Truro", "Uppsala", "Verona", "Wells", "York", "Zwolle"),
    *("Inverness", "Perth", "Tartu", "Ostend", "Basel", "Kiruna", "Leicester"),
)
COLOURS = (
    *("oak", "walnut", "ash", "white", "black", "grey", "green", "blue", "red"),
    *("yellow", "cream", "moss", "rust", "sage", "copper", "brass", "terracotta"),
    *("navy", "mustard", "ivory", "charcoal", "teal", "plum", "sand"),
)
DAYS = (*("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBER_WORDS: Mapping[str, int] = {
    **{word: value for value, word in enumerate(COUNTS, 2)},
    **{"one": 1, "twelve": 12, "twenty": 20},
}
CLUBS = (
    *("our nursery school", "the parish office", "our rowing club", "the town library"),
    *("a small dental practice", "our café", "the youth hostel", "the music school"),
    *("our housing association", "the allotment society", "a firm of architects"),
)
PLACES = (
    *("with the bakery downstairs", "with the neighbour on the left", "in the shed"),
    *("behind the hedge", "in the bike cellar", "with the caretaker", "in the carport"),
    *("with the tailor next door", "on the covered terrace", "at the kiosk opposite"),
    *("with Mrs Okoro on the first floor", "in the boiler room"),
)
FLOORS = ("second", "third", "fourth", "fifth", "top")
CODES = (
    *("SPRING20", "HELLO10", "NESTING15", "COSY25", "MOVEIN12", "THANKYOU5", "ATTIC30"),
    *("LATEBIRD10", "WINTER18", "FRIENDS15", "TIDYUP20", "SUNDAY8"),
)
ERRORS = ("E1", "E2", "E4", "E7", "F3", "F9", "H2", "C5", "Err 12", "Er 08")
PERCENTS = ("10", "15", "20", "25", "30", "40")

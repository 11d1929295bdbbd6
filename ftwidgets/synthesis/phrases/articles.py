"""What can be ordered, and in which finishes and sizes?"""

from collections.abc import Mapping

ARTICLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bar stool": (("black", "white", "moss"), ("65 cm", "75 cm")),
    "bath towel": (("grey", "cream", "rust", "striped"), ()),
    "bed frame": (("oak", "white", "walnut"), ("140 cm", "160 cm", "180 cm")),
    "bedside table": (("oak", "white", "teal"), ()),
    "bookcase": (("oak", "walnut", "white"), ("120 cm", "180 cm", "200 cm")),
    "bookend": (("brass", "black"), ()),
    "bread bin": (("copper", "white", "sage"), ()),
    "candlestick": (("brass", "black", "copper"), ("20 cm", "30 cm")),
    "cereal bowl": (("speckled", "blue", "white"), ()),
    "chopping board": (("oak", "walnut", "bamboo"), ("30 cm", "45 cm")),
    "coat stand": (("ash", "black"), ()),
    "coffee table": (("walnut", "white", "oak"), ("80 cm", "110 cm")),
    "cot": (("white", "ash"), ()),
    "cushion cover": (("mustard", "teal", "striped", "plum"), ("40 cm", "50 cm")),
    "deck chair": (("striped", "green", "red"), ()),
    "desk lamp": (("black", "brass", "white"), ()),
    "dining chair": (("ash", "black", "oak"), ()),
    "dressing table": (("white", "walnut"), ("90 cm",)),
    "duvet cover": (("sage", "ivory", "navy"), ("single", "double", "king")),
    "floor lamp": (("brass", "black"), ()),
    "flower pot": (("terracotta", "white", "blue"), ("14 cm", "20 cm", "30 cm")),
    "footstool": (("velvet", "moss", "rust"), ()),
    "fruit bowl": (("copper", "white"), ()),
    "garden bench": (("teak", "green"), ("120 cm", "150 cm")),
    "hand towel": (("grey", "cream", "teal"), ()),
    "hanging lamp": (("copper", "white", "black"), ("30 cm", "40 cm")),
    "high chair": (("white", "ash"), ()),
    "jewellery box": (("walnut", "plum"), ()),
    "kitchen trolley": (("white", "bamboo"), ()),
    "magazine rack": (("brass", "black"), ()),
    "milk jug": (("speckled", "yellow", "cream"), ()),
    "napkin": (("linen", "mustard", "white"), ()),
    "newspaper basket": (("wicker", "grey"), ()),
    "oven dish": (("white", "blue"), ("25 cm", "35 cm")),
    "picture frame": (("oak", "black", "brass"), ("20 cm", "30 cm", "50 cm")),
    "place mat": (("green", "striped", "cork"), ()),
    "plant stand": (("bamboo", "black"), ()),
    "rocking chair": (("ash", "walnut"), ()),
    "saucepan": (("copper", "black"), ("16 cm", "20 cm", "24 cm")),
    "shower curtain": (("striped", "white", "teal"), ("180 cm", "200 cm")),
    "soap dish": (("white", "brass"), ()),
    "soup plate": (("speckled", "white", "yellow"), ()),
    "spice rack": (("bamboo", "black"), ()),
    "storage box": (("wicker", "grey", "sage"), ("small", "large")),
    "table runner": (("linen", "rust"), ("150 cm",)),
    "tea towel": (("striped", "blue", "linen"), ()),
    "teapot": (("speckled", "yellow", "black"), ()),
    "towel rail": (("brass", "white"), ("60 cm", "80 cm")),
    "umbrella stand": (("copper", "black"), ()),
    "wall clock": (("oak", "white", "mustard"), ("25 cm", "40 cm")),
    "wall hook": (("brass", "black", "oak"), ()),
    "wall mirror": (("brass", "round", "walnut"), ("50 cm", "80 cm")),
    "washstand": (("oak", "white"), ("60 cm", "90 cm")),
    "watering can": (("green", "copper"), ()),
    "window box": (("terracotta", "grey"), ("60 cm", "80 cm")),
    "wine glass": (("green", "smoked"), ()),
}
"""Article in the singular: its finishes, and its sizes."""

LARGE = (
    *("bed frame", "bookcase", "coat stand", "coffee table", "cot", "dressing table"),
    *("garden bench", "kitchen trolley", "rocking chair", "washstand", "floor lamp"),
    *("high chair", "plant stand", "umbrella stand", "wall mirror", "bread bin"),
    *("spice rack", "watering can", "teapot", "magazine rack", "jewellery box"),
)
"""Articles of which few people want more than two."""

IRREGULAR: Mapping[str, str] = {
    "shelf": "shelves",
    "knife": "knives",
    "loaf": "loaves",
    "scarf": "scarves",
    "set": "sets",
}
"""Plurals that no rule gives."""

ADJECTIVES = (
    *("small", "large", "tall", "low", "wide", "round", "square", "striped"),
    *("speckled", "velvet", "linen", "bamboo", "cork", "teak", "wicker", "smoked"),
    *("wooden", "neon", "rubber", "oiled oak", "beige", "brown", "pink", "orange"),
)
"""Finishes besides the colours that may stand before a noun."""

SIZES = ("single", "double", "king")
"""Sizes in words, which stand behind the noun as those in centimetres do."""

"""Which hostile files are there?"""

from hostile import (
    containers,
    content,
    damage,
    formats,
    shapes,
    tables,
    tools,
    unusable,
    vendors,
)

ROOMS = {
    "containers": containers,
    "tables": tables,
    "unusable": unusable,
    "damage": damage,
    "shapes": shapes,
    "tools": tools,
    "formats": formats,
    "vendors": vendors,
    "content": content,
}
CORPUS = {name: room.cases() for name, room in ROOMS.items()}
"""Every hostile file, by the room that makes it."""

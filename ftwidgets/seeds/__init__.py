"""Which examples does a person vouch for, and where do they come from?"""

from ftwidgets.seeds.gold import GoldSeeds

__all__ = ["GoldSeeds"]

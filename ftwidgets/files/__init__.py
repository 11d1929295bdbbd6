"""How do bytes on disk become records, and records bytes again?"""

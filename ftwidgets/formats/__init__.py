"""How does each format write an example, and how is it read into chat form?"""

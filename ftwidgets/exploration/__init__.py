"""What can one see and steer at each stage? Choices and what they come to, no screen.

An exploration takes a curation, lets one try other choices and says at once what they
would do; its ``recipe`` holds them, and `write_recipe` puts that on the disk.
"""

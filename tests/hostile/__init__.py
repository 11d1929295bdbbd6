"""Which files must a loader survive, and what should it say of every record?

The expectations are written from the design's text alone, never from what the
package answers. Each room here holds tables of one kind of hostility and ``cases()``.
"""

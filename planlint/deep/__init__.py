"""What official prose looks like: wrong, doubled, swapped and lost characters found by counts of character runs.

Loaded only for `check --deep` and `learn`. What stands here is plain Python and quick to load; `bulk` needs numpy.
"""

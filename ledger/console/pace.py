"""How often Python looks for garbage while a command runs; `cli` imports this before it loads anything else.

References are counted as ever. What is looked for is garbage that refers to itself in a circle, of which a command
makes little, while all that it loads lives to its end: looking every 700 objects took a twentieth of a report's time,
and looking every 50,000 a tenth of one over two thousand projects. Nor is it looked for when the process ends, where
that took a tenth of a report on one project.
"""

from __future__ import annotations

import atexit
import gc

gc.set_threshold(1_000_000, 20, 20)
atexit.register(gc.freeze)

"""The demo: a real contest played again, and calls of today, through the portal's own actions and workers.

``data/`` holds what was written by hand; ``ngos``, ``projects`` and ``marks`` make people, texts and marks of it by rule
(pure, the same on every machine); the other modules play them through the actions of the rooms.
"""

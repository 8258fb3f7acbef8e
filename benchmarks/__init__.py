"""What the portal's speed is measured by: each figure beside its limit or its peer, taken in the same run.

A benchmark is a module here, named by its topic, with a function ``run()`` that yields ``figures.Figure``, or prints its
own lines and returns whether everything holds. ``make bench`` runs all, with a PostgreSQL of its own that keeps what it
writes as production does; ``make bench ARGS="search"`` those whose topic is named.
"""

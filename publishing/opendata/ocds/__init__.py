"""Social orders in the Open Contracting Data Standard 1.1, in its core alone: nothing that a checker would fetch.

A tender is one contracting process. Its release holds all that is public of it now and is published anew, under a new
id, when something changes («easy releases»): plan, tender, bidders after the opening, awards, contracts, payments.
"""

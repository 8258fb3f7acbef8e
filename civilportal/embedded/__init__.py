"""PostgreSQL and Redis that come with the checkout, for trying and testing the portal without installing a server.

Nothing here is used in production: there the two addresses are given (``DATABASE_URL``, ``REDIS_URL``) and nothing
embedded starts. The package needs neither Django nor the settings, so that it can say what is wrong before they load.
"""

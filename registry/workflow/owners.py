"""Who makes the steps of the registry."""

ORGANISATION = "organisation"
OFFICER = "officer"
NOBODY = "nobody"
CLAIMANT = "claimant"
INVITED, INVITING = "invited person", "inviting person"

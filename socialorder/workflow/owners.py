"""Who acts in social orders."""

CITIZEN, OFFICER, BIDDER, HOLDERS = "citizen", "officer of the body", "NGO", "two key holders"

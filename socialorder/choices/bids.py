"""States of bids; what is looked for when they are opened."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BidStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SEALED = "sent", _("Sealed, not opened")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OPENED = "received", _("Opened")
    UNREADABLE = "failed", _("Could not be opened")
    ADMITTED = "admitted", _("Admitted")
    REFUSED = "not_admitted", _("Not admitted")
    WON = "awarded", _("Won")
    RESERVE = "reserve", _("Reserve")
    LOST = "not_funded", _("Not chosen")


# Parts of a bid in the order of the form; all of them are needed.
TEXTS = ("approach", "activities", "staff", "experience")
# Nobody can read what is in them.
CLOSED = (BidStatus.DRAFT, BidStatus.SEALED, BidStatus.WITHDRAWN, BidStatus.UNREADABLE)
# What a decision says of an admitted bid.
DECIDED = (BidStatus.WON, BidStatus.RESERVE, BidStatus.LOST)
# What came out of the opening and takes part.
IN_CONTEST = (BidStatus.OPENED, BidStatus.ADMITTED, BidStatus.WON, BidStatus.RESERVE, BidStatus.LOST)


class FlagRule(models.TextChoices):
    """A flag asks a question; it is never a verdict."""

    LOW_PRICE = "low_price", _("Price far below the sum of the lot")
    BELOW_OTHERS = "below_others", _("Price far below the other bids")
    CAPACITY = "capacity", _("Many running orders for its staff")
    SAME_PEOPLE = "same_people", _("Bidders share people or contacts")
    SAME_FILE = "same_file", _("The same file in two bids")
    SAME_TEXT = "same_text", _("Two bids with the same text")


class FlagStatus(models.TextChoices):
    OPEN = "due", _("To be judged")
    UPHELD = "excluded", _("Confirmed")
    DISMISSED = "passed", _("No objection")

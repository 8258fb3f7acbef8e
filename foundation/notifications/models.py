"""Messages to people, and how each person wants to get them by mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailStatus(models.TextChoices):
    """Where the mail of a message is. ``sending`` is a claim: whoever finds it after a crash does not send again."""

    UNWANTED = "unwanted", _("Not wanted by mail")
    WAITING = "waiting", _("Waiting")
    DIGEST = "digest", _("Waits for the daily mail")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused by the mail server")
    UNCERTAIN = "uncertain", _("Perhaps sent: the connection broke")


class MailChoice(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, all in one")
    NEVER = "never", _("Never, only here")


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: settings.AUTH_USER_MODEL) -> MessageQuerySet:  # type: ignore[name-defined]
        """A person's own messages, newest first."""
        return self.filter(recipient=user).order_by("-pk")


class Message(models.Model):
    """Something the portal told one person. ``subject`` and ``body`` are English sentences with placeholders; they are
    put into words in the reader's language when they are shown or sent. ``link`` is a path of a page.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    context = models.JSONField(default=dict, help_text="Values of the placeholders; a value may be {kk, ru, en}.")
    link = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=200, blank=True, help_text="The same thing is told to the same person once.")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_status = models.CharField(max_length=10, choices=MailStatus, default=MailStatus.WAITING)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_error = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(mail_status__in=MailStatus.values), name="notifications_mail_status"),
            models.CheckConstraint(
                condition=~Q(mail_status=MailStatus.SENT) | Q(mailed_at__isnull=False), name="notifications_mailed_at"
            ),
            models.UniqueConstraint(
                fields=["recipient", "key"], condition=~Q(key=""), name="notifications_message_once"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notifications_listing"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notifications_unread"),
            models.Index(
                fields=["mail_status", "created_at"],
                condition=Q(mail_status__in=(MailStatus.WAITING, MailStatus.DIGEST)),
                name="notifications_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Preference(models.Model):
    """How a person wants the mail of one topic; without a row: as is usual for the topic."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=60)
    mail = models.CharField(max_length=10, choices=MailChoice, default=MailChoice.AT_ONCE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="notifications_preference_once"),
            models.CheckConstraint(condition=Q(mail__in=MailChoice.values), name="notifications_preference_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.topic} {self.mail}"

"""Draft acts before councils."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from councils.actions.acts import drafts, opinions, remarks
from councils.api.resources.remarks import RemarkRead
from councils.api.resources.shared import SIDES, OfWork, secretariat, work_filter
from councils.choices.acts import ActStatus
from councils.forms.acts import ActForm, AdoptForm, OpeningForm, OpinionForm, RemarkForm
from councils.models import Article, DraftAct
from councils.queries.acts import texts_of
from councils.rules import acts as rules
from councils.workflow import ACT
from foundation.api.inputs import of_form
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from registry.rules import roles


class ArticleRead(Read):
    """An article of the draft, or of the final text."""

    class Meta:
        model = Article
        fields = ("id", "stage", "position", "key", "text_kk", "text_ru")


class ActRow(Read):
    """A draft act, as lists show it."""

    council = of("council.slug")
    body = of("body.code")

    class Meta:
        model = DraftAct
        fields = (
            "id", "council", "number", "body", "title_kk", "title_ru", "kind", "status", "due_on", "sent_at",
            "opinion_due_on", "public_until", "opinion", "decided_at", "answered_at", "adopted_on",
        )  # fmt: skip


class ActRead(ActRow):
    """A draft act with its articles; `file` is at `/api/v1/documents/`. What is said about it is at `/api/v1/act-remarks/?act=`."""

    articles = ArticleRead(many=True)

    class Meta:
        model = ActRow.Meta.model
        fields = (
            *ActRow.Meta.fields, "purpose", "opinion_text", "motion", "own_rules", "opinion_is_late", "answer_due_on",
            "answer_is_late", "act_number", "withdraw_reason", "file", "articles",
        )  # fmt: skip


def own_bodies(user: Any, _subject: Any) -> dict[str, Any]:
    """Drafts are sent in the name of an own body."""
    return {"bodies": roles.offices_of(user)}


def its_body(user: Any, act: DraftAct) -> dict[str, Any]:
    return {"bodies": roles.offices_of(user).filter(pk=act.body_id)}


def written(form: Any) -> dict[str, Any]:
    """The keywords of ``drafts.write``."""
    values = dict(form.cleaned_data)
    return {"upload": values.pop("file"), "body": values.pop("body"), "values": values}


def _changed(form: Any) -> dict[str, Any]:
    return {name: value for name, value in written(form).items() if name != "body"}


def _of_act(_user: Any, act: DraftAct) -> dict[str, Any]:
    return {"act": act}


class DraftActs(OfWork, Resource):
    """Draft acts that bodies send to councils. A new one is written at the council that is asked."""

    area = "councils"
    title = "Draft acts"
    followed = DraftAct
    read = ActRead
    row = ActRow
    everything = DraftAct.objects.prefetch_related("articles")
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = work_filter(one for one in ActStatus if one != ActStatus.DRAFT)
    region = SIDES
    workflow = ACT
    changes = Act(
        run=drafts.change, subject="act", step="send", check=rules.check_can_change,
        takes=of_page(ActForm, name="ChangeAct", made=its_body, initial=ActForm.initial_of, values=_changed),
        summary="Change a draft act that is not sent",
    )  # fmt: skip
    acts = {
        "send": Act(
            run=drafts.send, subject="act", step="send", check=about(rules.check_sends, "body"),
            summary="Send a draft act to the council; the term of the opinion begins",
        ),
        "open": Act(
            run=drafts.open_to_public, subject="act", step="decide", check=rules.check_can_open,
            takes=of_form(OpeningForm, name="OpenAct"), summary="Open a draft act to comments of everybody",
        ),
        "add-point": Act(
            run=remarks.add_point, subject="act", step="decide", check=rules.check_can_open, gives=RemarkRead,
            takes=of_page(RemarkForm, name="ActPoint", made=_of_act), summary="Write a point of the opinion",
        ),
        "decide": Act(
            run=opinions.decide, subject="act", step="decide", check=secretariat("council"),
            takes=of_page(OpinionForm, name="ActOpinion", made=_of_act), summary="Give the opinion of the council",
        ),
        "answer": Act(
            run=opinions.finish_answers, subject="act", step="answer", check=about(rules.check_sends, "body"),
            summary="Send the answers; every point and comment has one",
        ),
        "adopt": Act(
            run=drafts.adopt, subject="act", step="adopt", check=about(rules.check_sends, "body"),
            takes=of_page(
                AdoptForm, name="AdoptAct", initial=texts_of, values=lambda form: {"values": form.cleaned_data}
            ),
            summary="Enter the act as it was adopted",
        ),
        "withdraw": Act(
            run=drafts.withdraw, subject="act", step="withdraw", check=about(rules.check_sends, "body"), takes=REASON,
            summary="Take a draft act back with a reason",
        ),
    }  # fmt: skip

    def rows(self, reader: Any) -> QuerySet[DraftAct]:
        return DraftAct.objects.visible_to(reader)

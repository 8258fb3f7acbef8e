"""Points of opinions, comments on draft acts, and the answers to them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from councils.actions.acts import remarks as actions
from councils.api.resources.shared import serves
from councils.choices.acts import ActStatus, RemarkKind
from councils.forms.acts import AnswerForm, GroupForm
from councils.models import ActRemark, DraftAct
from councils.rules import acts as rules
from councils.workflow import ACT
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, Gone, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core.errors import NotPermitted
from foundation.core.permissions import allowed

BETWEEN = ActStatus.DECIDED  # answers are written, and not sent yet


class RemarkRead(Read):
    """A point or a comment. Words of a hidden one are for the secretariat, answers that are not sent for the body."""

    article = of("article.key", "Number of the article; null: the whole act.")
    member = of("seat.full_name", "The member of the council who said it.")
    text = serializers.SerializerMethodField()
    verdict = serializers.SerializerMethodField()
    answer = serializers.SerializerMethodField()

    class Meta:
        model = ActRemark
        fields = (
            "id", "act", "number", "kind", "article", "member", "text", "made_at", "hidden_at", "hidden_reason",
            "same_as", "verdict", "answer", "answered_at",
        )  # fmt: skip

    def get_text(self, remark: ActRemark) -> str:
        return remark.text if remark.hidden_at is None or serves(self, remark.act.council) else ""

    def get_verdict(self, remark: ActRemark) -> str:
        return remark.verdict if self._is_told(remark) else ""

    def get_answer(self, remark: ActRemark) -> str:
        return remark.answer if self._is_told(remark) else ""

    def _is_told(self, remark: ActRemark) -> bool:
        reader = self.context["view"].reader
        return remark.act.status != BETWEEN or allowed(rules.check_sends, reader, remark.act.body)


def _others(_user: Any, remark: ActRemark) -> dict[str, Any]:
    return {"remark": remark}


def _may_remove(user: Any, remark: ActRemark) -> None:
    if remark.kind != RemarkKind.POINT:
        raise NotPermitted(_("What somebody has said stays."))
    rules.check_can_open(user, remark.act)


class Remarks(Resource):
    """What is said about draft acts, point by point, and what the body answers to each."""

    area = "councils"
    title = "Points and comments on draft acts"
    read = RemarkRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(act="act_id", kind=RemarkKind)
    region = ("act__council__body__region_id", "act__body__region_id")
    workflow = ACT
    status = "act__status"
    acts = {
        "answer": Act(
            run=actions.answer, subject="remark", step="answer", check=rules.check_can_answer,
            takes=of_form(AnswerForm, name="AnswerRemark"), summary="Answer one point or comment on a draft act",
        ),
        "group": Act(
            run=actions.group, subject="remark", check=rules.check_can_group,
            takes=of_page(GroupForm, name="GroupRemark", made=_others),
            summary="Join a comment to another one that says the same",
        ),
        "hide": Act(
            run=actions.hide, subject="remark", check=rules.check_can_moderate, takes=REASON,
            summary="Hide a comment of a citizen with the reason",
        ),
        "remove": Act(
            run=actions.remove_point, subject="point", step="decide", check=_may_remove, gives=Gone,
            summary="Take a point out of an opinion that is not given",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[ActRemark]:
        found = ActRemark.objects.filter(act__in=DraftAct.objects.visible_to(reader))
        return found.select_related("act__council__body", "act__body", "article", "seat", "same_as")

from django.urls import path

from socialorder.views import lots, tender_steps, tenders

urlpatterns = [
    path("", tenders.tender_list, name="tender-list"),
    path("tenders/begin/", tenders.tender_create, name="tender-create"),
    path("tenders/<slug:slug>/", tenders.tender_detail, name="tender-detail"),
    path("tenders/<slug:slug>/edit/", tenders.tender_edit, name="tender-edit"),
    path("tenders/<slug:slug>/versions/", tenders.version_list, name="version-list"),
    path("tenders/<slug:slug>/announce/", tender_steps.tender_announce, name="tender-announce"),
    path("tenders/<slug:slug>/amend/", tender_steps.tender_amend, name="tender-amend"),
    path("tenders/<slug:slug>/cancel/", tender_steps.tender_cancel, name="tender-cancel"),
    path("tenders/<slug:slug>/clone/", tender_steps.tender_clone, name="tender-clone"),
    path("tenders/<slug:slug>/ask/", tender_steps.question_ask, name="question-ask"),
    path("tenders/<slug:slug>/questions/<int:number>/", tender_steps.question_answer, name="question-answer"),
    path(
        "tenders/<slug:slug>/questions/<int:number>/withhold/",
        tender_steps.question_withhold,
        name="question-withhold",
    ),
    path("tenders/<slug:slug>/lots/add/", lots.lot_add, name="lot-add"),
    path("tenders/<slug:slug>/lots/<int:number>/", lots.lot_detail, name="lot-detail"),
    path("tenders/<slug:slug>/lots/<int:number>/edit/", lots.lot_edit, name="lot-edit"),
    path("tenders/<slug:slug>/lots/<int:number>/remove/", lots.lot_remove, name="lot-remove"),
]

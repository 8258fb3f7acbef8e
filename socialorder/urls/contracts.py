from django.urls import path

from socialorder.views import (
    act_answers,
    acts,
    contract_changes,
    contract_money,
    contract_signing,
    contract_steps,
    contracts,
)

urlpatterns = [
    path("contracts/", contracts.contract_list, name="contract-list"),
    path("contracts/<int:pk>/", contracts.contract_detail, name="contract-detail"),
    path("contracts/<int:pk>/terms/", contracts.contract_prepare, name="contract-prepare"),
    path("contracts/<int:pk>/step/<slug:step>/", contract_steps.contract_step, name="contract-step"),
    path("contracts/<int:pk>/text/<int:version>/", contract_signing.version_document, name="contract-document"),
    path(
        "contracts/<int:pk>/text/<int:version>/sign/<slug:side>/", contract_signing.contract_sign, name="contract-sign"
    ),
    path(
        "contracts/<int:pk>/signatures/<int:signature>/<slug:what>/",
        contract_signing.signature_file,
        name="contract-signature",
    ),
    path("contracts/<int:pk>/stages/<int:number>/act/", acts.act_begin, name="act-begin"),
    path("contracts/<int:pk>/stages/<int:number>/pay/", contract_money.stage_pay, name="stage-pay"),
    path("contracts/<int:pk>/penalties/impose/", contract_money.penalty_impose, name="penalty-impose"),
    path("contracts/<int:pk>/penalties/<int:number>/lift/", contract_money.penalty_lift, name="penalty-lift"),
    path("contracts/<int:pk>/change/<slug:side>/", contract_changes.amendment_propose, name="amendment-propose"),
    path("contracts/<int:pk>/changes/<int:number>/", contract_changes.amendment_detail, name="contract-amendment"),
    path(
        "contracts/<int:pk>/changes/<int:number>/approve/", contract_changes.amendment_approve, name="amendment-approve"
    ),
    path(
        "contracts/<int:pk>/changes/<int:number>/decline/", contract_changes.amendment_decline, name="amendment-decline"
    ),
    path(
        "contracts/<int:pk>/changes/<int:number>/withdraw/",
        contract_changes.amendment_withdraw,
        name="amendment-withdraw",
    ),
    path("bids/<int:pk>/contract/", contracts.contract_begin, name="contract-begin"),
    path("acts/<int:pk>/", acts.act_detail, name="act-detail"),
    path("acts/<int:pk>/edit/", acts.act_edit, name="act-edit"),
    path("acts/<int:pk>/autosave/", acts.act_autosave, name="act-autosave"),
    path("acts/<int:pk>/files/add/", acts.act_file_add, name="act-file-add"),
    path("acts/<int:pk>/files/<int:number>/", acts.act_file, name="act-file"),
    path("acts/<int:pk>/files/<int:number>/remove/", acts.act_file_remove, name="act-file-remove"),
    path("acts/<int:pk>/hand-in/", act_answers.act_hand_in, name="act-hand-in"),
    path("acts/<int:pk>/accept/", act_answers.act_accept, name="act-accept"),
    path("acts/<int:pk>/return/", act_answers.act_return, name="act-return"),
    path("acts/<int:pk>/refuse/", act_answers.act_refuse, name="act-refuse"),
    path("acts/<int:pk>/versions/<int:number>/<slug:what>/", act_answers.act_version_file, name="act-version-file"),
]

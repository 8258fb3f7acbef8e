"""Every address of the portal is either for everybody or for people who are signed in, and says so here."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from civilportal import health
from foundation.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PUBLIC, SIGNED_IN = "public", "signed in"
# Signing in and out is the library's own business, with tests of its own.
OF_THE_LIBRARY = ("account_", "mfa_")
# Operations of the API are decided one by one in test_api_operations.py.
OF_THE_API = ("api-",)

ACCESS = {
    # The frame
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "home": PUBLIC,
    "desk": SIGNED_IN,
    "jobs:job-detail": SIGNED_IN,
    "jobs:job-progress": SIGNED_IN,
    "notifications:message-list": SIGNED_IN,
    "notifications:message-read-all": SIGNED_IN,
    "notifications:preferences": SIGNED_IN,
    "notifications:message-detail": SIGNED_IN,
    "accounts:signing-document": SIGNED_IN,
    "accounts:signing-trial": SIGNED_IN,
    "audit:chain": PUBLIC,
    "audit:chain-download": PUBLIC,
    "audit:event-list": SIGNED_IN,
    "audit:event-download": SIGNED_IN,
    # Registry
    "registry:ngo-list": PUBLIC,
    "registry:ngo-suggest": PUBLIC,
    "registry:ngo-detail": PUBLIC,
    "registry:ngo-unnumbered": PUBLIC,
    "registry:ngo-history": PUBLIC,
    "registry:ngo-as-of": PUBLIC,
    "registry:ngo-logo": PUBLIC,
    "registry:ngo-unnumbered-history": PUBLIC,
    "registry:ngo-unnumbered-as-of": PUBLIC,
    "registry:ngo-unnumbered-official": SIGNED_IN,
    "registry:ngo-official": SIGNED_IN,
    "registry:ngo-create": SIGNED_IN,
    "registry:ngo-money": PUBLIC,
    "registry:ngo-money-csv": PUBLIC,
    "registry:award-import": SIGNED_IN,
    "registry:award-preview": SIGNED_IN,
    "registry:unreliable-import": SIGNED_IN,
    "registry:unreliable-preview": SIGNED_IN,
    "registry:match-list": SIGNED_IN,
    "registry:match-detail": SIGNED_IN,
    "registry:signal-list": SIGNED_IN,
    "registry:signal-detail": SIGNED_IN,
    "registry:ngo-diligence": SIGNED_IN,
    "registry:diligence-keep": SIGNED_IN,
    "registry:snapshot-list": SIGNED_IN,
    "registry:snapshot-detail": SIGNED_IN,
    "registry:flag-create": SIGNED_IN,
    "registry:flag-detail": SIGNED_IN,
    "registry:ngo-papers": SIGNED_IN,
    "registry:paper-download": SIGNED_IN,
    "registry:paper-verify": SIGNED_IN,
    "registry:paper-reject": SIGNED_IN,
    "registry:ngo-edit": SIGNED_IN,
    "registry:ngo-founders": SIGNED_IN,
    "registry:ngo-logo-edit": SIGNED_IN,
    "registry:ngo-logo-remove": SIGNED_IN,
    "registry:reference-list": PUBLIC,
    "registry:reference-detail": PUBLIC,
    "registry:reference-download": PUBLIC,
    "registry:annual-edit": SIGNED_IN,
    "registry:matching": PUBLIC,
    "registry:duplicate-list": SIGNED_IN,
    "registry:duplicate-search": SIGNED_IN,
    "registry:duplicate-name": SIGNED_IN,
    "registry:duplicate-detail": SIGNED_IN,
    "registry:duplicate-dismiss": SIGNED_IN,
    "registry:duplicate-merge": SIGNED_IN,
    "reconcile:service": PUBLIC,
    "reconcile:suggest-entities": PUBLIC,
    "reconcile:suggest-types": PUBLIC,
    "reconcile:suggest-properties": PUBLIC,
    "reconcile:propose-properties": PUBLIC,
    "reconcile:preview": PUBLIC,
    "reconcile:view": PUBLIC,
    "registry:annual-view": PUBLIC,
    "registry:annual-section": SIGNED_IN,
    "registry:annual-autosave": SIGNED_IN,
    "registry:annual-submit": SIGNED_IN,
    "registry:annual-amend": SIGNED_IN,
    "registry:annual-drop": SIGNED_IN,
    "registry:annual-version": SIGNED_IN,
    "registry:annual-check-list": SIGNED_IN,
    "registry:annual-check": SIGNED_IN,
    "registry:annual-campaign": SIGNED_IN,
    "registry:annual-missing": SIGNED_IN,
    "registry:annual-remind": SIGNED_IN,
    "registry:annual-import-create": SIGNED_IN,
    "registry:annual-import-detail": SIGNED_IN,
    "registry:annual-import-errors": SIGNED_IN,
    "registry:import-create": SIGNED_IN,
    "registry:import-detail": SIGNED_IN,
    "registry:import-errors": SIGNED_IN,
    "registry:import-load": SIGNED_IN,
    # Registry: people
    "registry:own-list": SIGNED_IN,
    "registry:membership-detail": SIGNED_IN,
    "registry:invitation-detail": PUBLIC,
    "registry:invitation-accept": SIGNED_IN,
    "registry:invitation-resend": SIGNED_IN,
    "registry:invitation-revoke": SIGNED_IN,
    "registry:claim-list": SIGNED_IN,
    "registry:claim-detail": SIGNED_IN,
    "registry:claim-withdraw": SIGNED_IN,
    "registry:claim-file": SIGNED_IN,
    "registry:claim-start": SIGNED_IN,
    "registry:claim-sign": SIGNED_IN,
    "registry:claim-letter": SIGNED_IN,
    "registry:people-list": SIGNED_IN,
    "registry:people-invite": SIGNED_IN,
    "registry:body-list": PUBLIC,
    "registry:body-create": SIGNED_IN,
    "registry:body-detail": PUBLIC,
    "registry:body-edit": SIGNED_IN,
    "registry:body-people": SIGNED_IN,
    "registry:body-invite": SIGNED_IN,
    "registry:system-list": SIGNED_IN,
    "registry:system-create": SIGNED_IN,
    "registry:system-detail": SIGNED_IN,
    "registry:system-edit": SIGNED_IN,
    "registry:system-rotate": SIGNED_IN,
    "registry:system-revoke": SIGNED_IN,
    "registry:webhook-create": SIGNED_IN,
    "registry:webhook-rotate": SIGNED_IN,
    "registry:webhook-stop": SIGNED_IN,
    "registry:delivery-repeat": SIGNED_IN,
    "registry:expert-list": PUBLIC,
    "registry:expert-enrol": SIGNED_IN,
    "registry:expert-own": SIGNED_IN,
    "registry:expert-detail": SIGNED_IN,
    "registry:expert-edit": SIGNED_IN,
    "registry:expert-suspend": SIGNED_IN,
    "registry:tie-create": SIGNED_IN,
    "registry:tie-end": SIGNED_IN,
    "registry:work-create": SIGNED_IN,
    "registry:work-end": SIGNED_IN,
    # Councils
    "councils:council-list": PUBLIC,
    "councils:council-detail": PUBLIC,
    "councils:meeting-list": PUBLIC,
    "councils:meeting-calendar": PUBLIC,
    "councils:meeting-detail": PUBLIC,
    "councils:material-download": PUBLIC,
    "councils:recommendation-list": PUBLIC,
    "councils:recommendation-detail": PUBLIC,
    "councils:body-marks": PUBLIC,
    "councils:council-create": SIGNED_IN,
    "councils:council-edit": SIGNED_IN,
    "councils:term-start": SIGNED_IN,
    "councils:term-approve": SIGNED_IN,
    "councils:seat-add": SIGNED_IN,
    "councils:seat-detail": SIGNED_IN,
    "councils:meeting-plan": SIGNED_IN,
    "councils:meeting-edit": SIGNED_IN,
    "councils:meeting-cancel": SIGNED_IN,
    "councils:minutes-edit": SIGNED_IN,
    "councils:item-add": SIGNED_IN,
    "councils:item-detail": SIGNED_IN,
    "councils:item-remove": SIGNED_IN,
    "councils:attendance-mark": SIGNED_IN,
    "councils:attendance-own": SIGNED_IN,
    "councils:vote-open": SIGNED_IN,
    "councils:vote-give": SIGNED_IN,
    "councils:vote-step-back": SIGNED_IN,
    "councils:vote-hands": SIGNED_IN,
    "councils:vote-close": SIGNED_IN,
    "councils:meeting-step": SIGNED_IN,
    # Councils: competition for seats, commissions, proposals, years
    "councils:formation-all": PUBLIC,
    "councils:formation-list": PUBLIC,
    "councils:formation-start": SIGNED_IN,
    "councils:formation-detail": PUBLIC,
    "councils:formation-edit": SIGNED_IN,
    "councils:group-edit": SIGNED_IN,
    "councils:formation-extend": SIGNED_IN,
    "councils:formation-cancel": SIGNED_IN,
    "councils:formation-approve": SIGNED_IN,
    "councils:formation-vote": SIGNED_IN,
    "councils:candidate-nominate": SIGNED_IN,
    "councils:candidate-stand": SIGNED_IN,
    "councils:formation-step": SIGNED_IN,
    "councils:candidate-detail": SIGNED_IN,
    "councils:candidate-check": SIGNED_IN,
    "councils:candidate-withdraw": SIGNED_IN,
    "councils:candidate-paper-add": SIGNED_IN,
    "councils:candidate-paper": SIGNED_IN,
    "councils:candidate-paper-remove": SIGNED_IN,
    "councils:followed-list": SIGNED_IN,
    "councils:council-follow": SIGNED_IN,
    "councils:council-unfollow": SIGNED_IN,
    "councils:term-end": SIGNED_IN,
    "councils:commission-form": SIGNED_IN,
    "councils:commission-edit": SIGNED_IN,
    "councils:commission-dissolve": SIGNED_IN,
    "councils:proposal-list": PUBLIC,
    "councils:proposal-send": SIGNED_IN,
    "councils:proposal-answer": SIGNED_IN,
    "councils:proposal-withdraw": SIGNED_IN,
    "councils:year-list": PUBLIC,
    "councils:plan-detail": PUBLIC,
    "councils:plan-edit": SIGNED_IN,
    "councils:plan-approve": SIGNED_IN,
    "councils:plan-outcomes": SIGNED_IN,
    "councils:year-report": PUBLIC,
    "councils:report-make": SIGNED_IN,
    "councils:report-edit": SIGNED_IN,
    "councils:report-publish": SIGNED_IN,
    "publishing:council-protocol": PUBLIC,
    "publishing:council-report": PUBLIC,
    "councils:recommendation-write": SIGNED_IN,
    "councils:recommendation-send": SIGNED_IN,
    "councils:recommendation-reply": SIGNED_IN,
    "councils:recommendation-return": SIGNED_IN,
    "councils:recommendation-finish": SIGNED_IN,
    # What councils do to the state's work
    "councils:act-list": PUBLIC,
    "councils:act-create": SIGNED_IN,
    "councils:act-detail": PUBLIC,
    "councils:act-edit": SIGNED_IN,
    "councils:act-file": PUBLIC,
    "councils:act-open": SIGNED_IN,
    "councils:act-withdraw": SIGNED_IN,
    "councils:act-decide": SIGNED_IN,
    "councils:act-adopt": SIGNED_IN,
    "councils:act-comment": SIGNED_IN,
    "councils:act-point": SIGNED_IN,
    "councils:point-remove": SIGNED_IN,
    "councils:remark-hide": SIGNED_IN,
    "councils:remark-group": SIGNED_IN,
    "councils:remark-answer": SIGNED_IN,
    "councils:act-step": SIGNED_IN,
    "councils:control-list": PUBLIC,
    "councils:control-create": SIGNED_IN,
    "councils:control-detail": PUBLIC,
    "councils:control-edit": SIGNED_IN,
    "councils:control-cancel": SIGNED_IN,
    "councils:participant-add": SIGNED_IN,
    "councils:participant-remove": SIGNED_IN,
    "councils:participant-dismiss": SIGNED_IN,
    "councils:checklist-write": SIGNED_IN,
    "councils:checklist-fill": SIGNED_IN,
    "councils:fact-record": SIGNED_IN,
    "councils:evidence": PUBLIC,
    "councils:control-conclude": SIGNED_IN,
    "councils:reference-join": SIGNED_IN,
    "councils:reference-part": SIGNED_IN,
    "councils:control-step": SIGNED_IN,
    "councils:head-report-list": PUBLIC,
    "councils:head-report-create": SIGNED_IN,
    "councils:head-report-detail": PUBLIC,
    "councils:head-report-edit": SIGNED_IN,
    "councils:head-report-cancel": SIGNED_IN,
    "councils:head-report-file": PUBLIC,
    "councils:head-question-ask": SIGNED_IN,
    "councils:head-question-moderate": SIGNED_IN,
    "councils:head-question-answer": SIGNED_IN,
    "councils:head-report-step": SIGNED_IN,
    "councils:reception": PUBLIC,
    "councils:appeal-create": SIGNED_IN,
    "councils:appeal-detail": SIGNED_IN,
    "councils:appeal-answer": SIGNED_IN,
    "councils:appeal-publish": SIGNED_IN,
    # Evaluation
    "evaluation:expert-load": SIGNED_IN,
    "evaluation:marks-compare": SIGNED_IN,
    "evaluation:entry-compare": SIGNED_IN,
    "grants:answers-ask": SIGNED_IN,
    "grants:application-answer": SIGNED_IN,
    "evaluation:divergence-list": SIGNED_IN,
    "evaluation:rubric-list": SIGNED_IN,
    "evaluation:rubric-create": SIGNED_IN,
    "evaluation:rubric-detail": SIGNED_IN,
    "evaluation:rubric-edit": SIGNED_IN,
    "evaluation:rubric-revise": SIGNED_IN,
    "evaluation:round-detail": SIGNED_IN,
    "evaluation:round-discuss": SIGNED_IN,
    "evaluation:calibration-edit": SIGNED_IN,
    "evaluation:calibration-detail": SIGNED_IN,
    "evaluation:sheet-discuss": SIGNED_IN,
    "evaluation:change-list": PUBLIC,
    "evaluation:stage-list": PUBLIC,
    "evaluation:round-draw": SIGNED_IN,
    "evaluation:round-open": SIGNED_IN,
    "evaluation:round-close": SIGNED_IN,
    "evaluation:round-compute": SIGNED_IN,
    "evaluation:sheet-reopen": SIGNED_IN,
    "evaluation:panel-terms": SIGNED_IN,
    "evaluation:assignment-detail": SIGNED_IN,
    "evaluation:assignment-propose": SIGNED_IN,
    "evaluation:assignment-accept": SIGNED_IN,
    "evaluation:conflict-list": SIGNED_IN,
    "evaluation:hint-review": SIGNED_IN,
    "evaluation:workload": SIGNED_IN,
    "evaluation:seat-conflicts": SIGNED_IN,
    "evaluation:sheet-conflict": SIGNED_IN,
    "evaluation:sheet-list": SIGNED_IN,
    "evaluation:seat-statement": SIGNED_IN,
    "evaluation:seat-recuse": SIGNED_IN,
    "evaluation:sheet-edit": SIGNED_IN,
    "evaluation:sheet-autosave": SIGNED_IN,
    "evaluation:sheet-file": SIGNED_IN,
    "evaluation:draw-detail": PUBLIC,
    "evaluation:draw-data": PUBLIC,
    "evaluation:run-detail": PUBLIC,
    "evaluation:run-quality": PUBLIC,
    "evaluation:run-inputs": PUBLIC,
    "evaluation:run-results": PUBLIC,
    "evaluation:result-detail": PUBLIC,
    "evaluation:result-inputs": PUBLIC,
    "evaluation:run-what-if": PUBLIC,
    "evaluation:run-bundle": PUBLIC,
    "evaluation:likeness-list": SIGNED_IN,
    "evaluation:likeness-search": SIGNED_IN,
    "evaluation:likeness-detail": SIGNED_IN,
    # Surveys and visits
    "monitoring:survey-answer": PUBLIC,
    "monitoring:survey-thanks": PUBLIC,
    "monitoring:ticket-answer": PUBLIC,
    "monitoring:survey-results": PUBLIC,
    "monitoring:survey-results-csv": PUBLIC,
    "monitoring:subject-detail": PUBLIC,
    "monitoring:template-list": PUBLIC,
    "grants:call-effect-write": SIGNED_IN,
    "grants:call-effect-approve": SIGNED_IN,
    "monitoring:template-create": SIGNED_IN,
    "monitoring:template-edit": SIGNED_IN,
    "monitoring:visit-act": PUBLIC,
    "monitoring:finding-answer": SIGNED_IN,
    "monitoring:finding-judge": SIGNED_IN,
    "monitoring:visit-plan": SIGNED_IN,
    "monitoring:visit-report": SIGNED_IN,
    "monitoring:visit-cancel": SIGNED_IN,
    "monitoring:visit-detail": SIGNED_IN,
    "monitoring:visit-photo": SIGNED_IN,
    "monitoring:subject-list": SIGNED_IN,
    "monitoring:survey-plan": SIGNED_IN,
    "monitoring:survey-detail": SIGNED_IN,
    "monitoring:survey-open": SIGNED_IN,
    "monitoring:survey-close": SIGNED_IN,
    "monitoring:survey-cancel": SIGNED_IN,
    "monitoring:ticket-issue": SIGNED_IN,
    "monitoring:survey-print": SIGNED_IN,
    "monitoring:batch-exclude": SIGNED_IN,
    "monitoring:remark-publish": SIGNED_IN,
    "monitoring:remark-hide": SIGNED_IN,
    # Grants
    "grants:call-list": PUBLIC,
    "grants:call-detail": PUBLIC,
    "grants:calls-calendar": PUBLIC,
    "grants:call-calendar": PUBLIC,
    "grants:call-version": PUBLIC,
    "grants:eligibility-test": PUBLIC,
    "grants:application-eligibility": SIGNED_IN,
    "grants:nomination-create": SIGNED_IN,
    "grants:nomination-detail": SIGNED_IN,
    "grants:nomination-accept": SIGNED_IN,
    "grants:nomination-decline": SIGNED_IN,
    "grants:nomination-withdraw": SIGNED_IN,
    "grants:regranting-edit": SIGNED_IN,
    "grants:enquiry-list": PUBLIC,
    "grants:enquiry-ask": SIGNED_IN,
    "grants:enquiry-answer": SIGNED_IN,
    "grants:enquiry-withhold": SIGNED_IN,
    "grants:call-schedule": SIGNED_IN,
    "grants:call-unschedule": SIGNED_IN,
    "grants:call-clone": SIGNED_IN,
    "grants:call-repeat": SIGNED_IN,
    "grants:call-questions": SIGNED_IN,
    "grants:call-quotas": SIGNED_IN,
    "grants:call-amend": SIGNED_IN,
    "grants:results": PUBLIC,
    "grants:history-list": PUBLIC,
    "grants:call-create": SIGNED_IN,
    "grants:call-edit": SIGNED_IN,
    "grants:call-preview": SIGNED_IN,
    "grants:call-announce": SIGNED_IN,
    "grants:application-follow": SIGNED_IN,
    "grants:effect-detail": PUBLIC,
    "grants:effect-data": PUBLIC,
    "grants:call-effect": PUBLIC,
    "grants:call-effect-data": PUBLIC,
    "grants:direction-effect": PUBLIC,
    "grants:direction-effect-data": PUBLIC,
    "grants:effect-write": SIGNED_IN,
    "grants:effect-approve": SIGNED_IN,
    "grants:direction-effect-write": SIGNED_IN,
    "grants:direction-effect-approve": SIGNED_IN,
    "grants:application-start": SIGNED_IN,
    "grants:application-list": SIGNED_IN,
    "grants:application-detail": SIGNED_IN,
    "grants:application-preview": SIGNED_IN,
    "grants:application-submit": SIGNED_IN,
    "grants:application-receipt": SIGNED_IN,
    "grants:application-reopen": SIGNED_IN,
    "grants:application-withdraw": SIGNED_IN,
    "grants:version-detail": SIGNED_IN,
    "grants:version-document": SIGNED_IN,
    "grants:version-signature": SIGNED_IN,
    "grants:application-copy": SIGNED_IN,
    "grants:conversation": SIGNED_IN,
    "grants:case-file": SIGNED_IN,
    "grants:partner-list": SIGNED_IN,
    "grants:partner-ask": SIGNED_IN,
    "grants:partner-name": SIGNED_IN,
    "grants:partner-answer": SIGNED_IN,
    "grants:partner-remove": SIGNED_IN,
    "grants:partner-ask-again": SIGNED_IN,
    "grants:cv-list": SIGNED_IN,
    "grants:section-presence": SIGNED_IN,
    "publishing:application-pdf": SIGNED_IN,
    "grants:version-diff": SIGNED_IN,
    "grants:attachment-download": SIGNED_IN,
    "grants:attachment-remove": SIGNED_IN,
    "grants:attachment-list": SIGNED_IN,
    "grants:section-edit": SIGNED_IN,
    "grants:section-autosave": SIGNED_IN,
    "grants:phase-detail": SIGNED_IN,
    "grants:phase-cancel": SIGNED_IN,
    "grants:phase-advance": SIGNED_IN,
    "grants:check-list": SIGNED_IN,
    "grants:check-detail": SIGNED_IN,
    "grants:meeting-detail": SIGNED_IN,
    "grants:meeting-prepare": SIGNED_IN,
    "grants:meeting-propose": SIGNED_IN,
    "grants:meeting-refill": SIGNED_IN,
    "grants:meeting-open": SIGNED_IN,
    "grants:meeting-attendance": SIGNED_IN,
    "grants:meeting-vote": SIGNED_IN,
    "grants:meeting-revise": SIGNED_IN,
    "grants:meeting-conclude": SIGNED_IN,
    "grants:meeting-plan": SIGNED_IN,
    "grants:meeting-agenda": SIGNED_IN,
    "grants:meeting-materials": SIGNED_IN,
    "grants:meeting-material": SIGNED_IN,
    "grants:meeting-material-remove": SIGNED_IN,
    "grants:meeting-invite": SIGNED_IN,
    "grants:meeting-calendar": SIGNED_IN,
    "grants:meeting-declare": SIGNED_IN,
    "grants:meeting-sign": SIGNED_IN,
    "grants:meeting-application": SIGNED_IN,
    "grants:result-explained": PUBLIC,
    "grants:appeal-log": PUBLIC,
    "grants:appeal-create": SIGNED_IN,
    "grants:appeal-detail": SIGNED_IN,
    "grants:appeal-add-file": SIGNED_IN,
    "grants:appeal-file": SIGNED_IN,
    "grants:appeal-take": SIGNED_IN,
    "grants:appeal-answer": SIGNED_IN,
    "grants:appeal-withdraw": SIGNED_IN,
    "grants:check-results": PUBLIC,
    "grants:check-confirm": SIGNED_IN,
    "grants:check-send-back": SIGNED_IN,
    "grants:award-list": SIGNED_IN,
    "grants:award-offer": SIGNED_IN,
    "grants:award-accept": SIGNED_IN,
    "grants:award-decline": SIGNED_IN,
    "grants:award-lapse": SIGNED_IN,
    "grants:award-fall-through": SIGNED_IN,
    "grants:history-upload": SIGNED_IN,
    "grants:history-preview": SIGNED_IN,
    # Agreements, money and reports
    "grants:project-list": PUBLIC,
    "grants:project-detail": PUBLIC,
    "grants:agreement-list": SIGNED_IN,
    "grants:agreement-own": SIGNED_IN,
    "grants:agreement-start": SIGNED_IN,
    "grants:agreement-detail": SIGNED_IN,
    "grants:agreement-prepare": SIGNED_IN,
    "grants:agreement-step": SIGNED_IN,
    "grants:agreement-document": SIGNED_IN,
    "grants:agreement-changes": SIGNED_IN,
    "grants:agreement-sign": SIGNED_IN,
    "grants:agreement-scan": SIGNED_IN,
    "grants:signature-check": SIGNED_IN,
    "grants:signature-file": SIGNED_IN,
    "grants:amendment-start": SIGNED_IN,
    "grants:amendment-detail": SIGNED_IN,
    "grants:amendment-withdraw": SIGNED_IN,
    "grants:amendment-section": SIGNED_IN,
    "grants:amendment-autosave": SIGNED_IN,
    "grants:tranche-order": SIGNED_IN,
    "grants:tranche-revoke": SIGNED_IN,
    "grants:tranche-pay": SIGNED_IN,
    "grants:refund-create": SIGNED_IN,
    "grants:payment-upload": SIGNED_IN,
    "grants:payment-preview": SIGNED_IN,
    "grants:payment-import": SIGNED_IN,
    "grants:report-detail": SIGNED_IN,
    "grants:report-expenses": SIGNED_IN,
    "grants:expense-remove": SIGNED_IN,
    "grants:report-photos": SIGNED_IN,
    "grants:photo-remove": SIGNED_IN,
    "grants:report-file": SIGNED_IN,
    "grants:report-submit": SIGNED_IN,
    "grants:report-check": SIGNED_IN,
    "grants:report-version": SIGNED_IN,
    "grants:report-section": SIGNED_IN,
    "grants:report-autosave": SIGNED_IN,
    # Grants: priority directions
    "grants:direction-overview": PUBLIC,
    "grants:direction-detail": PUBLIC,
    "grants:direction-history": PUBLIC,
    "grants:list-detail": PUBLIC,
    "grants:list-order": PUBLIC,
    "grants:proposal-list": PUBLIC,
    "grants:proposal-detail": PUBLIC,
    "grants:comment-list": PUBLIC,
    "grants:plan-detail": PUBLIC,
    "grants:list-create": SIGNED_IN,
    "grants:list-step": SIGNED_IN,
    "grants:list-approve": SIGNED_IN,
    "grants:direction-add": SIGNED_IN,
    "grants:direction-edit": SIGNED_IN,
    "grants:direction-remove": SIGNED_IN,
    "grants:direction-comment": SIGNED_IN,
    "grants:direction-support": SIGNED_IN,
    "grants:proposal-create": SIGNED_IN,
    "grants:proposal-own": SIGNED_IN,
    "grants:proposal-answer": SIGNED_IN,
    "grants:proposal-reconsider": SIGNED_IN,
    "grants:proposal-moderate": SIGNED_IN,
    "grants:proposal-withdraw": SIGNED_IN,
    "grants:comment-answer": SIGNED_IN,
    "grants:comment-moderate": SIGNED_IN,
    "grants:plan-create": SIGNED_IN,
    "grants:plan-edit": SIGNED_IN,
    "grants:plan-approve": SIGNED_IN,
    # Grants: strategic partnership
    "grants:partnership-overview": PUBLIC,
    "grants:partner-call-detail": PUBLIC,
    "grants:partner-agreement-detail": PUBLIC,
    "grants:partner-report-detail": PUBLIC,
    "grants:partner-call-create": SIGNED_IN,
    "grants:partner-call-edit": SIGNED_IN,
    "grants:partner-call-announce": SIGNED_IN,
    "grants:partner-call-apply": SIGNED_IN,
    "grants:partner-call-decide": SIGNED_IN,
    "grants:partner-call-cancel": SIGNED_IN,
    "grants:partner-application-detail": SIGNED_IN,
    "grants:partner-application-withdraw": SIGNED_IN,
    "grants:partner-agreement-create": SIGNED_IN,
    "grants:partner-agreement-sign": SIGNED_IN,
    "grants:partner-agreement-close": SIGNED_IN,
    "grants:partner-agreement-end": SIGNED_IN,
    "grants:partner-report-create": SIGNED_IN,
    "grants:partner-report-edit": SIGNED_IN,
    "grants:partner-report-decide": SIGNED_IN,
    "grants:proposal-endorse": SIGNED_IN,
    # Reports
    "data:registry-csv": PUBLIC,
    "data:popolo": PUBLIC,
    "publishing:agreements-file": SIGNED_IN,
    "publishing:agreement-pdf": SIGNED_IN,
    "publishing:partner-agreement-pdf": PUBLIC,
    "publishing:report-request": SIGNED_IN,
    "publishing:registry-request": SIGNED_IN,
    "publishing:registry-found": PUBLIC,
    "publishing:report-download": PUBLIC,
    # Social orders
    "publishing:opening-pdf": PUBLIC,
    "socialorder:need-list": PUBLIC,
    "socialorder:need-propose": SIGNED_IN,
    "socialorder:need-detail": PUBLIC,
    "socialorder:need-support": SIGNED_IN,
    "socialorder:need-take-back": SIGNED_IN,
    "socialorder:need-take": SIGNED_IN,
    "socialorder:need-decline": SIGNED_IN,
    "socialorder:need-reopen": SIGNED_IN,
    "socialorder:need-withdraw": SIGNED_IN,
    "socialorder:need-hide": SIGNED_IN,
    "socialorder:standard-list": PUBLIC,
    "socialorder:standard-write": SIGNED_IN,
    "socialorder:standard-detail": PUBLIC,
    "socialorder:standard-edit": SIGNED_IN,
    "socialorder:standard-approve": SIGNED_IN,
    "socialorder:plan-list": PUBLIC,
    "socialorder:plan-create": SIGNED_IN,
    "socialorder:plan-detail": PUBLIC,
    "socialorder:plan-discuss": SIGNED_IN,
    "socialorder:plan-approve": SIGNED_IN,
    "socialorder:plan-amount": SIGNED_IN,
    "socialorder:topic-add": SIGNED_IN,
    "socialorder:topic-detail": PUBLIC,
    "socialorder:topic-edit": SIGNED_IN,
    "socialorder:topic-drop": SIGNED_IN,
    "socialorder:comment-make": SIGNED_IN,
    "socialorder:comment-answer": SIGNED_IN,
    "socialorder:comment-hide": SIGNED_IN,
    "socialorder:holder-key": SIGNED_IN,
    "socialorder:bid-detail": SIGNED_IN,
    "socialorder:bid-edit": SIGNED_IN,
    "socialorder:bid-autosave": SIGNED_IN,
    "socialorder:bid-unlock": SIGNED_IN,
    "socialorder:bid-begin-anew": SIGNED_IN,
    "socialorder:bid-file-add": SIGNED_IN,
    "socialorder:bid-file-remove": SIGNED_IN,
    "socialorder:bid-file": SIGNED_IN,
    "socialorder:bid-seal": SIGNED_IN,
    "socialorder:bid-withdraw": SIGNED_IN,
    "socialorder:bid-judge": SIGNED_IN,
    "socialorder:flag-decide": SIGNED_IN,
    "socialorder:bid-begin": SIGNED_IN,
    "socialorder:tender-key": SIGNED_IN,
    "socialorder:key-make": SIGNED_IN,
    "socialorder:share-lost": SIGNED_IN,
    "socialorder:share-hand-over": SIGNED_IN,
    "socialorder:share-replace": SIGNED_IN,
    "socialorder:tender-open": SIGNED_IN,
    "socialorder:tender-decide": SIGNED_IN,
    "socialorder:lot-evaluate": SIGNED_IN,
    "socialorder:opening-detail": PUBLIC,
    "socialorder:opening-download": PUBLIC,
    "socialorder:tender-list": PUBLIC,
    "socialorder:tender-create": SIGNED_IN,
    "socialorder:tender-detail": PUBLIC,
    "socialorder:tender-edit": SIGNED_IN,
    "socialorder:version-list": PUBLIC,
    "socialorder:tender-announce": SIGNED_IN,
    "socialorder:tender-amend": SIGNED_IN,
    "socialorder:tender-cancel": SIGNED_IN,
    "socialorder:tender-clone": SIGNED_IN,
    "socialorder:question-ask": SIGNED_IN,
    "socialorder:question-answer": SIGNED_IN,
    "socialorder:question-withhold": SIGNED_IN,
    "socialorder:lot-add": SIGNED_IN,
    "socialorder:lot-detail": PUBLIC,
    "socialorder:lot-edit": SIGNED_IN,
    "socialorder:lot-remove": SIGNED_IN,
}

# Arguments that fit the address and name nothing; the second of each is what only a program would send.
NOTHING: dict[str, tuple[Any, Any]] = {
    "bin": ("450140000000", "000000000000"),
    "int": (999_999, 10**30),
    "day": ("2026-01-31", "9999-99-99"),
    "slug": ("nothing-of-this-name", "-" * 500),
    "str": ("NOTHING-1", "\0'%"),
    "uuid": ("00000000-0000-4000-8000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
}

Routes = dict[str, dict[str, str]]


def routes() -> Routes:
    """Name, with its namespace, → the kind of each argument."""
    return dict(_walk(get_resolver(), "", {}))


def _walk(resolver: URLResolver, space: str, above: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    for item in resolver.url_patterns:
        kinds = above | {name: _kind(converter) for name, converter in item.pattern.converters.items()}
        if isinstance(item, URLPattern):
            name = f"{space}{item.name}"
            if not name.startswith(OF_THE_LIBRARY + OF_THE_API):
                yield name, kinds
        else:
            yield from _walk(item, f"{space}{item.namespace}:" if item.namespace else space, kinds)


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").replace("String", "str").lower()


ROUTES = routes()


def addresses(name: str) -> list[str]:
    """The route's address with arguments that name nothing; one address when it has no arguments."""
    kinds, found = ROUTES[name], []
    for which in (0, 1):
        try:
            found.append(reverse(name, kwargs={key: NOTHING[kind][which] for key, kind in kinds.items()}))
        except NoReverseMatch:
            assert which == 1
    return list(dict.fromkeys(found))


def ask(client: Client, address: str) -> HttpResponse:
    """GET, or POST where the address takes only that; a fault on the server is an answer too."""
    client.raise_request_exception = False
    response = client.get(address)
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return client.post(address)
    return response


@pytest.fixture(autouse=True)
def worker_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readiness asks for a worker, which these tests do not need."""
    monkeypatch.setitem(health.CHECKS, "worker", lambda: None)


@pytest.fixture
def stranger(client: Client) -> User:
    """Somebody signed in who has no role anywhere."""
    user = UserFactory()
    client.force_login(user)
    return user


def test_every_route_is_decided() -> None:
    assert sorted(ACCESS) == sorted(ROUTES)


def named(access: str) -> list[str]:
    return [name for name in ROUTES if ACCESS.get(name) == access]


@pytest.mark.parametrize("name", named(SIGNED_IN))
def test_nobody_gets_past_the_sign_in_page(client: Client, name: str) -> None:
    for address in addresses(name):
        for response in (ask(client, address), client.post(address)):
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                continue  # says nothing but that the page is only read
            assert (response.status_code, response.url.split("?")[0]) == (302, reverse(settings.LOGIN_URL)), address


@pytest.mark.parametrize("name", named(SIGNED_IN))
def test_a_person_without_a_role_finds_nothing(client: Client, stranger: User, name: str) -> None:
    usual = {403, 404} if ROUTES[name] else {200, 302, 403}
    answers = {address: ask(client, address).status_code for address in addresses(name)}

    assert {address: status for address, status in answers.items() if status not in usual} == {}


@pytest.mark.parametrize("who", [AnonymousUser, UserFactory], ids=["anonymous", "signed in"])
@pytest.mark.parametrize("name", named(PUBLIC))
def test_a_public_page_of_nothing_is_not_found(client: Client, name: str, who: Any) -> None:
    user = who()
    if user.is_authenticated:
        client.force_login(user)

    for address in addresses(name):
        response = ask(client, address)

        assert response.status_code == (404 if ROUTES[name] else 200), address
        b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("name", [name for name in ROUTES if not ROUTES[name]])
def test_no_parameter_breaks_a_page(client: Client, stranger: User, name: str) -> None:
    for value in ("%00", "%27", "-1", "9" * 40, "%F0%9F%8C%B3", "not-a-thing"):
        names = ("after", "before", "q", "show", "region", "sphere", "status", "form", "year", "line", "person", "verb")
        query = "&".join(f"{parameter}={value}" for parameter in names)

        assert ask(client, f"{reverse(name)}?{query}").status_code < 500, query

"""Addresses of people: their roles, invitations, claims, experts."""

from django.urls import URLPattern, path

from registry.views import claims, experts, people

urlpatterns: list[URLPattern] = [
    path("mine/", people.own_list, name="own-list"),
    path("roles/<int:pk>/", people.membership_detail, name="membership-detail"),
    path("invitations/<str:token>/", people.invitation_detail, name="invitation-detail"),
    path("invitations/<str:token>/accept/", people.invitation_accept, name="invitation-accept"),
    path("invitations/<int:pk>/resend/", people.invitation_resend, name="invitation-resend"),
    path("invitations/<int:pk>/revoke/", people.invitation_revoke, name="invitation-revoke"),
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/<int:pk>/", claims.claim_detail, name="claim-detail"),
    path("claims/<int:pk>/withdraw/", claims.claim_withdraw, name="claim-withdraw"),
    path("claims/<int:pk>/letter/", claims.claim_file, name="claim-file"),
    path("experts/", experts.expert_list, name="expert-list"),
    path("experts/enrol/", experts.expert_enrol, name="expert-enrol"),
    path("experts/me/", experts.expert_own, name="expert-own"),
    path("experts/<int:number>/", experts.expert_detail, name="expert-detail"),
    path("experts/<int:number>/edit/", experts.expert_edit, name="expert-edit"),
    path("experts/<int:number>/suspend/", experts.expert_suspend, name="expert-suspend"),
    path("experts/<int:number>/ties/", experts.tie_create, name="tie-create"),
    path("experts/<int:number>/ties/<int:pk>/", experts.tie_end, name="tie-end"),
    path("experts/<int:number>/work/", experts.work_create, name="work-create"),
    path("experts/<int:number>/work/<int:pk>/", experts.work_end, name="work-end"),
    path("<bin:number>/claim/", claims.claim_start, name="claim-start"),
    path("<bin:number>/claim/sign/", claims.claim_sign, name="claim-sign"),
    path("<bin:number>/claim/letter/", claims.claim_letter, name="claim-letter"),
    path("<bin:number>/people/", people.people_list, name="people-list"),
    path("<bin:number>/people/invite/", people.people_invite, name="people-invite"),
]

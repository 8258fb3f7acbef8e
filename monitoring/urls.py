from django.urls import path

from monitoring.views import answers, subjects, surveys, templates, visits

app_name = "monitoring"
urlpatterns = [
    # Everybody
    path("answer/<slug:token>/", answers.survey_answer, name="survey-answer"),
    path("answer/<slug:token>/thanks/", answers.survey_thanks, name="survey-thanks"),
    path("answer/<slug:token>/<slug:code>/", answers.survey_answer, name="ticket-answer"),
    path("surveys/<int:pk>/results/", subjects.survey_results, name="survey-results"),
    path("surveys/<int:pk>/results.csv", subjects.survey_results_csv, name="survey-results-csv"),
    path("subjects/<int:pk>/", subjects.subject_detail, name="subject-detail"),
    path("visits/<int:pk>/act/", visits.visit_act, name="visit-act"),
    path("questions/", subjects.template_list, name="template-list"),
    # The organisation
    path("findings/<int:pk>/answer/", visits.finding_answer, name="finding-answer"),
    # Officers
    path("", subjects.subject_list, name="subject-list"),
    path("questions/new/", templates.template_create, name="template-create"),
    path("questions/<int:pk>/change/", templates.template_edit, name="template-edit"),
    path("subjects/<int:pk>/surveys/new/", surveys.survey_plan, name="survey-plan"),
    path("surveys/<int:pk>/", surveys.survey_detail, name="survey-detail"),
    path("surveys/<int:pk>/open/", surveys.survey_open, name="survey-open"),
    path("surveys/<int:pk>/close/", surveys.survey_close, name="survey-close"),
    path("surveys/<int:pk>/cancel/", surveys.survey_cancel, name="survey-cancel"),
    path("surveys/<int:pk>/tickets/", surveys.ticket_issue, name="ticket-issue"),
    path("surveys/<int:pk>/print/", surveys.survey_print, name="survey-print"),
    path("batches/<int:pk>/leave-out/", surveys.batch_exclude, name="batch-exclude"),
    path("remarks/<uuid:pk>/publish/", surveys.remark_publish, name="remark-publish"),
    path("remarks/<uuid:pk>/hide/", surveys.remark_hide, name="remark-hide"),
    path("subjects/<int:pk>/visits/new/", visits.visit_plan, name="visit-plan"),
    path("visits/<int:pk>/sheet/", visits.visit_report, name="visit-report"),
    path("visits/<int:pk>/cancel/", visits.visit_cancel, name="visit-cancel"),
    path("findings/<int:pk>/<slug:step>/", visits.finding_judge, name="finding-judge"),
    # Both sides
    path("visits/<int:pk>/", visits.visit_detail, name="visit-detail"),
    path("visits/<int:pk>/photos/<int:photo>/", visits.visit_photo, name="visit-photo"),
]

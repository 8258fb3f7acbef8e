from django.urls import path

from foundation.accounts.esignature import views

app_name = "accounts"
urlpatterns = [
    path("<uuid:pk>/document/", views.document, name="signing-document"),
    path("<uuid:pk>/trial/", views.trial_signature, name="signing-trial"),
]

"""What a row of an application is called."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from grants.actions import attachments
from grants.choices import ApplicationStatus
from grants.models import Application
from tests.builders.files import pdf, upload
from tests.builders.grants import application_at, head_of

pytestmark = pytest.mark.django_db


def test_names_tell_what_a_row_is() -> None:
    application = application_at()
    number = application.number

    names = [str(row) for row in (application, application.sections.get(name="budget"), application.versions.get())]

    assert names == [f"{number} Clean banks of the Ishim", f"{number}: Budget", f"{number} v1"]


def test_a_file_is_called_by_its_title() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    head = head_of(application.organisation)

    assert str(attachments.add(application=application, upload=upload(pdf()), title="Letter", by=head)) == "Letter"


def test_the_database_itself_refuses_a_second_running_application_and_a_status_without_its_moment() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    by = head_of(application.organisation)
    values = {"call": application.call, "organisation": application.organisation, "created_by": by}

    with pytest.raises(IntegrityError, match="grants_application_one_running"), transaction.atomic():
        Application.objects.create(number="X-0002", **values)
    with pytest.raises(IntegrityError, match="grants_application_submitted"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(status=ApplicationStatus.SUBMITTED)

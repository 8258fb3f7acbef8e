from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
import pypdf
import pytest
from django.urls import reverse
from django.utils import translation

from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.errors import Conflict, NotPermitted
from foundation.core.models import Job, JobStatus
from foundation.documents.models import Document
from grants.choices import CallStatus
from grants.models import Ballot, Call, FormalCheck, FormalCheckItem
from grants.queries.results import call_results
from publishing import actions, queries
from publishing.choices import ReportKind
from publishing.models import Report
from publishing.reports import grant_scores
from tests.factories.accounts import UserFactory


def made(decided, kind: str = ReportKind.GRANT_PROTOCOL, language: str = "en") -> Report:
    report = actions.request(call=decided.call, kind=kind, language=language, by=decided.officer)
    jobs.run(str(report.job_id))
    report.refresh_from_db()
    return report


def text_of(report: Report) -> str:
    with report.document.file.open("rb") as stream:
        pages = pypdf.PdfReader(io.BytesIO(stream.read())).pages
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def undecide(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(status=CallStatus.DECIDING, decided_at=None)


def test_the_protocol_says_everything_that_was_decided(decided) -> None:
    text = text_of(made(decided))

    for part in (
        "Protocol of the commission № 7/2026",
        "This is a demonstration: the organisations, people, texts and marks are invented. The dates are real.",
        "Budget: 3,500,000 ₸",
        "Applications sent: 5",
        "Admitted to evaluation: 4",
        "Left in the budget: 3,000,000 ₸",
        "Quorum: two thirds of all 4 members, rounded up = 3; present: 4",
        "present 4, quorum 3; may vote 4 − 1 = 3; needed more than half = 2",
        "present 4, quorum 3; may vote 4 − 0 = 4; needed more than half = 3",
        "1. Member 0",
        "Member 2, Against: The second project is better",
        "Tied Member Found in the registry Late Fund",
        "Below the line, but a grant Needed in the village",
        "Member 0 not signed yet",
        "Grant awarded: 500,000 ₸",
        "Asked for too much",
        "/en/grants/calls/test-call-2026/results/",
    ):
        assert part in text, part
    draw = decided.run.round
    squeezed = text.replace(" ", "")
    assert [seen in squeezed for seen in (draw.seed, draw.seed_digest, decided.run.inputs_digest)] == [True] * 3


@pytest.mark.parametrize(
    ("language", "title"), [("kk", "Шағын гранттар – 2026: ҰҒІҚӨҮҺӘҢ"), ("ru", "Малые гранты 2026")]
)
def test_the_protocol_speaks_the_language_that_was_asked_for(decided, language: str, title: str) -> None:
    report = made(decided, language=language)

    assert (title in text_of(report), report.job.result["url"]) == (True, f"/{language}/reports/{report.pk}/download/")


def test_the_score_table_equals_the_published_results(decided) -> None:
    report = made(decided, ReportKind.GRANT_SCORES)

    with report.document.file.open("rb") as stream:
        book = openpyxl.load_workbook(io.BytesIO(stream.read()))
    for page, sheet in zip(book.worksheets, grant_scores.sheets(call_results(decided.call)), strict=True):
        rows = [tuple(cell.value for cell in row) for row in page.iter_rows()]
        assert rows[0] == tuple(column.title for column in sheet.columns)
        assert rows[1:] == [tuple(plain(value) for value in row) for row in sheet.rows]
    names = [(cell.value, cell.data_type) for cell in book.worksheets[0]["D"][1:]]
    assert names == [(name, "s") for name in ("=1+1", "+7 701", "-Жас Ұлан", "@Қоғам «Ә»")]
    assert [cell.data_type for cell in book.worksheets[0]["O"][1:]] == ["s"] * 4


def plain(value):
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def test_a_report_is_kept_with_its_digests_and_its_story(decided) -> None:
    first, second = made(decided), made(decided)

    assert (first.pk == second.pk, first.digest == second.digest) == (False, True)
    assert (first.document.name, first.document.content_type) == (
        "Protocol of the commission test-call-2026.pdf",
        "application/pdf",
    )
    assert queries.latest_report(decided.call, ReportKind.GRANT_PROTOCOL, "en") == second
    assert queries.latest_report(decided.call, ReportKind.GRANT_PROTOCOL, "kk") is None
    verbs = Event.objects.filter(verb__startswith="publishing.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["publishing.report.requested", "publishing.report.made"] * 2


def test_asking_again_while_it_is_made_gives_the_same_job(decided) -> None:
    first, second = (
        actions.request(call=decided.call, kind=ReportKind.GRANT_SCORES, language="kk", by=decided.officer)
        for _ in range(2)
    )

    assert (first.pk, first.job_id) == (second.pk, second.job_id)
    assert (Report.objects.count(), Event.objects.filter(verb="publishing.report.requested").count()) == (1, 1)


def test_a_job_that_failed_is_started_anew_by_asking_again(decided) -> None:
    first = actions.request(call=decided.call, kind=ReportKind.GRANT_SCORES, language="en", by=decided.officer)
    undecide(decided.call)
    jobs.run(str(first.job_id))
    failed = Job.objects.get(pk=first.job_id)
    Call.objects.filter(pk=decided.call.pk).update(status=CallStatus.DECIDED, decided_at=decided.meeting.held_at)

    second = made(decided, ReportKind.GRANT_SCORES)

    assert (failed.status, failed.error) == (JobStatus.FAILED, "Reports are made when the call is decided.")
    assert (second.pk, second.job_id == first.job_id, second.document is not None) == (first.pk, False, True)


def test_a_job_that_runs_again_makes_nothing_twice(decided) -> None:
    report = made(decided)
    Job.objects.filter(pk=report.job_id).update(status=JobStatus.QUEUED, finished_at=None)

    jobs.run(str(report.job_id))

    assert (Document.objects.count(), Job.objects.get(pk=report.job_id).status) == (1, JobStatus.SUCCEEDED)
    kept = actions.finish(report=report, digest="", keep=lambda: pytest.fail("kept twice"))
    assert kept.document_id == report.document_id


def test_reports_are_made_for_the_people_of_the_body_alone(decided, stranger) -> None:
    for person in (stranger, UserFactory()):
        with pytest.raises(NotPermitted):
            actions.request(call=decided.call, kind=ReportKind.GRANT_SCORES, language="kk", by=person)
    undecide(decided.call)
    with pytest.raises(Conflict):
        actions.request(call=decided.call, kind=ReportKind.GRANT_SCORES, language="kk", by=decided.officer)

    assert (Report.objects.count(), Job.objects.filter(name="publishing.make_report").count()) == (0, 0)


def test_a_visitor_downloads_what_is_made(client, decided) -> None:
    report = made(decided)

    response = client.get(reverse("publishing:report-download", args=[report.pk]))

    content = b"".join(response.streaming_content)
    assert (response.status_code, content[:5], len(content)) == (200, b"%PDF-", report.document.size)


def test_before_the_decision_a_report_does_not_exist_for_outsiders(client, decided, stranger) -> None:
    report = made(decided)
    undecide(decided.call)
    url = reverse("publishing:report-download", args=[report.pk])

    statuses = [client.get(url).status_code]
    for person in (stranger, decided.officer):
        client.force_login(person)
        response = client.get(url)
        statuses.append(response.status_code)
        list(response)  # to its end, so that the file is closed

    assert statuses == [404, 404, 200]


def test_a_report_that_is_not_made_or_of_nothing_is_not_found(client, decided) -> None:
    report = actions.request(call=decided.call, kind=ReportKind.GRANT_SCORES, language="kk", by=decided.officer)
    lost = made(decided)
    Report.objects.filter(pk=lost.pk).update(subject_id="0")

    for pk in (report.pk, lost.pk):
        assert client.get(reverse("publishing:report-download", args=[pk])).status_code == 404
    Report.objects.filter(pk=lost.pk).update(subject_type="tests.thing")
    assert client.get(reverse("publishing:report-download", args=[lost.pk])).status_code == 404


def test_the_button_leads_to_the_bar_and_the_bar_to_the_file(client, decided) -> None:
    client.force_login(decided.officer)
    url = reverse("publishing:report-request", args=[decided.call.slug, ReportKind.GRANT_PROTOCOL])

    waiting = client.post(url, follow=True)
    jobs.run_waiting()
    done = client.get(waiting.request["PATH_INFO"])

    report = Report.objects.get()
    assert f"/my/jobs/{report.job_id}/" in waiting.request["PATH_INFO"]
    assert f'href="/en/reports/{report.pk}/download/"' in done.content.decode()


def test_the_button_refuses_strangers(client, decided, stranger) -> None:
    url = reverse("publishing:report-request", args=[decided.call.slug, ReportKind.GRANT_PROTOCOL])

    assert client.post(url).status_code == 302  # to signing in
    client.force_login(stranger)
    assert client.post(url).status_code == 403
    assert client.get(url).status_code == 405
    assert client.post(reverse("publishing:report-request", args=["no-call", "grant_scores"])).status_code == 404
    assert client.post(reverse("publishing:report-request", args=[decided.call.slug, "x"])).status_code == 404
    assert Report.objects.count() == 0


def test_the_results_page_offers_what_each_reader_may_have(client, decided, stranger) -> None:
    url = reverse("grants:results", args=[decided.call.slug])
    request_url = reverse("publishing:report-request", args=[decided.call.slug, ReportKind.GRANT_PROTOCOL])
    assert "Files of this call" not in client.get(url).content.decode()
    report = made(decided)

    seen = []
    for person in (None, stranger, decided.officer):
        if person:
            client.force_login(person)
        page = client.get(url).content.decode()
        seen.append((f"/en/reports/{report.pk}/download/" in page, request_url in page))

    assert seen == [(True, False), (True, False), (True, True)]


def test_the_protocol_leaves_out_what_there_is_not(decided) -> None:
    """A real call whose panel is not named, where everybody was admitted and nobody barred; one member stayed away, and the ranking was followed."""
    Call.objects.filter(pk=decided.call.pk).update(is_invented=False, names_experts=False)
    FormalCheckItem.objects.all().delete()
    FormalCheck.objects.all().delete()
    Ballot.objects.exclude(conflict="").delete()
    decided.meeting.attendees.filter(member__full_name="Tied Member").update(is_present=False)
    decided.meeting.proposals.update(departure="", departure_reason="")

    text = text_of(made(decided))

    assert [part in text for part in ("This is a demonstration", "The panel, by name")] == [False] * 2
    for part in (
        "Every application that was sent was admitted.",
        "No member had a conflict of interest.",
        "The commission followed the ranking.",
        "Tied Member no",
    ):
        assert part in text, part


def test_names_are_in_words(decided) -> None:
    report = made(decided)
    with translation.override("en"):
        assert str(report) == f"Protocol of the commission grants.call {decided.call.pk} en"

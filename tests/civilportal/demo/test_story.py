"""The whole demo, played once against the test database with its jobs carried out here; asked about from many sides."""

from __future__ import annotations

import datetime as dt
import json
import stat
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Q, Sum
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone, translation

from civilportal.demo import ngos, play, stage, story
from civilportal.demo.cast import PASSWORD
from civilportal.demo.data import read
from evaluation.actions import runs
from evaluation.models import Run
from foundation.accounts.models import User
from foundation.audit.models import Event
from foundation.core.models import Job, JobStatus
from grants.actions import phases
from grants.actions.commission import decisions, votes
from grants.choices import ApplicationStatus, CheckItem, VoteChoice
from grants.models import (
    Agreement,
    Amendment,
    Appeal,
    Application,
    Award,
    Call,
    DirectionList,
    Effect,
    FormalCheckItem,
    Meeting,
    PartnerAgreement,
    PastAward,
    ProjectReport,
    ProposalEndorsement,
    YearPlan,
)
from grants.queries import totals
from grants.queries.decisions import sitting
from grants.queries.results import call_results
from grants.rules.commission.votes import Vote
from publishing.models import Dump, Report
from publishing.opendata import datasets
from registry.models import AnnualImport, AnnualInformation, Claim, Employment, Funding, Invitation, Organisation
from registry.models.annual import last_due_year
from socialorder.choices import ContractStatus, FlagRule, TenderStatus
from socialorder.models import Bid, Contract, Flag, Need, Tender
from socialorder.queries.contracts import positions
from tests.publishing import schemas

NGOS = 120
SDG = "sdg-small-grants-2022"
# One process plays the story, however many run the tests.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def accounts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "accounts.json"


@pytest.fixture(scope="module", autouse=True)
def played(django_db_setup, django_db_blocker, accounts_file: Path) -> Iterator[list[str]]:
    """The demo, loaded once for this module; the tests see it and leave nothing behind."""
    whole = transaction.atomic()
    whole._from_testcase = True  # as Django's own TestCase says that this is not somebody's transaction
    folder = accounts_file.parent
    with (
        django_db_blocker.unblock(),
        override_settings(
            DEMO_NGOS=NGOS,
            MEDIA_ROOT=folder / "media",
            EMAIL_FILE_PATH=folder / "mail",
            ESIGN_TRUST_FOLDER=folder / "trust",
        ),
        translation.override("kk"),
    ):
        whole.__enter__()
        try:
            load(accounts_file)
            yield []
        finally:
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def files_of_the_demo(scratch_files, settings, accounts_file: Path) -> None:
    settings.MEDIA_ROOT = accounts_file.parent / "media"


def load(accounts_file: Path) -> list[str]:
    lines: list[str] = []

    class Lines:
        def write(self, text: str) -> None:
            lines.append(text)

        def flush(self) -> None:
            pass

    call_command("load_demo", "--inline", "--accounts", str(accounts_file), stdout=Lines())
    return lines


def sdg() -> Call:
    return Call.objects.get(slug=SDG)


def test_figures_of_the_real_contest() -> None:
    applications = Application.objects.filter(call=sdg())

    assert applications.count() == 57
    assert Counter(applications.values_list("status", flat=True)) == {
        "not_admitted": 32,
        "declined": 15,
        "reserve": 3,
        "funded": 7,
    }
    assert applications.aggregate(sum=Sum("awarded"))["sum"] == Decimal(3_500_000)
    assert set(applications.filter(status="funded").values_list("awarded", flat=True)) == {Decimal(500_000)}


def test_one_appeal_changes_a_place_of_the_reserve_and_no_grant(client) -> None:
    appeal = Appeal.objects.get(application__call=sdg())
    moved = {row[0]: row for row in appeal.effect["rows"]}
    own = moved[appeal.application.number]

    assert (appeal.status, appeal.reviewer.email.split("@")[0]) == ("partly", "officer2")
    assert own[2] < own[1]
    assert [Decimal(row[5]) for row in moved.values()] == [Decimal(row[6]) for row in moved.values()]
    with translation.override("en"):
        page = client.get(reverse("grants:appeal-log", args=[SDG])).content.decode()
    assert ("Granted in part" in page, appeal.text in page) == (True, False)
    assert Award.objects.filter(application__call=sdg(), status="accepted").count() == 7


def test_the_base_of_ngos_has_the_share_of_the_real_one() -> None:
    filed = AnnualInformation.objects.filter(year=2022, way="paper")
    in_time = filed.filter(submitted_at__lt=stage.almaty("2023-04-01 00:00")).count()
    playing = Application.objects.values("organisation").distinct().count()
    others = Organisation.objects.filter(status="active").count() - playing

    assert playing <= in_time <= playing + others
    year = last_due_year(timezone.localdate())
    states = Counter(AnnualInformation.objects.filter(year=year, way="portal").values_list("status", flat=True))
    assert states == {"accepted": 3, "corrected": 1, "submitted": 2, "returned": 2, "draft": 3}
    assert AnnualImport.objects.get().outcome["refused"] == 0


def test_moments_of_the_real_contest() -> None:
    call = sdg()
    sent = list(call.applications.values_list("submitted_at", flat=True))

    assert call.opens_at == stage.almaty("2022-06-02 09:00")
    assert call.closes_at == stage.almaty("2022-06-20 18:30")
    assert timezone.localtime(call.decided_at, stage.ALMATY).date() == dt.date(2022, 7, 1)
    assert call.opens_at < min(sent) < max(sent) <= call.closes_at
    assert sum(moment > call.closes_at - dt.timedelta(hours=10) for moment in sent) == 46


def test_page_says_what_is_real(client) -> None:
    for language, words in (("en", "the Concept"), ("ru", "Концепции"), ("kk", "тұжырымдамасының")):
        with translation.override(language):
            answer = client.get(reverse("grants:call-detail", args=[SDG]))

        assert answer.status_code == 200
        assert words in answer.content.decode()


def test_results_show_seven_winners_with_reasons(client) -> None:
    with translation.override("en"):
        page = client.get(reverse("grants:results", args=[SDG])).content.decode()

    for application in Application.objects.filter(call=sdg(), status=ApplicationStatus.FUNDED):
        assert application.number in page
        assert application.decision_reason


def test_applications_are_different_and_half_in_each_language() -> None:
    listed = Application.objects.filter(call=sdg())

    assert len(set(listed.values_list("title", flat=True))) == 57
    assert Counter(listed.values_list("language", flat=True)) == {"ru": 29, "kk": 28}


def test_refusals_name_one_item_each_in_words_of_their_own() -> None:
    unmet = FormalCheckItem.objects.filter(check_of__application__call=sdg(), is_met=False)
    reasons = list(unmet.values_list("reason", flat=True))

    assert len(reasons) == 32
    assert len(set(reasons)) > 28
    assert set(unmet.values_list("item", flat=True)) <= set(CheckItem.values)


def test_ranking_has_a_tie_and_a_clear_line() -> None:
    run = Run.objects.get(round__call=sdg())
    ranks = [row.rank for row in run.results.order_by("rank", "entry__number")]
    totals = [row.total for row in run.results.order_by("rank", "entry__number")]

    assert len(ranks) == 25
    assert len(set(ranks)) < 25
    assert totals[6] > totals[7]
    assert run.summary["sheets"] == 75
    assert runs.verify(run=run) == []


def test_one_expert_stepped_back_and_the_reserve_took_the_seat() -> None:
    seats = sdg().round.seats.all()

    assert Counter((seat.kind, seat.status) for seat in seats) == {
        ("main", "accepted"): 3,
        ("main", "recused"): 1,
        ("reserve", "drawn"): 2,
    }


def test_protocol_and_table_are_made_in_three_languages() -> None:
    made = Report.objects.filter(subject_id=str(sdg().pk), document__isnull=False)

    assert sorted(made.values_list("kind", "language")) == sorted(
        (kind, language) for kind in ("grant_protocol", "grant_scores") for language in ("kk", "ru", "en")
    )
    for report in made:
        with report.document.file.open("rb") as file:
            start = file.read(4)
        assert start == (b"%PDF" if report.kind == "grant_protocol" else b"PK\x03\x04")


def test_seven_real_awards_stand_beside_with_their_source() -> None:
    awards = PastAward.objects.all()

    assert awards.count() == 7
    assert {award.amount for award in awards} == {Decimal(500_000)}
    assert {award.decided_on for award in awards} == {dt.date(2022, 7, 1)}
    assert [award for award in awards if "Концепции развития гражданского общества" not in award.source] == []
    assert [award for award in awards if award.organisation_id] == []


def test_played_moments_are_told_by_the_audit_which_keeps_true_ones() -> None:
    event = Event.objects.get(verb="grants.call.decided", subject_id=str(sdg().pk))

    assert event.changes["played_at"].startswith("2022-07-01T")
    assert timezone.now() - event.at < dt.timedelta(minutes=10)


def test_calls_of_today_stand_in_their_phases() -> None:
    statuses = {call.slug.rsplit("-20", 1)[0]: call.status for call in Call.objects.exclude(slug=SDG)}

    assert statuses == {
        "demo-premiums": "announced",
        "neighbourhood-grants": "announced",
        "village-initiatives": "checking",
        "clean-water": "scoring",
        "inclusive-city": "deciding",
        "reading-village": "decided",
    }


def test_the_seven_grants_of_2022_are_carried_to_accepted_final_reports() -> None:
    signed = Agreement.objects.filter(application__call=sdg())
    money = totals.positions(signed)

    assert {one.status for one in signed} == {"completed"}
    assert (signed.count(), money.agreed, money.paid, money.accepted, money.advance) == (
        7,
        *[Decimal(3_500_000)] * 3,
        Decimal(0),
    )
    reports = ProjectReport.objects.filter(agreement__in=signed)
    assert {(one.status, one.was_late, one.decided_at.year) for one in reports} == {("accepted", False, 2022)}
    assert reports.count() == 14
    amendment = Amendment.objects.get(agreement__in=signed)
    assert (amendment.status, amendment.agreement.months) == ("effective", 5)
    whole = totals.call_totals(sdg())
    assert (whole.not_agreed, whole.budget.left) == (Decimal(0), Decimal(0))


def test_what_came_of_2022_is_approved_for_projects_the_call_and_its_direction(client) -> None:
    call = sdg()
    found = Effect.objects.filter(Q(agreement__application__call=call) | Q(call=call) | Q(listed=call.direction))
    counts = Counter((effect.agreement_id is not None, effect.status) for effect in found)
    assert counts == {(True, "approved"): 5, (True, "draft"): 1, (False, "approved"): 2}
    mean = [sum(int(mark) * count for mark, count in one.figures["marks"].items()) for one in found if one.figures]
    assert min(mean) > 0
    with translation.override("en"):
        pages = [
            client.get(reverse("grants:call-effect", args=[SDG])).text,
            client.get(reverse("grants:direction-effect", args=[call.direction_id])).text,
        ]
    assert [("Approved on" in page, "Satisfaction" in page) for page in pages] == [(True, True)] * 2
    assert "7 agreements signed" in pages[1]
    assert "What came of it" in waiting("officer", client) or "what came of it" in waiting("officer", client)
    assert "Approve the evaluation of effect" in waiting("officer2", client)


def test_one_report_of_today_is_overdue_and_everybody_sees_it(client) -> None:
    running = Agreement.objects.get(application__organisation__memberships__user__email="ngo_head2@demo.example")
    page = client.get(reverse("grants:project-detail", args=[running.number])).content.decode()

    assert "Report overdue" in page
    assert ProjectReport.objects.filter(agreement=running, flagged_at__isnull=False).exists()
    assert "overdue" in waiting("ngo_head2", client) or "report" in waiting("ngo_head2", client)


def waiting(email: str, client) -> str:
    client.force_login(User.objects.get(email=f"{email}@demo.example"))
    with translation.override("en"):
        return client.get(reverse("desk")).content.decode()


@pytest.mark.parametrize("role", ["ngo_head", "ngo_editor", "officer", "secretary", "commission"])
def test_something_waits_on_the_desk(role: str, client) -> None:
    assert "Nothing waits for you now" not in waiting(role, client)


def test_something_waits_for_the_experts_of_the_file(client, accounts_file: Path) -> None:
    busy = [
        account["email"].split("@")[0]
        for account in json.loads(accounts_file.read_text())
        if account["role"] == "expert" and "to fill in" in account["note"]
    ]

    assert len(busy) == 1
    assert "Nothing waits for you now" not in waiting(busy[0], client)


def test_head_can_apply_to_the_open_call(client) -> None:
    call = story.open_now()
    assert call is not None
    head = User.objects.get(email="ngo_head@demo.example")
    organisation = Organisation.objects.get(memberships__user=head)
    client.force_login(head)

    answer = client.post(reverse("grants:application-start", args=[call.slug]), {"organisation": organisation.pk})

    assert answer.status_code == 302
    assert Application.objects.get(call=call, organisation=organisation).status == ApplicationStatus.DRAFT


def test_member_and_secretary_of_the_file_can_decide_a_call() -> None:
    meeting = Meeting.objects.get(call__slug="inclusive-city")
    member = User.objects.get(email="commission@demo.example")
    given = [Vote(line.proposal.application_id, VoteChoice.FOR) for line in sitting(meeting, member).to_vote]
    votes.cast(meeting=meeting, votes=given, by=member)

    decisions.conclude(meeting=meeting, by=User.objects.get(email="secretary@demo.example"))

    call = Call.objects.get(slug="inclusive-city")
    assert call.status == "decided"
    outcome = call_results(call)
    assert outcome is not None
    barred = [len(one.tally.barred) for one in outcome.standings if one.tally]
    assert (len(outcome.winners), len(outcome.departures), sorted(barred)) == (1, 1, [0, 0, 0, 1])


def test_accounts_are_written_for_their_owner_alone(accounts_file: Path) -> None:
    listed = json.loads(accounts_file.read_text())

    assert stat.S_IMODE(accounts_file.stat().st_mode) == 0o600
    assert {account["role"] for account in listed} == {
        "ngo_head",
        "ngo_editor",
        "ngo_viewer",
        "newcomer",
        "officer",
        "akimat_officer",
        "reviewer",
        "api_client",
        "council_member",
        "expert",
        "commission",
        "secretary",
        "auditor",
        "admin",
    }
    assert Counter(account["role"] for account in listed)["expert"] == 3
    for account in (one for one in listed if one["role"] != "api_client"):
        assert User.objects.get(email=account["email"]).check_password(PASSWORD)
        assert account["password"] == PASSWORD


def test_roles_without_a_room_are_marked_on_the_account() -> None:
    assert User.objects.get(email="admin@demo.example").is_admin
    assert User.objects.get(email="auditor@demo.example").is_auditor
    assert User.objects.filter(is_admin=True).count() == 1


def test_heads_of_other_ngos_cannot_sign_in() -> None:
    others = User.objects.filter(email__startswith="head-")

    assert others.count() == 80
    assert [user for user in others if user.has_usable_password()] == []


def test_everything_that_was_made_up_says_so() -> None:
    assert Organisation.objects.filter(is_invented=False).count() == 0
    assert Call.objects.filter(is_invented=False).count() == 0
    assert Call.objects.filter(note_en="").count() == 0


def test_files_of_open_data_are_made() -> None:
    assert set(Dump.objects.values_list("name", flat=True)) == set(datasets.FILES)
    assert Job.objects.filter(name="publishing.make_dumps").count() == 1


@schemas.needs["ocds"]
@schemas.needs["360giving"]
def test_standards_accept_all_orders_and_grants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    for name in ("releases", "records"):
        data = json.loads(client.get(f"/data/ocds/{name}.json").content)
        assert len(data[name]) == Tender.objects.filter(announced_at__isnull=False).count()
        told = schemas.complaints_of_checker(data, tmp_path, monkeypatch)
        assert (told["validation_errors"], told["additional_fields"], told["additional_checks"]) == ([], [], {})
    grants = json.loads(b"".join(client.get("/data/360giving/grants.json").streaming_content))
    assert len(grants["grants"]) > 7
    assert schemas.faults_of_360giving(grants) == []


def test_no_job_failed() -> None:
    assert Job.objects.filter(status=JobStatus.FAILED).count() == 0


def test_a_second_start_changes_nothing(accounts_file: Path) -> None:
    before = Event.objects.count(), accounts_file.stat().st_mtime_ns

    with override_settings(DEMO_NGOS=NGOS):
        load(accounts_file)

    assert (Event.objects.count(), accounts_file.stat().st_mtime_ns) == before


def test_parts_that_are_done_are_passed_over(monkeypatch, accounts_file: Path) -> None:
    """As after a load that was stopped at the last moment: every part is asked again, and nothing is done twice."""
    monkeypatch.setattr("civilportal.demo.load.is_whole", lambda: False)
    last = Event.objects.latest("pk").pk

    with override_settings(DEMO_NGOS=NGOS):
        load(accounts_file)

    assert list(Event.objects.filter(pk__gt=last).values_list("verb", "subject_type")) == []


def test_a_lost_file_of_accounts_is_written_anew(accounts_file: Path) -> None:
    """Nobody can read the secret of a system again, so that gets a new one."""
    before = json.loads(accounts_file.read_text())
    accounts_file.unlink()

    with override_settings(DEMO_NGOS=NGOS):
        load(accounts_file)

    after = json.loads(accounts_file.read_text())
    secrets = [one.pop("client_secret") for listed in (before, after) for one in listed if "client_secret" in one]
    assert (after, len(set(secrets))) == (before, 2)


def test_a_new_call_opens_when_the_last_has_closed(accounts_file: Path, time_machine) -> None:
    first = story.open_now()
    assert first is not None
    time_machine.move_to(first.closes_at + dt.timedelta(days=1))
    assert story.open_now() is None

    with override_settings(DEMO_NGOS=NGOS):
        load(accounts_file)

    second = story.open_now()
    assert second is not None
    assert second.closes_at > first.closes_at + dt.timedelta(days=30)


def test_a_cancelled_call_is_followed_by_another(accounts_file: Path) -> None:
    first = story.open_now()
    assert first is not None
    officer = User.objects.get(email="officer@demo.example")
    phases.cancel(call=first, reason="Tried out", by=officer)

    with override_settings(DEMO_NGOS=NGOS):
        load(accounts_file)

    second = story.open_now()
    assert second is not None
    assert second.slug == f"{first.slug}-2"
    assert second.applications.count() == story.OPEN_APPLICATIONS


def test_production_loads_no_demo(settings, accounts_file: Path) -> None:
    settings.PORTAL_MODE = "production"

    with pytest.raises(CommandError, match="PORTAL_MODE=demo"):
        load(accounts_file)


def test_too_few_ngos_are_refused_in_words(settings, accounts_file: Path) -> None:
    settings.DEMO_NGOS = ngos.SMALLEST - 1

    with pytest.raises(CommandError, match="at least 100"):
        load(accounts_file)


def test_a_failed_job_is_told(monkeypatch) -> None:
    job = Job.objects.create(
        name="core.no_such_work", status=JobStatus.FAILED, error="broken", finished_at=timezone.now()
    )

    with pytest.raises(stage.JobFailed, match="broken"):
        stage.Stage(say=print).finish(job)


def test_a_job_that_nobody_does_is_told(monkeypatch) -> None:
    monkeypatch.setattr(stage, "JOB_SECONDS", 0.2)
    job = Job.objects.create(name="core.no_such_work")

    with pytest.raises(stage.JobFailed, match="is a worker running"):
        stage.Stage(say=print).finish(job)


def test_default_number_of_ngos_is_that_of_the_real_registry() -> None:
    assert ngos.REAL_COUNT == 23_335
    assert portal.DEMO_NGOS in {NGOS, ngos.REAL_COUNT}
    assert play.RULES == ("R06", "R08", "R11", "R13", "R14")


def test_people_have_claimed_invited_and_declared() -> None:
    claims = Claim.objects.order_by("way")

    assert [(claim.user.email, claim.way, claim.status) for claim in claims] == [
        ("newcomer@demo.example", "letter", "submitted"),
        ("ngo_head3@demo.example", "signature", "granted"),
    ]
    assert Invitation.objects.get().email == "colleague@demo.example"
    assert Employment.objects.get().expert.affiliations.count() == 1


def test_an_akimat_has_its_directions_and_partners() -> None:
    lists = DirectionList.objects.order_by("body__kind", "year").values_list("status", flat=True)
    agreement = PartnerAgreement.objects.get()
    plan = YearPlan.objects.get()

    assert sorted(lists) == ["approved", "approved", "collecting", "discussing"]
    assert sum(line.amount for line in plan.lines.all()) <= plan.total
    assert agreement.status == "effective"
    assert sorted(agreement.application.call.applications.values_list("status", flat=True)) == [
        "accepted",
        "accepted",
        "declined",
    ]
    assert ProposalEndorsement.objects.count() == 1


def test_a_second_stage_and_quotas_are_there_to_look_at(client) -> None:
    second = Run.objects.get(round__first_stage__call__slug=slug_of("running"))
    both = client.get(reverse("evaluation:stage-list", args=[second.round_id]))

    assert second.published_at is not None
    assert runs.verify(run=second) == []
    assert [row.second is not None for row in both.context["stages"].rows] == [True, True, False]
    reserved = {
        name: Run.objects.get(round__call__slug=slug_of(name)).summary["selection"] for name in ("running", "voting")
    }
    assert [one["why"] for one in reserved["running"]["quotas"]] == ["too_few"]
    assert [one["is_kept"] for one in reserved["voting"]["quotas"]] == [True]
    assert [one["code"] for one in reserved["voting"]["moves"]].count("reserved") == 1


def slug_of(name: str) -> str:
    return read("calls.toml")["calls"][name]["slug"]


def test_an_akimat_has_its_social_orders() -> None:
    opened, taking = Tender.objects.get(slug="demo-autism-centre"), Tender.objects.get(slug="demo-village-psychologist")

    assert (opened.status, taking.status) == (TenderStatus.OPENED, TenderStatus.ANNOUNCED)
    assert sorted(Bid.objects.filter(lot__tender=opened).values_list("status", flat=True)) == [
        "admitted",
        "received",
        "received",
    ]
    assert list(Bid.objects.filter(lot__tender=taking).values_list("status", "content")) == [("sent", None)]
    assert FlagRule.LOW_PRICE in Flag.objects.values_list("rule", flat=True)
    assert sorted(Need.objects.values_list("status", flat=True)) == [
        "declined",
        "proposed",
        "proposed",
        "taken",
        "taken",
        "taken",
    ]


def test_an_akimat_has_a_completed_contract_and_one_in_the_middle() -> None:
    done, running = Contract.objects.filter(lot__tender__slug="demo-green-school").order_by("lot__number")

    assert (done.status, running.status) == (ContractStatus.COMPLETED, ContractStatus.IN_FORCE)
    assert done.lot.tender.status == TenderStatus.DECIDED
    assert done.lot.topic.needs.get().title == "Оқушыларға табиғатты зерттейтін үйірме"
    assert sorted(Bid.objects.filter(lot=done.lot).values_list("status", flat=True)) == [
        "awarded",
        "not_funded",
        "reserve",
    ]
    money = positions([done, running])
    assert (money[done.pk].paid, money[done.pk].to_pay) == (done.amount, Decimal(0))
    assert (money[running.pk].penalties, money[running.pk].to_pay) == (Decimal("18900.00"), Decimal(0))
    assert list(done.amendments.values_list("status", flat=True)) == ["effective"]
    assert list(running.amendments.values_list("status", flat=True)) == ["proposed"]
    rows = Funding.objects.filter(reference__startswith="socialorder.contract:").order_by("reference")
    assert [(row.stage, row.was_late) for row in rows] == [("completed", False), ("running", True)]

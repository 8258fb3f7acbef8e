"""The commission through the API: its secretary's system runs the sitting; members decide on their own pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from foundation.notifications.models import Message
from grants.actions import applications, attachments, phases
from grants.choices import ApplicationStatus, VoteChoice
from grants.models import Application, Call, Meeting
from registry.choices import Role
from registry.models import Body
from tests.builders import api, grants
from tests.builders import decisions as build
from tests.builders.api_walk import done, read, refused
from tests.builders.files import pdf, upload
from tests.factories.registry import MembershipFactory, RegionFactory

pytestmark = pytest.mark.django_db


def system_of(contest: build.Contest) -> Client:
    Body.objects.filter(pk=contest.operator.pk).update(region=RegionFactory(code="710000000"))
    contest.operator.refresh_from_db()
    return api.system_of(contest.operator)


def sent(system: Client, name: str = "plan.pdf") -> str:
    """The id of a file that was sent before."""
    answer = system.post("/api/v1/documents/", {"file": SimpleUploadedFile(name, pdf(name))})
    assert answer.status_code == 201
    return str(answer.json()["id"])


def bytes_of(client: Client, document: str) -> tuple[int, bytes]:
    answer = client.get(f"/api/v1/documents/{document}/content/")
    return answer.status_code, b"".join(answer.streaming_content)[:5] if answer.status_code == 200 else b""


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_system_prepares_a_sitting_and_its_list() -> None:
    contest = build.deciding(applications=3)
    system, slug = system_of(contest), contest.call.slug
    foreign = api.system_of(api.akimat("other-akimat", "100000000"))
    plan = {"protocol_number": "7", "held_at": timezone.now().isoformat(), "place": "Hall"}

    wrong = done(system, f"calls/{slug}/prepare-meeting/", {**plan, "protocol_number": ""}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["protocol_number"]
    assert refused(foreign, f"calls/{slug}/prepare-meeting/", plan)[0] == 404
    assert refused(signed_in(contest.officer), f"calls/{slug}/prepare-meeting/", plan) == (403, "not_permitted")
    assert "prepare-meeting" in read(system, f"calls/{slug}/")["allowed_actions"]
    made = done(system, f"calls/{slug}/prepare-meeting/", plan)
    assert (made["protocol_number"], made["status"], made["sitting"]["state"]) == ("7", "preparing", "")
    assert refused(system, f"calls/{slug}/prepare-meeting/", plan) == (409, "conflict")
    address = f"commission-meetings/{made['id']}/"
    assert foreign.get(f"/api/v1/{address}").status_code == 404
    assert signed_in(contest.commission[0]).get(f"/api/v1/{address}").status_code == 404

    following = made["sitting"]["next"]
    assert (following["application"], following["missing"]) == (contest.applications[2].number, "500000.00")
    roll = made["sitting"]["roll"]
    assert [one["name"] for one in roll] == [str(one.full_name) for one in contest.commission]
    changed = done(system, address, {"chair": str(roll[0]["person"]), "chair_decides": True}, "patch")
    assert (changed["chair"], changed["place"]) == (contest.commission[0].pk, "Hall")
    stranger = done(system, address, {"chair": str(contest.officer.pk)}, "patch", status=422)
    assert {one["field"] for one in stranger["errors"]} == {"chair"}
    _arranges(system, address, [one.number for one in contest.applications])
    _invites(system, address, contest)
    _writes_the_list(system, address, made)


def _arranges(system: Client, address: str, numbers: list[str]) -> None:
    turned = {"before": ["Quorum"], "applications": numbers[::-1]}
    shown = done(system, f"{address}arrange-agenda/", turned)["sitting"]["agenda"]
    assert [one["application"] or one["title"] for one in shown] == ["Quorum", *numbers[::-1]]
    assert refused(system, f"{address}arrange-agenda/", {"applications": numbers[:1]}) == (422, "invalid")
    long = done(system, f"{address}arrange-agenda/", {**turned, "after": ["x" * 301]}, status=422)
    assert [one["field"] for one in long["errors"]] == ["after.0"]


def _invites(system: Client, address: str, contest: build.Contest) -> None:
    before = Message.objects.count()
    assert done(system, f"{address}invite/")["invited_at"] is not None
    assert Message.objects.count() == before + len(contest.commission)


def _writes_the_list(system: Client, address: str, made: dict[str, Any]) -> None:
    names = ("application", "outcome", "amount", "reason", "departure_reason")
    rows = [{name: one[name] for name in names} for one in made["sitting"]["proposals"]]
    rows[0]["reason"] = "The best garden."
    shown = done(system, f"{address}propose/", {"version": 1, "proposals": rows})
    assert (shown["version"], shown["sitting"]["proposals"][0]["reason"]) == (2, "The best garden.")
    assert shown["sitting"]["proposals"][0]["rank"] == 1
    assert refused(system, f"{address}propose/", {"version": 1, "proposals": rows}) == (409, "stale")
    dear = [{**rows[0], "amount": "900000.00"}, *rows[1:]]
    wrong = done(system, f"{address}propose/", {"version": 2, "proposals": dear}, status=422)
    assert ("proposals.0.amount", "R21") in {(one["field"], one["rule"]) for one in wrong["errors"]}
    short = done(system, f"{address}propose/", {"version": 2, "proposals": rows[1:]}, status=422)
    assert "proposals" in {one["field"] for one in short["errors"]}
    turned = [{**rows[0], "outcome": "decline", "amount": "0"}, *rows[1:]]
    why = done(system, f"{address}propose/", {"version": 2, "proposals": turned}, status=422)
    assert "proposals.0.departure_reason" in {one["field"] for one in why["errors"]}
    refilled = done(system, f"{address}refill/")
    assert (refilled["version"], refilled["sitting"]["proposals"][0]["reason"] == "The best garden.") == (3, False)


def test_files_of_a_sitting_are_for_its_secretary_and_members_without_a_conflict() -> None:
    contest = build.prepared(applications=2)
    system, number = system_of(contest), contest.applications[0].number
    address = f"commission-meetings/{contest.meeting.pk}/"

    plain = done(system, f"{address}add-material/", {"file": sent(system), "title": "Rules"})["sitting"]["materials"]
    assert [(one["title"], one["application"]) for one in plain] == [("Rules", None)]
    both = done(system, f"{address}add-material/", {"file": sent(system, "two.pdf"), "application": number})
    about = both["sitting"]["materials"][1]
    assert (about["name"], about["application"]) == ("two.pdf", number)
    nothing = {"file": "00000000-0000-4000-8000-000000000000"}
    assert refused(system, f"{address}add-material/", nothing) == (422, "invalid")
    unknown = done(system, f"{address}add-material/", {"file": sent(system), "application": "X-1"}, status=422)
    assert [one["field"] for one in unknown["errors"]] == ["application"]

    free, tied = contest.commission[0], contest.commission[1]
    build.declare(contest, free)
    build.declare(contest, tied, 0)
    assert bytes_of(signed_in(contest.secretary), about["document"]) == (200, b"%PDF-")
    assert bytes_of(signed_in(free), about["document"]) == (200, b"%PDF-")
    for person, code in ((tied, 404), (contest.commission[2], 404), (contest.officer, 404)):
        assert bytes_of(signed_in(person), about["document"])[0] == code
    assert bytes_of(signed_in(tied), plain[0]["document"]) == (200, b"%PDF-")

    assert refused(system, f"{address}remove-material/", {"material": 10**6}) == (422, "invalid")
    left = done(system, f"{address}remove-material/", {"material": about["id"]})
    assert [one["id"] for one in left["sitting"]["materials"]] == [plain[0]["id"]]
    done(system, f"{address}open-voting/")
    assert refused(system, f"{address}remove-material/", {"material": plain[0]["id"]}) == (409, "conflict")


def test_a_system_opens_the_vote_and_concludes_it_as_it_was_read() -> None:
    contest = build.prepared(applications=2)
    system, address = system_of(contest), f"commission-meetings/{contest.meeting.pk}/"

    assert refused(system, f"{address}conclude/", {"state": "x"}) == (409, "conflict")
    opened = done(system, f"{address}open-voting/")
    assert (opened["status"], opened["sitting"]["attendance"]["has_quorum"]) == ("voting", False)
    assert len(opened["sitting"]["obstacles"]) == 1
    assert refused(system, f"{address}propose/", {"version": 1, "proposals": []}) == (409, "conflict")
    ids = [one["id"] for one in opened["sitting"]["roll"]]
    present = done(system, f"{address}mark-attendance/", {"present": ids, "seen": []})
    assert present["sitting"]["attendance"] == {"members": 3, "present": 3, "quorum": 2, "has_quorum": True}
    assert refused(system, f"{address}mark-attendance/", {"present": ids[:1], "seen": []}) == (409, "stale")
    assert refused(system, f"{address}mark-attendance/", {"present": [10**6]}) == (422, "invalid")
    assert done(system, f"{address}revise/", {"reason": "A figure was wrong"})["status"] == "preparing"
    done(system, f"{address}open-voting/")
    for person in contest.commission:
        build.declare(contest, person)
    build.vote_for(contest, *contest.commission[:2])
    build.vote(contest, contest.commission[2], VoteChoice.AGAINST, "Too dear")
    # A vote that came after the system has read the sitting.
    assert refused(system, f"{address}conclude/", {"state": opened["sitting"]["state"]}) == (409, "stale")
    shown = read(system, address)["sitting"]
    votes = {"in_favour": 2, "against": 1, "abstained": 0, "barred": 0, "silent": 0, "base": 3, "majority": 2}
    assert shown["proposals"][0]["votes"].items() >= votes.items()
    assert [(one["choice"], one["remark"]) for one in shown["proposals"][0]["said"]] == [("against", "Too dear")]
    assert (shown["obstacles"], shown["money"]["left"], shown["next"]) == ([], "0.00", None)
    over = done(system, f"{address}conclude/", {"state": shown["state"]})
    assert (over["status"], over["sitting"]["signatures"]) == ("concluded", [])
    assert refused(system, f"{address}mark-attendance/", {"present": ids}) == (409, "conflict")
    assert Call.objects.get(pk=contest.call.pk).status == "decided"
    assert set(Application.objects.filter(call=contest.call).values_list("status", flat=True)) == {"funded"}
    assert Meeting.objects.get().concluded_by.is_service


def test_a_secretary_who_sits_on_the_commission_reads_only_what_is_for_a_member() -> None:
    contest = build.prepared(applications=2)
    system_of(contest)
    member = contest.commission[0]
    MembershipFactory(organisation=None, body=contest.operator, role=Role.SECRETARY, user=member)
    build.declare(contest, member, 0)
    hidden = contest.applications[0].number

    shown = read(signed_in(member), f"commission-meetings/{contest.meeting.pk}/")["sitting"]
    assert hidden not in [one["application"] for one in shown["proposals"]]
    assert ([one["rank"] for one in shown["proposals"]], shown["money"], shown["next"]) == ([None], None, None)


def test_files_that_were_sent_with_an_application_are_read_by_the_body_alone() -> None:
    contest = build.announced(applications=0)
    draft = grants.application_at(ApplicationStatus.DRAFT, call=contest.call)
    head = grants.head_of(draft.organisation)
    kept = attachments.add(application=draft, upload=upload(pdf(), "letter.pdf"), title="Letter", by=head)
    applications.submit(application=draft, by=head)
    build.close_window(contest)
    phases.start_check(call=contest.call, by=contest.officer)
    system = system_of(contest)
    foreign = api.system_of(api.akimat("other-akimat", "100000000"))

    files = read(system, f"applications/{draft.number}/")["files"]
    assert [(one["title"], one["name"], one["versions"]) for one in files] == [("Letter", "letter.pdf", [1])]
    assert files[0]["document"] == str(kept.document_id)
    assert bytes_of(system, files[0]["document"]) == (200, b"%PDF-")
    for client in (foreign, signed_in(contest.secretary)):
        assert bytes_of(client, files[0]["document"])[0] == 404

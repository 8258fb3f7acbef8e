"""The pages that belong to no room: sign-in with its second step and letters, errors, home, desk."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.forms import LoginForm
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.utils import timezone

from civilportal import desk, home
from foundation.accounts.models import User
from foundation.core.errors import Conflict, Fault, Invalid, NotPermitted
from foundation.core.models import Job, JobStatus
from tests.factories.accounts import UserFactory
from tests.frontend.conftest import TEMPLATES

PASSWORD = "correct horse"
NEW_PASSWORD = "lightning-umbrella-77"


class Headings(HTMLParser):
    """Collects what every page must have."""

    def __init__(self) -> None:
        super().__init__()
        self.h1 = 0
        self.inline: list[str] = []
        self.ids: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.h1 += tag == "h1"
        given = dict(attrs)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in given) else []
        self.ids += [str(given["id"])] if "id" in given else []


def sound(response: Any, status: int = 200) -> str:
    """The page's text, when it is whole: one h1, nothing inline, no id twice."""
    assert response.status_code == status
    html = response.content.decode()
    parser = Headings()
    parser.feed(html)
    assert (parser.h1, parser.inline) == (1, [])
    assert sorted(parser.ids) == sorted(set(parser.ids))
    return html


@pytest.fixture
def person(db: None) -> User:
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def signed_in(client: Client, person: User) -> Client:
    """The client after the person has signed in by the page."""
    client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def link_in_mail() -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def one_time_code(secret: str) -> str:
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


# Signing in


def test_sign_in_names_both_empty_fields_and_goes_to_the_desk(client: Client, person: User):
    html = sound(client.post("/en/accounts/login/", {"login": "", "password": ""}))
    assert "<title>Error: Sign in – Civil Portal</title>" in html
    assert html.count("Fill in «Email».") == html.count("Fill in «Password».") == 2

    html = sound(client.post("/en/accounts/login/", {"login": person.email, "password": "wrong"}))
    assert "The email address and/or password you specified are not correct." in html
    assert person.email in html

    response = client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert response.url == "/en/my/"
    assert "govuk-notification-banner" not in sound(client.get("/en/my/"))


def test_account_is_opened_by_a_link_in_a_letter(client: Client, db: None):
    sound(client.get("/en/accounts/signup/"))
    html = sound(
        client.post("/en/accounts/signup/", {"full_name": "", "email": "x", "password1": "123", "password2": "4"})
    )
    assert "Enter an e-mail address, like name@example.kz." in html
    answers = {"full_name": "Demo", "email": "new@example.org", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    html = sound(client.post("/en/accounts/signup/", answers, follow=True))

    assert "Look into your mail" in html
    assert mail.outbox[-1].subject == "Confirm your e-mail address"
    address = link_in_mail()
    assert "Is new@example.org your address?" in sound(client.get(address))
    assert "new@example.org is confirmed." in sound(client.post(address, follow=True))
    assert EmailAddress.objects.get(email="new@example.org").verified is True


def test_opening_a_second_account_tells_only_the_owner_of_the_address(client: Client, person: User):
    answers = {"full_name": "Demo", "email": person.email, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    html = sound(client.post("/en/accounts/signup/", answers, follow=True))

    assert "Look into your mail" in html
    assert mail.outbox[-1].subject == "You have an account already"
    assert person.email in str(mail.outbox[-1].body)


def test_forgotten_password_is_replaced_by_a_link(client: Client, person: User):
    sound(client.get("/en/accounts/password/reset/"))
    html = sound(client.post("/en/accounts/password/reset/", {"email": person.email}, follow=True))
    assert "Look into your mail" in html
    assert mail.outbox[-1].subject == "Choose a new password"

    address = client.get(link_in_mail(), follow=True).redirect_chain[-1][0]
    sound(client.get(address))
    html = sound(client.post(address, {"password1": NEW_PASSWORD, "password2": "other"}))
    assert "You must type the same password each time." in html
    html = sound(client.post(address, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True))
    assert "The password is changed" in html
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD) is True
    assert "This link does not work any more" in sound(client.get("/en/accounts/password/reset/key/1-abc/"))


def test_unknown_address_gets_a_letter_and_the_page_says_nothing(client: Client, db: None):
    html = sound(client.post("/en/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True))

    assert "If there is an account with this address" in html
    assert mail.outbox[-1].subject == "No account with this address"


def test_letters_confirming_nothing(client: Client, person: User):
    assert "This link does not work any more" in sound(client.get("/en/accounts/confirm-email/abc/"))
    sound(client.get("/en/accounts/confirm-email/"))
    sound(client.get("/en/accounts/inactive/"))


@pytest.mark.parametrize(
    "template", ["account/verified_email_required.html", "account/signup_closed.html", "account/password_set.html"]
)
def test_rare_pages_are_whole(template: str, rf: RequestFactory):
    html = render_to_string(template, {"form": None}, rf.get("/en/"))
    sound(SimpleNamespace(status_code=200, content=html.encode()))


def test_taken_address_cannot_be_confirmed(rf: RequestFactory):
    confirmation = SimpleNamespace(key="k", email_address=SimpleNamespace(email="a@example.org"))
    html = render_to_string(
        "account/email_confirm.html", {"confirmation": confirmation, "can_confirm": False}, rf.get("/")
    )

    assert "belongs to another account already" in html


# One's own account


def test_signing_out_asks_and_says_that_it_is_done(signed_in: Client):
    sound(signed_in.get("/en/accounts/logout/"))
    html = sound(signed_in.post("/en/accounts/logout/", follow=True))

    assert "You are signed out." in html
    assert "Sign in" in html


def test_password_is_changed(signed_in: Client, person: User):
    sound(signed_in.get("/en/accounts/password/change/"))
    html = sound(
        signed_in.post("/en/accounts/password/change/", {"oldpassword": "x", "password1": "1", "password2": "1"})
    )
    assert "Please type your current password." in html
    answers = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    html = sound(signed_in.post("/en/accounts/password/change/", answers, follow=True))

    assert "The password is changed." in html


def test_addresses_are_added_and_removed(signed_in: Client, person: User):
    sound(signed_in.get("/en/accounts/email/"))
    html = sound(signed_in.post("/en/accounts/email/", {"action_add": "1", "email": "x"}))
    assert "Enter an e-mail address, like name@example.kz." in html
    html = sound(signed_in.post("/en/accounts/email/", {"action_add": "1", "email": "two@example.org"}, follow=True))
    assert "A letter with a link was sent to two@example.org." in html
    assert html.count("Not confirmed") == 1

    chosen = {"email": "two@example.org"}
    html = sound(signed_in.post("/en/accounts/email/", {"action_primary": "1", **chosen}, follow=True))
    assert "Confirm the address first: open the link in the letter that we have sent." in html
    html = sound(signed_in.post("/en/accounts/email/", {"action_remove": "1", **chosen}, follow=True))
    assert "two@example.org was removed." in html
    html = sound(signed_in.post("/en/accounts/email/", {"action_remove": "1", "email": person.email}, follow=True))
    assert f"{person.email} is the main address of your account and cannot be removed." in html


def test_second_step_from_switching_on_to_switching_off(signed_in: Client, person: User):
    sound(signed_in.get("/en/accounts/2fa/"))
    signed_in.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    html = sound(signed_in.get("/en/accounts/2fa/totp/activate/"))
    assert 'src="data:image/svg+xml' in html
    secret = re.search(r"<code>(\w+)</code>", html)
    assert secret is not None
    assert "Incorrect code." in sound(signed_in.post("/en/accounts/2fa/totp/activate/", {"code": "0"}))
    html = sound(signed_in.get("/en/accounts/2fa/totp/activate/"))
    secret = re.search(r"<code>(\w+)</code>", html)
    assert secret is not None
    html = sound(signed_in.post("/en/accounts/2fa/totp/activate/", {"code": one_time_code(secret[1])}, follow=True))
    assert "Spare codes" in html
    codes = re.findall(r"<li>(\d{8})</li>", html)
    assert len(codes) == 10
    assert "Codes left: 10" in sound(signed_in.get("/en/accounts/2fa/"))

    signed_in.post("/en/accounts/logout/")
    html = sound(signed_in.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD}, follow=True))
    assert "Second step" in html
    assert "Incorrect code." in sound(signed_in.post("/en/accounts/2fa/authenticate/", {"code": "0"}))
    assert signed_in.post("/en/accounts/2fa/authenticate/", {"code": codes[0]}).url == "/en/my/"

    signed_in.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    sound(signed_in.get("/en/accounts/2fa/recovery-codes/generate/"))
    html = sound(signed_in.post("/en/accounts/2fa/recovery-codes/generate/", follow=True))
    assert len(set(re.findall(r"<li>(\d{8})</li>", html)) - set(codes)) == 10
    sound(signed_in.get("/en/accounts/2fa/totp/deactivate/"))
    assert "Two-step sign-in is off." in sound(signed_in.post("/en/accounts/2fa/totp/deactivate/", follow=True))


def test_guarded_step_asks_once_more(client: Client, person: User):
    client.force_login(person)
    html = sound(client.get("/en/accounts/2fa/totp/activate/", follow=True))
    assert "Confirm that it is you" in html
    assert "Incorrect password." in sound(client.post("/en/accounts/reauthenticate/", {"password": "x"}))


def test_guarded_step_offers_the_code_as_another_way(rf: RequestFactory):
    ways = [{"url": "/x/", "description": "Use your password"}]
    html = render_to_string("mfa/reauthenticate.html", {"reauthentication_alternatives": ways}, rf.get("/"))

    assert '<a class="govuk-link" href="/x/">Use your password</a>' in html


@pytest.mark.parametrize("left", [0, 3])
def test_spare_codes_may_be_used_up(rf: RequestFactory, left: int):
    html = render_to_string("mfa/recovery_codes/index.html", {"unused_codes": ["1"] * left}, rf.get("/"))

    assert ("No code is left." in html) is (left == 0)


def test_pages_of_the_package_that_we_do_not_use_yet_come_out_in_our_style(rf: RequestFactory):
    engine = settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}
    with override_settings(TEMPLATES=[engine]):
        html = render_to_string("elements.html", {"form": LoginForm({})}, rf.get("/en/"))
    html = sound(SimpleNamespace(status_code=200, content=html.encode()))

    assert [
        html.count(part) for part in ("Fill in «Email».", 'id="b-hint"', "govuk-button--warning", ">V</textarea>")
    ] == [2, 1, 1, 1]


NOTICES = [
    "account/email/password_changed",
    "account/email/password_reset",
    "account/email/password_set",
    "account/email/email_changed",
    "account/email/email_confirm",
    "account/email/email_deleted",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
    "mfa/email/recovery_codes_generated",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_notices_say_what_happened_and_where_it_came_from(notice: str):
    body = render_to_string(f"{notice}_message.txt", {"ip": "203.0.113.5", "user_agent": "Browser", "timestamp": "now"})

    assert body.count("203.0.113.5") == 1
    assert len(render_to_string(f"{notice}_subject.txt").strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("account/messages/email_confirmation_failed", "a@example.org belongs to another account already."),
        ("account/messages/password_set", "The password is saved."),
        ("mfa/messages/totp_activated", "Two-step sign-in is on. Keep the spare codes in a safe place."),
        ("mfa/messages/recovery_codes_generated", "New spare codes are made; the old ones no longer work."),
        ("account/messages/primary_email_set", "The main address is changed."),
    ],
)
def test_rare_messages(message: str, sentence: str):
    assert render_to_string(f"{message}.txt", {"email": "a@example.org"}).strip() == sentence


# Errors


def test_page_that_is_not_there(client: Client, signed_in: Client, db: None):
    assert "sign in and open it again" not in sound(signed_in.get("/en/nowhere/"), 404)
    html = sound(Client().get("/kk/nowhere/"), 404)
    assert '<html lang="kk"' in html
    assert 'href="/ru/nowhere/"' in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize(
    ("template", "refusal", "sentence"),
    [
        ("403.html", NotPermitted("Only the head may sign."), "Only the head may sign."),
        ("403.html", None, "Your account has no right to this page."),
        ("409.html", Conflict("Somebody was quicker."), "Somebody was quicker."),
        ("409.html", None, "The state has changed meanwhile."),
        (
            "409.html",
            Invalid(Fault("No budget.", url="/x/"), Fault("No team.")),
            'No budget. <a href="/x/">Mend it</a>',
        ),
        ("400.html", None, "could not understand"),
    ],
)
@pytest.mark.parametrize("is_authenticated", [True, False])
def test_refusals_are_told_in_words(
    rf: RequestFactory, person: User, template: str, refusal: Any, sentence: str, is_authenticated: bool
):
    request = rf.get("/en/")
    request.user = person if is_authenticated else AnonymousUser()
    html = render_to_string(template, {"refusal": refusal}, request)

    assert sentence in sound(SimpleNamespace(status_code=200, content=html.encode()))


def test_form_from_an_old_page_shows_what_was_typed(person: User):
    client = Client(enforce_csrf_checks=True)
    html = sound(client.post("/en/accounts/login/", {"login": "<b>", "password": "secret"}), 403)

    assert "<dt>login</dt><dd>&lt;b&gt;</dd>" in html
    assert "secret" not in html
    assert "Nothing was changed." in sound(client.post("/en/accounts/login/", {"password": "secret"}), 403)


def test_failure_page_needs_nothing():
    html = render_to_string("500.html")

    for language in ("kk", "ru", "en"):
        assert f'lang="{language}"' in html


# Home and desk


def test_home_shows_calls_figures_and_decisions(client: Client, db: None, monkeypatch: pytest.MonkeyPatch):
    call = SimpleNamespace(
        title_en="Small grants", budget=3_500_000, closes_at=timezone.now(), get_absolute_url=lambda: "/en/call/"
    )
    decision = SimpleNamespace(title_en="Seven grants", decided_at=timezone.now(), slug="small-2022")
    facts = {"calls": [call], "figures": [(7, "grants", "")], "decisions": [decision]}
    monkeypatch.setattr(home, "facts", lambda: facts)
    html = sound(client.get("/en/"))

    assert "<title>Civil Portal</title>" in html
    assert 'role="search"' in html
    assert 'href="/en/grants/calls/small-2022/results/"' in html
    assert html.index("grants</dt>") < html.index("Small grants") < html.index("Seven grants")
    assert "3,500,000\xa0₸" in html


def test_public_page_sets_no_cookie(client: Client, db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(home, "facts", lambda: {"calls": [], "figures": [], "decisions": []})

    assert dict(client.get("/en/").cookies) == {}


def test_home_without_anything_says_so(client: Client, db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(home, "facts", lambda: {"calls": [], "figures": [], "decisions": []})

    assert "No call is open now." in sound(client.get("/en/"))


def test_desk_shows_tasks_and_work(signed_in: Client, person: User, monkeypatch: pytest.MonkeyPatch):
    job = Job.objects.create(name="x", owner=person, status=JobStatus.QUEUED)
    tasks = [
        SimpleNamespace(title="Score sheet", url="/en/sheet/", status="Due", due_at=timezone.now()),
        SimpleNamespace(title="Form", url="/en/form/", status="Open", due_at=None),
    ]
    monkeypatch.setattr(desk, "groups", lambda user: [desk.Group("Expert", tasks)])
    html = sound(signed_in.get("/en/my/"))

    assert html.count("(Astana time)") == 1
    assert f'href="/en/my/jobs/{job.pk}/"' in html
    monkeypatch.setattr(desk, "groups", lambda user: [])
    assert "Nothing waits for you now." in sound(signed_in.get("/en/my/"))


def test_job_page_is_looked_at_again_without_a_script_while_it_works(signed_in: Client, person: User):
    job = Job.objects.create(name="x", owner=person, status=JobStatus.QUEUED)
    html = sound(signed_in.get(f"/en/my/jobs/{job.pk}/"))
    assert html.count("Look again") == 1
    assert f'hx-get="/en/my/jobs/{job.pk}/progress/"' in html

    Job.objects.filter(pk=job.pk).update(status=JobStatus.SUCCEEDED, finished_at=timezone.now())
    html = sound(signed_in.get(f"/en/my/jobs/{job.pk}/"))
    assert "Look again" not in html
    assert "Finished" in html

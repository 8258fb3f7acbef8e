from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from foundation.core.calendar import ALMATY

NAMED = SimpleNamespace(title_kk="Шағын гранттар", title_ru="Малые гранты", title_en="")


def show(text: str, path: str = "/en/", **context: Any) -> str:
    """``text`` rendered with our tags, whitespace between tags taken out."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    html = engines["django"].from_string("{% load portal frame %}" + text).render(context, request)
    return " ".join(html.split()).replace("> <", "><")


# Filters


@pytest.mark.parametrize(
    ("language", "expected"), [("kk", "Шағын гранттар"), ("ru", "Малые гранты"), ("en", "Малые гранты")]
)
def test_localized_falls_back_in_the_order_of_the_reader(language: str, expected: str):
    with translation.override(language):
        assert show('{{ call|localized:"title" }}', call=NAMED) == expected


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("{{ it|tenge }}", Decimal("500000"), "500,000 ₸"),
        ("{{ it|figure }}", 23335, "23,335"),
        ("{{ it|decimal:2 }}", Decimal("87.5"), "87.50"),
        ("{{ it|day }}", dt.date(2022, 7, 1), '<time datetime="2022-07-01">1 July 2022</time>'),
        (
            "{{ it|moment }}",
            dt.datetime(2022, 6, 20, 12, tzinfo=dt.UTC),
            '<time datetime="2022-06-20T18:00:00+06:00">20 June 2022, 18:00</time>',
        ),
        (
            '{{ it|moment:"zone" }}',
            dt.datetime(2026, 6, 20, 18, tzinfo=ALMATY),
            '<time datetime="2026-06-20T18:00:00+05:00">20 June 2026, 18:00 (Astana time)</time>',
        ),
        (
            "{{ it|day }}",
            dt.datetime(2022, 6, 30, 18, 30, tzinfo=dt.UTC),
            '<time datetime="2022-07-01">1 July 2022</time>',
        ),
    ],
)
def test_filters_tell_values(text: str, value: Any, expected: str):
    assert show(text, it=value) == expected.replace("\xa0", " ")


@pytest.mark.parametrize("name", ["tenge", "figure", "decimal", "day", "moment", 'localized:"title"'])
@pytest.mark.parametrize("nothing", [None, ""])
def test_filters_say_nothing_about_nothing(name: str, nothing: Any):
    assert show("{{ it|" + name + " }}", it=nothing) == ""


# Movement


def test_navigation_marks_the_section_and_leaves_out_what_is_not_there():
    item = '{% nav_item "Sign in" "account_login" %}{% nav_item "Nowhere" "no:such" %}'
    link = '<li class="govuk-service-navigation__item{}"><a class="govuk-service-navigation__link" href="/en/accounts/login/"{}>Sign in</a></li>'
    active = " govuk-service-navigation__item--active"

    assert show(item, "/en/") == link.format("", "")
    assert show(item, "/en/accounts/login/") == link.format(active, ' aria-current="page"')
    assert show(item, "/en/accounts/login/code/") == link.format(active, ' aria-current="true"')


def test_first_page_is_no_section():
    assert "aria-current" not in show('{% nav_item "Home" "home" %}', "/en/grants/")


@pytest.mark.parametrize(
    ("path", "addresses"),
    [
        ("/en/grants/?page=2", ["/kk/grants/?page=2", "/ru/grants/?page=2", "/en/grants/?page=2"]),
        ("/kk/", ["/kk/", "/ru/", "/en/"]),
        ("/healthz", ["/kk/", "/ru/", "/en/"]),
        ("/kkk/x/", ["/kk/", "/ru/", "/en/"]),
        ('/en/"><script>/', ["/kk/%22%3E%3Cscript%3E/", "/ru/%22%3E%3Cscript%3E/", "/en/%22%3E%3Cscript%3E/"]),
    ],
)
def test_languages_keep_the_page(path: str, addresses: list[str]):
    html = show("{% language_links %}", path)

    assert [part.split('"')[0] for part in html.split('href="')[1:]] == addresses
    assert html.count("aria-current") == 1
    assert html.index("Қазақша") < html.index("Русский") < html.index("English")


def test_breadcrumbs_start_at_home():
    html = show(
        '{% breadcrumbs %}{% crumb "Desk" "desk" %}{% crumb "Gone" "no:such" 1 %}{% crumb here %}{% endbreadcrumbs %}',
        here="<Here>",
    )

    assert html.count("<li") == 4
    assert 'href="/en/">Home</a>' in html
    assert 'href="/en/my/">Desk</a>' in html
    assert '<li class="govuk-breadcrumbs__list-item">Gone</li>' in html
    assert "&lt;Here&gt;" in html


def test_links_by_name():
    assert show('{% link_to "Desk" "desk" %}') == '<a class="govuk-link" href="/en/my/">Desk</a>'
    paragraph = '<p class="govuk-body"><a class="govuk-link" href="/en/my/">Desk</a></p>'
    assert show('{% link_to "Desk" "desk" wrap="p" %}') == paragraph
    assert show('{% link_to "Desk" "desk" wrap="li" css="x" %}') == '<li><a class="x" href="/en/my/">Desk</a></li>'
    assert show('{% link_to "No" "no:such" pk=1 %}') == ""
    assert (
        show('{% back_link "/x/" %}')
        == '<nav aria-label="Way back"><a class="govuk-back-link" href="/x/">Back</a></nav>'
    )


def test_pages_of_a_list():
    html = show('{% pagination next_url="?after=2" next_label="51 to 100" %}')

    assert 'href="?after=2" rel="next"' in html
    assert "51 to 100" in html
    assert 'rel="prev"' not in html
    assert 'rel="prev"' in show('{% pagination previous_url="?before=1" previous_label="1 to 50" %}')
    assert show("{% pagination %}") == ""


# Showing: what the author gives is escaped, what the template says is not


def test_heading_and_caption_are_escaped():
    html = show("{% page_heading b caption=i %}", b="<b>", i="<i>")

    assert html == (
        '<div class="cp-heading"><p class="cp-heading__caption">&lt;i&gt;</p>'
        '<h1 class="cp-heading__title">&lt;b&gt;</h1></div>'
    )


def test_status_tag_takes_its_colour_from_the_code_or_the_kind():
    assert show('{% status_tag "funded" "Funded" %}') == '<strong class="govuk-tag cp-tag--good">Funded</strong>'
    assert show('{% status_tag "" "Late" kind="bad" %}') == '<strong class="govuk-tag cp-tag--bad">Late</strong>'


def test_table_scrolls_with_the_keyboard_and_has_a_caption():
    assert show('{% table "Totals" %}<tr><td>{{ x }}</td></tr>{% endtable %}', x="<") == (
        '<div class="cp-table"><div class="cp-table__scroll" role="region" aria-label="Totals" tabindex="0">'
        "<table><caption>Totals</caption><tr><td>&lt;</td></tr></table></div></div>"
    )
    assert '<caption class="govuk-visually-hidden">' in show('{% table "T" caption_hidden=True %}{% endtable %}')


def test_summary_list_plain_and_as_a_card():
    rows = '{% summary_row "Name" action_url="/x/" %}{{ x }}{% endsummary_row %}{% summary_row "BIN" %}1{% endsummary_row %}'

    plain = show("{% summary_list %}" + rows + "{% endsummary_list %}", x="<")
    assert plain.startswith('<dl class="govuk-summary-list">')
    assert '<dd class="govuk-summary-list__value">&lt;</dd>' in plain
    assert plain.count("govuk-summary-list__actions") == 1
    assert '<a class="govuk-link" href="/x/">Change<span class="govuk-visually-hidden"> (Name)</span></a>' in plain
    card = show(
        '{% summary_list title="NGO" %}{% summary_row "A" action_url="/" action_text="Mend" %}{% endsummary_row %}{% endsummary_list %}'
    )
    assert '<h2 class="govuk-summary-card__title">NGO</h2>' in card
    assert ">Mend<" in card


def test_task_list_describes_each_link_by_its_hint_and_status():
    html = show(
        '{% task_list %}{% task "Plan" "/plan/" status="Started" kind="started" hint="One step" %}'
        '{% task "Send" "" status="Not yet" kind="blocked" %}{% task "Team" "/team/" status="Done" kind="done" %}{% endtask_list %}'
    )

    described = html.split('aria-describedby="')[1].split('"')[0].split()
    assert [html.count(f'id="{identifier}"') for identifier in described] == [1, 1]
    assert html.count("<a ") == 2
    assert '<strong class="govuk-tag cp-tag--waiting">Started</strong>' in html
    assert "<strong" not in html.split("Send")[1]


def test_banners_differ_by_kind():
    assert 'role="alert"' in show('{% banner kind="success" %}x{% endbanner %}')
    assert ">Warning</h2>" in show('{% banner kind="warning" %}x{% endbanner %}')
    assert ">Note</h2>" in show('{% banner title="Note" %}x{% endbanner %}')


def test_small_components():
    assert "<strong" in show("{% warning %}Careful{% endwarning %}")
    assert show("{% inset %}x{% endinset %}") == '<div class="govuk-inset-text">x</div>'
    assert show("{% columns %}x{% endcolumns %}") == '<div class="cp-reading">x</div>'
    assert '<details class="govuk-details" open>' in show('{% details "More" open=True %}x{% enddetails %}')
    assert '<details class="govuk-details">' in show('{% details "More" %}x{% enddetails %}')
    assert '<h1 class="govuk-panel__title">Sent</h1>' in show('{% panel "Sent" %}7{% endpanel %}')
    assert 'aria-label="On this page"' in show("{% contents %}<li>x</li>{% endcontents %}")
    assert 'href="/x/"' in show('{% card "T" "/x/" caption="C" footer="F" %}b{% endcard %}')
    assert "href" not in show('{% card "T" %}b{% endcard %}')
    assert "PDF, 1.0 KB" in show('{% document_link "/x/" "n" size=1024 kind="PDF" %}')
    assert "cp-document__details" not in show('{% document_link "/x/" "n" %}')
    assert 'href="/x/"' in show('{% empty_state "No" text="Later" url="/x/" link="Go" %}')
    assert "<p>Later</p>" not in show('{% empty_state "No" %}')
    assert 'name="bin" value="&quot;"' in show(
        '{% search_box "/x/" "BIN" value name="bin" hint="12 digits" %}', value='"'
    )
    assert "govuk-button--start" in show('{% button_link "Apply" "/x/" start=True %}')
    assert "govuk-button--warning" in show('{% button_link "Apply" "/x/" kind="danger" %}')


def test_progress_with_and_without_a_known_end():
    assert 'max="57" value="12"' in show('{% progress 12 57 "Table" %}')
    assert "12 of 57" in show('{% progress 12 57 "Table" %}')
    assert "value=" not in show('{% progress 0 None "Table" %}')


def test_figures_and_explanation():
    html = show("{% key_figures figures %}", figures=[(23335, "NGOs", "/x/"), ("7", "Grants")])
    assert '<dd class="cp-figure__value">23,335</dd>' in html
    assert html.count("<a ") == 1
    assert show("{% key_figures figures %}", figures=[]) == ""
    assert show("{% explanation steps %}", steps=[("Mean", Decimal("17.40")), ("Weight", "× 2")]) == (
        '<dl class="cp-explanation"><div><dt>Mean</dt><dd>17.40</dd></div><div><dt>Weight</dt><dd>× 2</dd></div></dl>'
    )


def test_chart_stands_in_its_table_and_carries_no_style():
    html = show('{% bar_chart "Totals" rows unit="points" label="Name" %}', rows=[("A", 10), ("B", 5)])

    assert [part.split('"')[0] for part in html.split('cp-chart__bar" width="')[1:]] == ["100.0", "50.0"]
    assert "style=" not in html
    with translation.override("ru"):
        assert 'width="66.7"' in show('{% bar_chart "Totals" rows %}', rows=[("A", 3), ("B", 2)])


def test_interval_chart_shows_intervals_points_and_numbers_without_style():
    rows = [("A", 4, 2, 6, 8), ("B", 2, None, None), ("C", None, None, None)]
    html = show('{% interval_chart "Ranks" rows point="Rank" between="From … to" label="Name" %}', rows=rows)

    assert [part.split('"')[0] for part in html.split('cp-chart__point" x="')[1:]] == ["33.3", "0.0"]
    assert html.count("cp-chart__range") == 1
    assert 'cp-chart__range" x="0.0" y="0.8" width="66.7"' in html
    assert 'cp-chart__mark" x="100.0"' in html
    assert '<td class="num">4</td><td class="num">2 … 6</td>' in html
    assert html.count('<td class="num">–</td>') == 3
    assert "style=" not in html


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        ({"status": "queued", "is_active": True, "done": 0, "total": 0}, ["hx-get", "Working…"]),
        ({"status": "running", "is_active": True, "done": 1, "total": 2}, ["hx-get", "1 of 2"]),
        ({"status": "failed", "is_active": False, "error": "No paper"}, ["could not be finished", "No paper"]),
        ({"status": "succeeded", "is_active": False, "result": {"url": "/x/"}}, ['href="/x/"', "Open the result"]),
        ({"status": "succeeded", "is_active": False, "result": None}, ["The work is done."]),
    ],
)
def test_job_shows_how_far_it_is(job: dict[str, Any], expected: list[str]):
    html = show(
        '{% include "_components/job_progress.html" with url="/p/" %}', job={"pk": 1, "get_status_display": "S", **job}
    )

    assert [part in html for part in expected] == [True] * len(expected)
    assert ("hx-get" in html) is job["is_active"]


def test_buttons_and_autosave():
    assert show('{% submit_button "Go" %}') == '<button type="submit" class="govuk-button">Go</button>'
    assert 'govuk-button--secondary" name="a" value="1"' in show(
        '{% submit_button "Go" name="a" value="1" kind="secondary" %}'
    )
    html = show("{% autosave_status %}")
    assert 'data-user-key=""' in html
    assert 'data-saved="Saved at %{time}"' in html


def test_messages_are_shown_once_with_their_kind():
    levels = [SimpleNamespace(level_tag=tag, message=f"<{tag}>") for tag in ("success", "error", "info")]
    html = show("{% message_banners %}", messages=levels)

    assert html.count("govuk-notification-banner__heading") == 3
    assert "&lt;success&gt;" in html
    assert html.count('role="alert"') == 1
    assert show("{% message_banners %}", messages=None) == ""


def test_missing_field_is_left_out():
    assert show("{% field form.nothing %}", form=forms.Form()) == ""


def test_kept_content_is_rendered_once_for_each_language_and_key():
    calls: list[str] = []

    def note() -> str:
        calls.append("x")
        return "<b>"

    text = engines["django"].from_string("{% load frame %}{% kept key %}{{ note }}{% endkept %}")
    shown = [text.render({"note": note, "key": key}) for key in (1, 1, False, False)]
    with translation.override("kk"):
        shown.append(text.render({"note": note, "key": 1}))

    assert shown == ["&lt;b&gt;"] * 5
    assert len(calls) == 3


@pytest.mark.parametrize("key", [None, ""])
def test_content_of_an_unknown_key_is_not_kept(key: Any):
    text = engines["django"].from_string("{% load frame %}{% kept key %}{{ value }}{% endkept %}")

    assert [text.render({"key": key, "value": value}) for value in ("a", "b")] == ["a", "b"]

import pytest
from django.utils import translation
from tests.journeys.test_pages import *
from tests.journeys.test_pages import council_pages, opened, Portal, WIDER_THAN_THE_SCREEN
from tests.journeys.conftest import violations
pytestmark = pytest.mark.django_db(transaction=True)
for n in list(globals()):
    if n.startswith("test_"): del globals()[n]
def test_look(browser, live_server):
    from tests.builders import registry
    registry.with_reference()
    with translation.override("en"):
        pages = council_pages()
        portal = Portal(live_server.url, pages, None)
    bad = []
    for name, shown in pages.items():
        with opened(browser, portal, shown.session) as page:
            for language in ("kk", "ru", "en"):
                page.set_viewport_size({"width": 1280, "height": 900})
                r = page.goto(f"/{language}{shown.path}")
                if r.status != 200: bad.append((name, language, r.status)); break
                if page.locator("h1").count() != 1: bad.append((name, "h1"))
                w = page.evaluate(WIDER_THAN_THE_SCREEN)
                if w: bad.append((name, language, "desk", w))
                if language == "kk":
                    page.screenshot(path=f"/tmp/cf_shots/{name.replace(' ','_')}-1280.png", full_page=True)
                page.set_viewport_size({"width": 320, "height": 640})
                w = page.evaluate(WIDER_THAN_THE_SCREEN)
                if w: bad.append((name, language, "phone", w))
                if language == "kk":
                    page.set_viewport_size({"width": 360, "height": 740})
                    page.screenshot(path=f"/tmp/cf_shots/{name.replace(' ','_')}-360.png", full_page=True)
            v = violations(page)
            if v: bad.append((name, v))
    print(bad)
    assert bad == []

import pytest
from asn_portal.access.roles import Role
from tests.factories.surveys import *
from surveys.services.survey import close_survey

pytestmark = pytest.mark.django_db


def show(r, code=200):
    assert r.status_code == code, (r.status_code, r.content[:3000])
    return r


def test_pages(world, client, client_for):
    s = SurveyFactory(unit=world.village, opened=True, expected_users=200)
    add_responses(s, *FIVE_FORMS)
    CommentFactory(survey=s)
    c = ComplaintFactory(unit=world.village, state="in_progress")
    HolidayFactory(government=world.government)
    for u in [
        "/p/",
        "/p/offices/",
        "/p/offices/?to=complaint&q=bel",
        "/p/kota-medan/",
        "/p/belawan-i/",
        "/p/belawan-i/survey/",
        "/p/belawan-i/survey/thanks/",
        "/p/belawan-i/results/",
        "/p/kota-medan/results/",
        "/p/belawan-i/results.csv",
        "/p/belawan-i/complaint/",
        "/p/kota-medan/complaint/",
        "/p/track/",
        "/p/track/ABCD-EFGH/",
        "/p/bagan-deli/survey/",
        "/p/bagan-deli/results/",
    ]:
        for l in ["", "lang=en"]:
            url = u + ("&" if "?" in u else "?") + l if l else u
            r = show(client.get(url))
            print(url, len(r.content), r.cookies)
            assert not r.cookies
    o = client_for("service_officer")
    for u in [
        "/surveys/",
        "/surveys/create/",
        f"/surveys/{s.pk}/",
        f"/surveys/{s.pk}/update/",
        f"/surveys/{s.pk}/close/",
        f"/surveys/{s.pk}/poster.pdf",
        f"/surveys/{s.pk}/paper/",
        "/surveys/comments/",
        "/surveys/complaints/",
        f"/surveys/complaints/{c.pk}/",
        "/surveys/holidays/",
        "/surveys/holidays/create/",
    ]:
        r = show(o.get(u))
        print(u, len(r.content))

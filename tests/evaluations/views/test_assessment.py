"""Pages about ratings: from delivery to signature, lists, the paper, the anonymous voice."""

import datetime
import io
import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from asn_portal.access.roles import Role
from asn_portal.drafts.models import Draft
from employees.dates import today
from employees.models import CreditPointHistory, PositionHistory
from evaluations.enums import AssessmentState, CoreValue, EvaluationRuleKey
from evaluations.evaluation_rules import default_of
from evaluations.models import Assessment, EvaluationRule, FeedbackTicket, Objection
from evaluations.reports.rating_sheet import rating_sheet_pdf, sheet_code
from evaluations.services.assessment import RELATED, deliver, take_back
from tests.evaluations.services.assessment.conftest import Office, functional
from tests.factories.employees import PositionFactory, make_employee_user, make_officer
from tests.factories.ratings import OrganisationFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    return Office()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def written(edit=1):
    return {
        "edit": edit,
        "work_result": "ABOVE",
        "behaviour": "ABOVE",
        "summary": "Sangat membantu warga.",
        "dialogue_on": "2026-01-10",
        **{f"value-{value.value}": "AS" for value in CoreValue},
    }


def test_from_writing_to_signature(office):
    OrganisationFactory(assessment_period=office.period, unit=office.district)
    rating = office.rating(work_result="", behaviour="", predicate="", behaviours=False, summary="", dialogue_on=None)
    assessor, person = signed_in(office.lurah), signed_in(office.clerk)
    assert person.get(rating.get_absolute_url()).status_code == 404

    response = assessor.post(reverse("evaluations:assessment-write", args=[rating.pk]), written())
    assert response.status_code == 302
    assert signs(assessor, rating, "deliver").status_code == 302
    page = person.get(rating.get_absolute_url()).content.decode()
    assert "Sangat membantu warga." in page
    assert signs(person, rating, "accept").status_code == 302

    rating.refresh_from_db()
    assert (rating.state, rating.predicate) == (AssessmentState.FINAL, "SANGAT_BAIK")


def link(client, rating, name):
    """Where the page of the rating leads for this step."""
    page = client.get(rating.get_absolute_url()).content.decode()
    return re.search(rf'href="({reverse(f"evaluations:assessment-{name}", args=[rating.pk])}[^"]*)"', page)[1]


def signs(client, rating, name, address="", **data):
    """Follow the link (or an `address` found before) and send the form as it comes."""
    address = address or link(client, rating, name)
    form = client.get(address).context["form"]
    return client.post(address, {"seen": form["seen"].value(), **data})


def test_nobody_signs_another_version_than_they_have_read(office):
    """The page was read; then the rating is taken back, written anew and delivered again."""
    OrganisationFactory(assessment_period=office.period, unit=office.district)
    rating = office.rating(delivered=True)
    assessor, person = signed_in(office.lurah), signed_in(office.clerk)
    read = {name: link(person, rating, name) for name in ("accept", "object")}
    assessor.post(reverse("evaluations:assessment-take-back", args=[rating.pk]))
    draft = link(assessor, rating, "deliver")
    assessor.post(reverse("evaluations:assessment-write", args=[rating.pk]), written(rating.edit))

    refused = signs(assessor, rating, "deliver", draft)
    assert refused.context["form"].errors
    assert signs(assessor, rating, "deliver").status_code == 302
    assert signs(person, rating, "accept", read["accept"]).context["form"].errors
    assert signs(person, rating, "object", read["object"], reason="Tidak sesuai.").context["form"].errors
    for garbled in ("", "0", "x", "1e400"):
        url = reverse("evaluations:assessment-accept", args=[rating.pk])
        assert person.post(url, {"seen": garbled}).context["form"].errors
    rating.refresh_from_db()
    assert rating.state == AssessmentState.DELIVERED

    # What was typed before is kept; the number of what was read is the new one.
    again = link(person, rating, "object")
    form = person.get(again).context["form"]
    assert form["reason"].value() == "Tidak sesuai."
    assert signs(person, rating, "object", again, reason="Tidak sesuai.").status_code == 302


def test_an_older_page_never_overwrites_the_rating_of_an_organisation(office):
    url = reverse("evaluations:organisation-rate", args=[office.period.pk, office.village.pk])
    officer, camat = signed_in(make_officer(Role.HR_OFFICER, office.city)), signed_in(office.camat)
    seen = officer.get(url).context["form"]["seen"].value()
    camat.post(url, {"rating": "ISTIMEWA", "reason": "Melampaui target.", "seen": seen})
    older = {"rating": "KURANG", "reason": "Belum dibaca.", "seen": seen}

    for data in (older, older | {"seen": ""}):
        refused = officer.post(url, data)
        assert "Melampaui target." in refused.content.decode()
        assert refused.context["form"]["reason"].value() == "Belum dibaca."
    assert office.period.organisations.get().rating == "ISTIMEWA"

    # Sent once more, after both were seen.
    again = officer.post(url, older | {"seen": refused.context["form"]["seen"].value()})
    assert again.status_code == 302
    assert office.period.organisations.get().rating == "KURANG"


def test_nothing_typed_is_lost_when_an_example_is_missing(office):
    rating = office.rating()
    data = {**written(), "value-loyal": "BELOW", "summary": "Kata yang panjang"}

    response = signed_in(office.lurah).post(reverse("evaluations:assessment-write", args=[rating.pk]), data)

    assert response.status_code in {200, 422}
    assert "Uraikan apa yang Anda amati" in response.content.decode()
    assert "Kata yang panjang" in response.content.decode()


def test_a_colleague_sees_nothing(office):
    rating = office.rating(final=True)
    colleague = signed_in(make_employee_user(office.village))

    for name in ("assessment-detail", "assessment-sheet", "assessment-write"):
        assert colleague.get(reverse(f"evaluations:{name}", args=[rating.pk])).status_code == 404


@pytest.mark.parametrize("name", ["assessment-list", "credit-point-list", "period-list", "objection-list"])
def test_lists_cost_the_same_for_three(office, name):
    client, url = signed_in(make_officer(Role.HR_OFFICER, office.city)), reverse(f"evaluations:{name}")
    office.rating(final=True)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _number in range(2):
        office.rating(employee=make_employee_user(office.village).employee, final=True)
    with CaptureQueriesContext(connection) as three:
        client.get(url)

    assert len(three) == len(one)


def test_the_points_that_are_shown_are_those_that_are_taken(office):
    """A rule that holds from a later day changes neither."""
    functional(office)
    rating = office.rating(final=True)
    value = default_of(EvaluationRuleKey.CREDIT)
    EvaluationRule.objects.create(
        government=office.city,
        key=EvaluationRuleKey.CREDIT,
        valid_from=today(),
        value={**value, "percent": dict.fromkeys(value["percent"], "200")},
    )
    client = signed_in(make_officer(Role.HR_OFFICER, office.city))

    url = reverse("evaluations:credit-point-list")
    page = client.get(url).content.decode()
    take = reverse("evaluations:credit-point-take", query={"list": url})
    preview = client.post(take, {"selected": rating.pk}).content.decode()
    seen = re.search(r'name="seen"\s+value="([^"]+)"', preview).group(1)
    client.post(take, {"confirmed": "1", "pks": rating.pk, "seen": seen})

    assert "25,00" in page
    assert "50,00" not in page
    assert CreditPointHistory.objects.get().points == Decimal("25.000")


def test_credit_points_are_taken_as_they_were_seen(office):
    employee, risen = functional(office, level="PT"), datetime.date(2025, 7, 1)
    PositionHistory.objects.filter(employee=employee).update(period=(datetime.date(2020, 1, 1), risen))
    higher = PositionFactory(unit=office.village, position_type="FUNGSIONAL", functional_level="MU")
    PositionHistory.objects.create(employee=employee, position=higher, period=(risen, None))
    rating = office.rating(final=True)
    listed = reverse("evaluations:credit-point-list")
    url = reverse("evaluations:credit-point-take", query={"list": listed})
    officers = [signed_in(make_officer(Role.HR_OFFICER, office.city)) for _number in range(2)]

    pages = [officer.post(url, {"selected": rating.pk}).content.decode() for officer in officers]
    seen = re.search(r'name="seen"\s+value="([^"]+)"', pages[0]).group(1)
    for officer in officers:
        officer.post(url, {"confirmed": "1", "pks": rating.pk, "seen": seen})
    # A page of ours always says what it showed.
    officers[1].post(url, {"confirmed": "1", "pks": rating.pk})

    entry = CreditPointHistory.objects.get()
    assert (entry.period.lower, entry.period.upper) == (datetime.date(2025, 1, 1), risen)
    assert officers[1].post(url, {"selected": rating.pk}).context["preview"].touched == [rating]


def test_my_ratings_and_team_cost_the_same_for_three(office):
    for user, url in ((office.lurah, "evaluations:team-ratings"),):
        client = signed_in(user)
        office.rating()
        client.get(reverse(url))
        with CaptureQueriesContext(connection) as one:
            client.get(reverse(url))
        for _number in range(2):
            office.rating(employee=make_employee_user(office.village).employee)
        with CaptureQueriesContext(connection) as three:
            client.get(reverse(url))
        assert len(three) == len(one)


def test_the_paper_is_the_same_twice_and_its_code_is_proved(office):
    OrganisationFactory(assessment_period=office.period, unit=office.district)
    rating = Assessment.objects.select_related(*RELATED, "delivered_by").get(pk=office.rating(final=True).pk)

    assert rating_sheet_pdf(rating) == rating_sheet_pdf(rating)
    page = Client().get(reverse("evaluations:sheet-verify", args=[sheet_code(rating)])).content.decode()
    assert rating.employee.full_name in page
    assert rating.employee.nip not in page
    assert Client().get(reverse("evaluations:sheet-verify", args=[f"{rating.pk}-000000000000"])).status_code == 404


def test_a_voice_is_sent_without_a_name_in_the_log(office):
    feedback_round = RoundFactory(employee=office.lurah.employee, assessment_period=office.period)
    FeedbackTicket.objects.create(feedback_round=feedback_round, giver=office.clerk.employee)
    url = reverse("evaluations:feedback-voice", args=[feedback_round.pk])

    response = signed_in(office.clerk).post(url, {"loyal": "3", "keep": "Adil."})

    assert response.status_code == 302
    assert feedback_round.voices.count() == 1
    assert any(re.fullmatch(pattern, url) for pattern in settings.LOG_WITHOUT_SENDER)


def test_only_person_and_superior_read_the_voices(office):
    feedback_round = RoundFactory(employee=office.lurah.employee, assessment_period=office.period)
    auditor = make_officer(Role.AUDITOR, office.city)

    for user, may_read in ((office.lurah, True), (office.camat, True), (auditor, False)):
        page = signed_in(user).get(feedback_round.get_absolute_url()).content.decode()
        assert ("Hanya pegawai dan atasan" in page) is not may_read


def test_state_of_ones_own_rating_speaks_to_the_reader(office):
    rating = office.rating(delivered=True)

    def pages(user):
        client = signed_in(user)
        return [client.get(url).content.decode() for url in (rating.get_absolute_url(), "/evaluations/ratings/mine/")]

    assert ["Menunggu Anda" in page for page in pages(office.clerk)] == [True, True]
    assert not any("Menunggu pegawai" in page for page in pages(office.clerk))
    assert "Menunggu pegawai" in pages(office.lurah)[0]


def test_signatures_never_stand_alone_on_a_page(office):
    """Of summaries that end near the foot of a page some pushed the signatures to the next one."""
    rating = office.rating(delivered=True)
    for lines in (48, 50, 54):
        rating.summary = "\n".join(f"Baris {number}" for number in range(lines))

        *_before, last = PdfReader(io.BytesIO(rating_sheet_pdf(rating))).pages

        assert "Hari dialog kinerja" in last.extract_text()


def test_objection_begun_before_the_rating_changed_is_sent_after_reading_it_again(office):
    rating = office.rating(delivered=True)
    address, person = reverse("evaluations:assessment-object", args=[rating.pk]), signed_in(office.clerk)
    page = person.get(address).content.decode()
    begun = {"seen": rating.edit, "reason": "Pekerjaan di loket tidak dihitung."}
    person.post(re.search(r'data-autosave="([^"]*)"', page)[1], begun)
    Assessment.objects.filter(pk=rating.pk).update(edit=rating.edit + 1)

    refused = person.post(address, begun).content.decode()
    # As the page of the rating leads there, once it was read again.
    opened = person.get(f"{address}?seen={rating.edit + 1}")
    form = opened.context["form"]
    sent = person.post(address, {name: form[name].value() for name in ("seen", "reason")})

    assert f'<a href="{rating.get_absolute_url()}">Buka kembali' in refused
    assert (form["seen"].value(), form["reason"].value()) == (str(rating.edit + 1), begun["reason"])
    assert sent.status_code == 302
    rating.refresh_from_db()
    assert rating.state == AssessmentState.OBJECTED


def test_objection_to_a_rating_taken_back_meanwhile_keeps_its_words(office):
    OrganisationFactory(assessment_period=office.period, unit=office.district)
    office.period.deliver_by = today()
    office.period.save()
    rating = office.rating()
    person, url = signed_in(office.clerk), reverse("evaluations:assessment-object", args=[rating.pk])
    # Nobody learns of a rating that was never delivered.
    assert person.get(url).status_code == 404
    deliver(assessment=rating, by=office.lurah)
    take_back(assessment=rating, by=office.lurah)

    response = person.post(
        url, {"reason": "Hasil kerja saya lebih tinggi dari yang ditulis.", "seen": "2"}, follow=True
    )

    assert response.redirect_chain[-1][0] == reverse("evaluations:my-ratings")
    assert "menarik kembali" in response.content.decode()
    assert Draft.objects.get(user=office.clerk).data["reason"] == ["Hasil kerja saya lebih tinggi dari yang ditulis."]
    assert not Objection.objects.exists()
    for name in ("assessment-detail", "assessment-accept"):
        page = person.get(reverse(f"evaluations:{name}", args=[rating.pk]), follow=True)
        assert "menarik kembali" in page.content.decode()

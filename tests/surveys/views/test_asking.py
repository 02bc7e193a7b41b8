"""Further questions and left-out elements on the public form, paper forms, and people asked by an officer."""

import datetime
import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from asn_portal.audit.models import Event
from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from employees.dates import today
from surveys.domain.questionnaire import Wording
from surveys.domain.questions import Question
from surveys.enums import QuestionKind, SurveyElement
from surveys.models import PublicService, SurveyComment, SurveyResponse
from surveys.registration import may_see_answer_file
from surveys.services.public_service import add_service
from surveys.services.response import without_pdf_owner
from surveys.services.survey import Design, change_survey
from surveys.views.public_survey import survey_pages
from tests.factories.surveys import ServiceFactory, SurveyFactory, VersionFactory, add_responses, counter_questions

pytestmark = pytest.mark.django_db
FORM = "/p/belawan-i/survey/"
ELEMENTS = [str(element) for element in SurveyElement]
PHOTO = Question("photo", QuestionKind.FILE, Wording("Foto antrean?", "A photo?"), accepted=("photo", "pdf"))


@pytest.fixture(autouse=True)
def _fresh_pages():
    survey_pages.clear()


@pytest.fixture
def version(world):
    return VersionFactory(
        questionnaire__government=world.government, questions=counter_questions(PHOTO), published=True
    )


@pytest.fixture
def survey(world, version):
    return SurveyFactory(unit=world.village, opened=True, extra_questions=version)


def sheet(**fields):
    return {**dict.fromkeys(ELEMENTS, "3"), "key": str(uuid.uuid4()), **fields}


def picture():
    content = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kamera Siti"
    Image.new("RGB", (8, 8)).save(content, "JPEG", exif=exif)
    return SimpleUploadedFile("antre.jpg", content.getvalue(), "image/jpeg")


# --- The public form --------------------------------------------------------------------------------------------------


def test_the_form_asks_what_the_survey_asks(client, survey, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = client.get(FORM).content.decode()
    with django_assert_max_num_queries(1):
        client.get(FORM)

    assert "Dengan cara apa?" in page
    assert 'data-depends-on="q-way"' in page
    assert "Hanya jika" in page or "Only if" in page
    assert len(page) < 70_000


def test_left_out_elements_are_not_asked(client, world):
    survey = SurveyFactory(unit=world.village, opened=True, elements=["cost", "product"])

    page = client.get(FORM).content.decode()
    client.post(FORM, {"cost": "4", "product": "3", "facilities": "1", "key": str(uuid.uuid4())})

    assert page.count('type="radio"') == 8
    stored = SurveyResponse.objects.get()
    assert (stored.survey, stored.cost, stored.product, stored.facilities) == (survey, 4, 3, None)


def test_answers_texts_and_branches_are_stored(client, survey, django_assert_max_num_queries):
    client.get(FORM)
    with django_assert_max_num_queries(8):
        response = client.post(FORM, sheet(**{"q-way": "2", "q-reason": "Lupa sandi"}))
    client.post(FORM, sheet(**{"q-way": "1", "q-reason": "tidak ditanyakan"}))

    assert response.status_code == 303
    assert sorted(SurveyResponse.objects.values_list("extra", flat=True), key=str) == [{"way": "1"}, {"way": "2"}]
    assert list(SurveyComment.objects.values_list("question", "text")) == [("reason", "Lupa sandi")]


def test_the_server_decides_what_is_missing(client, survey):
    first = client.post(FORM, sheet()).content.decode()
    second = client.post(FORM, sheet(**{"q-way": "2"})).content.decode()

    assert not SurveyResponse.objects.exists()
    assert 'href="#question-q-way"' in first
    assert 'href="#question-q-reason"' in second


def test_a_photo_goes_through_the_check_without_its_metadata(client, survey, world):
    data = sheet(**{"q-way": "1", "q-photo": picture()})
    check = client.post(f"{FORM}check/", data).content.decode()
    token = re.search(r'name="q-photo-kept" value="([^"]+)"', check).group(1)

    del data["q-photo"]
    client.post(FORM, {**data, "q-photo-kept": token})

    comment, document = SurveyComment.objects.get(), Document.objects.get()
    assert (comment.question, document.owner_id) == ("photo", str(comment.pk))
    with document.file.open() as file:
        assert b"Kamera Siti" not in file.read()
    assert may_see_answer_file(world.users["service_officer"], document)
    assert not may_see_answer_file(world.users["stranger"], document)


def test_the_office_sees_the_question_and_the_file_of_a_comment(client, client_for, survey):
    client.post(FORM, sheet(**{"q-way": "1", "q-photo": picture()}))
    comment, document = SurveyComment.objects.get(), Document.objects.get()

    page = client_for("service_officer").get(reverse("surveys:comment-detail", args=[comment.pk])).content.decode()

    assert "Foto antrean?" in page
    assert document.get_absolute_url() in page


def test_a_refused_file_is_a_fault_of_its_question(client, survey):
    wrong = SimpleUploadedFile("x.jpg", b"<script>", "image/jpeg")

    page = client.post(FORM, sheet(**{"q-way": "1", "q-photo": wrong})).content.decode()

    assert 'href="#question-q-photo"' in page
    assert not Document.objects.exists()


def test_a_pdf_loses_its_author_and_no_byte():
    content = b"%PDF-1.4 /Author (Siti \\) R) /Producer(X) <?xpacket begin?>Siti<?xpacket end='w'?> %%EOF"

    cleaned = without_pdf_owner(SimpleUploadedFile("a.pdf", content)).read()

    assert b"Siti" not in cleaned
    assert len(cleaned) == len(content)


# --- Paper ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(client_for):
    return client_for("service_officer")


def paper(name, survey):
    return reverse(f"surveys:survey-{name}", args=[survey.pk])


def test_a_paper_form_is_looked_at_before_it_is_stored(officer, survey):
    data = sheet(**{"answered_on": today().isoformat(), "cost": "-", "q-way": "1", "sex": "F"})

    check = officer.post(paper("paper-check", survey), data).content.decode()
    assert not SurveyResponse.objects.exists()
    fields = dict(re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', check))
    officer.post(paper("paper", survey), fields)
    officer.post(paper("paper", survey), fields)

    stored = SurveyResponse.objects.get()
    assert (stored.cost, stored.product, stored.extra, stored.sex) == (None, 3, {"way": "1"}, "F")
    assert (stored.channel, stored.series) == ("paper", "office")
    event = Event.objects.get()
    assert (event.kind, event.data) == ("surveys.paper_entered", {})
    assert ">1 " in re.sub(r"\s+", " ", officer.get(paper("paper", survey)).content.decode()).replace("> 1 ", ">1 ")


def test_a_day_outside_the_period_is_told_before_the_second_look(officer, survey):
    before = survey.starts_on - datetime.timedelta(days=1)
    data = sheet(answered_on=before.isoformat(), comment="Ramah sekali")

    page = officer.post(paper("paper-check", survey), data).content.decode()

    assert "Tanggal formulir harus dalam periode survei" in page
    assert "Ramah sekali" in page
    assert f'value="{before.isoformat()}"' in page


def test_what_was_not_typed_is_asked_for(officer, survey):
    data = sheet(answered_on=today().isoformat(), cost="", product="7")

    page = officer.post(paper("paper-check", survey), data).content.decode()
    kept = officer.post(paper("paper-change", survey), data).content.decode()

    assert 'href="#question-cost"' in page
    assert 'href="#question-product"' in page
    assert len(re.findall(r'value="3"\s+maxlength="1"', kept)) == 7


@pytest.mark.parametrize("name", ["paper", "ask"])
def test_a_survey_that_is_not_open_takes_nothing(officer, world, name):
    draft = SurveyFactory(unit=world.village)

    assert officer.get(paper(name, draft)).status_code == 302


# --- Asked by an officer ----------------------------------------------------------------------------------------------


def test_a_person_is_asked_in_the_language_chosen(officer, survey):
    address = f"{paper('ask', survey)}?lang=en"
    page = officer.get(address).content.decode()
    data = sheet(**{"q-way": "1"})

    responses = [officer.post(address, data) for _each in range(2)]

    assert "Dengan cara apa? (en)" in page
    assert [response.headers["Location"] for response in responses] == [address] * 2
    stored = SurveyResponse.objects.get()
    assert (stored.channel, stored.series, stored.language) == ("staff", "office", "en")
    assert Event.objects.get().kind == "surveys.person_asked"


def test_the_other_language_keeps_every_answer(officer, survey):
    page = officer.post(f"{paper('ask-change', survey)}?lang=id", sheet()).content.decode()

    assert len(re.findall(r"<input type=\"radio\"[^>]* checked", page)) == 9
    assert "error-summary" not in page


# --- What is asked ----------------------------------------------------------------------------------------------------


def test_what_is_asked_is_fixed_once_the_survey_is_open(world, survey, version):
    by = world.users["service_officer"]
    dates = {"starts_on": survey.starts_on, "ends_on": survey.ends_on, "expected_users": 5}

    with pytest.raises(DomainError):
        change_survey(survey=survey, design=Design(elements=["cost"]), by=by, **dates)
    changed = change_survey(
        survey=survey, design=Design(extra_questions=version, index_series=survey.index_series), by=by, **dates
    )

    assert (changed.expected_users, changed.elements) == (5, ELEMENTS)


@pytest.mark.parametrize("wrong", ["draft", "training", "foreign", "archived", "no element"])
def test_what_can_not_be_asked(world, wrong):
    traits = {
        "draft": {},
        "training": {"published": True, "questionnaire__purpose": "training"},
        "foreign": {"published": True},
        "archived": {"published": True, "questionnaire__is_archived": True},
        "no element": {"published": True},
    }[wrong]
    place = {} if wrong == "foreign" else {"questionnaire__government": world.government}
    version = VersionFactory(**place, **traits)
    survey = SurveyFactory(unit=world.village)
    design = Design(extra_questions=version, elements=() if wrong == "no element" else tuple(SurveyElement))

    with pytest.raises(DomainError):
        change_survey(
            survey=survey,
            starts_on=survey.starts_on,
            ends_on=survey.ends_on,
            expected_users=None,
            design=design,
            by=world.users["service_officer"],
        )


def test_leaving_elements_out_must_be_meant(officer, world):
    survey = SurveyFactory(unit=world.village)
    url = reverse("surveys:survey-update", args=[survey.pk])
    data = {
        "starts_on": survey.starts_on.isoformat(),
        "ends_on": survey.ends_on.isoformat(),
        "elements": ["cost"],
        "index_series": "all",
        "blank_rule": "element",
        "weight_rounding": "0.11",
    }

    asked = officer.post(url, data)
    officer.post(url, {**data, "leaves_out": "on"})

    assert asked.status_code == 200
    survey.refresh_from_db()
    assert (survey.elements, survey.index_series, survey.blank_rule, survey.weight_rounding) == (
        ["cost"],
        "all",
        "element",
        "0.11",
    )


# --- Services ---------------------------------------------------------------------------------------------------------


def test_a_new_name_keeps_the_answers(officer, survey):
    service = ServiceFactory(unit=survey.unit, name="KTP")
    add_responses(survey, "333333333", service=service)

    officer.post(reverse("surveys:service-update", args=[service.pk]), {"name": "KTP elektronik", "is_active": "on"})

    assert SurveyResponse.objects.get().service.name == "KTP elektronik"


def test_services_are_added_and_switched_off(officer, world):
    officer.post(reverse("surveys:service-create"), {"unit": world.village.pk, "name": "Domisili"})
    service = PublicService.objects.get()
    twice = officer.post(reverse("surveys:service-create"), {"unit": world.village.pk, "name": "Domisili"})
    officer.post(reverse("surveys:service-update", args=[service.pk]), {"name": "Domisili"})

    assert (twice.status_code, PublicService.objects.get().is_active) == (200, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_services_costs_the_same(officer, world, django_assert_max_num_queries, rows):
    for number in range(rows):
        add_service(unit=world.village, name=f"Layanan {number}", by=None)
    officer.get(reverse("surveys:service-list"))

    with django_assert_max_num_queries(12):
        officer.get(reverse("surveys:service-list"))

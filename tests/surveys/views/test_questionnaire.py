"""The editor of questionnaires, without script."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from asn_portal.access.roles import Role
from surveys.domain.questions import Condition, Questions
from surveys.forms.questionnaire import QuestionsForm, as_form_data, rearranged
from surveys.models import QuestionnaireVersion
from surveys.services.questionnaire import change_draft
from tests.factories.employees import make_officer
from tests.factories.surveys import QuestionnaireFactory, SurveyFactory, VersionFactory, counter_questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(world):
    """Whoever keeps the surveys of the whole government."""
    return make_officer(Role.SERVICE_OFFICER, world.government)


@pytest.fixture
def client(keeper, client):
    client.force_login(keeper)
    return client


@pytest.fixture
def draft(world):
    return VersionFactory(questionnaire__government=world.government)


def address(name, version):
    return reverse(f"surveys:questionnaire-{name}", args=[version.questionnaire_id])


def typed(version, **changes):
    data = as_form_data(version.questions)
    data["edit"] = version.edit
    for name, value in changes.items():
        data[name] = value
    return data


def send(client, url, data):
    return client.post(url, data.urlencode(), content_type="application/x-www-form-urlencoded")


def test_what_is_stored_comes_back_as_it_was():
    form = QuestionsForm(data=as_form_data(counter_questions()))

    assert form.is_valid()
    assert form.questions == counter_questions()


@pytest.mark.parametrize(
    ("change", "ids", "moved"),
    [
        ("add:number", ["way", "reason", "q2"], "q2"),
        ("down:way", ["reason", "way"], "way"),
        ("up:way", ["way", "reason"], "way"),
        ("remove:reason", ["way"], ""),
        ("add:nonsense", ["way", "reason"], ""),
        ("remove:unknown", ["way", "reason"], ""),
        ("remove-option:way:9", ["way", "reason"], "way"),
        ("", ["way", "reason"], ""),
    ],
)
def test_rearranging(change, ids, moved):
    data, place = rearranged(as_form_data(counter_questions()), change, taken=["q1"])

    assert (data.getlist("question"), place) == (ids, moved)


def test_a_condition_goes_with_the_answer_it_stands_on():
    data, _place = rearranged(as_form_data(counter_questions()), "remove-option:way:2")
    form = QuestionsForm(data=data)

    assert form.is_valid()
    assert form.questions.find("reason").show_if is None


def test_a_scale_is_numbered_anew_and_its_conditions_follow():
    data, scale = rearranged(QueryDict(mutable=True), "add:scale")
    data, text = rearranged(data, "add:text")
    data.setlist(f"{text}-if", [f"{scale}=4"])
    data, _place = rearranged(data, f"remove-option:{scale}:2")
    form = QuestionsForm(data=data)

    assert form.is_valid()
    assert form.questions.find(scale).values == ("1", "2", "3")
    assert form.questions.find(text).show_if == Condition(scale, ("3",))


def test_adding_a_question_keeps_what_was_typed_and_stores_nothing(client, draft):
    page = send(client, address("arrange", draft), typed(draft, **{"way-text_id": "Baru?", "change": "add:date"}))

    text = page.content.decode()
    assert "Baru?" in text
    assert re.findall(r'name="question" value="(\w+)"', re.sub(r"\s+", " ", text)) == ["way", "reason", "q1"]
    assert QuestionnaireVersion.objects.get().questions == counter_questions()
    # Opened again, it stands as it was left.
    assert "Baru?" in client.get(address("edit", draft)).content.decode()


def test_saving_and_publishing(client, draft):
    saved = send(client, address("edit", draft), typed(draft, **{"way-text_id": "Lewat mana?"}))
    version = QuestionnaireVersion.objects.get()
    page = client.get(address("publish", draft)).content.decode()
    client.post(address("publish", draft), {"edit": version.edit})

    assert saved.status_code == 302
    assert f'value="{version.edit}"' in page
    version.refresh_from_db()
    assert (version.state, version.questions.find("way").text.id) == ("published", "Lewat mana?")


def test_two_editors_notice_each_other(client, draft, keeper):
    mine = typed(draft, **{"way-text_id": "Punya saya?"})
    theirs = Questions(counter_questions().items[:1])
    change_draft(version=draft, questions=theirs, edit=draft.edit, by=keeper)

    refused = send(client, address("edit", draft), mine)
    assert QuestionnaireVersion.objects.get().questions == theirs
    assert "Punya saya?" in refused.content.decode()
    assert 'name="edit" value="2"' in re.sub(r"\s+", " ", refused.content.decode())

    mine["edit"] = "2"
    send(client, address("edit", draft), mine)
    assert QuestionnaireVersion.objects.get().questions.find("way").text.id == "Punya saya?"


def test_versions_with_their_differences(client, world):
    questionnaire = QuestionnaireFactory(government=world.government)
    first = VersionFactory(questionnaire=questionnaire, published=True)
    changed = Questions(counter_questions().items[:1])
    VersionFactory(questionnaire=questionnaire, number=2, questions=changed, published=True)
    SurveyFactory(unit=world.village, extra_questions=first)

    newest = client.get(questionnaire.get_absolute_url() + "?lang=en").content.decode()
    former = client.get(f"{questionnaire.get_absolute_url()}?version=1").content.decode()

    assert "Apa yang sulit?" in newest
    assert newest.count("asked-question") == 1
    assert former.count("asked-question") == 2
    assert world.village.name in former


@pytest.mark.parametrize("language", ["id", "en"])
def test_preview(client, world, language):
    version = VersionFactory(questionnaire__government=world.government)

    page = client.get(f"{reverse('surveys:questionnaire-preview', args=[version.pk])}?lang={language}").content.decode()

    assert f'<html lang="{language}"' in page
    assert ("Datang sendiri (en)" in page) == (language == "en")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(client, world, django_assert_max_num_queries, rows):
    for _each in range(rows):
        VersionFactory(questionnaire__government=world.government)
    client.get(reverse("surveys:questionnaire-list"))

    with django_assert_max_num_queries(12):
        client.get(reverse("surveys:questionnaire-list"))


def test_another_governments_questionnaire_does_not_exist(client, world):
    foreign = VersionFactory()

    assert client.get(address("detail", foreign)).status_code == 404
    assert client.get(address("edit", foreign)).status_code == 404


def test_creating_leads_to_the_questions(client):
    response = client.post(reverse("surveys:questionnaire-create"), {"name": "Loket", "purpose": "survey"})

    draft = QuestionnaireVersion.objects.get()
    assert response.headers["Location"] == address("edit", draft)
    assert client.get(address("edit", draft)).status_code == 200

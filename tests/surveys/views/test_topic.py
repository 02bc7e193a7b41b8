"""Topics: who keeps them, who puts them on texts, and what their figures count."""

import datetime

import pytest
from django.urls import reverse

from employees.dates import today
from surveys.enums import ComplaintState, ComplaintVisibility
from surveys.models import Topic, TopicTag
from surveys.reports.topics import demand, topic_report
from surveys.services.topic import save_topic, tag_text
from tests.factories.surveys import CommentFactory, ComplaintFactory, SurveyFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return world.users["service_officer"]


def comment_of(unit, **fields):
    return CommentFactory(survey=SurveyFactory(unit=unit, opened=True), **fields)


def test_topic_from_form_to_switched_off(world, client_for, officer):
    client = client_for("service_officer")
    data = {"name": "Waktu tunggu", "keywords": "antre,  lama", "is_active": "on", "competencies": ["public_service"]}

    client.post(reverse("surveys:topic-create"), data)
    topic = Topic.objects.get()
    first = (topic.government, topic.keywords, [each.competency for each in topic.competencies.all()])
    again = client.post(reverse("surveys:topic-create"), data)
    client.post(reverse("surveys:topic-update", args=[topic.pk]), {"name": "Antrean", "keywords": ""})

    topic.refresh_from_db()
    assert first == (world.government, "antre, lama", ["public_service"])
    assert (again.status_code, Topic.objects.count()) == (200, 1)
    assert (topic.name, topic.is_active, topic.competencies.count()) == ("Antrean", False, 0)


def test_a_code_of_a_larger_dictionary_survives_the_form(world, officer):
    topic = TopicFactory(government=world.government)
    topic.competencies.create(competency="technical.1234")

    save_topic(topic=topic, competencies=["integrity"], by=officer)

    assert set(topic.competencies.values_list("competency", flat=True)) == {"technical.1234", "integrity"}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("service_officer", 302),
        ("hr_officer", 403),
        ("head_of_agency", 403),
        ("auditor", 403),
        ("supervisor", 404),
        ("stranger", 404),
    ],
)
def test_who_may_tag_a_comment(world, client_for, role, status):
    comment, topic = comment_of(world.village), TopicFactory(government=world.government)

    response = client_for(role).post(reverse("surveys:comment-tag", args=[comment.pk]), {"topics": [topic.pk]})

    assert (response.status_code, TopicTag.objects.count()) == (status, int(status == 302))


@pytest.mark.parametrize(
    ("role", "status"), [("service_officer", 302), ("head_of_agency", 403), ("auditor", 403), ("stranger", 404)]
)
def test_who_may_tag_a_report(world, client_for, role, status):
    complaint, topic = ComplaintFactory(unit=world.village), TopicFactory(government=world.government)

    response = client_for(role).post(reverse("surveys:complaint-tag", args=[complaint.pk]), {"topics": [topic.pk]})

    assert (response.status_code, TopicTag.objects.count()) == (status, int(status == 302))


def test_topic_of_another_government_is_refused(world, client_for):
    complaint, foreign = ComplaintFactory(unit=world.village), TopicFactory(government=world.other_government)

    client_for("service_officer").post(reverse("surveys:complaint-tag", args=[complaint.pk]), {"topics": [foreign.pk]})

    assert not TopicTag.objects.exists()


def test_tagging_leaves_switched_off_topics_where_they_stand(world, officer):
    complaint = ComplaintFactory(unit=world.village)
    old, new = (TopicFactory(government=world.government) for _each in range(2))
    tag_text(text=complaint, topics=[old], by=officer)
    Topic.objects.filter(pk=old.pk).update(is_active=False)

    tag_text(text=complaint, topics=[new], by=officer)
    tag_text(text=complaint, topics=[], by=officer)

    assert list(complaint.tags.values_list("topic", flat=True)) == [old.pk]


def test_comment_page_goes_back_to_our_own_addresses_only(world, client_for):
    comment = comment_of(world.village, text="Antre lama")
    TopicFactory(government=world.government, keywords="antre")
    client, address = client_for("service_officer"), reverse("surveys:comment-tag", args=[comment.pk])

    page = client.get(address)
    targets = [client.post(address, {"next": target}).url for target in ("/surveys/comments/?q=a", "//evil.example/")]

    assert page.context["topic_choices"][0]["is_suggested"] is True
    assert targets == ["/surveys/comments/?q=a", "/surveys/comments/"]


# --- Figures ----------------------------------------------------------------------------------------------------------


def test_demand_counts_a_text_once_for_each_competency(world, officer):
    queue, manners = (TopicFactory(government=world.government) for _each in range(2))
    for topic, competencies in ((queue, ["public_service"]), (manners, ["public_service", "communication"])):
        for competency in competencies:
            topic.competencies.create(competency=competency)
    tag_text(text=ComplaintFactory(unit=world.village), topics=[queue, manners], by=officer)
    tag_text(text=comment_of(world.other_village), topics=[queue], by=officer)
    tag_text(text=ComplaintFactory(unit=world.village, state=ComplaintState.REJECTED), topics=[queue], by=officer)
    old = comment_of(world.government, written_on=today() - datetime.timedelta(days=40))
    tag_text(text=old, topics=[manners], by=officer)

    month = datetime.timedelta(days=30)
    assert demand(world.government, today() - month, today() + month) == {"public_service": 2, "communication": 1}
    assert demand(world.government, today() - 2 * month, today() + month) == {"public_service": 3, "communication": 2}
    assert demand(world.other_government, today() - month, today()) == {}
    with pytest.raises(ValueError, match="first day"):
        demand(world.government, today(), today() - month)


def test_report_counts_what_the_user_may_read(world, officer, client_for, django_assert_num_queries):
    topic = TopicFactory(government=world.government)
    open_report = ComplaintFactory(unit=world.village)
    secret = ComplaintFactory(unit=world.village, visibility=ComplaintVisibility.SECRET)
    comment = comment_of(world.village)
    elsewhere = ComplaintFactory(unit=world.government)
    for text in (open_report, secret, comment, elsewhere):
        tag_text(text=text, topics=[topic], by=officer)
    period = {"since": today() - datetime.timedelta(days=40), "until": today() + datetime.timedelta(days=1)}

    def total(role, **more):
        user = world.users[role]
        return topic_report(user=user, government=world.government, **period, **more).total

    found = {role: total(role) for role in ("service_officer", "head_of_agency", "hr_officer", "supervisor")}
    assert found == {"service_officer": 3, "head_of_agency": 2, "hr_officer": 1, "supervisor": 1}
    assert total("service_officer", source="complaint") == 2
    assert total("service_officer", unit=world.other_village) == 0
    with django_assert_num_queries(2):
        total("service_officer")

    # The texts behind the figure are as many as the figure says.
    line = topic_report(user=officer, government=world.government, **period).lines[0]
    for role, count in found.items():
        texts = client_for(role).get(line.total.url).context["texts"]
        assert len(texts) == count


def test_report_page_and_its_file(world, officer, client_for):
    topic = TopicFactory(government=world.government, name="Waktu tunggu")
    tag_text(text=ComplaintFactory(unit=world.village), topics=[topic], by=officer)
    client, address = client_for("service_officer"), reverse("surveys:topic-report")

    page = client.get(address)
    sheet = client.get(f"{address}?export=csv").content.decode()
    wrong = client.get(f"{address}?since=2026-05-01&until=2026-01-01")

    assert (page.context["report"].total, len(page.context["report"].months)) == (1, 12)
    assert ("Waktu tunggu" in sheet, wrong.context["report"], bool(wrong.context["form"].errors)) == (True, None, True)
    assert client.get(f"{address}?export=exe").status_code == 404
    assert client.get(reverse("surveys:topic-list")).status_code == 200

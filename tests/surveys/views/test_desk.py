"""The desk: what stands in the queue, what a step leads to, and what it costs."""

import pytest
from django.urls import reverse

from asn_portal.access.roles import Role
from asn_portal.documents.models import Document
from surveys.enums import ComplaintState, RejectReason, TemplateUse
from surveys.models import Complaint, ReplyTemplate, Topic
from surveys.services.complaint import PHOTO_KIND
from surveys.services.topic import tag_text
from tests.factories.employees import make_officer
from tests.factories.surveys import ComplaintFactory, ReplyTemplateFactory, TopicFactory

pytestmark = pytest.mark.django_db
S = ComplaintState
DESK = "/surveys/complaints/desk/"


@pytest.fixture
def desk(client_for):
    return client_for("service_officer")


def url(name, complaint, **kwargs):
    return reverse(f"surveys:complaint-{name}", kwargs={"pk": complaint.pk, **kwargs})


def test_queue_holds_what_is_open_by_the_day_it_is_due(world, desk):
    late = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS, kind="information")
    new = ComplaintFactory(unit=world.village)
    waiting = ComplaintFactory(unit=world.village, state=S.POSTPONED)
    for state in (S.DONE, S.NOT_FIXED, S.REJECTED):
        ComplaintFactory(unit=world.village, state=state)
    ComplaintFactory(unit=world.government)

    response = desk.get(DESK)

    rows = [row.record for row in response.context["table"].page.object_list]
    assert rows == [new, late, waiting]
    assert [(each["label"], each["count"]) for each in response.context["counts"]] == [
        (S.NEW.label, 1),
        (S.IN_PROGRESS.label, 1),
        (S.POSTPONED.label, 1),
    ]
    assert (response.context["complaint"], response.context["is_chosen"]) == (new, False)


@pytest.mark.parametrize("step", ["", "forward", "close", "give"])
def test_desk_costs_the_same_for_one_and_three(world, desk, step, django_assert_max_num_queries):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS)
    address = f"{DESK}?case={complaint.pk}&step={step}"
    desk.get(address)
    for _each in range(3):
        other = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS, assignee=world.users["service_officer"])
        tag_text(text=other, topics=[TopicFactory(government=world.government)], by=world.users["service_officer"])

    with django_assert_max_num_queries(12):
        desk.get(address)


def test_after_a_step_the_next_report_opens(world, desk):
    first, second = (ComplaintFactory(unit=world.village) for _each in range(2))
    page = desk.get(f"{DESK}?mine=nobody&case={first.pk}")
    fields = {"queue": page.context["queue"], "then": page.context["then"], "seen": first.version}

    response = desk.post(url("verify", first), fields)

    assert response.url == f"{DESK}?mine=nobody&case={second.pk}"
    assert Complaint.objects.get(pk=first.pk).state == S.VERIFIED
    response = desk.post(url("take", second), fields)
    assert response.url == f"{DESK}?mine=nobody&case={second.pk}"


def test_who_was_slower_keeps_the_words(world, desk):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS)
    Complaint.objects.update(version=7)

    response = desk.post(url("close", complaint), {"text": "Loket sudah ditambah.", "seen": "1"}, follow=True)

    assert Complaint.objects.get().state == S.IN_PROGRESS
    assert "Loket sudah ditambah." in response.content.decode()
    Complaint.objects.update(state=S.DONE, closed_at=complaint.received_at)
    response = desk.post(url("close", complaint), {"text": "Loket sudah ditambah.", "seen": "7"}, follow=True)
    assert "Loket sudah ditambah." in response.content.decode()


def test_ready_texts_are_offered_by_use_and_unit_and_filled(world, desk):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS)
    fits = ReplyTemplateFactory(unit=world.district, use=TemplateUse.CLOSE, text_id="{code}, {unit}, {lain}")
    everywhere = ReplyTemplateFactory(unit=world.village)
    ReplyTemplateFactory(unit=world.village, use=TemplateUse.REJECT)
    ReplyTemplateFactory(unit=world.other_village)
    ReplyTemplateFactory(unit=world.village, is_active=False)

    page = desk.get(complaint.get_absolute_url() + "?step=close")
    response = desk.post(url("text", complaint, step="close"), {"template": fits.pk, "text": "Yth. Ibu,"})

    assert {each["id"] for each in page.context["templates"]} == {fits.pk, everywhere.pk}
    text = f"Yth. Ibu,\n\n{complaint.formatted_code}, {world.village.name}, {{lain}}"
    assert response.context["step_form"].initial["text"] == text
    assert Complaint.objects.get().state == S.IN_PROGRESS


def test_template_form(world, desk, client_for):
    desk.post(
        reverse("surveys:template-create"),
        {"unit": world.village.pk, "name": "Terima kasih", "use": "any", "text_id": "Baik.", "is_active": "on"},
    )
    desk.post(
        reverse("surveys:template-create"),
        {"unit": world.government.pk, "name": "Di atas", "use": "any", "text_id": "Baik.", "is_active": "on"},
    )
    above = ReplyTemplateFactory(unit=world.government)

    assert [each.name for each in ReplyTemplate.objects.exclude(pk=above.pk)] == ["Terima kasih"]
    # Offered to the village, written above it.
    assert desk.get(reverse("surveys:template-update", args=[above.pk])).status_code == 403
    assert desk.get(reverse("surveys:template-list")).status_code == 200


def test_not_fixed_through_the_page(world, desk):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS)

    refused = desk.post(url("unfixed", complaint), {"text": "Anggaran habis."})
    desk.post(url("unfixed", complaint), {"text": "Anggaran habis.", "remains": "Atap."})

    assert (refused.status_code, Complaint.objects.get().state) == (200, S.NOT_FIXED)


def test_link_takes_only_codes_of_reports_that_one_handles(world, desk):
    complaint = ComplaintFactory(unit=world.village)
    mine, foreign = ComplaintFactory(unit=world.other_village), ComplaintFactory(unit=world.government)

    desk.post(url("link", complaint), {"code": foreign.formatted_code})
    assert Complaint.objects.get(pk=complaint.pk).same_as is None
    desk.post(url("link", mine), {"code": complaint.formatted_code.lower()})
    assert Complaint.objects.get(pk=mine.pk).same_as == complaint


# --- Many at once -----------------------------------------------------------------------------------------------------


def bulk(client, name, complaints, **data):
    address = reverse(f"surveys:complaint-bulk-{name}") + f"?list={reverse('surveys:complaint-list')}"
    return client.post(address, {"confirmed": "1", "pks": ",".join(str(each.pk) for each in complaints), **data})


def test_bulk_give_forward_tag_and_reject(world, desk):
    colleague = make_officer(Role.SERVICE_OFFICER, world.village)
    topic = TopicFactory(government=world.government)
    new, verified, closed = (ComplaintFactory(unit=world.village, state=state) for state in (S.NEW, S.VERIFIED, S.DONE))
    everything = [new, verified, closed]

    bulk(desk, "tag", everything, topics=[topic.pk])
    bulk(desk, "give", everything, to=colleague.pk)
    bulk(desk, "forward", everything, unit=world.other_village.pk, text="Wilayah mereka.")
    bulk(desk, "duplicate", everything, text="Sudah dilaporkan.")

    found = {
        each.pk: (each.state, each.unit, each.assignee, each.reject_reason, each.tags.count())
        for each in Complaint.objects.all()
    }
    assert found == {
        new.pk: (S.REJECTED, world.village, colleague, RejectReason.DUPLICATE, 1),
        verified.pk: (S.FORWARDED, world.other_village, None, "", 1),
        closed.pk: (S.DONE, world.village, None, "", 1),
    }


def test_bulk_without_words_does_nothing_and_asks_again(world, desk):
    complaint = ComplaintFactory(unit=world.village)

    response = bulk(desk, "duplicate", [complaint], text="")

    assert (response.status_code, Complaint.objects.get().state) == (200, S.NEW)
    assert response.context["form"].errors


@pytest.mark.parametrize("role", ["head_of_agency", "auditor", "supervisor", "stranger"])
def test_bulk_by_those_who_only_read(world, client_for, role):
    complaint = ComplaintFactory(unit=world.village)

    response = bulk(client_for(role), "duplicate", [complaint], text="Sudah.")

    assert (response.status_code, Complaint.objects.get().state) == (403, S.NEW)


def test_photo_and_topics_stand_on_the_report(world, desk):
    complaint = ComplaintFactory(unit=world.village, subject="Antrean loket")
    topic = Topic.objects.create(government=world.government, name="Waktu tunggu", keywords="antre")
    Topic.objects.create(government=world.other_government, name="Milik lain", keywords="antre")
    Document.objects.create(
        kind=PHOTO_KIND, owner_id=str(complaint.pk), name="loket.jpg", unit_path=world.village.path, size=1
    )

    page = desk.get(complaint.get_absolute_url())
    on_desk = desk.get(DESK).context["photos"]
    desk.post(url("tag", complaint), {"topics": [topic.pk]})

    assert [(str(each.pk), each.name) for each in on_desk] == [
        (str(each.pk), each.name) for each in page.context["photos"]
    ]
    [choice] = page.context["topic_choices"]
    assert (choice["topic"], choice["is_suggested"], len(page.context["photos"])) == (topic, True, 1)
    assert [tag.topic for tag in complaint.tags.all()] == [topic]

"""Pages of mentoring: what each of the pair, HR and others see and do."""

import datetime
import json

import pytest
from django.urls import reverse

from asn_portal.drafts.models import Draft
from asn_portal.home.registry import actions_for
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import run_now
from careers.enums import MentorshipState, PairState
from careers.models import (
    MatchRun,
    MentoringAgreement,
    MentoringMeeting,
    MentorOffer,
    Mentorship,
    MentorshipEvaluation,
    MidwayCheck,
    ProposedPair,
)
from employees.dates import today
from tests.factories.careers import (
    AgreementFactory,
    CheckFactory,
    CompetencyFactory,
    EvaluationFactory,
    MatchRunFactory,
    MeetingFactory,
    MentorshipFactory,
    OfferFactory,
    PairFactory,
    TaskFactory,
    set_level,
)
from tests.factories.employees import EmployeeFactory

pytestmark = pytest.mark.django_db
PERIOD = {"starts_on": "2026-01-01", "ends_on": "2030-06-01"}


@pytest.fixture
def mentor(world):
    return world.users["supervisor"].employee


@pytest.fixture
def mentee(world):
    return world.users["employee"].employee


@pytest.fixture
def pair(mentor, mentee):
    pair = MentorshipFactory(mentor=mentor, mentee=mentee, running=True, goal="Menyusun anggaran rahasia")
    AgreementFactory(mentorship=pair)
    return pair


def url(name, *args):
    return reverse(f"careers:{name}", args=args)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_hr_sees_figures_and_no_word_of_the_pair(pair, client_for):
    meeting = MeetingFactory(mentorship=pair, topic="Topik rahasia", agreed_action="Aksi rahasia")
    meeting.set_notes({"goal": "Catatan rahasia"})
    meeting.save()
    EvaluationFactory(mentorship=pair, comment="Kata rahasia")

    for address in (url("mentorship-detail", pair.pk), url("mentorship-list"), url("mentorship-list") + "?export=csv"):
        text = client_for("hr_officer").get(address)
        body = b"".join(text.streaming_content) if text.streaming else text.content
        assert b"ahasia" not in body
    assert client_for("hr_officer").get(url("meeting-detail", pair.pk, meeting.pk)).status_code == 403


def test_the_pair_reads_its_notes(pair, client_for):
    meeting = MeetingFactory(mentorship=pair)
    meeting.set_notes({"reality": "Langkah ketiga terlewat"})
    meeting.save()

    for role in ("supervisor", "employee"):
        assert "Langkah ketiga terlewat" in text_of(client_for(role).get(url("meeting-detail", pair.pk, meeting.pk)))


def test_a_worry_stands_before_hr_and_not_before_the_other(pair, client_for, world):
    check = CheckFactory(mentorship=pair, role="mentee", worry="Jarang bertemu", wish="Lebih pagi")
    CheckFactory(mentorship=pair, role="mentor")
    officer = world.users["hr_officer"]

    assert "Jarang bertemu" in text_of(client_for("hr_officer").get(url("mentorship-detail", pair.pk)))
    other = text_of(client_for("supervisor").get(url("mentorship-detail", pair.pk)))
    assert "Jarang bertemu" not in other
    assert "Lebih pagi" in other
    assert [item.url for item in actions_for(officer) if "mentoring" in item.url] == [pair.get_absolute_url()]

    client_for("hr_officer").post(url("worry-handled", pair.pk, check.pk))
    assert list(MidwayCheck.objects.worries_of(officer)) == []


def test_answers_of_the_other_are_seen_after_ones_own(pair, client_for):
    CheckFactory(mentorship=pair, role="mentee", wish="Lebih pagi")

    assert "Lebih pagi" not in text_of(client_for("supervisor").get(url("mentorship-detail", pair.pk)))


def test_an_offer_is_made_found_asked_for_and_closed(client_for, mentor, mentee, world):
    competency = CompetencyFactory(government=world.government)
    client_for("supervisor").post(
        url("offer-create"),
        {
            "topic": "Membela anggaran",
            "competency": competency.pk,
            "description": "Dari usulan",
            "times": "Selasa",
            "until": (today() + datetime.timedelta(days=30)).isoformat(),
            "places": "2",
        },
    )
    offer = MentorOffer.objects.get()
    assert "Membela anggaran" in text_of(client_for("employee").get(url("offer-list") + "?q=anggaran"))
    assert "Membela anggaran" not in text_of(client_for("employee").get(url("offer-list") + "?q=arsip"))

    client_for("employee").post(
        url("offer-ask", offer.pk), {"goal": "Belajar", "competency": competency.pk, "target_level": "3", **PERIOD}
    )
    mentorship = Mentorship.objects.get()
    assert (mentorship.mentor, mentorship.mentee, mentorship.offer) == (mentor, mentee, offer)

    client_for("supervisor").post(url("offer-close", offer.pk))
    assert "Membela anggaran" not in text_of(client_for("colleague").get(url("offer-list")))
    # Who has a place still finds it.
    assert client_for("employee").get(url("offer-detail", offer.pk)).status_code == 200


def test_asking_where_no_place_is_left_leads_back(client_for, mentor):
    closed = OfferFactory(mentor=mentor, until=today() - datetime.timedelta(days=1))
    full = OfferFactory(mentor=mentor, places=1)
    MentorshipFactory(mentor=mentor, offer=full)

    for offer, said in ((closed, "sudah ditutup"), (full, "sudah terisi")):
        page = client_for("employee").get(url("offer-ask", offer.pk), follow=True)
        assert page.redirect_chain == [(offer.get_absolute_url(), 302)]
        assert said in text_of(page)


def test_people_of_another_government_do_not_find_an_offer(client_for):
    offer = OfferFactory()

    assert client_for("employee").get(url("offer-detail", offer.pk)).status_code == 404


def test_fewer_places_than_taken_are_refused_and_nothing_typed_is_lost(client_for, mentor):
    offer = OfferFactory(mentor=mentor, places=3)
    MentorshipFactory.create_batch(2, mentor=mentor, offer=offer)
    values = {"topic": "Topik baru", "description": "D", "times": "T", "until": offer.until.isoformat(), "places": "1"}

    text = text_of(client_for("supervisor").post(url("offer-change", offer.pk), values))

    assert "Topik baru" in text
    assert MentorOffer.objects.get().places == 3


def test_more_places_than_the_rule_allows_are_refused_and_nothing_typed_is_lost(client_for, mentor):
    until = (today() + datetime.timedelta(days=30)).isoformat()
    values = {"topic": "Topik baru", "description": "D", "times": "T", "until": until, "places": "6"}

    text = text_of(client_for("supervisor").post(url("offer-create"), values))

    assert "paling banyak 5 orang" in text
    assert "Topik baru" in text
    assert not MentorOffer.objects.exists()
    client_for("supervisor").post(url("offer-create"), {**values, "places": "5"})
    assert MentorOffer.objects.get().places == 5


def test_an_empty_choice_says_what_it_means(client_for):
    text = text_of(client_for("employee").get(url("mentorship-create")))

    assert "Tanpa kompetensi" in text
    assert "Tanpa tingkat" in text


def test_a_change_that_waits_is_not_offered_once_the_mentorship_is_over(client_for, pair):
    MentoringAgreement.objects.create(
        mentorship=pair, number=2, starts_on=pair.starts_on, ends_on=pair.ends_on, proposed_role="mentor"
    )
    address = url("agreement-accept", pair.pk, 2)
    assert address in text_of(client_for("employee").get(pair.get_absolute_url()))

    Mentorship.objects.filter(pk=pair.pk).update(state=MentorshipState.COMPLETED, ended_on=today())

    assert address not in text_of(client_for("employee").get(pair.get_absolute_url()))


def test_suggestions_name_the_gap_and_the_reasons(client_for, mentor, mentee, world):
    competency = CompetencyFactory(government=world.government, name="Menyusun RKA")
    set_level(mentee, competency, achieved=1, required=3)
    set_level(mentor, competency, achieved=4)
    OfferFactory(mentor=mentor, topic="Anggaran dari awal")

    text = text_of(client_for("employee").get(url("mentor-suggestions")))

    assert "Menyusun RKA" in text
    assert "Anggaran dari awal" in text
    assert url("mentor-ask", mentor.pk) in text
    asked = client_for("employee").get(url("mentor-ask", mentor.pk)).context["form"]
    assert "Menyusun RKA" in asked["goal"].value()
    assert (asked["competency"].value(), asked["target_level"].value()) == (competency.pk, 3)
    client_for("employee").post(url("mentor-ask", mentor.pk), {"goal": "Belajar", **PERIOD})
    assert Mentorship.objects.get().way == "suggested"


def test_without_gaps_the_page_says_so(client_for):
    assert url("offer-list") in text_of(client_for("employee").get(url("mentor-suggestions")))


def test_hr_works_out_pairs_and_confirms_some(client_for, world):
    competency = CompetencyFactory(government=world.government)
    mentees = [EmployeeFactory(unit=world.village) for _ in range(2)]
    guide = EmployeeFactory(unit=world.village)
    for mentee in mentees:
        set_level(mentee, competency, achieved=1, required=3)
    set_level(guide, competency, achieved=5)
    client = client_for("hr_officer")
    client.post(
        url("match-create"), {"unit": world.district.pk, "everybody": "on", "fit": "60", "distance": "25", "load": "15"}
    )
    job = run_now(Job.objects.get())
    run = MatchRun.objects.get()
    assert job.result_url == run.get_absolute_url()
    chosen = run.pairs.get(mentee=mentees[0])
    assert str(competency) in text_of(client.get(run.get_absolute_url()))

    listed = f"{url('match-confirm')}?list={run.get_absolute_url()}"
    preview = text_of(client.post(listed, {"selected": [chosen.pk]}))
    assert not Mentorship.objects.exists()
    assert f'value="{chosen.pk}"' in preview
    assert f"{guide} → {mentees[0]}" in preview
    client.post(listed, {"pks": str(chosen.pk), "confirmed": "1"})

    assert Mentorship.objects.get().mentee == mentees[0]
    assert list(run.pairs.order_by("mentee").values_list("state", flat=True)) == ["confirmed", "proposed"]


def test_pairs_of_another_office_are_not_confirmed(client_for, world):
    pair = PairFactory(run=MatchRunFactory(unit=world.other_government))

    client_for("hr_officer").post(
        f"{url('match-confirm')}?list={pair.run.get_absolute_url()}", {"pks": str(pair.pk), "confirmed": "1"}
    )

    assert ProposedPair.objects.get().state == PairState.PROPOSED


def test_a_meeting_is_planned_taken_into_the_calendar_and_noted(client_for, pair):
    day = today().isoformat()
    when = {"topic": "Anggaran", "held_on": day, "start": "14:00", "end": "15:30", "place": "Aula"}
    client_for("supervisor").post(url("meeting-plan", pair.pk), when)
    meeting = MentoringMeeting.objects.get()

    response = client_for("employee").get(url("meeting-calendar", pair.pk, meeting.pk))
    calendar = response.content.decode()
    assert response["Content-Disposition"].startswith('attachment; filename="bimbingan-bersama-')
    assert "SUMMARY:Bimbingan bersama" in calendar
    assert f"DTSTART:{today():%Y%m%d}T070000Z" in calendar
    assert "STATUS:CONFIRMED" in calendar

    client_for("employee").post(
        url("meeting-note", pair.pk, meeting.pk), {**when, "agreed_action": "Draf", "will": "Menulis"}
    )
    meeting.refresh_from_db()
    assert (meeting.state, meeting.notes, meeting.mentee_confirmed_at is not None) == (
        "held",
        {"will": "Menulis"},
        True,
    )
    client_for("supervisor").post(url("meeting-confirm", pair.pk, meeting.pk))
    meeting.refresh_from_db()
    assert meeting.is_creditable


@pytest.mark.parametrize(
    ("name", "private", "kept"),
    [
        ("meeting-create", ("goal", "reality", "options", "will"), "topic"),
        ("mentorship-midway", ("wish", "worry"), "meets"),
    ],
)
def test_what_is_encrypted_lies_in_no_draft(client_for, pair, name, private, kept):
    # More than half of the time is over: the midway check is open.
    Mentorship.objects.update(starts_on=today() - datetime.timedelta(days=60), ends_on=today() + datetime.timedelta(10))
    client = client_for("employee")
    page = client.get(url(name, pair.pk))
    typed = {kept: "Boleh disimpan", **dict.fromkeys(private, "RAHASIA")}

    client.post(page.context["draft"]["autosave_url"], typed)
    client.post(url(name, pair.pk), typed)

    draft = Draft.objects.get()
    assert draft.data[kept] == ["Boleh disimpan"]
    assert "RAHASIA" not in json.dumps(draft.data)


def test_a_meeting_that_ends_too_early_is_refused_with_the_text_kept(client_for, pair):
    values = {"topic": "Anggaran baru", "held_on": today().isoformat(), "start": "14:00", "end": "13:00"}

    assert "Anggaran baru" in text_of(client_for("supervisor").post(url("meeting-plan", pair.pk), values))
    assert not MentoringMeeting.objects.exists()


def test_a_change_written_meanwhile_keeps_the_text_and_can_be_sent_again(client_for, pair):
    values = {"goal": "Tujuan saya", "seen": "1", **PERIOD}
    AgreementFactory(mentorship=pair, number=2, state="taken_back")

    first = text_of(client_for("employee").post(url("agreement-change", pair.pk), values))
    assert "Tujuan saya" in first
    assert 'name="seen" value="2"' in first
    client_for("employee").post(url("agreement-change", pair.pk), {**values, "seen": "2"})
    client_for("supervisor").post(url("agreement-accept", pair.pk, 3))

    pair.refresh_from_db()
    assert pair.goal == "Tujuan saya"
    assert text_of(client_for("employee").get(url("agreement-list", pair.pk))).count("panel-title") >= 3


def test_the_mentee_changes_the_mentor(client_for, pair, world):
    other = EmployeeFactory(unit=world.village)
    assert "sampai 1 Januari 2030" in text_of(client_for("employee").get(url("mentor-change", pair.pk)))

    client_for("employee").post(url("mentor-change", pair.pk), {"mentor": other.nip})

    new = Mentorship.objects.get(replaces=pair)
    assert (new.mentor, new.goal) == (other, pair.goal)
    assert str(new.mentor) in text_of(client_for("employee").get(pair.get_absolute_url()))


def test_both_evaluate_and_the_superior_rates(client_for, pair, mentor, world):
    competency = CompetencyFactory(government=world.government)
    pair.agreements.get().goals.update(competency=competency)
    values = {"achievement": "80", "reason": "Bisa", "useful": "5", "reliable": "4", "would_again": "yes"}
    client_for("employee").post(url("mentorship-evaluate", pair.pk), values)
    pair.refresh_from_db()
    assert (pair.state, pair.achievement) == (MentorshipState.COMPLETED, 80)

    waiting = {item.url for item in actions_for(mentor.user)}
    assert {url("mentorship-evaluate", pair.pk), url("mentorship-rating", pair.pk)} <= waiting
    client_for("supervisor").post(
        url("mentorship-evaluate", pair.pk),
        {"achievement": "60", "useful": "3", "reliable": "3", "would_again": "no", "comment": "Bagus"},
    )
    client_for("supervisor").post(
        url("mentorship-rating", pair.pk),
        {f"level_{competency.pk}": "4", f"confidence_{competency.pk}": "high", "evidence": "Melihat"},
    )

    pair.refresh_from_db()
    assert (pair.achievement, MentorshipEvaluation.objects.count()) == (70, 2)
    assert pair.agreements.get().goals.get().level_after == 4
    assert "Bagus" in text_of(client_for("employee").get(pair.get_absolute_url()))


def test_who_passes_over_a_question_is_asked_and_not_taken_for_a_no(client_for, pair):
    values = {"achievement": "80", "reason": "Bisa", "useful": "5", "reliable": "4"}

    response = client_for("employee").post(url("mentorship-evaluate", pair.pk), values)

    assert "would_again" in response.context["form"].errors
    pair.refresh_from_db()
    assert pair.state == MentorshipState.RUNNING


def test_the_midway_check_opens_when_half_of_the_time_is_over(client_for, pair):
    pair.starts_on, pair.ends_on = today(), today() + datetime.timedelta(days=30)
    pair.save()

    response = client_for("employee").get(url("mentorship-midway", pair.pk))

    assert response.url == pair.get_absolute_url()


def test_the_first_page_reminds_of_what_is_due(pair, mentee, mentor):
    Mentorship.objects.update(starts_on=today() - datetime.timedelta(days=60), ends_on=today() + datetime.timedelta(10))
    TaskFactory(mentorship=pair, due_on=today() - datetime.timedelta(days=1))
    MeetingFactory(mentorship=pair, planned=True, held_on=today() - datetime.timedelta(days=2))
    AgreementFactory(mentorship=pair, waiting=True)

    def urls(person):
        return [item.url for item in actions_for(person.user) if "/mentoring/" in item.url]

    planned = MentoringMeeting.objects.get().address()
    midway = url("mentorship-midway", pair.pk)
    assert sorted(urls(mentee)) == sorted([pair.get_absolute_url()] * 2 + [planned, midway])
    assert sorted(urls(mentor)) == sorted([planned, midway])


def test_who_retires_with_rare_knowledge_is_listed_with_a_way_to_a_mentee(client_for, world):
    competency = CompetencyFactory(government=world.government, name="Hukum tanah adat")
    soon = today().replace(day=1) - datetime.timedelta(days=57 * 365)
    leaving = EmployeeFactory(unit=world.village, birth_date=soon, name="Orang Senior")
    set_level(leaving, competency, achieved=5)
    young = EmployeeFactory(unit=world.village, name="Orang Muda")
    set_level(young, competency, achieved=4)

    text = text_of(client_for("hr_officer").get(url("retiring-list") + "?months=60"))

    assert "Orang Senior" in text
    assert "Orang Muda" not in text
    assert f"mentor={leaving.pk}&amp;competency={competency.pk}" in text
    form = client_for("hr_officer").get(url("mentorship-create"), {"mentor": leaving.pk, "competency": competency.pk})
    assert leaving.nip in text_of(form)


def test_what_many_hold_is_not_rare(client_for, world):
    competency = CompetencyFactory(government=world.government)
    soon = today().replace(day=1) - datetime.timedelta(days=57 * 365)
    for _person in range(4):
        set_level(EmployeeFactory(unit=world.village, birth_date=soon, name="Orang Senior"), competency, achieved=5)

    assert "Orang Senior" not in text_of(client_for("hr_officer").get(url("retiring-list") + "?months=60"))


def test_figures_by_unit_and_year(client_for, pair):
    for day in (4, 11, 18):
        MeetingFactory(mentorship=pair, held_on=datetime.date(2026, 5, day))
    MeetingFactory(mentorship=pair, held_on=datetime.date(2026, 6, 1), mentee_confirmed_at=None)
    EvaluationFactory(
        mentorship=MentorshipFactory(
            mentor=pair.mentor,
            mentee=EmployeeFactory(unit=pair.mentee.unit),
            state=MentorshipState.COMPLETED,
            achievement=80,
            ended_on=datetime.date(2026, 7, 1),
        )
    )
    MentorshipFactory()

    response = client_for("hr_officer").get(url("mentoring-figures"), {"year": "2026", "export": "csv"})

    body = b"".join(response.streaming_content) if response.streaming else response.content
    lines = body.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].replace('"', "").replace(";", ",").split(",")[1:] == ["2", "1", "1", "0", "4", "3", "4", "80"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["offer-list", "match-list", "match-detail", "retiring-list", "mentoring-figures"])
def test_lists_cost_the_same_queries_however_many_rows(world, client_for, name, rows, django_assert_max_num_queries):
    competency = CompetencyFactory(government=world.government)
    run = MatchRunFactory(unit=world.village)
    for _row in range(rows):
        guide = EmployeeFactory(unit=world.village, birth_date=today() - datetime.timedelta(days=57 * 365))
        set_level(guide, competency, achieved=5)
        OfferFactory(mentor=guide)
        MatchRunFactory(unit=world.village)
        PairFactory(run=run, mentor=guide, covered=[[competency.pk, 1, 3, 5]])
        MeetingFactory(mentorship=MentorshipFactory(mentor=guide, running=True))
    address = run.get_absolute_url() if name == "match-detail" else url(name)
    if name == "retiring-list":
        address += "?months=60"
    client = client_for("hr_officer")
    client.get(address)

    with django_assert_max_num_queries(12):
        client.get(address)

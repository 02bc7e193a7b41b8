"""Pages about talent."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from asn_portal.access.roles import Role
from asn_portal.documents.access import may_download
from asn_portal.documents.models import Document
from careers.models import KeyPost, PoolMember, Successor, TalentObjection, TalentPlacement, TalentReview
from employees.dates import today
from employees.models import DisciplineHistory
from tests.factories.employees import EmployeeFactory, PositionFactory, UserFactory, make_officer
from tests.factories.talent import (
    KeyPostFactory,
    PoolMemberFactory,
    SuccessorFactory,
    TalentObjectionFactory,
    TalentPlacementFactory,
    TalentReviewFactory,
)
from tests.factories.talent_data import give_levels, give_rating
from tests.shown import post_shown

LISTS = ("talent-list", "talent-objection-list", "pool-list", "key-post-list")


@pytest.fixture
def client_of(client_of):
    """Pages are compared in English."""

    def sign_in(user):
        client = client_of(user)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


@pytest.fixture
def review(world):
    return TalentReviewFactory(unit=world.government)


def place(review, unit, **values):
    return TalentPlacementFactory(review=review, employee=EmployeeFactory(unit=unit), **values)


@pytest.fixture
def own(world, review):
    return TalentPlacementFactory(review=review, employee=world.users["employee"].employee)


def counts(page):
    return {cell.box: cell.people for row in page.context["map"].rows for cell in row.cells if cell.people}


def test_the_map_counts_what_was_decided_before_what_was_worked_out(world, review, client_for):
    place(review, world.village)
    place(review, world.village, decided=True, final_box=5)
    place(review, world.other_village, unknown=True)

    page = client_for("hr_officer").get(reverse("careers:talent-map"))

    assert (counts(page), page.context["map"].unknown, page.context["map"].decided) == ({8: 1, 5: 1}, 1, 1)


def test_the_map_shows_only_the_units_of_the_grant(world, review, client_for):
    place(review, world.government)
    place(review, world.district)

    assert counts(client_for("hr_officer").get(reverse("careers:talent-map"))) == {8: 1}


def test_the_map_is_narrowed_to_a_unit_and_leads_to_its_people(world, review, client_for):
    place(review, world.village)
    place(review, world.other_village)
    client = client_for("head_of_agency")

    page = client.get(reverse("careers:talent-map"), {"unit": world.village.pk})

    assert counts(page) == {8: 1}
    cell = next(cell for row in page.context["map"].rows for cell in row.cells if cell.box == 8)
    people = client.get(cell.url).context["table"]
    assert [row.record.unit for row in people.rows] == [world.village]


def test_a_unit_out_of_reach_is_as_if_none_was_named(world, review, client_for):
    place(review, world.village)
    page = client_for("hr_officer").get(reverse("careers:talent-map"), {"unit": world.other_government.pk})

    assert (page.context["unit"], counts(page)) == (None, {8: 1})


def test_earlier_reviews_stay_readable(world, review, client_for):
    earlier = TalentReviewFactory(unit=world.government, year=2024, closed=True)
    place(earlier, world.village, performance="ABOVE", box=9)
    client = client_for("auditor")

    assert client.get(reverse("careers:talent-map")).context["review"] == review
    assert counts(client.get(earlier.get_absolute_url())) == {9: 1}


def test_a_map_without_reviews_offers_the_first_step(client_for):
    page = client_for("hr_officer").get(reverse("careers:talent-map")).content.decode()

    assert reverse("careers:talent-review-open") in page


def test_a_review_in_work_shows_no_box_to_anybody(world, client_for):
    review = TalentReviewFactory(unit=world.government, computing=True)
    placement = TalentPlacementFactory(review=review, employee=world.users["employee"].employee)

    assert client_for("hr_officer").get(review.get_absolute_url()).context["map"] is None
    assert client_for("employee").get(placement.get_absolute_url()).status_code == 404


def test_the_map_takes_few_queries_whatever_the_number(world, review, client_for):
    client = client_for("hr_officer")

    def queries(people):
        for _number in range(people):
            place(review, world.village)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("careers:talent-map"))
        return len(captured)

    first = queries(1)
    assert queries(3) == first <= 12


@pytest.mark.parametrize("name", LISTS)
def test_lists_take_as_many_queries_for_three_rows_as_for_one(world, review, client_for, name):
    client = client_for("hr_officer")

    def add():
        placement = place(review, world.village, decided=True)
        TalentObjectionFactory(placement=placement)
        PoolMemberFactory(placement=placement)
        SuccessorFactory(key_post=KeyPostFactory(position__unit=world.village))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse(f"careers:{name}"), {"page": 1})
        return len(captured), len(page.context["table"].rows)

    add()
    client.get(reverse(f"careers:{name}"), {"page": 1})
    first, rows = queries()
    add()
    add()
    assert queries() == (first, rows + 2)
    assert first <= 12


@pytest.mark.parametrize(("box", "found"), [("8", 1), ("5", 1), ("unknown", 1), ("9", 0)])
def test_people_behind_a_box(world, review, client_for, box, found):
    place(review, world.village)
    place(review, world.village, decided=True, final_box=5)
    place(review, world.village, unknown=True)

    page = client_for("hr_officer").get(reverse("careers:talent-list"), {"box": box, "review": review.pk})

    assert len(page.context["table"].rows) == found


def test_people_are_exported(world, review, client_for):
    placement = place(review, world.village, unknown=True)

    response = client_for("hr_officer").get(reverse("careers:talent-list"), {"export": "csv"})

    text = b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()
    assert placement.employee.full_name in text
    assert "No rating of this year is on record." in text


def test_a_box_is_explained_to_its_person(world, review, client_for):
    person = world.users["employee"].employee
    levels = [[1, 3, 3], [2, 3, 2], [3, 3, None]]
    inputs = {"year": 2025, "rating": "BAIK", "levels_on": "2025-12-31", "has_position": True, "levels": levels}
    placement = TalentPlacementFactory(
        review=review, employee=person, inputs=inputs, potential="MEDIUM", box=5, match="83.33"
    )
    client = client_for("employee")

    listed = client.get(reverse("careers:talent-mine"))
    page = client.get(placement.get_absolute_url())

    assert [row.pk for row in listed.context["placements"]] == [placement.pk]
    words = page.context["explanation"]
    assert "“Good”, which counts as “As expected”" in words.performance
    assert "2 of 3" in words.potential
    assert "5 of 6 required: 83.33" in words.potential
    assert "“Medium”" in words.potential
    assert "make box 5" in words.result
    assert reverse("careers:talent-object", args=[placement.pk]) in page.content.decode()


def test_mode_b_is_explained_with_its_points(world, review, client_for):
    TalentReview.objects.update(rules={**review.rules, "mode": "SKOR"})
    inputs = {"year": 2025, "rating": "BAIK", "levels_on": "2025-12-31", "has_position": True, "levels": [[1, 3, 3]]}
    placement = place(review, world.village, inputs=inputs, performance="ABOVE", box=9, score="90.00")

    words = client_for("hr_officer").get(placement.get_absolute_url()).context["explanation"]

    assert "80 points" in words.performance
    assert "make 90.00" in words.result


@pytest.mark.parametrize(
    ("role", "status"),
    [("employee", 200), ("hr_officer", 200), ("head_of_agency", 200), ("auditor", 200)]
    + [(role, 404) for role in ("supervisor", "colleague", "stranger", "training_coordinator", "operator")],
)
def test_who_sees_a_box(world, own, client_for, role, status):
    assert client_for(role).get(own.get_absolute_url()).status_code == status


def test_the_head_of_a_unit_has_no_map_without_a_grant(client_for):
    assert client_for("supervisor").get(reverse("careers:talent-map")).status_code == 403


@pytest.mark.parametrize(("role", "sees"), [("hr_officer", True), ("auditor", True), ("head_of_agency", False)])
def test_sanctions_are_shown_only_to_who_may_read_them(world, own, client_for, role, sees):
    DisciplineHistory.objects.create(
        employee=own.employee,
        level="S",
        kind="23",
        offence="Terlambat",
        period=(today() - datetime.timedelta(days=9), None),
    )

    page = client_for(role).get(own.get_absolute_url())

    assert ("Sanctions in force" in page.content.decode(), len(page.context["sanctions"])) == (sees, int(sees))


def test_a_person_objects_and_the_office_answers(world, own, client_for):
    client_for("employee").post(reverse("careers:talent-object", args=[own.pk]), {"reason": "Salah tingkat"})
    objection = TalentObjection.objects.get()
    officer = client_for("hr_officer")
    decide = reverse("careers:talent-objection-decide", args=[objection.pk])

    assert decide in officer.get(own.get_absolute_url()).content.decode()
    incomplete = officer.post(decide, {"verdict": "box", "decision": "Benar"})
    assert "Choose the box that is right." in incomplete.content.decode()
    post_shown(officer, decide, {"verdict": "refused", "decision": "Data sudah benar"})

    objection.refresh_from_db()
    assert (objection.state, objection.decision) == ("refused", "Data sudah benar")
    page = client_for("employee").get(own.get_absolute_url()).content.decode()
    assert "Data sudah benar" in page


def test_forms_about_an_objection_that_can_only_be_refused_lead_back(world, own, client_for):
    ask, officer = reverse("careers:talent-object", args=[own.pk]), client_for("hr_officer")
    client_for("employee").post(ask, {"reason": "Salah tingkat"})
    decide = reverse("careers:talent-objection-decide", args=[TalentObjection.objects.get().pk])

    assert client_for("employee").get(ask, follow=True).redirect_chain == [(own.get_absolute_url(), 302)]
    assert officer.get(decide).status_code == 200
    post_shown(officer, decide, {"verdict": "refused", "decision": "Data sudah benar"})
    assert officer.get(decide, follow=True).redirect_chain == [(own.get_absolute_url(), 302)]


def test_a_refusal_of_the_service_keeps_what_was_typed(world, own, client_for):
    TalentReview.objects.update(object_until=today() - datetime.timedelta(days=1))

    page = client_for("employee").post(reverse("careers:talent-object", args=[own.pk]), {"reason": "Salah tingkat"})

    assert "were possible until" in page.content.decode()
    assert "Salah tingkat" in page.content.decode()


def test_evidence_is_open_to_the_person_and_the_office(world, own, client_for):
    file = SimpleUploadedFile("bukti.pdf", b"%PDF-1.4\n%%EOF", content_type="application/pdf")
    client_for("employee").post(reverse("careers:talent-object", args=[own.pk]), {"reason": "Salah", "file": file})
    (document,) = Document.objects.of(TalentObjection.objects.get())

    found = {role: may_download(world.users[role], document) for role in ("employee", "hr_officer", "colleague")}
    assert found == {"employee": True, "hr_officer": True, "colleague": False}


def test_the_head_decides_about_a_box(world, own, client_for):
    post_shown(
        client_for("head_of_agency"),
        reverse("careers:talent-decide", args=[own.pk]),
        {"box": "9", "reason": "Memimpin", "panel": "TPK"},
    )

    own.refresh_from_db()
    assert (own.final_box, own.final_reason, own.panel) == (9, "Memimpin", "TPK")


def test_the_page_of_a_closed_review_leads_back_with_a_sentence(world, client_for):
    own = TalentPlacementFactory(
        review=TalentReviewFactory(unit=world.government, closed=True), employee=world.users["employee"].employee
    )
    head = client_for("head_of_agency")
    head.cookies["django_language"] = "en"

    page = head.get(reverse("careers:talent-decide", args=[own.pk]), follow=True)

    assert page.redirect_chain[-1][0] == own.get_absolute_url()
    assert "Boxes are decided while the review is open." in page.content.decode()


def test_a_box_with_a_waiting_objection_leads_to_the_answer(world, own, client_for):
    objection = TalentObjectionFactory(placement=own)
    decide = reverse("careers:talent-decide", args=[own.pk])
    officer = client_for("hr_officer")

    assert decide not in officer.get(own.get_absolute_url()).content.decode()
    page = officer.get(decide, follow=True)
    assert page.redirect_chain[-1][0] == reverse("careers:talent-objection-decide", args=[objection.pk])
    assert "Answer it first" in page.content.decode()


def test_who_decided_the_box_reads_who_answers(world, own, client_for):
    decided_by = world.users["hr_officer"]
    TalentPlacement.objects.filter(pk=own.pk).update(
        final_box=5, final_reason="Alasan", panel="TPK", decided_by=decided_by, decided_at=own.computed_at
    )
    TalentObjectionFactory(placement=own)
    colleague = make_officer(Role.HR_OFFICER, world.district)

    page = client_for("hr_officer").get(own.get_absolute_url()).content.decode()

    assert f"Answered by: {colleague.name}." in page
    assert "Answered by" not in client_for("employee").get(own.get_absolute_url()).content.decode()


def test_lists_name_boxes_years_and_deadlines(world, own, client_for):
    TalentPlacementFactory(review=TalentReviewFactory(unit=world.government, year=2024), employee=own.employee)
    TalentObjectionFactory(placement=own)
    client = client_for("hr_officer")

    people = client.get(reverse("careers:talent-list"))
    assert "2 talent boxes" in people.content.decode()
    assert [column.name for column in people.context["table"].columns][:3].count("review") == 1
    objections = client.get(reverse("careers:talent-objection-list")).content.decode()
    assert "Decide by" in objections
    assert "Decided by" not in objections


def test_who_is_named_ready_and_meets_no_rule_gets_a_remark(world, client_for):
    ready = SuccessorFactory(key_post__position=PositionFactory(unit=world.village, position_type="ADMINISTRATOR"))
    SuccessorFactory(key_post=ready.key_post, readiness="later")
    officer = client_for("hr_officer")
    officer.cookies["django_language"] = "en"

    text = officer.get(ready.key_post.get_absolute_url()).content.decode()

    assert text.count("Not met by the records: At least 3 years as") == 1


def test_an_office_opens_a_review(world, client_for):
    person = world.users["employee"].employee
    give_rating(person, "BAIK", year=today().year - 1)
    give_levels(person, (1,) * 9, day=today() - datetime.timedelta(days=1))

    response = client_for("hr_officer").post(
        reverse("careers:talent-review-open"),
        {"unit": world.district.pk, "year": today().year - 1, "levels_on": today().isoformat()},
    )

    review = TalentReview.objects.get()
    assert response.url == review.get_absolute_url()
    assert TalentPlacement.objects.get(employee=person).box == 8
    client_for("hr_officer").post(reverse("careers:talent-review-recount", args=[review.pk]))
    assert TalentReview.objects.get().computed_at > review.computed_at


def test_a_unit_of_others_is_no_choice(world, client_for):
    response = client_for("hr_officer").post(
        reverse("careers:talent-review-open"),
        {"unit": world.government.pk, "year": 2025, "levels_on": today().isoformat()},
    )

    assert (response.status_code, TalentReview.objects.exists()) == (200, False)


def test_an_officer_of_a_part_does_not_manage_the_whole(world, review, client_for):
    assert client_for("hr_officer").get(reverse("careers:talent-review-close", args=[review.pk])).status_code == 403


def test_a_member_is_taken_in_renewed_and_ended(world, review, client_for):
    placement = place(review, world.village, decided=True)
    client = client_for("hr_officer")
    soon, later = (today() + datetime.timedelta(days=days) for days in (90, 180))

    client.post(reverse("careers:pool-add", args=[placement.pk]), {"until": soon.isoformat(), "reason": "Siap"})
    member = PoolMember.objects.get()
    client.post(reverse("careers:pool-renew", args=[member.pk]), {"until": later.isoformat(), "reason": "Lanjut"})
    member.refresh_from_db()
    assert (member.until, member.reason) == (later, "Lanjut")
    client.post(reverse("careers:pool-end", args=[member.pk]), {"reason": "Pindah"})
    member.refresh_from_db()
    assert member.end_reason == "Pindah"


def test_a_key_post_with_its_successor(world, client_for):
    head = world.users["supervisor"].employee
    person = EmployeeFactory(unit=world.village, name="Dewi Lestari")
    give_levels(person, (3,) * 9, day=today())
    client = client_for("hr_officer")

    client.post(
        reverse("careers:key-post-create"),
        {"position": f"{head.position.title}, {world.village.name}", "reason": "Penting"},
    )
    post = KeyPost.objects.get()
    assert (post.position, client.get(reverse("careers:key-post-list")).context["waiting"]) == (head.position, 1)
    client.post(
        reverse("careers:successor-create", args=[post.pk]),
        {"employee": person.nip, "readiness": "now", "reason": "Siap"},
    )
    page = client.get(post.get_absolute_url())
    line = page.context["report"].successors[0]
    assert (line.employee, line.successor.readiness, line.match.known, line.match.percent) == (person, "now", 9, 100)
    assert page.context["report"].holders[0].employee == head
    successor = Successor.objects.get()
    client.post(
        reverse("careers:successor-change", args=[successor.pk]), {"readiness": "later", "reason": "Belum siap"}
    )
    successor.refresh_from_db()
    assert (successor.readiness, successor.reason) == ("later", "Belum siap")
    client.post(reverse("careers:successor-remove", args=[successor.pk]), {"reason": "Pindah"})
    client.post(reverse("careers:key-post-end", args=[post.pk]), {"reason": "Digabung"})
    assert KeyPost.objects.get().end_reason == "Digabung"


def test_the_pool_is_offered_for_a_post_by_match(world, review, client_for):
    member = PoolMemberFactory(placement=place(review, world.village, decided=True))
    post = KeyPostFactory(position__unit=world.village)

    offered = client_for("head_of_agency").get(post.get_absolute_url()).context["report"].offered

    assert [line.employee for line in offered] == [member.employee]


def test_without_a_decided_box_the_pool_leads_back(world, review, client_for):
    placement = place(review, world.village)

    back = client_for("hr_officer").get(reverse("careers:pool-add", args=[placement.pk]), follow=True)

    assert back.redirect_chain == [(placement.get_absolute_url(), 302)]


def test_an_unknown_position_is_told(world, client_for):
    page = client_for("hr_officer").post(
        reverse("careers:key-post-create"), {"position": "Wali Nagari", "reason": "Penting"}
    )

    assert "No position with this title" in page.content.decode()
    assert "Wali Nagari" in page.content.decode()


def test_the_first_page_says_what_waits(world, review, client_of):
    officer = make_officer(Role.HR_OFFICER, world.district)
    TalentObjectionFactory(placement=place(review, world.village))
    PoolMemberFactory(placement=place(review, world.village, decided=True), until=today() + datetime.timedelta(days=20))
    KeyPostFactory(position__unit=world.village)

    page = client_of(officer).get(reverse("home:index")).content.decode()

    assert "to the talent box" in page
    assert "succession pool" in page
    assert "Key posts without a ready successor" in page


def test_ones_own_box_stands_on_the_first_page(own, client_for):
    assert "My talent box of 2025" in client_for("employee").get(reverse("home:index")).content.decode()


def test_nobody_decides_about_themselves(world, review, client_of):
    officer = make_officer(Role.HR_OFFICER, world.district)
    person = EmployeeFactory(unit=world.village, user=officer)
    placement = TalentPlacementFactory(review=review, employee=person, decided=True)
    client = client_of(officer)

    for name in ("talent-decide", "pool-add"):
        assert client.get(reverse(f"careers:{name}", args=[placement.pk])).status_code == 403


def test_a_member_of_another_government_is_not_found(world, client_for):
    other = PoolMemberFactory(
        placement=TalentPlacementFactory(
            review=TalentReviewFactory(unit=world.other_government),
            employee=EmployeeFactory(unit=world.other_government, user=UserFactory()),
            decided=True,
        )
    )

    assert client_for("hr_officer").get(reverse("careers:pool-end", args=[other.pk])).status_code == 404

"""Applying, and the administrative check."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from careers.enums import CandidacyState, StageKind
from careers.models import Candidacy, SelectionStage
from tests.careers.views.selection.conftest import body
from tests.factories.selections import (
    CandidacyFactory,
    SelectionFactory,
    SelectionRequirementFactory,
    SelectionStageFactory,
    StageResultFactory,
)
from tests.shown import post_shown

pytestmark = pytest.mark.django_db


PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def test_staff_read_the_failing_rule_in_words(world, client_for):
    selection = SelectionFactory(announced=True, position__unit=world.village)
    SelectionRequirementFactory(selection=selection, value={"rank": "IV/a"}, text="Pangkat IV/a")
    SelectionRequirementFactory(selection=selection, kind="other", value={}, text="Sehat")

    text = body(client_for("employee").get(reverse("careers:vacancy-detail", args=[selection.pk])))

    assert "Not met" in text
    assert "Rank on record: III/c." in text
    assert "To be checked by hand" in text


def test_applying_page_by_page(world, client_for):
    selection = SelectionFactory(announced=True, position__unit=world.village)
    SelectionRequirementFactory(selection=selection, kind="rating", value={"least": "BAIK", "years": 1}, text="Baik")
    employee = client_for("employee")
    write = reverse("careers:application-write", args=[selection.pk])
    send = reverse("careers:application-submit", args=[selection.pk])
    assert "What is missing in the records" in body(employee.get(write))

    assert employee.post(write, {"statement": "Saya siap."}).url == send
    assert "No rating is on record" in body(employee.post(send))
    upload = SimpleUploadedFile("nilai.pdf", PDF, "application/pdf")
    assert employee.post(write, {"statement": "Saya siap.", "document": upload}).url == write
    assert "nilai.pdf" in body(employee.get(send))
    employee.post(send)

    candidacy = Candidacy.objects.get()
    assert candidacy.state == CandidacyState.SUBMITTED
    text = body(employee.get(reverse("careers:vacancy-detail", args=[selection.pk])))
    assert candidacy.registration in text
    assert candidacy.pseudonym in text
    # Sent once: the form is no more.
    assert employee.get(write).status_code == 302


def test_refusing_offers_the_requirements_of_the_selection_and_chooses_none(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    met = {"kind": "rank", "text": "Minimal III/c", "outcome": "met", "found": "rank", "values": {"rank": "III/d"}}
    failing = {"kind": "age", "text": "Paling tua 56", "outcome": "not_met", "found": "age", "values": {"age": 57}}
    letter = {"kind": "other", "text": "Surat rekomendasi", "outcome": "by_hand", "found": "by_hand", "values": {}}
    candidacy = CandidacyFactory(
        selection=selection, state=CandidacyState.SUBMITTED, eligibility=[met, failing, letter]
    )
    officer, address = client_for("hr_officer"), reverse("careers:candidacy-refuse", args=[candidacy.pk])

    field = officer.get(address).context["form"]["code"]
    assert [text for _value, text in field.field.choices] == [
        "Choose…",
        "Paling tua 56",
        "Minimal III/c",
        "Surat rekomendasi",
        "A document is missing or unreadable",
        "Another requirement is not met",
    ]
    assert not field.value()
    officer.post(address, {"code": "", "text": "Usia."})
    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.SUBMITTED

    for chosen, code in (("2", "other"), ("document", "document"), ("1", "age")):
        post_shown(officer, address, {"code": chosen, "text": "Usia 57 tahun."})
        candidacy.refresh_from_db()
        assert (candidacy.state, candidacy.reject_code) == (CandidacyState.REJECTED, code)
    assert officer.get(address).context["form"]["code"].value() == "1"


def test_admitting_against_a_rule_asks_for_a_reason(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    failing = {"kind": "age", "text": "Paling tua 56", "outcome": "not_met", "found": "age", "values": {"age": 57}}
    candidacy = CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED, eligibility=[failing])
    other = CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED)
    officer, address = client_for("hr_officer"), reverse("careers:candidacy-admit", args=[candidacy.pk])

    assert "Paling tua 56" in body(officer.get(address))
    assert "Admitted." not in body(officer.post(address, follow=True))
    assert "Admitted. The candidate is told" in body(
        post_shown(officer, address, {"reason": "Dispensasi."}, follow=True)
    )
    told = post_shown(officer, reverse("careers:candidacy-admit", args=[other.pk]), follow=True)

    assert "Admitted. The candidate is told" in body(told)
    assert "Dispensasi." in body(officer.get(candidacy.get_absolute_url()))


def test_what_is_looked_at_by_hand_is_found_met_and_read_by_the_candidate(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    check = SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    letter = {"kind": "other", "text": "Surat rekomendasi", "outcome": "by_hand", "found": "by_hand", "values": {}}
    candidacy = CandidacyFactory(
        selection=selection,
        employee=world.users["employee"].employee,
        state=CandidacyState.SUBMITTED,
        eligibility=[letter],
    )
    officer, address = client_for("hr_officer"), reverse("careers:candidacy-admit", args=[candidacy.pk])
    mine = reverse("careers:vacancy-detail", args=[selection.pk])

    assert "Admitted." not in body(officer.post(address, follow=True))
    unmet = post_shown(officer, address, {"finding_0": "no"}).context["form"]
    assert (list(unmet.errors), unmet.fields["reason"].required) == (["reason"], True)
    assert "Admitted. The candidate is told" in body(post_shown(officer, address, {"finding_0": "yes"}, follow=True))
    assert "The office has looked at it" not in body(client_for("employee").get(mine))
    check.published_at = timezone.now()
    check.save()
    assert "The office has looked at it" in body(client_for("employee").get(mine))


def test_a_verdict_of_the_office_is_not_shown_before_publication(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    check = SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    candidacy = CandidacyFactory(
        selection=selection,
        employee=world.users["employee"].employee,
        state=CandidacyState.REJECTED,
        reject_code="education",
        reject_text="Ijazah D-III.",
    )
    StageResultFactory(stage=check, candidacy=candidacy, score=None, passed=False)
    address = reverse("careers:vacancy-detail", args=[selection.pk])
    employee = client_for("employee")

    text = body(employee.get(address)) + body(employee.get(reverse("careers:vacancy-list")))
    assert "Ijazah D-III." not in text
    assert "Not admitted" not in text
    SelectionStage.objects.filter(pk=check.pk).update(published_at=selection.announced_at)
    text = body(employee.get(address))

    assert "Ijazah D-III." in text
    assert "Not admitted" in text

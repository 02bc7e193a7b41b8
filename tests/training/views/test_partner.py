"""The partners' corner, and the office's pages about them."""

import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from asn_portal.tabular.writing import write_xlsx
from employees.dates import today
from tests.factories.training import (
    AgreementFactory,
    NeedPublishedFactory,
    OfferFactory,
    PartnerFactory,
    RegistrationFactory,
    SessionFactory,
    TrainerFactory,
    VenueFactory,
    make_partner_user,
)
from training.enums import OfferState
from training.enums import RegistrationState as State
from training.models import EvaluationResponse, Partner, PartnerOffer
from training.services.partner import end_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(world):
    return make_partner_user(world.government)


@pytest.fixture
def partner(user):
    return user.partner_account.partner


@pytest.fixture
def corner(client_of, user):
    return client_of(user)


def test_a_partner_finds_its_corner_and_nothing_else(corner, programme, partner):
    own = SessionFactory(programme=programme, partner=partner, title="Kelas kami")
    SessionFactory(programme=programme, partner=partner, draft=True, title="Masih rancangan")
    SessionFactory(programme=programme, title="Kelas lain")

    text = corner.get("/training/partner/").text

    assert own.title in text
    assert "Masih rancangan" not in text
    assert "Kelas lain" not in text
    assert 'href="/training/partner/"' in corner.get("/").text
    assert own.title not in corner.get("/training/").text


def test_a_partner_reads_what_participants_say_of_its_classes(corner, programme, partner):
    own = SessionFactory(programme=programme, partner=partner, over=True, title="Kelas kami")
    other = SessionFactory(programme=programme, over=True, title="Kelas lain")
    for session in (own, other):
        EvaluationResponse.objects.bulk_create(
            EvaluationResponse(
                session=session, answered_on=today(), form_version="2026", answers={"clear": 4}, depth="fits"
            )
            for _number in range(5)
        )

    text = corner.get("/training/partner/feedback/").text

    assert "Kelas kami" in text
    assert "Kelas lain" not in text
    assert own.get_absolute_url() not in text


def test_the_class_list_has_name_and_unit_and_no_numbers_of_persons(corner, programme, partner):
    session = SessionFactory(programme=programme, partner=partner)
    row = RegistrationFactory(session=session, state=State.APPROVED)
    other = RegistrationFactory(session=session, state=State.AWAITING_APPROVAL)

    text = corner.get(f"/training/partner/classes/{session.pk}/").text

    assert row.employee.full_name in text
    assert row.employee.unit.name in text
    assert row.employee.nip not in text
    assert row.employee.formatted_nip not in text
    assert other.employee.full_name not in text


def test_classes_of_others_are_not_there(corner, programme, world):
    other = PartnerFactory(government=world.government)
    session = SessionFactory(programme=programme, partner=other)

    for page in ("", "results/", "results.xlsx", "materials/new/"):
        assert corner.get(f"/training/partner/classes/{session.pk}/{page}").status_code == 404


def test_after_the_agreement_every_page_says_why_it_is_closed(corner, partner, programme):
    session = SessionFactory(programme=programme, partner=partner, title="Kelas kami")
    agreement = partner.agreements.get()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    end_agreement(agreement=agreement, last_day=yesterday, reason="Selesai", by=None)

    for page in ("", "needs/", "offers/", "offers/new/", f"classes/{session.pk}/"):
        response = corner.get(f"/training/partner/{page}")
        assert response.status_code == 403
        assert agreement.number in response.text
        assert "Kelas kami" not in response.text


def test_on_the_last_day_it_is_still_open(corner, partner):
    end_agreement(agreement=partner.agreements.get(), last_day=timezone.localdate(), reason="Selesai", by=None)

    assert corner.get("/training/partner/").status_code == 200


def test_needs_lead_to_an_offer(corner, partner, world):
    need = NeedPublishedFactory(government=world.government, title="Melayani di loket")
    NeedPublishedFactory(government=world.other_government, title="Rahasia Pekanbaru")

    text = corner.get("/training/partner/needs/").text

    assert need.title in text
    assert "Rahasia Pekanbaru" not in text
    assert need.title in corner.get(f"/training/partner/offers/new/?need={need.pk}").text
    sent = {
        "need": need.pk,
        "title": "Latihan loket",
        "description": "Dua hari",
        "form": "4",
        "learning_hours": "10",
        "seats": "30",
        "cost_each": "0",
    }
    response = corner.post("/training/partner/offers/new/", sent)
    assert response.status_code == 302
    offer = PartnerOffer.objects.get()
    assert (offer.need, offer.partner, offer.state) == (need, partner, OfferState.PROPOSED)
    assert "Latihan loket" in corner.get("/training/partner/offers/").text


def test_results_are_checked_first_and_handed_in_by_a_second_button(corner, partner, programme):
    session = SessionFactory(programme=programme, over=True, partner=partner)
    row = RegistrationFactory(session=session, state=State.APPROVED)
    stream = io.BytesIO()
    write_xlsx(
        stream, ["Nomor peserta", "Nama", "Kehadiran (%)", "Lulus"], [[row.sequence, row.employee.name, 100, "ya"]]
    )
    url = f"/training/partner/classes/{session.pk}/results/"

    def upload():
        return SimpleUploadedFile("results.xlsx", stream.getvalue())

    checked = corner.post(url, {"file": upload()})
    assert checked.status_code == 200
    assert row.employee.full_name in checked.text
    assert 'name="store"' in checked.text
    handed_in = corner.post(url, {"file": upload(), "store": "1"})
    assert handed_in.status_code == 302


def test_the_template_of_results_holds_the_class(corner, partner, programme):
    session = SessionFactory(programme=programme, partner=partner)
    row = RegistrationFactory(session=session, state=State.APPROVED)

    content = corner.get(f"/training/partner/classes/{session.pk}/results.xlsx").content

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode() + "".join(
            archive.read(name).decode() for name in archive.namelist() if "sharedStrings" in name
        )
    assert row.employee.name in text
    assert row.employee.nip not in text


# --- The office -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("/training/partners/", lambda government: AgreementFactory(partner__government=government)),
        ("/training/partners/needs/", lambda government: NeedPublishedFactory(government=government)),
        ("/training/partners/offers/", lambda government: OfferFactory(partner__government=government)),
        ("/training/venues/", lambda government: VenueFactory(government=government)),
        ("/training/trainers/", lambda government: TrainerFactory(government=government)),
    ],
)
def test_lists_ask_the_same_number_of_queries_whatever_the_rows(
    client_for, world, path, make, django_assert_max_num_queries
):
    make(world.government)
    client = client_for("training_coordinator")
    # The first pages after signing in also note the device.
    client.get(path)
    client.get(path)
    with django_assert_max_num_queries(14) as one:
        client.get(path)
    for _number in range(2):
        make(world.government)
    with django_assert_max_num_queries(14) as three:
        client.get(path)

    assert len(one) == len(three)


def test_an_office_sees_no_partner_of_another_government(client_for, world):
    PartnerFactory(government=world.other_government, name="Lembaga Siak")

    assert "Lembaga Siak" not in client_for("training_coordinator").get("/training/partners/").text


def test_a_partner_is_added_with_its_agreement(client_for, world):
    client = client_for("training_coordinator")
    client.post("/training/partners/new/", {"name": "Universitas Pelabuhan", "kind": "university", "is_active": "on"})
    partner = Partner.objects.get()
    data = {
        "number": "415.4/1/2026",
        "subject": "Pelatihan",
        "signed_on": "2026-01-02",
        "first_day": "2026-01-02",
        "last_day": "2026-01-01",
        "remind_days": "90",
    }

    refused = client.post(f"/training/partners/{partner.pk}/agreements/new/", data)
    assert refused.status_code == 200
    assert "415.4/1/2026" in refused.text
    future = data | {"last_day": "2098-01-01", "signed_on": "2097-01-01"}
    unsigned = client.post(f"/training/partners/{partner.pk}/agreements/new/", future)
    assert list(unsigned.context["form"].errors) == ["signed_on"]
    assert 'href="/training/partners/"' in unsigned.text
    taken = client.post(f"/training/partners/{partner.pk}/agreements/new/", data | {"last_day": "2028-01-01"})
    assert taken.status_code == 302
    assert partner.agreements.count() == 1

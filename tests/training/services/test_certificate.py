import datetime
import io
import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pypdf import PdfReader

from asn_portal.audit.models import Event
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import cancel_job, run_now
from asn_portal.notifications.models import Notification
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, make_employee_user
from tests.factories.training import ProgrammeFactory, RegistrationFactory, SessionFactory, make_completed
from training.enums import RegistrationState as State
from training.models import Certificate, CertificateSeries
from training.reports import certificate_paper, certificate_pdf
from training.services import certificate as services
from training.services.certificate import CertificateRefused, ensure_paper, issue_certificate, revoke_certificate
from training.services.session import issue_certificates, take_up_lost_certificates

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(name="Badan Kepegawaian Daerah", parent=UnitFactory(name="Kota Medan"))


@pytest.fixture
def head(unit):
    position = PositionFactory(unit=unit, title="Kepala Badan Kepegawaian Daerah", head=True)
    return EmployeeFactory(unit=unit, position=position, name="Ahmad Fauzi", back_title="M.Si.", rank="IV/b")


@pytest.fixture
def holder(unit):
    position = PositionFactory(unit=unit, title="Analis SDM Aparatur")
    person = make_employee_user(
        unit, name="Siti Rahmawati", back_title="S.Sos.", birth_place="Medan", position=position
    )
    return person.employee


@pytest.fixture
def session(unit):
    programme = ProgrammeFactory(unit=unit, title="Pelatihan Pelayanan Prima", code="PP", organiser_code="BKD")
    return SessionFactory(programme=programme, title="Pelayanan Prima angkatan 1", finished=True)


@pytest.fixture
def completed(session, holder, head):
    return make_completed(session, employee=holder)


def test_issue_numbers_from_one_per_organiser_and_year(session, completed):
    first = issue_certificate(registration=completed, by=None)
    second = issue_certificate(registration=make_completed(session), by=None)
    elsewhere = issue_certificate(registration=make_completed(SessionFactory(finished=True)), by=None)

    year = first.issued_at.year
    assert [first.number, second.number] == [f"800/0001/PP/BKD/{year}", f"800/0002/PP/BKD/{year}"]
    assert elsewhere.sequence == 1
    assert Event.objects.filter(kind="training.certificate_issued").count() == 3


def test_issue_keeps_what_was_true_then(completed, holder):
    certificate = issue_certificate(registration=completed, by=None)
    holder.name = "Nama Baru"
    holder.save()

    facts = Certificate.objects.get(pk=certificate.pk).facts
    assert facts == {
        "name": "Siti Rahmawati, S.Sos.",
        "nip": holder.nip,
        "birth_place": "Medan",
        "birth_date": "1985-01-15",
        "rank": "Penata (III/c)",
        "position": "Analis SDM Aparatur",
        "unit": "Badan Kepegawaian Daerah",
        "government": "Kota Medan",
        "programme": "Pelatihan Pelayanan Prima",
        "session": "Pelayanan Prima angkatan 1",
        "form": "3",
        "organiser": "Badan Kepegawaian Daerah",
        "place": "Aula Kecamatan Medan Belawan",
        "first_day": completed.session.first_day.isoformat(),
        "last_day": completed.session.last_day.isoformat(),
        "learning_hours": "12",
        "signer": {
            "name": "Ahmad Fauzi, M.Si.",
            "nip": Certificate.objects.get().facts["signer"]["nip"],
            "rank": "Pembina Tingkat I (IV/b)",
            "position": "Kepala Badan Kepegawaian Daerah",
        },
    }
    assert json.dumps(facts)


def test_issue_twice_gives_the_same_certificate(completed):
    first = issue_certificate(registration=completed, by=None)
    second = issue_certificate(registration=completed, by=None)

    assert first == second
    assert CertificateSeries.objects.get().last == 1


@pytest.mark.parametrize("state", [State.NOT_COMPLETED, State.APPROVED, State.WAITING])
def test_issue_to_who_did_not_complete_is_refused(session, state):
    with pytest.raises(CertificateRefused):
        issue_certificate(registration=RegistrationFactory(session=session, state=state), by=None)

    assert CertificateSeries.objects.count() == 0


def test_a_failure_leaves_no_gap(session, completed, monkeypatch):
    issue_certificate(registration=make_completed(session), by=None)
    monkeypatch.setattr(services, "facts_of", lambda registration: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        issue_certificate(registration=completed, by=None)
    monkeypatch.undo()

    assert issue_certificate(registration=completed, by=None).sequence == 2


def test_pdf_says_everything_that_a_certificate_must(completed, holder, settings):
    settings.SITE_URL = "https://portal.example.go.id"
    certificate = issue_certificate(registration=completed, by=None)

    reader = PdfReader(io.BytesIO(certificate_pdf(certificate)))

    assert len(reader.pages) == 1
    width, height = reader.pages[0].mediabox[2:]
    assert width > height
    text = " ".join(reader.pages[0].extract_text().split())
    for part in (
        certificate.number,
        "Siti Rahmawati, S.Sos.",
        "Medan, 15 Januari 1985",
        "Penata (III/c)",
        "Analis SDM Aparatur",
        "Badan Kepegawaian Daerah",
        "Pelatihan Pelayanan Prima",
        "Aula Kecamatan Medan Belawan",
        "12",
        "Ahmad Fauzi, M.Si.",
        "Kepala Badan Kepegawaian Daerah",
        certificate.grouped_code,
    ):
        assert part in text, part
    assert holder.formatted_nip.replace(" ", "") in text.replace(" ", "")
    assert f"https://portal.example.go.id/training/verify/{certificate.grouped_code}/" in text.replace(" ", "")


def test_pdf_is_the_same_bytes_again(completed):
    certificate = issue_certificate(registration=completed, by=None)

    assert certificate_pdf(certificate) == certificate_pdf(certificate)


def test_one_date_of_issue_everywhere(completed):
    moment = datetime.datetime(2025, 4, 16, 9, tzinfo=datetime.UTC)

    certificate = issue_certificate(registration=completed, by=None, at=moment)

    assert certificate.number.endswith("/2025")
    assert certificate_paper(certificate).issued_on == moment.date()
    assert "16 April 2025" in PdfReader(io.BytesIO(certificate_pdf(certificate))).pages[0].extract_text()


def test_paper_tells_the_holder_once(completed, holder):
    certificate = issue_certificate(registration=completed, by=None)

    first = ensure_paper(certificate=certificate, make=certificate_pdf)
    second = ensure_paper(certificate=certificate, make=lambda _certificate: b"%PDF-1.7 other %%EOF")

    assert first.document == second.document
    assert first.document.kind == "training.certificate"
    assert list(Notification.objects.values_list("user", "kind")) == [(holder.user_id, "training.certificate")]


def test_job_issues_all_and_goes_on_where_it_stopped(session, completed, holder):
    others = [make_completed(session) for _number in range(3)]
    RegistrationFactory(session=session, state=State.NOT_COMPLETED)
    # A worker died after the number was given and before the paper was made.
    interrupted = issue_certificate(registration=others[0], by=None)

    job = run_now(issue_certificates(session=session, by=holder.user))
    again = run_now(issue_certificates(session=session, by=holder.user))

    assert (job.state, job.done, again.done) == ("done", 4, 0)
    assert Certificate.objects.exclude(document=None).count() == 4
    assert sorted(Certificate.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4]
    assert Certificate.objects.get(registration=others[0]) == interrupted


def test_job_of_a_double_click_is_one_job(session, completed, holder):
    first = issue_certificates(session=session, by=holder.user)
    second = issue_certificates(session=session, by=holder.user)

    assert first == second
    assert Job.objects.count() == 1


def test_lost_job_is_taken_up_once(session, completed, holder):
    with_paper = make_completed(session)
    ensure_paper(certificate=issue_certificate(registration=with_paper, by=None), make=certificate_pdf)

    started = [take_up_lost_certificates(), take_up_lost_certificates()]
    run_now(Job.objects.get())

    assert started == [1, 0]
    assert take_up_lost_certificates() == 0
    assert Certificate.objects.filter(document=None).count() == 0
    assert Certificate.objects.get(registration=completed).sequence == 2


def test_failed_job_is_tried_again_ever_later(session, completed, holder):
    job = issue_certificates(session=session, by=holder.user)
    now = timezone.now()
    for minutes, expected in ((30, 0), (61, 1)):
        ended = now - datetime.timedelta(minutes=minutes)
        Job.objects.filter(pk=job.pk).update(state="failed", finished_at=ended)
        assert take_up_lost_certificates() == expected
    Job.objects.exclude(pk=job.pk).update(state="failed", finished_at=now - datetime.timedelta(minutes=61))

    assert take_up_lost_certificates() == 0


def test_stopped_job_stays_stopped(session, completed, holder):
    cancel_job(job=issue_certificates(session=session, by=holder.user), by=holder.user)

    assert take_up_lost_certificates() == 0


def test_papers_of_old_certificates_wait_until_somebody_asks(completed):
    certificate = issue_certificate(registration=completed, by=None)

    assert take_up_lost_certificates() == 1
    Job.objects.all().delete()
    Certificate.objects.filter(pk=certificate.pk).update(issued_at=timezone.now() - datetime.timedelta(days=8))
    assert take_up_lost_certificates() == 0


def test_revoke_tells_why_and_keeps_the_number(completed, holder):
    certificate = issue_certificate(registration=completed, by=None)

    revoked = revoke_certificate(certificate=certificate, reason="Nama salah tulis", by=holder.user)

    assert revoked.is_revoked
    assert (revoked.revoke_reason, revoked.revoked_by) == ("Nama salah tulis", holder.user)
    assert Event.objects.get(kind="training.certificate_revoked").reason == "Nama salah tulis"
    with pytest.raises(CertificateRefused):
        revoke_certificate(certificate=certificate, reason="Lagi", by=holder.user)


def test_revoke_without_reason_changes_nothing(completed):
    certificate = issue_certificate(registration=completed, by=None)

    with pytest.raises(CertificateRefused):
        revoke_certificate(certificate=certificate, reason="  ", by=None)

    assert not Certificate.objects.get().is_revoked


def test_after_a_revocation_only_a_named_person_gets_a_new_one(session, completed, holder):
    revoke_certificate(certificate=issue_certificate(registration=completed, by=None), reason="Nama salah", by=None)

    run_now(issue_certificates(session=session, by=holder.user))
    in_bulk = Certificate.objects.count()
    run_now(issue_certificates(session=session, by=holder.user, registration=completed))

    assert in_bulk == 1
    assert [(each.sequence, each.is_revoked) for each in Certificate.objects.order_by("sequence")] == [
        (1, True),
        (2, False),
    ]


# --- What the database refuses ---------------------------------------------------------------------------------------


def test_database_refuses_two_standing_certificates(completed):
    certificate = issue_certificate(registration=completed, by=None)

    certificate.pk, certificate.sequence, certificate.number, certificate.code = None, 2, "other", "OTHER"
    with pytest.raises(IntegrityError, match="certificate_one_standing"), transaction.atomic():
        certificate.save(force_insert=True)


def test_database_refuses_the_same_number_twice(session, completed):
    first = issue_certificate(registration=completed, by=None)
    second = issue_certificate(registration=make_completed(session), by=None)

    for changes, name in (
        ({"sequence": first.sequence}, "certificate_sequence_unique"),
        ({"number": first.number}, "certificate_number_unique"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Certificate.objects.filter(pk=second.pk).update(**changes)


def test_database_refuses_a_revocation_without_reason(completed):
    certificate = issue_certificate(registration=completed, by=None)

    with pytest.raises(IntegrityError, match="certificate_revoked_with_reason"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(revoked_at=certificate.issued_at)

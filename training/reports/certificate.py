"""The paper of a certificate."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from asn_portal.pdf import Letterhead, render_pdf
from asn_portal.qr import qr_data_uri
from training.enums import TrainingForm
from training.models import Certificate


@dataclass(frozen=True)
class CertificatePaper:
    """The facts of a certificate in the types that templates format."""

    number: str
    code: str
    verify_url: str
    name: str
    nip: str
    birth_place: str
    birth_date: datetime.date
    rank: str
    position: str
    unit: str
    government: str
    programme: str
    session: str
    form: str
    organiser: str
    place: str
    first_day: datetime.date
    last_day: datetime.date
    learning_hours: Decimal
    signer: dict[str, str]
    issued_on: datetime.date

    @property
    def letterhead(self) -> Letterhead:
        return Letterhead(government=self.government, unit="" if self.organiser == self.government else self.organiser)


def certificate_paper(certificate: Certificate) -> CertificatePaper:
    """Needs the certificate's organiser."""
    facts = dict(certificate.facts)
    return CertificatePaper(
        number=certificate.number,
        code=certificate.grouped_code,
        verify_url=f"{settings.SITE_URL}{reverse('training:certificate-verify', args=[certificate.grouped_code])}",
        form=str(TrainingForm(facts.pop("form")).label),
        birth_date=datetime.date.fromisoformat(facts.pop("birth_date")),
        first_day=datetime.date.fromisoformat(facts.pop("first_day")),
        last_day=datetime.date.fromisoformat(facts.pop("last_day")),
        learning_hours=Decimal(facts.pop("learning_hours")),
        issued_on=certificate.issued_at.astimezone(certificate.organiser.tz).date(),
        **facts,
    )


def certificate_pdf(certificate: Certificate) -> bytes:
    """In Indonesian, whoever asks: it is an official document. The same certificate gives the same bytes."""
    paper = certificate_paper(certificate)
    return render_pdf(
        "pdf/training/certificate.html",
        {"paper": paper, "qr": qr_data_uri(paper.verify_url), "crest": "img/crest.svg"},
        language="id",
        created=certificate.issued_at,
    )

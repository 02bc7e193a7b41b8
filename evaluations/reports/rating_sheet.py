"""The rating sheet (*dokumen evaluasi kinerja pegawai*) of one person, and the code by which it is verified."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from asn_portal.crypto import keyed_hash
from asn_portal.pdf import Letterhead, render_pdf
from asn_portal.qr import qr_data_uri
from employees.reports.letterhead import letterhead_of
from evaluations.enums import AssessmentState, CoreValue
from evaluations.models import Assessment, BehaviourAssessment, Objection, OrganisationAssessment
from evaluations.organisation_facts import rating_for
from evaluations.reports.assessment import MatrixRow, matrix_of, plan_results

# Digits of the keyed hash that are printed: 48 bits, and the page is slowed down.
MAC = 12


@dataclass(frozen=True)
class Signature:
    """Who signed in the portal, and when; `signed_at` is None for who did not."""

    name: str
    nip: str
    position: str
    signed_at: datetime.datetime | None


@dataclass(frozen=True)
class ResultLine:
    title: str
    indicators: list[str]
    achieved: str
    level: str
    feedback: str


@dataclass(frozen=True)
class RatingSheet:
    """Everything that stands on the paper."""

    letterhead: Letterhead
    assessment: Assessment
    organisation: OrganisationAssessment | None
    results: list[ResultLine]
    behaviours: list[tuple[str, BehaviourAssessment | None]]
    matrix: list[MatrixRow]
    assessor: Signature
    person: Signature
    objection: Objection | None
    code: str
    verify_url: str

    @property
    def is_final(self) -> bool:
        return self.assessment.state == AssessmentState.FINAL


def rating_sheet(assessment: Assessment) -> RatingSheet:
    """Needs the people, the unit, the period and the plan."""
    rated = {row.result_id: row for row in assessment.results.all()}
    results = []
    for result in plan_results(assessment.plan):
        row = rated.get(result.pk)
        results.append(
            ResultLine(
                title=result.title,
                indicators=[f"{indicator.text}: {indicator.target}" for indicator in result.indicators.all()],
                achieved=row.achieved if row else "",
                level=row.get_level_display() if row and row.level else "",
                feedback=row.feedback if row else "",
            )
        )
    behaviours = {row.value: row for row in assessment.behaviours.all()}
    is_final = assessment.state == AssessmentState.FINAL
    code = sheet_code(assessment) if is_final else ""
    path = reverse("evaluations:sheet-verify", args=[code]) if code else ""
    return RatingSheet(
        letterhead=letterhead_of(assessment.unit),
        assessment=assessment,
        organisation=rating_for(assessment),
        results=results,
        behaviours=[(str(value.label), behaviours.get(value.value)) for value in CoreValue],
        matrix=matrix_of(assessment.work_result, assessment.behaviour),
        assessor=_signature(assessment.assessor, assessment.delivered_at),
        person=_signature(assessment.employee, assessment.signed_at),
        objection=Objection.objects.filter(assessment=assessment).select_related("decided_by").first(),
        code=code,
        verify_url=f"{settings.SITE_URL}{path}" if path else "",
    )


def rating_sheet_pdf(assessment: Assessment) -> bytes:
    """In Indonesian, whoever asks: it is an official paper. The same final rating gives the same bytes."""
    with translation.override("id"):
        sheet = rating_sheet(assessment)
        return render_pdf(
            "pdf/evaluations/rating_sheet.html",
            {
                "sheet": sheet,
                "assessment": assessment,
                "letterhead": sheet.letterhead,
                "qr": qr_data_uri(sheet.verify_url) if sheet.verify_url else "",
            },
            language="id",
            created=assessment.final_at or assessment.delivered_at,
        )


def sheet_code(assessment: Assessment) -> str:
    """`482-3f9a0c…`: the number of the rating and a keyed hash of what the paper says. Only who holds a key makes one,
    and nothing has to be stored for it."""
    facts = (assessment.pk, assessment.employee_id, assessment.work_result, assessment.behaviour, assessment.final_at)
    return f"{assessment.pk}-{keyed_hash('rating-sheet:' + ':'.join(map(str, facts)))[:MAC]}"


def assessment_of_code(code: str) -> Any:
    """The final rating whose paper bears this code; None for any other."""
    match = re.fullmatch(r"([0-9]{1,12})-[0-9a-f]{12}", code.strip().lower())
    if match is None:
        return None
    rows = Assessment.objects.final().with_people().select_related("assessment_period__government")
    found = rows.filter(pk=int(match.group(1))).first()
    return found if found is not None and sheet_code(found) == code.strip().lower() else None


def _signature(person: Any, signed_at: datetime.datetime | None) -> Signature:
    if person is None:
        return Signature("", "", "", signed_at)
    return Signature(person.full_name, person.nip, person.position.title if person.position else "", signed_at)

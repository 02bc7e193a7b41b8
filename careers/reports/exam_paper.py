"""PDFs of an exam: the paper of one candidate, and the result slip. In Indonesian, whoever asks."""

from __future__ import annotations

from asn_portal.pdf import render_pdf
from careers.enums import AttendanceState
from careers.models import SittingCandidate
from careers.reports.exam import shown_items, slip_of
from employees.reports.letterhead import letterhead_of


def paper_pdf(candidate: SittingCandidate) -> bytes:
    """The questions in the candidate's own order; the code leads back to the candidate.

    Without any answer, except for who goes on with paper: what they had saved on a device is printed and counts.
    """
    items = shown_items(candidate)
    is_continued = candidate.state == AttendanceState.ON_PAPER and not any(item.is_typed for item in items)
    return render_pdf(
        "pdf/careers/exam_paper.html",
        {
            "candidate": candidate,
            "sitting": candidate.sitting,
            "items": items,
            "shows_saved": is_continued and any(item.is_answered for item in items),
            "code": f"{candidate.sitting_id}-{candidate.number:04d}-{candidate.paper.fingerprint[:6].upper()}",
            "lines": range(12),
            "letterhead": letterhead_of(candidate.sitting.unit),
        },
        language="id",
        created=candidate.paper.made_at,
    )


def slip_pdf(candidate: SittingCandidate) -> bytes:
    slip = slip_of(candidate)
    return render_pdf(
        "pdf/careers/exam_slip.html",
        {
            "candidate": candidate,
            "sitting": candidate.sitting,
            "slip": slip,
            "letterhead": letterhead_of(candidate.sitting.unit),
        },
        language="id",
        created=candidate.sitting.published_at or candidate.finished_at,
    )

"""Paper and workbook of a report, from its snapshot alone."""

from __future__ import annotations

import io

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from asn_portal.pdf import render_pdf
from asn_portal.qr import qr_data_uri
from asn_portal.tabular.writing import Page, write_pages
from evaluations.models import ReportRun
from evaluations.reports.carried import carried_actions
from evaluations.reports.kinds import kind_of, present_run

# The language of official papers.
LANGUAGE = "id"


def code_url(run: ReportRun) -> str:
    """Where anybody who holds the paper may ask about it."""
    return f"{settings.SITE_URL}{reverse('report_code:show', args=[run.code])}"


def run_pdf(run: ReportRun) -> bytes:
    """The paper of a run: the same run gives the same bytes."""
    kind = kind_of(run)
    with translation.override(LANGUAGE):
        shown = present_run(run)
        context = {
            **shown.extra,
            "run": run,
            "shown": shown,
            "chart": shown.chart,
            "actions": carried_actions(run.snapshot),
            "letterhead": shown.letterhead,
            "further": kind.further(run.snapshot) if kind.further else (),
            "qr": qr_data_uri(code_url(run)),
            "url": code_url(run),
        }
        return render_pdf(kind.template, context, language=LANGUAGE, created=run.data_cutoff_at)


def run_workbook(run: ReportRun) -> bytes:
    """Every table of the paper as a sheet, and one that says where the figures come from."""
    with translation.override(LANGUAGE):
        shown = present_run(run)
        pages = [
            Page(
                name=sheet.title,
                headers=[column.label for column in sheet.columns],
                rows=sheet.rows,
                # Numbers that are names, such as a NIP.
                text_columns=[column.label for column in sheet.columns if not column.is_number],
            )
            for sheet in shown.sheets
        ]
        actions = [
            (action.title, action.owner, action.due, action.state_label, action.outcome)
            for action in carried_actions(run.snapshot)
        ]
        if actions:
            headers = [_("Action"), _("Who"), _("Until"), _("State"), _("What came of it")]
            pages.append(Page(name=_("Follow-up"), headers=headers, rows=actions))
        about = [
            (_("Report"), shown.title),
            (_("Unit"), shown.unit),
            (_("Period"), shown.period),
            (_("Data as of"), run.data_cutoff_at.astimezone(run.unit.tz)),
            (_("Fingerprint (SHA-256)"), run.snapshot_sha256),
            (_("Version of the portal"), run.code_version),
            (_("Verify at"), code_url(run)),
            *((_("Source"), f"{sheet.title}: {sheet.source}; n = {sheet.n}") for sheet in shown.sheets),
            *((_("Note"), note) for note in (*(sheet.note for sheet in shown.sheets if sheet.note), *shown.notes)),
        ]
        pages.append(Page(name=_("About"), headers=[_("What"), _("Value")], rows=about))
        stream = io.BytesIO()
        write_pages(stream, pages)
        return stream.getvalue()

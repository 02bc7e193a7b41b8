"""Work in the background, and ticks, of the citizens' app."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.models import Document
from asn_portal.jobs.registry import job
from asn_portal.jobs.ticks import tick
from surveys.models import PublicService, SatisfactionSurvey
from surveys.reports.chapters import survey_report_pdf
from surveys.reports.slip import slips_pdf
from surveys.services.alarm import raise_alarms
from surveys.services.complaint import close_silent_complaints, erase_old_contacts, remind_silent_complaints
from surveys.services.slip import KEPT_DAYS, PRINT_KIND, make_slips, store_slips
from surveys.services.tally import compare_tallies, keep_finished_days, renew_interims
from surveys.services.telling import forget_reporter_mails


@tick(seconds=3600)
def close_silent() -> None:
    remind_silent_complaints()
    close_silent_complaints()


@tick(seconds=6 * 3600)
def erase_contacts() -> None:
    erase_old_contacts()


@tick(seconds=3600)
def forget_mails() -> None:
    forget_reporter_mails()


@tick(seconds=3600)
def keep_days() -> None:
    """The sums of the days that ended, and what may be shown of running surveys."""
    keep_finished_days()
    renew_interims()


@tick(seconds=24 * 3600)
def check_tallies() -> None:
    compare_tallies()


@tick(seconds=3600)
def look_for_alarms() -> None:
    raise_alarms()


# Codes are new in every attempt; what a dead worker had made but not stored opens nothing.
@job(PRINT_KIND, label=gettext_lazy("Printing of slips"), retries=2, kept=timedelta(days=KEPT_DAYS))
def print_slips_file(progress: Any, survey_id: int, service_id: int | None, count: int) -> None:
    if "document" in progress.state:
        progress.result(Document.objects.get(pk=progress.state["document"]))
        return
    survey = SatisfactionSurvey.objects.select_related("unit").get(pk=survey_id)
    service = PublicService.objects.get(pk=service_id) if service_id else None
    slips = make_slips(count)
    progress.total(count)
    content = slips_pdf(survey, service, slips, progress.advance)
    with transaction.atomic():
        store_slips(survey=survey, service=service, slips=slips, by=progress.owner)
        document = progress.store_result(content, name=f"slip-{survey.unit.slug}-{count}.pdf")
        progress.state["document"] = str(document.pk)
        progress.save_state()
    progress.result(message=_("Print the file now: it is deleted after %(days)d days.") % {"days": KEPT_DAYS})


# Writing the file again changes nothing: it is stored once, at the end.
@job("surveys.report", label=gettext_lazy("Report of a survey"), retries=2)
def survey_report_file(progress: Any, survey_id: int, language: str) -> None:
    survey = SatisfactionSurvey.objects.visible_to(progress.owner).select_related("unit", "result").get(pk=survey_id)
    name = f"skm-{survey.unit.slug}-{survey.starts_on:%Y-%m}.pdf"
    progress.store_result(survey_report_pdf(survey, language=language), name=name)

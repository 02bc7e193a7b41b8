"""Work in the background."""

from __future__ import annotations

from io import BytesIO
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import ALLOWED_RESULTS, store_document
from asn_portal.documents.types import MEGABYTE
from asn_portal.jobs.registry import job
from asn_portal.jobs.ticks import tick
from asn_portal.listing.views import list_view_at
from employees.enums import ImportState
from employees.models import OrganizationalUnit, StaffImport
from employees.report_files import report_at
from employees.reports.whole_records import file_name, list_address, write_records
from employees.services.early_warning import start_due_findings
from employees.services.history import apply_due_histories as apply_due
from employees.services.record_export import note_record_export
from employees.services.staff_import.apply import apply_import
from employees.services.staff_import.check import check_import
from employees.services.staff_import.undo import forget_old_imports as forget
from employees.services.staff_import.undo import take_back
from employees.services.staff_import.upload import read_upload
from employees.services.structure import apply_due_changes
from employees.services.warning_notice import tell_offices, tell_people
from employees.services.warning_run import run_warnings
from employees.texts.record import import_result

HOUR = 60 * 60
MAXIMUM_EXPORT = 400 * MEGABYTE


@job("employees.import_read", label=gettext_lazy("Reading of a staff list"), retries=2)
def import_read(progress: Any, import_id: int) -> None:
    staff_import = StaffImport.objects.select_related("source").get(pk=import_id)
    if staff_import.state != ImportState.READING:
        return
    read_upload(staff_import=staff_import)
    progress.result(url=reverse("employees:import-columns", args=[import_id]))


@job("employees.import_preview", label=gettext_lazy("Check of a staff list"), retries=2)
def import_preview(progress: Any, import_id: int) -> None:
    staff_import = StaffImport.objects.select_related("source", "government").get(pk=import_id)
    if staff_import.state != ImportState.CHECKING:
        return
    counts = check_import(staff_import=staff_import, progress=progress)
    progress.result(url=staff_import.get_absolute_url(), message=import_result(counts))


# Not cancellable: what is stored is taken back by undoing.
@job("employees.import_apply", label=gettext_lazy("Staff import"), retries=5, cancellable=False)
def import_apply(progress: Any, import_id: int) -> None:
    staff_import = StaffImport.objects.select_related("government").get(pk=import_id)
    if staff_import.state != ImportState.APPLYING:
        return
    apply_import(staff_import=staff_import, progress=progress)
    progress.result(url=reverse("employees:import-detail", args=[import_id]))


@job("employees.import_undo", label=gettext_lazy("Undo of a staff import"), retries=5, cancellable=False)
def import_undo(progress: Any, import_id: int, reason: str) -> None:
    staff_import = StaffImport.objects.get(pk=import_id)
    if staff_import.state != ImportState.UNDOING:
        return
    take_back(staff_import=staff_import, reason=reason, progress=progress)
    progress.result(url=reverse("employees:import-detail", args=[import_id]))


# Hourly rather than at midnight: a portal that was off at midnight catches up, and a second run changes nothing.
@tick(seconds=HOUR)
def apply_due_histories() -> None:
    """Ranks and positions that begin today take effect."""
    apply_due()


@tick(seconds=HOUR)
def apply_due_structure_changes() -> None:
    """Units renamed, merged, split or closed from today on."""
    apply_due_changes()


@tick(seconds=HOUR)
def forget_old_imports() -> None:
    """Uploaded lists and their rows are removed after a week."""
    forget()


# Writing the file again changes nothing: it is stored once, at the end.
@job("employees.report", label=gettext_lazy("Staff report"), retries=2)
def report_file(progress: Any, address: str, ending: str) -> None:
    report = report_at(address, progress.owner)
    file = BytesIO()
    report.write(ending, file)
    with transaction.atomic():
        progress.store_result(file.getvalue(), name=report.file_name(ending))
        report.record(ending)


# Writing the file again after a dead worker changes nothing: it is stored once, at the end.
@job("employees.export_records", label=gettext_lazy("Export of whole records"), retries=2)
def record_export(progress: Any, filters: str, reason: str) -> None:
    employees = list_view_at(list_address(filters), progress.owner).filtered().editable_by(progress.owner)
    progress.total(employees.order_by().values("pk").count())
    with NamedTemporaryFile(suffix=".xlsx") as file:
        masked, revealed = write_records(
            file, employees, user=progress.owner, reveal=bool(reason), on_batch=progress.advance
        )
        file.seek(0)
        with transaction.atomic():
            document = store_document(
                file=File(file, name=file_name()),
                by=progress.owner,
                owner=progress.job,
                kind="jobs.result",
                unit_path=progress.job.unit_path,
                allowed=ALLOWED_RESULTS,
                max_size=MAXIMUM_EXPORT,
            )
            note_record_export(filters=filters, masked=masked, revealed=revealed, reason=reason, by=progress.owner)
    progress.result(document)


# Taken up again after a kill: what a run had written stands, and doing it again changes nothing.
@job("employees.warnings_find", label=gettext_lazy("Early warnings"), retries=3)
def warnings_find(progress: Any, government_id: int) -> None:
    government = OrganizationalUnit.objects.get(pk=government_id)
    counts = run_warnings(government=government, by=progress.owner, progress=progress)
    progress.result(
        url=reverse("employees:warning-list"),
        message=_("%(new)s new, %(changed)s changed, %(lapsed)s no longer due")
        % {"new": counts["new"], "changed": counts["changed"], "lapsed": counts["lapsed"]},
    )


@tick(seconds=HOUR)
def find_due_warnings() -> None:
    """Once a day for every government, in the first hour that a worker is there."""
    start_due_findings()


@tick(seconds=10 * 60)
def tell_early_warnings() -> None:
    """People at once, offices on Mondays."""
    tell_people()
    tell_offices()

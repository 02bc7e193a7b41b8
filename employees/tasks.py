"""Work in the background."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.jobs.registry import job
from asn_portal.jobs.ticks import tick
from employees.enums import ImportAction, ImportState
from employees.models import StaffImport
from employees.services.history import apply_due_histories as apply_due
from employees.services.staff_import.apply import apply_import
from employees.services.staff_import.check import check_import
from employees.services.staff_import.undo import forget_old_imports as forget
from employees.services.staff_import.undo import take_back
from employees.services.staff_import.upload import read_upload

HOUR = 60 * 60


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
    progress.result(
        url=staff_import.get_absolute_url(),
        message=_("%(new)s new, %(changed)s changed, %(same)s unchanged, %(refused)s refused")
        % {
            "new": counts[ImportAction.INSERT],
            "changed": counts[ImportAction.UPDATE],
            "same": counts[ImportAction.SKIP],
            "refused": counts[ImportAction.REFUSE],
        },
    )


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
def forget_old_imports() -> None:
    """Uploaded lists and their rows are removed after a week."""
    forget()

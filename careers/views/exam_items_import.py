"""Bringing items in from a file."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from asn_portal.access.guards import require
from asn_portal.drafts.services import once
from asn_portal.errors import DomainError
from careers.exam_import import Preview, from_signed, read_file, template
from careers.forms.exam import ImportForm, StoreForm
from careers.models import ItemBank
from careers.services.exam_bank import import_items
from careers.views.exam_bank import visible_bank

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def items_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Reading shows a preview; only the button under it stores."""
    bank = visible_bank(request, pk)
    form, store, preview = ImportForm(), None, None
    if request.method == "POST" and "signed" in request.POST:
        try:
            preview = from_signed(request.POST["signed"])
        except signing.BadSignature:
            messages.error(request, _("The preview is older than an hour. Read the file once more."))
            return redirect("careers:exam-items-import", bank.pk)
        store = StoreForm(request.POST, preview=preview)
        if store.is_valid() and _is_stored(request, bank, preview, store):
            return redirect(bank)
    elif request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            given = form.cleaned_data
            preview = read_file(given["file"] or io.BytesIO(given["text"].encode()))
            store = StoreForm(preview=preview, initial={"subject": given["subject"], "level": given["level"]})
        # Nothing new was read: what was read before stays.
        if (preview is None or not preview.items) and (kept := _kept_preview(request)):
            preview = replace(kept, problems=preview.problems if preview else ())
            store = StoreForm(preview=preview, initial=form.data.dict())
    context = {"bank": bank, "form": form, "preview": preview, "store": store}
    return render(request, "careers/exam_import.html", context)


def _kept_preview(request: HttpRequest) -> Preview | None:
    try:
        return from_signed(request.POST.get("kept", ""))
    except signing.BadSignature:
        return None


def _is_stored(request: HttpRequest, bank: ItemBank, preview: Preview, form: StoreForm) -> bool:
    """Or was stored before, by the same preview."""
    given = form.cleaned_data
    sent = f"{bank.pk}:{request.POST['signed']}"
    key = f"exam-import-{hashlib.sha256(sent.encode()).hexdigest()[:50]}"
    try:
        with transaction.atomic():
            if not once(request.user, key):
                messages.info(request, _("This form had already been sent. It was counted once."))
                return True
            made = import_items(
                bank=bank, rows=preview.rows, subject=given["subject"], level=given["level"], by=request.user
            )
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    sentence = ngettext("%(count)s item stored as a draft.", "%(count)s items stored as drafts.", len(made))
    messages.success(request, sentence % {"count": len(made)})
    return True


@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    require(request.user, "careers.keep_exams")
    response = HttpResponse(template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="bank-soal.xlsx"'
    return response

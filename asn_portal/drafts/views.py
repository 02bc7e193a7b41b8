"""Mixins for form pages, and the addresses that a form page calls while somebody types."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from asn_portal.drafts import services
from asn_portal.drafts.models import Draft, DraftFile, Submission
from asn_portal.drafts.services import IDEMPOTENCY_FIELD
from asn_portal.keys import read_keys, read_token

VERSION_FIELD = "record_version"
DISCARD_UPLOAD_FIELD = "discard_upload"


class DraftFormMixin:
    """For FormView, CreateView and UpdateView: put it first.

    GET shows the draft again; the page saves it while somebody types (`drafts:save`). A POST that ends in a redirect
    deletes the draft and uses up the form's idempotency key, in one transaction with what the view did; a POST that
    shows the form again keeps what was typed and the files that came with it.
    """

    # Name of the draft; the address' own arguments are added, so that two records have two drafts.
    draft_key = ""
    # Fields that must not lie in a draft: identity numbers, secrets.
    draft_exclude: Iterable[str] = ()

    request: HttpRequest
    kwargs: dict[str, Any]

    def get_draft_key(self) -> str:
        name = self.draft_key or self.request.resolver_match.view_name
        return ":".join([name, *(str(value) for value in self.kwargs.values())])[:150]

    # --- requests ---------------------------------------------------------------------------------------------------

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = read_token(request.POST.get(IDEMPOTENCY_FIELD, ""))
        with transaction.atomic():
            if not services.once(request.user, key):
                return self._already_sent(key)
            self._remove_discarded_uploads()
            with ExitStack() as self._open_files:
                response = super().post(request, *args, **kwargs)  # type: ignore[misc]
            if 300 <= response.status_code < 400:
                Submission.objects.filter(key=key).update(result_url=response.headers["Location"][:500])
                if request.user.is_authenticated:
                    services.discard_draft(by=request.user, key=self.get_draft_key())
            else:
                Submission.objects.filter(key=key).delete()
                self._keep(response)
        return response

    def get_form(self, form_class: type[forms.BaseForm] | None = None) -> Any:
        form_class = form_class or self.get_form_class()  # type: ignore[attr-defined]
        if self.request.method == "POST" or self.restored_data is None:
            return super().get_form(form_class)  # type: ignore[misc]
        kwargs = self.get_form_kwargs()
        data = self.restored_data.copy()
        unbound = form_class(**kwargs)
        for name in set(self.draft_exclude) & set(unbound.fields):
            if (value := unbound[name].value()) is not None:
                data[unbound.add_prefix(name)] = str(value)
        form = form_class(**{**kwargs, "data": data})
        # Shown as it was left: faults are told when it is sent, not when it is opened.
        form._errors = ErrorDict()
        return form

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        if self.request.method == "POST" and "files" in kwargs:
            files = kwargs["files"].copy()
            for kept in self.kept_uploads:
                if kept.field not in self.request.FILES:
                    content = self._open_files.enter_context(kept.file.open("rb"))
                    files.appendlist(kept.field, UploadedFile(content, kept.name, kept.content_type or None, kept.size))
            kwargs["files"] = files
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        # Computed when the page is rendered, after `post` has kept what was sent.
        context["draft"] = SimpleLazyObject(self._draft_state)
        context["idempotency_key"] = self.idempotency_key
        if began_with := self._restored(VERSION_FIELD):
            # What others changed since the draft was begun counts as changed meanwhile.
            context["record_version"] = began_with
        return context

    # --- the draft --------------------------------------------------------------------------------------------------

    @cached_property
    def draft(self) -> Draft | None:
        if not self.request.user.is_authenticated:
            return None
        return Draft.objects.filter(user=self.request.user, key=self.get_draft_key()).first()

    @cached_property
    def restored_data(self) -> QueryDict | None:
        """What the draft holds, when this request shows it again; bind formsets to it."""
        if self.request.method == "POST" or self.draft is None or not self.draft.data:
            return None
        return services.draft_data(self.draft)

    @property
    def kept_uploads(self) -> list[DraftFile]:
        return list(self.draft.files.all()) if self.draft else []

    @cached_property
    def idempotency_key(self) -> str:
        return (
            read_token(self.request.POST.get(IDEMPOTENCY_FIELD, ""))
            or self._restored(IDEMPOTENCY_FIELD)
            or uuid.uuid4().hex
        )

    def _restored(self, name: str) -> str:
        return self.restored_data.get(name, "") if self.restored_data is not None else ""

    def _draft_state(self) -> dict[str, Any]:
        """What the layout shows. Computed anew, because `post` may have made the draft."""
        if not self.request.user.is_authenticated:
            return {}
        key = self.get_draft_key()
        token = services.sign_key(key, self.draft_exclude)
        draft = Draft.objects.filter(user=self.request.user, key=key).first()
        return {
            "saved_at": draft.updated_at if draft else None,
            "is_restored": self.restored_data is not None,
            "autosave_url": reverse("drafts:save", args=[token]),
            "discard_url": reverse("drafts:discard", args=[token]),
            "uploads": [self._upload_item(kept) for kept in draft.files.all()] if draft else [],
        }

    def _upload_item(self, kept: DraftFile) -> dict[str, Any]:
        return {"pk": kept.pk, "field": kept.field, "name": kept.name, "size": kept.size}

    def _keep(self, response: HttpResponseBase) -> None:
        """Store what was typed, and the files that were not themselves refused."""
        if not self.request.user.is_authenticated:
            return
        key = self.get_draft_key()
        try:
            draft = services.save_draft(
                by=self.request.user, key=key, data=self.request.POST, exclude=self.draft_exclude
            )
        except services.DraftTooLargeError:
            return
        form = (getattr(response, "context_data", None) or {}).get("form")
        refused = {form.add_prefix(name) for name in form.errors if name in form.fields} if form is not None else set()
        services.remove_uploads(draft.files.filter(field__in=refused))
        services.keep_uploads(
            draft=draft,
            uploads={name: files for name, files in self.request.FILES.lists() if name not in refused},
        )

    def _remove_discarded_uploads(self) -> None:
        chosen = read_keys(self.request.POST.getlist(DISCARD_UPLOAD_FIELD))
        if chosen and self.draft is not None:
            services.remove_uploads(self.draft.files.filter(pk__in=chosen))

    def _already_sent(self, key: str) -> HttpResponse:
        messages.info(self.request, _("This form had already been sent. It was counted once."))
        submission = Submission.objects.filter(key=key).first()
        return redirect((submission and submission.result_url) or self.request.path)


class VersionedFormMixin:
    """For UpdateView: warns when somebody else changed the record while this form was open, and overwrites nothing.

    The page carries a digest of each field as it was; only fields that somebody else changed *and* that would be
    overwritten with another value are asked about. A field that one did not touch keeps what the other wrote. Sending
    the form a second time means: mine counts. `object` may be new, where the same page makes and changes a record.
    """

    request: HttpRequest

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            return super().post(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_form(self, form_class: type[forms.BaseForm] | None = None) -> Any:
        if self.request.method != "POST" or VERSION_FIELD not in self.request.POST:
            return super().get_form(form_class)  # type: ignore[misc]
        current = self._current_form(form_class, lock=True)
        form = super().get_form(form_class)  # type: ignore[misc]
        sent = _read_versions(self.request.POST[VERSION_FIELD])
        now = _versions(current)
        conflicts = []
        for name, digest in now.items():
            if name in sent and sent[name] != digest:
                theirs, yours = _comparable(current[name].value()), _comparable(form[name].value())
                if _digest(yours) == sent[name]:
                    _take_over(form, current, name)
                elif theirs != yours and form.fields[name].has_changed(current[name].initial, form[name].data):
                    conflicts.append(
                        {
                            "name": name,
                            "label": form[name].label,
                            "theirs": _in_words(current, name),
                            "yours": _in_words(form, name),
                        }
                    )
        if conflicts:
            form.full_clean()
            form.add_error(
                None,
                _(
                    "This record was changed while you had it open, by somebody else or by you on another page. "
                    "Compare the values below; send the form again to keep yours."
                ),
            )
        self.conflicts = conflicts
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if not context.get("record_version"):
            current = self._current_form(None, lock=False)
            context["record_version"] = ",".join(f"{name}:{digest}" for name, digest in _versions(current).items())
        context["conflicts"] = getattr(self, "conflicts", [])
        return context

    def _current_form(self, form_class: type[forms.BaseForm] | None, *, lock: bool) -> Any:
        """The form as the database has the record now; `lock` holds the row until the transaction ends."""
        form_class = form_class or self.get_form_class()  # type: ignore[attr-defined]
        instance = self.object  # type: ignore[attr-defined]
        if instance.pk is not None:
            rows = type(instance)._base_manager.filter(pk=instance.pk)
            instance = (rows.select_for_update(of=("self",)) if lock else rows).get()
        kwargs = self.get_form_kwargs()  # type: ignore[attr-defined]
        kwargs.update(instance=instance, data=None, files=None)
        return form_class(**kwargs)


def _versions(form: Any) -> dict[str, str]:
    return {name: _digest(_comparable(form[name].value())) for name, field in form.fields.items() if not field.disabled}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _take_over(form: Any, current: Any, name: str) -> None:
    """Let `form` send what is on record now, as its widget would have sent it."""
    bound = current[name]
    widget, value = bound.field.widget, bound.value()
    form.data = form.data.copy()
    if isinstance(widget, forms.CheckboxInput):
        form.data.pop(bound.html_name, None)
        if value:
            form.data[bound.html_name] = "on"
        return
    shown = widget.format_value(value)
    form.data.setlist(bound.html_name, shown if isinstance(shown, list | tuple) else [shown or ""])


def _read_versions(text: str) -> Mapping[str, str]:
    return dict(part.split(":", 1) for part in text.split(",") if ":" in part)


def _comparable(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(sorted(map(_comparable, value)))
    return "" if value is None else str(value)


def _in_words(form: Any, name: str) -> str:
    """A value as people read it: the choice's label, a local date."""
    value = form[name].value()
    if value in (None, "", []):
        return "–"
    wanted = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
    labels = [
        str(label)
        for key, entry in (getattr(form.fields[name], "choices", None) or ())
        for key_, label in (entry if isinstance(entry, list | tuple) else [(key, entry)])
        if str(getattr(key_, "value", key_)) in wanted
    ]
    return ", ".join(labels) or str(formats.localize(value))


def _key_of(token: str) -> tuple[str, list[str]]:
    try:
        return services.read_key(token)
    except signing.BadSignature:
        raise BadRequest("Not a draft of ours.")


@require_POST
def draft_save(request: HttpRequest, token: str) -> HttpResponse:
    """Called by static/js/forms.js; answers {"saved_at": "14.03"} in the reader's format."""
    key, exclude = _key_of(token)
    sent = request.POST.get(IDEMPOTENCY_FIELD, "")[:64]
    if sent and Submission.objects.filter(key=sent).exists():
        # The form was sent while this was on its way; the draft must not come back.
        return JsonResponse({"is_sent": True})
    try:
        draft = services.save_draft(by=request.user, key=key, data=request.POST, exclude=exclude)
        services.keep_uploads(
            draft=draft,
            uploads={name: files for name, files in request.FILES.lists() if name not in exclude},
        )
    except services.DraftTooLargeError as error:
        return JsonResponse({"error": str(error)}, status=413)
    saved_at = timezone.localtime(draft.updated_at)
    return JsonResponse({"saved_at": formats.time_format(saved_at), "iso": saved_at.isoformat(timespec="seconds")})


@require_POST
def draft_discard(request: HttpRequest, token: str) -> HttpResponse:
    key, _exclude = _key_of(token)
    if services.discard_draft(by=request.user, key=key):
        messages.success(request, _("Draft discarded."))
    target = request.POST.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("home:index")
    return redirect(target)

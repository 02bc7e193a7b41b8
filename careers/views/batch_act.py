"""Pages that ask before an act on a batch or on one of its lines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from asn_portal.acts import ActView
from asn_portal.drafts.views import DraftFormMixin
from careers.enums import BatchKind, BatchState
from careers.forms import BatchDetailsForm, LineAddForm, LineValuesForm, ReasonForm, SignForm
from careers.models import BatchLine
from careers.reports.batch import line_rows
from careers.services.batch import (
    DETAILS,
    add_line,
    batch_stamp,
    cancel_batch,
    change_batch,
    change_line,
    details_stamp,
    ensure_move,
    let_pass,
    line_stamp,
    refuse_standing,
    remove_blocked,
    remove_line,
)
from careers.services.batch_check import position_choices
from careers.services.batch_sign import prepare_batch, refuse_signer, return_batch, sign_batch, verify_batch
from careers.views.batch import visible_batch

# What no written reason helps against, by kind of batch.
LIMITS = {
    BatchKind.RANK_PROMOTION: gettext_lazy(
        "Only where the law allows it: never an education ceiling, never a sanction in force."
    ),
    BatchKind.TRANSFER: gettext_lazy(
        "Only where the law allows it: never a position for which a selection runs, never a second head of a unit, "
        "never a sanction in force."
    ),
    "": gettext_lazy("Only where the law allows it: never a sanction in force."),
}


class BatchActView(ActView):
    permission = "careers.manage_batch"

    def get_subject(self) -> Any:
        return visible_batch(self.request, self.kwargs["pk"])


class BatchStepView(BatchActView):
    """A page that is there only while the batch waits for this step."""

    shows_what_changed = False
    step: BatchState

    def ensure(self) -> None:
        ensure_move(self.subject, self.step)
        refuse_standing(self.subject, self.request.user)

    def get_stamp(self) -> str:
        return batch_stamp(self.subject)


class BatchChangeView(DraftFormMixin, BatchActView):
    form_class = BatchDetailsForm
    page_title = gettext_lazy("Details of the batch")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("Saved. All lines were checked anew.")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in DETAILS}

    def get_stamp(self) -> str:
        return details_stamp(self.subject)

    def act(self, form: Any) -> Any:
        change_batch(batch=self.subject, changes=form.cleaned_data, by=self.request.user, seen=self.seen)


class BatchPrepareView(BatchStepView):
    step = BatchState.PREPARED
    form_class = SignForm
    page_title = gettext_lazy("Sign and send for verification")
    submit_label = gettext_lazy("Sign and send")
    consequences = (
        gettext_lazy("All lines are checked once more by the records of this moment."),
        gettext_lazy("The list can't be changed any more, unless it is returned to you."),
        gettext_lazy("Other HR officers of the unit are asked to verify it; you can't verify it yourself."),
    )
    done = gettext_lazy("Signed. Another HR officer verifies it now.")

    def act(self, form: Any) -> Any:
        prepare_batch(batch=self.subject, by=self.request.user, seen=self.seen, **form.cleaned_data)


class BatchVerifyView(BatchStepView):
    step = BatchState.VERIFIED
    form_class = SignForm
    page_title = gettext_lazy("Verify and sign")
    submit_label = gettext_lazy("Verify and sign")
    consequences = (
        gettext_lazy("You say that you compared the list with the files. Nobody signs two steps."),
        gettext_lazy("The head of the agency is asked to sign the decree."),
    )
    done = gettext_lazy("Verified. The head of the agency signs next.")

    def ensure(self) -> None:
        super().ensure()
        refuse_signer(self.subject, self.request.user)

    def act(self, form: Any) -> Any:
        verify_batch(batch=self.subject, by=self.request.user, seen=self.seen, **form.cleaned_data)


class BatchSignView(BatchStepView):
    step = BatchState.SIGNED
    permission = "careers.sign_batch"
    form_class = SignForm
    page_title = gettext_lazy("Sign the decree")
    submit_label = gettext_lazy("Sign the decree")
    consequences = (
        gettext_lazy("The decree gets its number, and each person an excerpt with a QR code."),
        gettext_lazy("The people of the list are told."),
        gettext_lazy("On the effective date the portal writes all records at once, or none of them."),
        gettext_lazy("Until then the batch can be cancelled with a reason."),
    )
    done = gettext_lazy("Signed. The decree and the excerpts are ready within minutes.")

    def act(self, form: Any) -> Any:
        sign_batch(batch=self.subject, by=self.request.user, seen=self.seen, **form.cleaned_data)


class BatchReturnView(BatchStepView):
    step = BatchState.RETURNED
    permission = "careers.return_batch"
    form_class = ReasonForm
    page_title = gettext_lazy("Return the batch")
    submit_label = gettext_lazy("Return")
    consequences = (
        gettext_lazy("Whoever signed reads your reason and can correct the list."),
        gettext_lazy("All sign again; the signatures so far stay in the history."),
    )
    done = gettext_lazy("Returned. Whoever signed is told.")

    def act(self, form: Any) -> Any:
        return_batch(batch=self.subject, by=self.request.user, seen=self.seen, **form.cleaned_data)


class BatchCancelView(BatchStepView):
    step = BatchState.CANCELLED
    permission = "careers.return_batch"
    form_class = ReasonForm
    page_title = gettext_lazy("Cancel the batch")
    submit_label = gettext_lazy("Cancel the batch")
    submit_tone = "bad"
    consequences = (
        gettext_lazy("Nothing is written into the records. This can't be undone."),
        gettext_lazy("Papers that were made no longer hold; their QR page says so, and the people are told."),
        gettext_lazy("The people are free for another batch."),
    )
    done = gettext_lazy("Cancelled.")

    def act(self, form: Any) -> Any:
        cancel_batch(batch=self.subject, by=self.request.user, seen=self.seen, **form.cleaned_data)


class BatchDropBlockedView(BatchActView):
    form_class = ReasonForm
    page_title = gettext_lazy("Take off everybody who is not eligible yet")
    submit_label = gettext_lazy("Take them off")
    consequences = (
        gettext_lazy("The lines stay readable with your reason."),
        gettext_lazy("Whoever was let pass with a written reason stays on the list."),
    )

    def act(self, form: Any) -> Any:
        count = remove_blocked(batch=self.subject, by=self.request.user, **form.cleaned_data)
        text = ngettext("%(count)s person was taken off.", "%(count)s people were taken off.", count)
        messages.success(self.request, text % {"count": count})


class LineAddView(DraftFormMixin, BatchActView):
    form_class = LineAddForm
    page_title = gettext_lazy("Add a person")
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("Added and checked.")

    def get_form_kwargs(self) -> dict[str, Any]:
        batch = self.subject
        return {**super().get_form_kwargs(), "batch": batch, "positions": position_choices(batch)}

    def act(self, form: Any) -> Any:
        add_line(batch=self.subject, by=self.request.user, **form.cleaned_data)


class LineActView(BatchActView):
    """On one line of the batch."""

    line: BatchLine

    def get_subject(self) -> Any:
        batch = super().get_subject()
        lines = batch.lines.standing().with_people().select_related("batch__unit")
        self.line = get_object_or_404(lines, pk=self.kwargs["line"])
        return batch

    def get_intro(self) -> Any:
        return f"{self.line.employee} ({self.line.employee.formatted_nip})"

    def get_stamp(self) -> str:
        # The subject brings the line.
        return line_stamp(self.line) if self.subject else ""


class LineRemoveView(LineActView):
    form_class = ReasonForm
    page_title = gettext_lazy("Take the person off")
    submit_label = pgettext_lazy("list", "Take off")
    consequences = (gettext_lazy("The line stays readable with your reason. The person is free for another batch."),)
    done = gettext_lazy("Taken off.")

    def act(self, form: Any) -> Any:
        remove_line(line=self.line, by=self.request.user, **form.cleaned_data)


class LineLetPassView(LineActView):
    form_class = ReasonForm
    page_title = gettext_lazy("Let pass with a written reason")
    submit_label = gettext_lazy("Let pass")
    consequences = (
        gettext_lazy("Your name and reason stay with the batch; the verifier and the head read them."),
        gettext_lazy("Should something new speak against the person later, the line is blocked again."),
    )
    template_name = "careers/batch_line_pass.html"

    def get_consequences(self) -> list[Any]:
        return [LIMITS.get(self.subject.kind, LIMITS[""]), *super().get_consequences()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (row,) = line_rows(self.subject, [self.line], self.request.user)
        return super().get_context_data(row=row, **kwargs)

    def act(self, form: Any) -> Any:
        line = let_pass(line=self.line, by=self.request.user, seen=self.seen, **form.cleaned_data)
        if line.is_blocked:
            messages.warning(self.request, _("Noted; but something new speaks against the person by now. Look again."))
        else:
            messages.success(self.request, _("Noted. The line no longer blocks the batch."))


class LineChangeView(LineActView):
    form_class = LineValuesForm
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("Saved and checked.")

    def get_subject(self) -> Any:
        batch = super().get_subject()
        if batch.kind not in {BatchKind.TRANSFER, BatchKind.SALARY_STEP}:
            # Ranks and medals follow from the record; there is nothing to enter.
            raise Http404
        return batch

    def get_title(self) -> Any:
        return _("New position") if self.subject.kind == BatchKind.TRANSFER else _("New base salary")

    def get_initial(self) -> dict[str, Any]:
        return {"position_to": self.line.position_to, "base_salary": self.line.base_salary}

    def get_form_kwargs(self) -> dict[str, Any]:
        batch = self.subject
        return {**super().get_form_kwargs(), "batch": batch, "positions": position_choices(batch)}

    def act(self, form: Any) -> Any:
        change_line(line=self.line, changes=form.cleaned_data, by=self.request.user, seen=self.seen)

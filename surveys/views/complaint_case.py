"""One report with the steps that are possible now; drawn on its own page and beside the queue of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from asn_portal.audit.services import record_view
from asn_portal.documents.models import Document
from asn_portal.forms import PortalForm
from employees.dates import today
from surveys.enums import COMPLAINT_MOVES, ComplaintState, EntryKind, TemplateUse
from surveys.forms.complaint_step import (
    ForwardForm,
    GiveForm,
    LinkForm,
    RejectForm,
    StepForm,
    TextStepForm,
    UnfixedForm,
    VerifyForm,
)
from surveys.models import Complaint, ReplyTemplate, Topic
from surveys.reports.topics import suggested
from surveys.services.complaint import PHOTO_KIND
from surveys.services.reply_template import filled_text
from surveys.views.complaint_clock import clock_words

S = ComplaintState


@dataclass(frozen=True)
class Step:
    """`key` opens it by keyboard; `use` says which ready texts are offered; `moves_on`: the next report follows."""

    name: str
    label: Any
    button: Any
    form: type[StepForm]
    key: str = ""
    use: str = ""
    moves_on: bool = True
    tone: str = "primary"
    hint: Any = ""

    @property
    def url_name(self) -> str:
        return f"surveys:complaint-{self.name}"


STEPS = {
    step.name: step
    for step in (
        Step("verify", _("Verify"), _("Verify"), VerifyForm, key="v"),
        Step("reject", _("Reject"), _("Reject"), RejectForm, key="d", use=TemplateUse.REJECT, tone="danger"),
        Step("start", _("Start working on it"), _("Start working on it"), StepForm, key="s", moves_on=False),
        Step("close", _("Answer and close"), _("Answer and close"), TextStepForm, key="e", use=TemplateUse.CLOSE),
        Step("reply", _("Reply without closing"), _("Send the reply"), TextStepForm, key="r", use=TemplateUse.REPLY),
        Step(
            "postpone",
            _("Ask the reporter and wait"),
            _("Ask"),
            TextStepForm,
            key="q",
            use=TemplateUse.POSTPONE,
            hint=_(
                "The clock stands still while you wait. The reporter is reminded; without a word the report "
                "closes after ten working days."
            ),
        ),
        Step("forward", _("Forward to another unit"), _("Forward"), ForwardForm, key="f", use=TemplateUse.FORWARD),
        Step(
            "unfixed",
            _("Close, not fixed"),
            _("Close as not fixed"),
            UnfixedForm,
            key="u",
            use=TemplateUse.CLOSE,
            tone="secondary",
        ),
        Step(
            "note",
            _("Internal note"),
            _("Add the note"),
            TextStepForm,
            key="n",
            moves_on=False,
            tone="secondary",
            hint=_("Only the office reads these."),
        ),
        Step("give", _("Give to a colleague"), _("Give"), GiveForm, key="g", moves_on=False, tone="secondary"),
        Step("link", _("Same as another report"), _("Link them"), LinkForm, key="l", moves_on=False, tone="secondary"),
    )
}


def possible_steps(complaint: Complaint, *, can_handle: bool) -> list[Step]:
    """Those that the state allows, in the order in which they are usually needed."""
    if not can_handle:
        return []
    moves = COMPLAINT_MOVES[complaint.state]
    allowed = {
        "verify": S.VERIFIED in moves,
        "reject": S.REJECTED in moves,
        "start": S.IN_PROGRESS in moves,
        "close": S.DONE in moves,
        "reply": not complaint.has_ended and complaint.state != S.NEW,
        "postpone": S.POSTPONED in moves,
        "forward": S.FORWARDED in moves,
        "unfixed": S.NOT_FIXED in moves,
        "note": True,
        "give": not complaint.has_ended,
        "link": True,
    }
    return [step for name, step in STEPS.items() if allowed[name]]


def step_form(step: Step, complaint: Complaint, user: Any, data: Any = None, **kwargs: Any) -> StepForm:
    extra = {"user": user} if step.form is LinkForm else {}
    return step.form(data, complaint=complaint, auto_id=f"{step.name}_%s", **extra, **kwargs)


def case_context(
    request: HttpRequest,
    complaint: Complaint,
    *,
    chosen: str = "",
    bound: PortalForm | None = None,
    contact: Any = None,
    lost_text: str = "",
    desk: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What `surveys/_complaint_case.html` shows. `chosen` names the step whose form is open, `bound` is that form with
    its faults; `desk` says where the desk stands, so that the next report can follow."""
    user = request.user
    record_view(viewer=user, subject=complaint, unit_path=complaint.unit.path, what="report")
    can_handle = bool(user.has_perm("surveys.handle_complaint", complaint))
    steps = possible_steps(complaint, can_handle=can_handle)
    names = [step.name for step in steps]
    current = chosen if chosen in names else _first_step(complaint, names)
    entries = list(complaint.entries.select_related("by", "unit"))
    form = bound
    if form is None and current:
        form = step_form(STEPS[current], complaint, user)
    context = {
        "complaint": complaint,
        "entries": [entry for entry in entries if entry.kind != EntryKind.NOTE],
        "notes": [entry for entry in entries if entry.kind == EntryKind.NOTE],
        "photos": _photos(complaint),
        "steps": [_step_link(request, step, complaint, current, desk) for step in steps],
        "step": STEPS.get(current),
        "step_form": form,
        "step_url": reverse(STEPS[current].url_name, args=[complaint.pk]) if current else "",
        "lost_text": lost_text,
        "is_overdue": complaint.is_overdue(today()),
        "clock": clock_words(complaint),
        "can_handle": can_handle,
        "can_take": can_handle and not complaint.has_ended and complaint.assignee_id is None,
        "is_mine": complaint.assignee_id == user.pk,
        "has_contact": can_handle and complaint.visibility == "open" and hasattr(complaint, "contact"),
        "contact": contact,
        "desk": desk,
        "templates": [],
    }
    if current and STEPS[current].use:
        context["templates"] = _templates(complaint, STEPS[current].use)
    if current:
        context["text_url"] = reverse("surveys:complaint-text", args=[complaint.pk, current])
    return context


def page_extras(request: HttpRequest, complaint: Complaint) -> dict[str, Any]:
    """What only the report's own page shows: topics, and reports that look the same."""
    government = complaint.unit.government_path
    topics = list(Topic.objects.of_government(government).active())
    standing = set(complaint.tags.values_list("topic", flat=True))
    pointed = {topic.pk for topic in suggested(f"{complaint.subject} {complaint.text}", topics)}
    seen = Complaint.objects.visible_to(request.user)
    alike = seen.filter(unit__path__startswith=government).exclude(pk=complaint.pk).alike(complaint.subject)
    return {
        "topic_choices": [
            {"topic": topic, "is_on": topic.pk in standing, "is_suggested": topic.pk in pointed - standing}
            for topic in topics
        ],
        "same_as": seen.filter(pk=complaint.same_as_id).first() if complaint.same_as_id else None,
        "others": list(seen.filter(same_as=complaint)[:20]),
        "alike": list(alike.exclude(same_as=complaint).exclude(pk=complaint.same_as_id or 0)[:5]),
    }


def _photos(complaint: Complaint) -> list[Document]:
    """The desk brings them with the report."""
    facts = getattr(complaint, "photo_facts", None)
    if facts is not None:
        return [Document(**each) for each in facts]
    return list(Document.objects.filter(kind=PHOTO_KIND, owner_id=str(complaint.pk)))


def _first_step(complaint: Complaint, names: list[str]) -> str:
    """What most reports in this state need next."""
    usual = {
        S.NEW: "verify",
        S.VERIFIED: "start",
        S.FORWARDED: "start",
        S.REOPENED: "start",
        S.IN_PROGRESS: "close",
    }.get(S(complaint.state), "")
    return usual if usual in names else ""


def _step_link(
    request: HttpRequest, step: Step, complaint: Complaint, current: str, desk: Mapping[str, Any] | None
) -> dict[str, Any]:
    address = desk["case_url"] if desk else complaint.get_absolute_url()
    joint = "&" if "?" in address else "?"
    return {
        "name": step.name,
        "label": step.label,
        "key": step.key,
        "url": f"{address}{joint}step={step.name}#step",
        "is_current": step.name == current,
    }


def _templates(complaint: Complaint, use: str) -> list[dict[str, Any]]:
    offered = ReplyTemplate.objects.offered_to(complaint.unit).filter(use__in=[use, TemplateUse.ANY])
    return [
        {
            "id": template.pk,
            "name": template.name,
            "text": filled_text(template=template, complaint=complaint),
        }
        for template in offered
    ]

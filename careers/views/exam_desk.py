"""Pages of proctors, markers and keyers, and the figures of a sitting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from asn_portal.access.guards import require
from asn_portal.acts import ActView
from asn_portal.audit.services import record_view
from careers.enums import AttendanceState, SittingState
from careers.forms.exam import KeyingForm, MarkForm, ReasonForm
from careers.forms.exam_sitting import TimeForm
from careers.models import Item, PaperItem, Sitting, SittingCandidate
from careers.reports.exam import board_of, shown_items, words_of
from careers.reports.exam_figures import figures_of
from careers.reports.exam_paper import paper_pdf
from careers.rules.exam import keeps_sitting, refuse_examined
from careers.services.exam_marking import key_paper, mark_essay, needs_third, open_differences, settle_differences
from careers.services.exam_result import drop_item
from careers.services.exam_taking import add_time, end_for, put_on_paper
from careers.views.exam_sitting import SittingActView, essays_of, visible_sitting
from employees.supervision import employee_of


@never_cache
@require_safe
def exam_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked for anew by the page itself every eight seconds."""
    sitting = visible_sitting(request, pk)
    require(request.user, "careers.watch_sitting", sitting)
    now = timezone.now()
    with timezone.override(sitting.unit.tz):
        context = {
            "sitting": sitting,
            "board": board_of(sitting, now),
            "is_open": sitting.state == SittingState.OPEN,
            "has_papers": sitting.state != SittingState.PLANNED and is_exam_day(sitting),
        }
        return render(request, "careers/exam_board.html", context)


def watched_candidate(request: HttpRequest, pk: int) -> SittingCandidate:
    rows = SittingCandidate.objects.visible_to(request.user).select_related(
        "sitting__unit", "sitting__blueprint", "employee", "room"
    )
    candidate = get_object_or_404(rows, pk=pk)
    refuse_examined(request.user, candidate.sitting)
    return candidate  # type: ignore[no-any-return]


class CandidateActView(ActView):
    """An act of a proctor on one candidate; back to the board."""

    def get_subject(self) -> SittingCandidate:
        candidate = watched_candidate(self.request, self.kwargs["pk"])
        require(self.request.user, "careers.watch_sitting", candidate.sitting)
        return candidate

    def back(self) -> str:
        return reverse("careers:exam-board", args=[self.subject.sitting_id])

    def get_crumb(self) -> str:
        return str(self.subject.sitting)

    def get_intro(self) -> str:
        return f"{self.subject} · {self.subject.employee}"


class TimeAddView(CandidateActView):
    form_class = TimeForm
    page_title = gettext_lazy("Change the time")
    submit_label = gettext_lazy("Change the time")
    consequences = (
        gettext_lazy("The new time holds at once, also while the person works; their page shows it within seconds."),
        gettext_lazy("The change stands in the record with your reason."),
    )
    done = gettext_lazy("The time is changed.")

    def act(self, form: Any) -> None:
        add_time(candidate=self.subject, **form.cleaned_data, by=self.request.user)


class ExamEndView(CandidateActView):
    form_class = ReasonForm
    page_title = gettext_lazy("End the exam for this person")
    submit_label = gettext_lazy("End the exam")
    submit_tone = "bad"
    consequences = (
        gettext_lazy("Nothing can be answered any more; what was saved is scored."),
        gettext_lazy("The person reads your reason. This can't be undone."),
    )
    done = gettext_lazy("Ended.")

    def act(self, form: Any) -> None:
        end_for(candidate=self.subject, **form.cleaned_data, by=self.request.user)


class ToPaperView(CandidateActView):
    form_class = ReasonForm
    page_title = gettext_lazy("Go on with paper")
    submit_label = gettext_lazy("Go on with paper")
    consequences = (
        gettext_lazy("The person goes on with the printed paper; their device takes no more answers."),
        gettext_lazy("Afterwards two people type in the answers."),
        gettext_lazy("This can't be undone."),
    )
    done = gettext_lazy("Moved to paper. Print the paper of this person.")

    def act(self, form: Any) -> None:
        put_on_paper(candidate=self.subject, **form.cleaned_data, by=self.request.user)


def is_exam_day(sitting: Sitting) -> bool:
    """The day has come on the clocks of the unit."""
    zone = sitting.unit.tz
    return bool(timezone.now().astimezone(zone).date() >= sitting.starts_at.astimezone(zone).date())


@require_safe
def exam_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Printed from the day of the exam on; who opened it stands in the record of looks."""
    candidate = watched_candidate(request, pk)
    sitting, person = candidate.sitting, candidate.employee
    require(request.user, "careers.watch_sitting", sitting)
    if sitting.state not in {SittingState.READY, SittingState.OPEN, SittingState.CLOSED}:
        raise Http404
    if not is_exam_day(sitting):
        messages.error(request, _("Papers are printed on the day of the exam, not before: nobody reads them earlier."))
        return redirect("careers:exam-board", sitting.pk)
    record_view(
        viewer=request.user, subject=person, unit_path=sitting.unit.path, what="exam_paper", reason=str(sitting)
    )
    response = HttpResponse(paper_pdf(candidate), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="naskah-{candidate.sitting_id}-{candidate}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


# --- Typing in -------------------------------------------------------------------------------------------------------


@require_safe
def keying_list(request: HttpRequest, pk: int) -> HttpResponse:
    sitting = visible_sitting(request, pk)
    require(request.user, "careers.key_paper", sitting)
    candidates = sitting.candidates.filter(state=AttendanceState.ON_PAPER).prefetch_related(
        "keyed_sheets", "paper__items__item", "paper__items__answer"
    )
    rows = []
    for candidate in candidates.order_by("number"):
        sheets = sorted(candidate.keyed_sheets.all(), key=lambda sheet: sheet.pk)
        differing = open_differences(sheets, list(candidate.paper.items.all()))
        answers = [getattr(row, "answer", None) for row in candidate.paper.items.all()]
        is_settled = any(answer is not None and answer.device == 0 for answer in answers)
        has_typed = any(sheet.keyer_id == request.user.pk for sheet in sheets)
        rows.append(
            {
                "candidate": candidate,
                "sheets": len(sheets),
                "differences": 0 if is_settled else len(differing),
                "is_settled": is_settled,
                "has_typed": has_typed,
                # Again where the readings differ: both look at the paper once more.
                "may_key": not is_settled and (bool(differing) if has_typed else len(sheets) < 2),
                "may_settle": not is_settled and bool(differing) and not has_typed,
            }
        )
    return render(request, "careers/exam_keying_list.html", {"sitting": sitting, "rows": rows})


class KeyingView(ActView):
    """One person's reading of one paper."""

    form_class = KeyingForm
    template_name = "careers/exam_keying.html"
    page_title = gettext_lazy("Type in a paper")
    submit_label = gettext_lazy("Keep these answers")
    done = gettext_lazy("Kept.")

    def get_subject(self) -> SittingCandidate:
        candidate = watched_candidate(self.request, self.kwargs["pk"])
        require(self.request.user, "careers.key_paper", candidate.sitting)
        if candidate.state != AttendanceState.ON_PAPER:
            raise Http404
        return candidate

    def back(self) -> str:
        return reverse("careers:exam-keying-list", args=[self.subject.sitting_id])

    def get_crumb(self) -> str:
        return str(self.subject.sitting)

    def get_initial(self) -> dict[str, Any]:
        own = self.subject.keyed_sheets.filter(keyer=self.request.user).first()
        return {f"q{place}": answer for place, answer in own.answers.items()} if own else {}

    def get_items(self) -> list[PaperItem]:
        return list(self.subject.paper.items.select_related("item", "answer").order_by("place"))

    def get_intro(self) -> str:
        return _("Candidate %(number)s. Type what stands on the paper, question by question.") % {
            "number": self.subject
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        saved = {
            row.place: words_of(row, row.value)
            for row in shown_items(self.subject)
            if row.is_answered and not row.is_typed
        }
        return {**super().get_form_kwargs(), "items": self.get_items(), "saved": saved}

    def act(self, form: Any) -> None:
        key_paper(candidate=self.subject, answers=form.answers(), by=self.request.user)


class SettleView(KeyingView):
    """Only the questions in which two readings differ, or what was saved differs from them, with all of it."""

    page_title = gettext_lazy("Settle the differences")
    submit_label = gettext_lazy("Keep what stands on the paper")
    done = gettext_lazy("Settled and scored.")

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_items(self) -> list[PaperItem]:
        items = super().get_items()
        sheets = list(self.subject.keyed_sheets.order_by("pk"))
        differing = open_differences(sheets, items)
        return [row for row in items if str(row.place) in differing]

    def get_intro(self) -> str:
        return _("Candidate %(number)s. Look at the paper again and type what really stands there.") % {
            "number": self.subject
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheets = list(self.subject.keyed_sheets.order_by("pk"))
        wanted = {row.place for row in self.get_items()}
        readings = [
            (
                row.place,
                [
                    *[words_of(row, sheet.answers.get(str(row.place))) for sheet in sheets],
                    words_of(row, row.value) if row.is_answered and not row.is_typed else "–",
                ],
            )
            for row in shown_items(self.subject)
            if row.place in wanted
        ]
        return super().get_context_data(readings=readings, **kwargs)

    def act(self, form: Any) -> None:
        settle_differences(candidate=self.subject, answers=form.answers(), by=self.request.user)


# --- Essays ----------------------------------------------------------------------------------------------------------


def _essays_to_mark(request: HttpRequest, sitting: Sitting) -> list[PaperItem]:
    """In the order of a hash-like key, so that nobody tells candidates by it; third marks where two differ."""
    marker = employee_of(request.user)
    rows = (
        PaperItem.objects.to_mark_by(marker.pk if marker else None, sitting)
        .select_related("item", "paper", "answer")
        .prefetch_related("marks")
        .order_by("item__code", "paper__fingerprint")
    )
    open_rows = []
    for row in rows:
        marks = sorted(row.marks.all(), key=lambda mark: mark.pk)
        if len(marks) < 2 or (len(marks) == 2 and needs_third(row, marks, sitting)):
            open_rows.append(row)
    return open_rows


@require_safe
def marking_list(request: HttpRequest, pk: int) -> HttpResponse:
    sitting = visible_sitting(request, pk)
    require(request.user, "careers.mark_essays", sitting)
    rows = _essays_to_mark(request, sitting) if sitting.state == SittingState.CLOSED else []
    context = {
        "sitting": sitting,
        "rows": rows,
        "keeps": keeps_sitting.test(request.user, sitting),
        **essays_of(sitting),
    }
    return render(request, "careers/exam_marking_list.html", context)


class MarkView(ActView):
    form_class = MarkForm
    template_name = "careers/exam_mark.html"
    page_title = gettext_lazy("Mark an essay")
    submit_label = gettext_lazy("Give these points")
    done = gettext_lazy("Marked.")
    consequences = (gettext_lazy("Your mark can't be changed, and nobody shows it to the other marker."),)

    def get_subject(self) -> PaperItem:
        sittings = Sitting.objects.visible_to(self.request.user)
        rows = PaperItem.objects.essays().select_related("item", "answer", "paper__candidate__sitting__unit")
        row = get_object_or_404(
            rows.filter(paper__candidate__sitting__in=sittings, answer__value__isnull=False),
            # Nobody reads essays while people still write.
            paper__candidate__sitting__state__in=[SittingState.CLOSED, SittingState.PUBLISHED],
            pk=self.kwargs["pk"],
        )
        refuse_examined(self.request.user, row.paper.candidate.sitting)
        require(self.request.user, "careers.mark_essays", row.paper.candidate.sitting)
        return row  # type: ignore[no-any-return]

    def back(self) -> str:
        return reverse("careers:exam-marking-list", args=[self.subject.paper.candidate.sitting_id])

    def get_crumb(self) -> str:
        return str(self.subject.paper.candidate.sitting)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "most": self.subject.points}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.subject, **kwargs)

    def act(self, form: Any) -> str | None:
        marker = employee_of(self.request.user)
        mark_essay(paper_item=self.subject, marker=marker, **form.cleaned_data, by=self.request.user)
        following = _essays_to_mark(self.request, self.subject.paper.candidate.sitting)
        return reverse("careers:exam-mark", args=[following[0].pk]) if following else None


# --- Figures ---------------------------------------------------------------------------------------------------------


@require_safe
def exam_figures(request: HttpRequest, pk: int) -> HttpResponse:
    sitting = visible_sitting(request, pk)
    require(request.user, "careers.read_exam_figures", sitting)
    if sitting.state not in {SittingState.CLOSED, SittingState.PUBLISHED}:
        messages.info(request, _("Figures are there once the sitting is closed."))
        return redirect(sitting)
    with timezone.override(sitting.unit.tz):
        context = {"sitting": sitting, **figures_of(sitting, request.user)}
        return render(request, "careers/exam_figures.html", context)


class ItemDropView(SittingActView):
    states = (SittingState.CLOSED,)
    form_class = ReasonForm
    page_title = gettext_lazy("Drop an item")
    submit_label = gettext_lazy("Drop the item")
    submit_tone = "bad"
    consequences = (
        gettext_lazy("The item counts for nobody; all scores are worked out anew."),
        gettext_lazy("Who dropped it, why, and each score before and after are kept."),
        gettext_lazy("This can't be undone."),
    )
    done = gettext_lazy("Dropped. All scores are worked out anew.")

    def get_item(self) -> Item:
        return get_object_or_404(Item, pk=self.kwargs["item_pk"], statistics__sitting=self.subject)  # type: ignore[no-any-return]

    def get_intro(self) -> str:
        item = self.get_item()
        return f"{item}: {item.text}"

    def back(self) -> str:
        return reverse("careers:exam-figures", args=[self.subject.pk])

    def act(self, form: Any) -> None:
        drop_item(sitting=self.subject, item=self.get_item(), **form.cleaned_data, by=self.request.user)

"""The exam as its candidate meets it: start, questions, handing in, result slip."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from asn_portal.access.guards import permission_required, require
from asn_portal.acts import ActView
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from careers.enums import AttendanceState, ItemKind
from careers.forms.exam import CodeForm
from careers.models import SittingCandidate
from careers.reports.exam import PAGE_ITEMS, ShownItem, shown_items, slip_of
from careers.reports.exam_paper import slip_pdf
from careers.services.exam_taking import ExamRefused, UnknownAnswer, hand_in, save_page, start_exam
from careers.views.exam_save import page_token


def own_candidate(request: HttpRequest, pk: int) -> SittingCandidate:
    rows = SittingCandidate.objects.of_user(request.user).select_related(
        "sitting__unit", "sitting__blueprint", "sitting__stage__selection", "employee", "room", "paper"
    )
    candidate = get_object_or_404(rows, pk=pk)
    require(request.user, "careers.sit_exam", candidate)
    return candidate  # type: ignore[no-any-return]


@require_safe
@permission_required("careers.view_sittings")
def exam_mine(request: HttpRequest) -> HttpResponse:
    rows = SittingCandidate.objects.of_user(request.user).select_related("sitting__unit", "room")
    return render(request, "careers/exam_mine.html", {"candidates": rows.order_by("-sitting__starts_at")})


@never_cache
@require_safe
def exam_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What comes before the clock, the questions on this device, or what came of it."""
    candidate = own_candidate(request, pk)
    with timezone.override(candidate.sitting.unit.tz):
        now = timezone.now()
        if candidate.state == AttendanceState.INVITED:
            return _start_page(request, candidate, CodeForm())
        if candidate.state == AttendanceState.RUNNING and not candidate.is_over(now):
            if request.session.get(_session_key(candidate)) != candidate.device:
                return _start_page(request, candidate, CodeForm())
            return _questions(request, candidate)
        return _result(request, candidate)


@require_POST
def exam_start(request: HttpRequest, pk: int) -> HttpResponse:
    candidate = own_candidate(request, pk)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            candidate = start_exam(candidate=candidate, code=form.cleaned_data["code"], by=request.user)
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            request.session[_session_key(candidate)] = candidate.device
            return redirect(candidate)
    with timezone.override(candidate.sitting.unit.tz):
        return _start_page(request, candidate, form)


@require_POST
def exam_page_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Without a script: the answers of one page, and on to the page that the button names."""
    candidate = own_candidate(request, pk)
    device = request.session.get(_session_key(candidate), 0)
    try:
        page_device = read_key(request.POST.get("device", ""))
        answers = _changed(request, candidate)
        saved = save_page(candidate=candidate, device=device, answers=answers, given_on=page_device)
    except ExamRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(candidate)
    except UnknownAnswer as error:
        raise Http404 from error
    if any(not each.stored for each in saved.values()):
        messages.warning(request, _("A newer answer was saved already and stays. It is shown below."))
    else:
        messages.success(request, _("Saved."))
    if request.POST.get("go") == "finish":
        return redirect("careers:exam-finish", candidate.pk)
    page = request.POST.get("go", "")
    return redirect(f"{candidate.get_absolute_url()}?page={read_key(page) or 1}")


class ExamFinishView(ActView):
    page_title = gettext_lazy("Hand in the exam")
    submit_label = pgettext_lazy("exam", "Hand in")
    consequences = (gettext_lazy("Nothing can be changed afterwards."),)
    done = gettext_lazy("Handed in.")

    def get_subject(self) -> SittingCandidate:
        return own_candidate(self.request, self.kwargs["pk"])

    def get_crumb(self) -> str:
        return str(self.subject.sitting)

    def get_intro(self) -> str:
        items = shown_items(self.subject)
        answered = sum(item.is_answered for item in items)
        return _("%(answered)s of %(all)s questions are answered and saved.") % {
            "answered": answered,
            "all": len(items),
        }

    def act(self, form: Any) -> None:
        hand_in(candidate=self.subject, by=self.request.user)


@require_safe
def exam_slip(request: HttpRequest, pk: int) -> HttpResponse:
    candidate = own_candidate(request, pk)
    if slip_of(candidate) is None:
        raise Http404
    response = HttpResponse(slip_pdf(candidate), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="hasil-ujian-{candidate.sitting_id}-{candidate}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _start_page(request: HttpRequest, candidate: SittingCandidate, form: CodeForm) -> HttpResponse:
    context = {
        "candidate": candidate,
        "sitting": candidate.sitting,
        "form": form,
        "is_new_device": candidate.state == AttendanceState.RUNNING,
        "left": candidate.seconds_left(timezone.now()) // 60,
    }
    return render(request, "careers/exam_start.html", context)


def _questions(request: HttpRequest, candidate: SittingCandidate) -> HttpResponse:
    items = shown_items(candidate)
    pages = [items[start : start + PAGE_ITEMS] for start in range(0, len(items), PAGE_ITEMS)] or [[]]
    wanted = request.GET.get("page", "1")
    number = min(max(read_key(wanted) or 1, 1), len(pages))
    context = {
        "candidate": candidate,
        "sitting": candidate.sitting,
        "items": pages[number - 1],
        "page": number,
        "last": len(pages),
        "following": number + 1 if number < len(pages) else None,
        "previous": number - 1 if number > 1 else None,
        "map": [(item, (item.place - 1) // PAGE_ITEMS + 1) for item in items],
        "seconds": candidate.seconds_left(timezone.now()),
        "token": page_token(request, candidate),
        "save_url": reverse("exam_save:save"),
    }
    return render(request, "careers/exam_take.html", context)


def _result(request: HttpRequest, candidate: SittingCandidate) -> HttpResponse:
    is_over = candidate.state == AttendanceState.RUNNING
    context = {
        "candidate": candidate,
        "sitting": candidate.sitting,
        "slip": slip_of(candidate),
        "is_being_closed": is_over,
    }
    return render(request, "careers/exam_result.html", context)


def _changed(request: HttpRequest, candidate: SittingCandidate) -> dict[int, tuple[int, Any]]:
    """Of the page's items those whose answer differs from what is stored, with the sequence after the one it knew."""
    known: dict[int, ShownItem] = {item.key: item for item in shown_items(candidate)}
    found = {}
    for name, text in request.POST.items():
        key, sequence = read_key(name[1:]), read_key(text)
        if not name.startswith("s") or key is None or sequence is None:
            continue
        item = known.get(key)
        if item is None:
            raise Http404
        given = request.POST.getlist(f"q{item.key}")
        value: Any = given if item.kind == ItemKind.MULTIPLE else (given[0].strip() if given else None)
        if _as_text(value) != _as_text(item.value):
            found[item.key] = (sequence + 1, value)
    return found


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(str(each) for each in value) or None
    return None if value in (None, "") else str(value)


def _session_key(candidate: SittingCandidate) -> str:
    return f"exam-{candidate.pk}"

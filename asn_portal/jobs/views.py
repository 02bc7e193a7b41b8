from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from asn_portal.access.guards import require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.errors import DomainError
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import cancel_job, rerun_job
from asn_portal.tabular.writing import write_csv

PER_PAGE = 25
PROBLEMS_PER_PAGE = 100
# A page asks for a running job's progress this often (seconds).
REFRESH = 2


@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """One's own work; an operator may ask for everybody's."""
    may_see_all = scope_of(request.user).has(Permission.SYSTEM_OPERATE)
    shows_all = may_see_all and "all" in request.GET
    jobs = Job.objects.visible_to(request.user).select_related("owner", "result")
    if not shows_all:
        jobs = jobs.owned_by(request.user)
    page = Paginator(jobs, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_see_all": may_see_all, "shows_all": shows_all}
    return render(request, "jobs/job_list.html", context)


@require_GET
def job_detail(request: HttpRequest, job_id: int) -> HttpResponse:
    """Progress, problems and result. While the work runs, the page asks for its status part again and again."""
    job = get_object_or_404(Job.objects.visible_to(request.user).select_related("owner", "result"), pk=job_id)
    is_open = job.is_open_to(request.user)
    context: dict[str, Any] = {
        "job": job,
        "is_open": is_open,
        "elapsed": job.elapsed(),
        "remaining": job.remaining(),
        "refresh": REFRESH,
        "may_cancel": job.is_active and not job.cancel_requested,
        "may_rerun": job.state in {JobState.FAILED, JobState.CANCELLED},
        "problems": None,
    }
    if is_open:
        context["problems"] = Paginator(job.problems.all(), PROBLEMS_PER_PAGE).get_page(request.GET.get("page"))
    template = "jobs/_job_status.html" if request.htmx else "jobs/job_detail.html"
    response = render(request, template, context)
    if request.htmx and not job.is_active:
        # The end changes more than the status part (title, buttons): load the page once more.
        response["HX-Refresh"] = "true"
    return response


@require_GET
def job_problems(request: HttpRequest, job_id: int) -> HttpResponse:
    """All problems as a sheet, for the person who mends the file."""
    job = get_object_or_404(Job.objects.owned_by(request.user), pk=job_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="problems-{job.pk}.csv"'
    rows = (
        [problem.row or "", problem.column, problem.get_level_display(), problem.message, problem.cure]
        for problem in job.problems.all()
    )
    write_csv(response, [_("Row"), _("Column"), _("Kind"), _("Problem"), _("What to do")], rows)
    return response


@require_POST
def job_cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)
    require(request.user, "jobs.cancel_job", job)
    try:
        cancelled = cancel_job(job=job, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        done = cancelled.state == JobState.CANCELLED
        messages.success(request, _("Cancelled.") if done else _("The work stops at its next step."))
    return redirect(_next(request, job))


@require_POST
def job_rerun(request: HttpRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)
    require(request.user, "jobs.rerun_job", job)
    try:
        rerun_job(job=job, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The work waits for a worker again."))
    return redirect(_next(request, job))


def _next(request: HttpRequest, job: Job) -> str:
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return address
    return job.get_absolute_url()

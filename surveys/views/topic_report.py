"""Topics over time, and the texts behind each figure."""

from __future__ import annotations

import tempfile
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asn_portal.access.guards import permission_required
from asn_portal.access.scope import scope_of
from asn_portal.keys import read_key
from asn_portal.tabular.writing import write_csv, write_xlsx
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.forms.topic import TopicReportForm
from surveys.models import Complaint, SurveyComment, Topic
from surveys.reports.topics import tags_in_report, topic_report

TEXTS_PER_PAGE = 50
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_GET
@permission_required("surveys.view_topics")
def topic_report_page(request: HttpRequest) -> HttpResponse:
    """Months beside each other; `?export=` gives the same figures as a file."""
    government = _government(request)
    form = _form(request, government)
    report = None
    if form.is_valid():
        data = form.cleaned_data
        report = topic_report(
            user=request.user,
            government=government,
            since=data["since"],
            until=data["until"],
            unit=data["unit"],
            source=data["source"],
        )
        ending = request.GET.get("export", "")
        if ending:
            return _file(ending, [report.headers, *report.rows])
    query = request.GET.copy()
    query.pop("export", None)
    joint = f"{request.path}?{query.urlencode()}{'&' if query else ''}export="
    context = {
        "page_title": _("Topics over time"),
        "form": form,
        "report": report,
        "exports": [{"label": "Excel (XLSX)", "url": f"{joint}xlsx"}, {"label": "CSV", "url": f"{joint}csv"}],
    }
    return render(request, "surveys/topic_report.html", context)


@require_GET
@permission_required("surveys.view_topics")
def topic_texts(request: HttpRequest) -> HttpResponse:
    """The comments and reports with one topic, of those that the user may read."""
    government = _government(request)
    topic = get_object_or_404(Topic.objects.of_government(government.path), pk=read_key(request.GET.get("topic", "")))
    form = _form(request, government)
    if not form.is_valid():
        raise Http404
    data = form.cleaned_data
    tags = tags_in_report(
        user=request.user,
        government=government,
        since=data["since"],
        until=data["until"],
        unit=data["unit"],
        source=data["source"],
    ).filter(topic=topic)
    found = tags.select_related("comment__survey__unit", "complaint__unit").order_by("-day", "-pk")
    page = Paginator(found, TEXTS_PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    back = query.copy()
    back.pop("topic", None)
    context = {
        "page_title": topic.name,
        "since": data["since"],
        "until": data["until"],
        "page": page,
        "query": query.urlencode(),
        "texts": [_text(tag) for tag in page.object_list],
        "report_url": f"{reverse('surveys:topic-report')}?{back.urlencode()}",
    }
    return render(request, "surveys/topic_texts.html", context)


def _text(tag: Any) -> dict[str, Any]:
    text: Complaint | SurveyComment = tag.complaint or tag.comment
    if isinstance(text, Complaint):
        return {
            "title": text.subject,
            "text": text.text,
            "day": tag.day,
            "unit": text.unit,
            "source": _("Report"),
            "url": text.get_absolute_url(),
        }
    return {
        "title": "",
        "text": text.text,
        "day": tag.day,
        "unit": text.survey.unit,
        "source": _("Survey"),
        "url": text.survey.get_absolute_url(),
    }


def _form(request: HttpRequest, government: OrganizationalUnit) -> TopicReportForm:
    units = OrganizationalUnit.objects.visible_to(request.user).within(government.path)
    chosen = request.GET.get("unit", "")
    return TopicReportForm(request.GET, units=units.offered_on(today(), chosen))


def _government(request: HttpRequest) -> OrganizationalUnit:
    return get_object_or_404(OrganizationalUnit, path=scope_of(request.user).government_path or "-")


def _file(ending: str, rows: list[list[Any]]) -> HttpResponse:
    if ending not in CONTENT_TYPES:
        raise Http404
    response = HttpResponse(content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="topics-{today():%Y-%m-%d}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    header, *body = rows
    if ending == "csv":
        write_csv(response, header, body)
    else:
        with tempfile.TemporaryFile() as file:
            write_xlsx(file, header, body)
            file.seek(0)
            response.write(file.read())
    return response

"""Published results as files for programs: CSV, JSON with its schema, RSS."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_GET

from asn_portal.keys import read_key
from asn_portal.tabular.writing import write_csv
from employees.models import OrganizationalUnit
from surveys.domain.figures import from_json
from surveys.enums import SurveyState
from surveys.models import SatisfactionSurvey, SurveyComment
from surveys.public_pages import page_context, public, public_unit, render_public, unit_context
from surveys.reports import interval_text, number
from surveys.reports.open_data import COLUMNS, LICENCE, SCHEMA, etag_of, result_rows, results_document

FRESH_SECONDS = 300
SHOWN_ENTRIES = 50


@public
@require_GET
def results_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """All published results, or the one in `?survey=`, as a table: sums and means only, nothing about single
    answers."""
    unit = public_unit(slug)
    surveys = _published(request, unit)
    etag = etag_of(surveys)
    if request.headers.get("If-None-Match") == etag:
        return _fresh(HttpResponseNotModified(), etag)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ikm-{slug}.csv"'
    write_csv(response, COLUMNS, result_rows(surveys))
    return _fresh(response, etag)


@public
@require_GET
def results_json(request: HttpRequest, slug: str) -> HttpResponse:
    unit = public_unit(slug)
    surveys = _published(request, unit)
    etag = etag_of(surveys, "json")
    if request.headers.get("If-None-Match") == etag:
        return _fresh(HttpResponseNotModified(), etag)
    response = JsonResponse(results_document(unit, surveys), json_dumps_params={"ensure_ascii": False, "indent": 1})
    # Anybody's page may read what anybody may read.
    response["Access-Control-Allow-Origin"] = "*"
    return _fresh(response, etag)


@public
@require_GET
def description(request: HttpRequest, slug: str) -> HttpResponse:
    """What the files hold, in words."""
    unit = public_unit(slug)
    context = page_context(request)
    context.update(unit_context(unit, unit.government, context["lang_query"]))
    context.update(
        csv_url=reverse("public:results-csv", args=[slug]),
        json_url=reverse("public:results-json", args=[slug]),
        rss_url=reverse("public:results-rss", args=[slug]) + context["lang_query"],
        schema_url=static(SCHEMA),
        licence=LICENCE,
        has_results=_closed_surveys(unit).exists(),
        columns=_columns(),
    )
    return render_public(request, "surveys/public_data.html", context)


@dataclass(frozen=True)
class Entry:
    """One line of the feed."""

    title: str
    text: str
    link: str
    day: datetime.date
    key: str


class ResultsFeed(Feed):
    """New results and answered comments of an office, or of all offices of a government."""

    feed_type = Rss201rev2Feed

    def get_object(self, _request: HttpRequest, slug: str) -> OrganizationalUnit:
        return public_unit(slug)

    def title(self, obj: OrganizationalUnit) -> str:
        return _("How citizens rate %(unit)s") % {"unit": obj.name}

    def description(self, obj: OrganizationalUnit) -> str:
        return _("New results of satisfaction surveys and answers to comments")

    def link(self, obj: OrganizationalUnit) -> str:
        return reverse("public:results", args=[obj.slug])

    def items(self, obj: OrganizationalUnit) -> list[Entry]:
        entries = [_result_entry(survey) for survey in _closed_surveys(obj).order_by("-closed_at")[:SHOWN_ENTRIES]]
        comments = SurveyComment.objects.answered_in_public().filter(survey__unit__path__startswith=obj.path)
        if not obj.is_government:
            comments = comments.filter(survey__unit=obj)
        for comment in comments.select_related("survey__unit").order_by("-answered_on")[:SHOWN_ENTRIES]:
            entries.append(_comment_entry(comment))
        return sorted(entries, key=lambda entry: entry.day, reverse=True)[:SHOWN_ENTRIES]

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.text

    def item_link(self, item: Entry) -> str:
        return item.link

    def item_guid(self, item: Entry) -> str:
        return item.key

    item_guid_is_permalink = False

    def item_pubdate(self, item: Entry) -> datetime.datetime:
        return datetime.datetime.combine(item.day, datetime.time(), tzinfo=datetime.UTC)


# Readers ask every few minutes: an unchanged feed is answered with its ETag alone.
results_rss = public(require_GET(conditional_page(cache_control(public=True, max_age=FRESH_SECONDS)(ResultsFeed()))))


def _result_entry(survey: SatisfactionSurvey) -> Entry:
    figures = from_json(survey.result.data["figures"])
    text = _("No complete answers came in.")
    if figures.is_too_small:
        text = _("Fewer than five people answered. Figures of so few would speak about single people.")
    if figures.index is not None:
        text = _("Index %(index)s (%(interval)s), grade %(grade)s, %(n)s answers") % {
            "index": number(figures.index),
            "interval": interval_text(figures) or "–",
            "grade": figures.shown_grade,
            "n": formats.number_format(figures.valid),
        }
    return Entry(
        title=_("Satisfaction index of %(unit)s, %(period)s")
        % {"unit": survey.unit.name, "period": survey.period_text},
        text=text,
        link=f"{reverse('public:results', args=[survey.unit.slug])}?survey={survey.pk}",
        day=survey.closed_at.date(),
        key=f"survey:{survey.pk}",
    )


def _comment_entry(comment: SurveyComment) -> Entry:
    return Entry(
        title=_("%(unit)s answers a comment") % {"unit": comment.survey.unit.name},
        text=f"“{comment.text}” – {comment.answer}",
        link=f"{reverse('public:results', args=[comment.survey.unit.slug])}?survey={comment.survey_id}#comments",
        day=comment.answered_on,
        key=f"comment:{comment.pk}",
    )


def _closed_surveys(place: OrganizationalUnit) -> Any:
    surveys = SatisfactionSurvey.objects.filter(state=SurveyState.CLOSED, result__isnull=False)
    if place.is_government:
        return surveys.filter(unit__path__startswith=place.path).select_related("unit", "result")
    return surveys.filter(unit=place).select_related("unit", "result")


def _published(request: HttpRequest, unit: OrganizationalUnit) -> list[SatisfactionSurvey]:
    surveys = _closed_surveys(unit).order_by("unit__name", "period")
    asked = request.GET.get("survey", "")
    if asked:
        surveys = surveys.filter(pk=read_key(asked))
    found = list(surveys)
    if not found:
        raise Http404
    return found


def _fresh(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return response


def _columns() -> list[tuple[str, str]]:
    """Every column of the CSV in words, in its order."""
    words = {
        "survey": _("Number of the survey"),
        "unit": _("Public address of the office"),
        "unit_name": _("Name of the office when the result was published"),
        "starts_on": _("First day of the period"),
        "ends_on": _("Last day of the period"),
        "formula": _("Version of the formulas; published figures keep theirs"),
        "part": _(
            "What the row is about: index, not_counted, variant, element, service, sex, age_band, education, "
            "occupation, or not_verified (answers of the open link, which don't enter the index)"
        ),
        "key": _("Which one: the weight, the element, the service, the group"),
        "name": _("Its name in Indonesian"),
        "n": _("Answers it is computed from; empty where a small group would be shown"),
        "mean": _("Mean of the answers, 1–4"),
        "index": _("Index, 25–100; empty where a small group would be shown"),
        "index_low": _("Lower end of the 95 % interval"),
        "index_high": _("Upper end of the 95 % interval"),
        "grade": _("Grade; A/B where the interval allows both"),
    }
    return [(column, words[column]) for column in COLUMNS]

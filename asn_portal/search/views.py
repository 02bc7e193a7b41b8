from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from asn_portal.search.registry import SHORTEST, search_everything


def results(request: HttpRequest) -> HttpResponse:
    """Hits by kind. With `fragment=1` only the list, for suggestions under the search box."""
    text = " ".join(request.GET.get("q", "").split())
    context = {
        "text": text,
        "groups": search_everything(request.user, text),
        "is_too_short": len(text) < SHORTEST,
        "shortest": SHORTEST,
    }
    template = "search/_suggestions.html" if request.GET.get("fragment") else "search/results.html"
    return render(request, template, context)

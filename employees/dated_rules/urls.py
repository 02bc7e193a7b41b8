"""Addresses of an app's rules."""

from django.urls import URLPattern, path

from employees.dated_rules.views import RuleCreateView, RuleDetailView, RuleListView, RulePages, rule_take_back


def rule_paths(pages: RulePages, *, create: str = "new") -> list[URLPattern]:
    """For the `urlpatterns` of the app; `create` is the last word of the address of the form."""
    return [
        path("rules/", RuleListView.as_view(pages=pages), name="rule-list"),
        path("rules/<slug:key>/", RuleDetailView.as_view(pages=pages), name="rule-detail"),
        path(f"rules/<slug:key>/{create}/", RuleCreateView.as_view(pages=pages), name="rule-create"),
        path("rules/values/<int:pk>/take-back/", rule_take_back, {"pages": pages}, name="rule-take-back"),
    ]

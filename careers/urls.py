"""Addresses of careers: the rules, and those of each room from a module of its own."""

from django.urls import include, path

from careers.batch_urls import urlpatterns as batch_paths
from careers.exam_urls import exam_paths
from careers.mentoring_urls import urlpatterns as mentoring_paths
from careers.panel_urls import urlpatterns as panel_paths
from careers.selection_urls import urlpatterns as selection_paths
from careers.talent_urls import urlpatterns as talent_paths
from careers.views import career_rule
from employees.dated_rules.urls import rule_paths

app_name = "careers"

urlpatterns = [
    *rule_paths(career_rule.PAGES),
    *batch_paths,
    path("exams/", include(exam_paths)),
    *mentoring_paths,
    *panel_paths,
    *selection_paths,
    *talent_paths,
]

"""Addresses of careers: the rules, and those of each room from a module of its own."""

from django.urls import include, path

from careers.urls.batch import urlpatterns as batch_paths
from careers.urls.exam import exam_paths
from careers.urls.mentoring import urlpatterns as mentoring_paths
from careers.urls.panel import urlpatterns as panel_paths
from careers.urls.selection import urlpatterns as selection_paths
from careers.urls.talent import urlpatterns as talent_paths
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

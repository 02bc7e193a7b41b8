"""Addresses on papers: /p/reports/<code>/."""

from django.urls import path

from evaluations.views import report_code

app_name = "report_code"

urlpatterns = [path("<str:code>/", report_code.report_code, name="show")]

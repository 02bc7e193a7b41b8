"""Addresses for everybody: /p/selections/…"""

from django.urls import path

from careers.views import public_selection

app_name = "public_selection"

urlpatterns = [
    path("", public_selection.selection_list, name="list"),
    path("<str:code>/", public_selection.selection_detail, name="detail"),
    path("<str:code>/plan.json", public_selection.selection_plan, name="plan"),
]

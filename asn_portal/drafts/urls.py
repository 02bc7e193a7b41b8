from django.urls import path

from asn_portal.drafts import views

app_name = "drafts"
urlpatterns = [
    path("<str:token>/save/", views.draft_save, name="save"),
    path("<str:token>/discard/", views.draft_discard, name="discard"),
]

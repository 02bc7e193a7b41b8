"""Short addresses for phones: check-in and check-out."""

from django.urls import path

from training.views import presence

app_name = "presence"

urlpatterns = [
    path("", presence.presence_entry, name="entry"),
    path("check/", presence.presence_check, name="check"),
    path("done/<str:token>/", presence.presence_done, name="done"),
    path("<str:code>/", presence.presence_code, name="code"),
]

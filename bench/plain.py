"""The measure: a bare Django project on the same gunicorn, one view with one query, one view with one insert."""

from __future__ import annotations

import os

import environ
from django.conf import settings

if not settings.configured:
    settings.configure(
        SECRET_KEY="bench",  # noqa: S106 -- signs nothing
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        INSTALLED_APPS=["bench"],
        USE_TZ=True,
        DATABASES={
            "default": {
                **environ.Env().db_url_config(os.environ["DATABASE_URL"]),
                "CONN_MAX_AGE": 600,
                "CONN_HEALTH_CHECKS": True,
                "DISABLE_SERVER_SIDE_CURSORS": True,
            }
        },
    )

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path


class Note(models.Model):
    text = models.CharField(max_length=100)
    number = models.IntegerField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.text


def prepare() -> None:
    """Its one table, with one row."""
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    Note.objects.create(text="a row", number=1)


def one_query(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(Note.objects.get(pk=1).text)


def one_insert(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(Note.objects.create(text="a row", number=2).pk)


urlpatterns = [path("query", one_query), path("insert", one_insert)]

if __name__ == "__main__":
    prepare()

"""The Celery application.

What is due is decided by rows in Postgres; the beat only ticks (see asn_portal.jobs.ticks).
"""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")

app = Celery("asn_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Web threads other than the one that imported this would otherwise talk to a nameless application.
app.set_default()


@setup_logging.connect
def use_django_logging(**_kwargs: object) -> None:
    """Keep Django's logging (JSON with request and task ids): without a receiver Celery installs its own."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)

"""The portal's Celery application with the tests' kinds of work: `celery -A tests.frame.jobs.worker_app worker`."""

from celery.signals import import_modules

from asn_portal.celery import app as app


@import_modules.connect
def load(**_kwargs):
    from tests.frame.jobs import work  # noqa: F401

"""The frame: configuration and everything the apps hang on. It knows none of the apps above it."""

from asn_portal.celery import app as celery_app

__version__ = "0.1.0"
__all__ = ["celery_app"]

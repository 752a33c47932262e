"""The portal: what joins the apps, and what they all stand on."""

from icv_portal.celery import app as celery_app

__all__ = ["celery_app"]

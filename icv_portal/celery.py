"""The worker and its timetable. State lives in the database, so a lost or repeated message changes nothing."""

import os

from celery import Celery

from icv_portal import heartbeat
from icv_portal.logs import task_context

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icv_portal.settings")

app = Celery("icv_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
task_context.connect()
heartbeat.connect()

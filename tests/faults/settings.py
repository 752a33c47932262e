"""The portal's own settings: impatient sweeps, letters kept where the test looks for them, a clock to be set."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import time_machine

from icv_portal.settings import *  # noqa: F403 - all of them, whatever they are
from icv_portal.settings import CELERY_BEAT_SCHEDULE

CELERY_BEAT_SCHEDULE = {
    name: CELERY_BEAT_SCHEDULE[name] | {"schedule": timedelta(seconds=1)}
    for name in ("remind", "write-digests", "address-notices", "send-emails")
}
EMAIL_BACKEND = "icv_portal.outbox.mail_files.EmailBackend"
EMAIL_FILE_PATH = Path(os.environ["KEPT_LETTERS"])

if "CLOCK_BEGINS_AT" in os.environ:  # and goes on from there, in each process from its own start
    time_machine.travel(datetime.fromisoformat(os.environ["CLOCK_BEGINS_AT"]), tick=True).start()

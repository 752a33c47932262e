"""The portal's own settings with impatient sweeps, and letters kept where the test looks for them."""

import os
from datetime import timedelta
from pathlib import Path

from icv_portal.settings import *  # noqa: F403 - all of them, whatever they are
from icv_portal.settings import CELERY_BEAT_SCHEDULE

CELERY_BEAT_SCHEDULE = {
    name: CELERY_BEAT_SCHEDULE[name] | {"schedule": timedelta(seconds=1)}
    for name in ("remind", "address-notices", "send-emails")
}
EMAIL_BACKEND = "icv_portal.outbox.mail_files.EmailBackend"
EMAIL_FILE_PATH = Path(os.environ["KEPT_LETTERS"])

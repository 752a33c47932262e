"""The web server's way in."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icv_portal.settings")

application = get_wsgi_application()

# What is loaded by now stays for good: to look through it again and again costs a program's page a tenth of its time.
gc.collect()
gc.freeze()

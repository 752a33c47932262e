"""Settings of the floor app: the portal's database connection and time zone, and nothing in between."""

from icv_portal.settings import DATABASES, SECRET_KEY, TIME_ZONE

__all__ = ["DATABASES", "SECRET_KEY", "TIME_ZONE"]

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["tools.bench.floor"]
ROOT_URLCONF = "tools.bench.floor.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True

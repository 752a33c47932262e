"""Settings of the portal; what varies between installations is read from the environment."""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.rules.second_factor import roles_required
from icv_portal.api import about
from icv_portal.logs import configuration as logs
from icv_portal.timetable import TIMETABLE

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = os.environ.get("DEBUG", "0") == "1"
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DEFAULT_BASE_URL = "http://localhost:8000"
BASE_URL = os.environ.get("BASE_URL", DEFAULT_BASE_URL)
MAINTENANCE = os.environ.get("MAINTENANCE", "0") == "1"
ALLOW_DEMO = os.environ.get("ALLOW_DEMO", "1") == "1"
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "icv_portal.accounts.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "icv_portal.journal",
    "icv_portal.outbox",
    "icv_portal.documents",
    "icv_portal.sweeps",
    "icv_portal.accounts",
    "programs",
    "approvals",
    "icv_portal.audit_trail",
    "icv_portal.demo",
]

MIDDLEWARE = [
    # First come those that add a header to every answer, files of the pages and error pages included.
    "csp.middleware.CSPMiddleware",
    "icv_portal.browser_limits.BrowserLimitsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "icv_portal.logs.middleware.RequestLogMiddleware",
    "icv_portal.metrics.requests.RequestMetricsMiddleware",
    "icv_portal.maintenance.MaintenanceMiddleware",
    "icv_portal.compression.PageCompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "icv_portal.accounts.session_middleware.SessionTimeMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "icv_portal.accounts.middleware.ActingMembershipMiddleware",
    "icv_portal.accounts.second_factor_middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "icv_portal.urls"
WSGI_APPLICATION = "icv_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "icv_portal.outbox.context_processors.mail_page",
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.config(conn_health_checks=True)}
if DATABASES["default"]:
    # Threads of the web server share a pool; a connection is given back after every request. While the database is
    # away, each request keeps its thread for `timeout` seconds before it says so.
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 3}}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "icv_portal.accounts.adapter.ClosedSignUpAdapter"
ACCOUNT_RATE_LIMITS = {
    # Of a password allauth limits attempts by network address, axes by address and account. Whoever gets to the code
    # knows the password: there the account itself is limited, by the minute and by the day.
    "login": "30/m/ip",
    "login_failed": "30/m/ip,5/5m/key,30/d/key",
}
ACCOUNT_FORMS = {"reset_password": "icv_portal.accounts.forms.PasswordResetForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False  # computers in offices are shared
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # the letter would invite to sign up

# Locked after so many failures, for one account from one network address: see docs/decisions/0009-locks-of-sign-in.md

TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # whoever keeps trying does not prolong it for others
AXES_CLIENT_IP_CALLABLE = "icv_portal.accounts.client_address.client_address"
AXES_USERNAME_CALLABLE = "icv_portal.accounts.sign_in_locks.named"
AXES_CLIENT_STR_CALLABLE = "icv_portal.accounts.sign_in_locks.nobody_in_particular"
AXES_LOCKOUT_CALLABLE = "icv_portal.accounts.sign_in_locks.locked_page"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code"]
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # who signed in when is no business of the portal's
AXES_ENABLE_ADMIN = False  # the portal has a page of its own for what is locked

# The second factor; in a portal that may hold no demo, heads and administrators need one

SECOND_FACTOR_ROLES = roles_required(os.environ.get("SECOND_FACTOR_REQUIRED", "0" if ALLOW_DEMO else "1"))
SECOND_FACTOR_KEYS = os.environ.get("SECOND_FACTOR_KEY", SECRET_KEY).split(",")
MFA_ADAPTER = "icv_portal.accounts.secrets_at_rest.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "icv_portal.accounts.forms.SecondFactorForm",
    "reauthenticate": "icv_portal.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "icv_portal.accounts.forms.SetUpSecondFactorForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by administrators
MFA_TOTP_TOLERANCE = 1  # clocks of devices are half a minute wrong

# Sessions

SESSION_IDLE = timedelta(minutes=int(os.environ.get("SESSION_IDLE_MINUTES", "60")))
SESSION_LONGEST = timedelta(hours=12)
SESSION_WARNING = timedelta(minutes=5)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_AGE = 3 * 24 * 60 * 60  # for so long the portal knows whose a form is that comes too late
CSRF_FAILURE_VIEW = "icv_portal.error_pages.csrf_failure"

# Limits of attempts and codes used already hold for all processes of the portal

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "each_process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# What a browser may do with the pages; nothing comes from another host, nothing stands inside a page

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False
if BASE_URL.startswith("https://"):
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = ["^health/"]  # asked on the spot, by whoever looks after this process
    # The server before the portal ends TLS and must set this header itself, whatever the browser sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Letters: without a mail server they are kept as files, to be read on the spot

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "0") == "1"
EMAIL_TIMEOUT = 10  # seconds
EMAIL_BACKEND = f"{'django.core.mail.backends.smtp' if EMAIL_HOST else 'icv_portal.outbox.mail_files'}.EmailBackend"
EMAIL_FILE_PATH = Path(os.environ.get("MAIL_FOLDER", BASE_DIR / "var/mail"))
# Everybody's letters on a page anybody may open: for a portal on one's own machine alone.
MAIL_PAGE = os.environ.get("MAIL_PAGE", "0") == "1" and not EMAIL_HOST
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "portal@localhost")

# The API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "icv_portal.api.authentication.TokenAuthentication",
        "icv_portal.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "icv_portal.api.permissions.ActsInMembership",
        "icv_portal.api.permissions.TokenAllows",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["icv_portal.api.parsing.BoundedJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "icv_portal.api.pages.KeysetPages",
    "DEFAULT_SCHEMA_CLASS": "icv_portal.api.schema.PortalSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "icv_portal.api.throttling.CallerThrottle",
        "icv_portal.api.throttling.StrangerThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"caller": "600/minute", "stranger": "30/minute"},
    "EXCEPTION_HANDLER": "icv_portal.api.error_answers.answer_with_problem",
    "URL_FORMAT_OVERRIDE": None,  # the header Accept says it
    "COERCE_DECIMAL_TO_STRING": True,
    "UNICODE_JSON": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": about.TITLE,
    "VERSION": about.VERSION,
    "DESCRIPTION": about.DESCRIPTION,
    "TAGS": about.TAGS,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": False,
    "ENUM_NAME_OVERRIDES": about.ENUM_NAMES,
}

# Languages and formats

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "icv_portal/locale", BASE_DIR / "icv_portal/locale_libraries"]
FORMAT_MODULE_PATH = ["icv_portal.formats"]
TIME_ZONE = "Asia/Almaty"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# The largest section of the form that can be typed: its cells, and its text in percent-encoded UTF-8.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Attachments, workbooks of the form: megabytes, and where a clamd listens ("host:port", a socket's path), if one does
ATTACHMENT_LARGEST = int(os.environ.get("ATTACHMENT_MAX_MB", "20")) * 1024 * 1024
ATTACHMENTS_LARGEST = int(os.environ.get("ATTACHMENTS_MAX_MB", "100")) * 1024 * 1024
SPREADSHEET_LARGEST = int(os.environ.get("SPREADSHEET_MAX_MB", "10")) * 1024 * 1024
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")

# A list of purchases to be imported: megabytes.
PURCHASES_LARGEST = int(os.environ.get("PURCHASES_MAX_MB", "20")) * 1024 * 1024

# No file of any form is read beyond this, whoever sends it; a page may take less.
LARGEST_UPLOAD = max(ATTACHMENT_LARGEST, PURCHASES_LARGEST, 50 * 1024 * 1024)
FILE_UPLOAD_HANDLERS = [
    "icv_portal.documents.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Files of the pages

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "var/static"))
STATICFILES_DIRS = [
    BASE_DIR / "icv_portal/static",
    ("vendor/bootstrap", BASE_DIR / "node_modules/bootstrap/dist/css"),
    ("vendor/golos-text", BASE_DIR / "var/fonts"),
]
# Documents and letters as they were issued: never served as files, only by pages that know who may read them.
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", BASE_DIR / "var/documents"))
STORAGES = {
    "default": {
        "BACKEND": "icv_portal.documents.storage.LastingFileStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "icv_portal.static_files.StaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # half as much to compress: pages name no others

# The worker

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # What a killed worker had taken is given out again after this time; it must not end while a task still runs.
    "visibility_timeout": 3600,
    # Looked for every 2 s. By default it is every 100 s, on top of the time above.
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    # A step is committed already when the worker is asked to look: it must not wait for a queue that is down or silent.
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "connect_retries_timeout": 2,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # the worker itself waits for the queue as long as it takes
CELERY_TASK_TIME_LIMIT = 1800  # seconds; what was committed stands, the next sweep does the rest
# Rendering a long document leaves its memory with the process: a new one takes its place.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000  # KiB
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = os.environ.get("BEAT_SCHEDULE", str(BASE_DIR / "var/beat-schedule"))
CELERY_BEAT_SCHEDULE = TIMETABLE

SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True

# Whoever has it reads the figures at /metrics/; without one nobody does.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")

# One JSON object a line and nothing that names a person; "lines" for a developer's own screen, which keeps everything.
LOGGING = logs.configure(os.environ.get("LOG_FORMAT", logs.LINES if DEBUG else logs.JSON))

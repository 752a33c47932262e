"""The portal's own settings, plus a count of queries for requests that ask for one."""

from icv_portal.settings import *  # noqa: F403 - all of them, whatever they are
from icv_portal.settings import MIDDLEWARE

MIDDLEWARE = ["tools.bench.counting.counting_queries", *MIDDLEWARE]

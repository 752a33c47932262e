"""How long somebody stays signed in: not longer than a working day, and not without doing anything.

Whether a session has ended is computed when it is read. Its row stays for a while after that, so that the portal
knows whose a form is that comes too late, and the person goes on in the same session once they have signed in again.
"""

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

BEGAN, SEEN = "signed_in_at", "seen_at"
"""Keys of a session; both in whole seconds since 1970."""
EXACT_TO = 1 / 12
"""Of the time without a request, in which its last moment is written once: reading pages does not write each time."""


def begin(sender: type, request: HttpRequest, **_more: Any) -> None:
    """Somebody has signed in. Whoever signs in again gets another key for what was kept of their session.

    Of another person's session nothing is left but what it would have told them: nobody else reads that.
    """
    if BEGAN in request.session:
        request.session.cycle_key()
    else:
        list(messages.get_messages(request))  # read by nobody, and gone
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def seconds_left(session: SessionBase) -> int:
    """Until the session ends if nothing is done; zero or less when it has ended."""
    idle = settings.SESSION_IDLE.total_seconds()
    return min(seconds_of_a_day_left(session), int(session.get(SEEN, 0) + idle - time.time()))


def seconds_of_a_day_left(session: SessionBase) -> int:
    """Until the session ends whatever is done."""
    return int(session.get(BEGAN, 0) + settings.SESSION_LONGEST.total_seconds() - time.time())


def go_on(session: SessionBase, *, is_exact: bool = False) -> None:
    """Count from now again. `is_exact` writes at once, because somebody was promised the whole time."""
    now = int(time.time())
    if is_exact or now - session[SEEN] >= settings.SESSION_IDLE.total_seconds() * EXACT_TO:
        session[SEEN] = now

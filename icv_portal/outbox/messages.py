"""What an e-mail looks like: in the person's language, as text and as HTML, with a link to the portal."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from icv_portal import calendars
from icv_portal.outbox.models import CHOSEN_KINDS, Email, InboxEntry, one_line


def message_of(email: Email) -> EmailMultiAlternatives:
    """The letter about a notice, or one that brings its own text. Auto-Submitted keeps out-of-office replies away."""
    with translation.override(email.language):
        subject, text, html = of_notice(email.entry) if email.entry else (email.subject, email.text, email.html)
        message = EmailMultiAlternatives(
            subject=one_line(subject),
            body=text,
            from_email=formataddr((gettext("ICV development programs"), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
            to=[email.address],
            headers={
                "Message-ID": email.message_id,
                "Auto-Submitted": "auto-generated",
                "Content-Language": email.language,
            },
        )
    if html:
        message.attach_alternative(html, "text/html")
    if email.entry and email.entry.calendar_day:
        content = calendars.single(
            _in_calendar(email.entry, email.language, subject, text), at=email.entry.delivered_at
        )
        message.attach("term.ics", content.decode(), f"{calendars.CONTENT_TYPE}; method=PUBLISH")
    return message


def _in_calendar(entry: InboxEntry, language: str, subject: str, text: str) -> calendars.Entry:
    """A later e-mail about the same term replaces it in the reader's calendar."""
    assert entry.calendar_day is not None
    return calendars.Entry(
        uid=entry.calendar_uid,
        day=entry.calendar_day,
        summary=entry.calendar_titles.get(language, subject),
        description=text.partition("\n-- \n")[0].strip(),
        url=settings.BASE_URL + entry.link,
    )


def of_notice(entry: InboxEntry) -> tuple[str, str, str]:
    """Subject, text and HTML of the e-mail about a notice, in the language that is active."""
    wording = entry.wording(translation.get_language() or "")
    context = {
        "notice": wording,
        "address": settings.BASE_URL + entry.link,
        "base_url": settings.BASE_URL,
        "may_choose": entry.kind in CHOSEN_KINDS,
    }
    text, html = (render_to_string(f"outbox/email/notice.{ending}", context) for ending in ("txt", "html"))
    return one_line(wording.title or wording.text), text, html

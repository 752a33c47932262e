"""How what is logged becomes a line: JSON for machines, short text for whoever develops the portal."""

from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from icv_portal.logs.privacy import places_of_failure, without_personal_data, without_words_of_failed_task

JSON, LINES = "json", "lines"

COMMON: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
]
PRIVATE: list[Processor] = [without_words_of_failed_task, places_of_failure, without_personal_data]
WITHOUT_A_VOICE = {"handlers": ["nowhere"], "propagate": False}
"""Loggers whose messages hold addresses of pages, of people or of their computers; the request line says the rest."""


def configure(form: str) -> dict[str, Any]:
    """Django's LOGGING for `form`, "json" or "lines"; the portal's structured loggers go the same way."""
    structlog.configure(
        processors=[
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"portal": {"()": formatter, "form": form}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "portal"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "weasyprint": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "django.request": WITHOUT_A_VOICE,
            "django.security.csrf": WITHOUT_A_VOICE,
            "axes": WITHOUT_A_VOICE,
        },
    }


def formatter(form: str) -> structlog.stdlib.ProcessorFormatter:
    """JSON leaves out what names people; lines, for a developer's own screen, keep everything."""
    private = PRIVATE if form == JSON else []
    last: Processor = structlog.processors.JSONRenderer(ensure_ascii=False) if form == JSON else line
    return structlog.stdlib.ProcessorFormatter(
        processors=[*COMMON, *private, structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    )


def line(logger: WrappedLogger, method: str, event: EventDict) -> str:
    """Moment, level, logger and words; then what else is known, and the traceback below."""
    event = structlog.processors.ExceptionRenderer()(logger, method, event)
    traceback = event.pop("exception", None)
    words = f"{event.pop('at')} {event.pop('level').upper()} {event.pop('logger')}: {event.pop('event')}"
    return "".join(
        [words, *(f" {name}={value}" for name, value in event.items()), f"\n{traceback}" if traceback else ""]
    )

"""What is kept out of the lines of production: words of failures, e-mail addresses, BIN and IIN, network addresses.

The message of an exception may quote a row, a letter or a form ("Key (email)=(...) already exists"), so a failure is
told by its kinds and places alone. The patterns are a second net under loggers that never meant to name anybody.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

from structlog.typing import EventDict, WrappedLogger

ROOT = Path(__file__).resolve().parents[2]
NETS = (
    (re.compile(r"[^\s@<>\"'()=,;:]+@[^\s@<>\"'()=,;:]+\.\w+"), "[e-mail]"),
    (re.compile(r"(?<![\w-])\d{12}(?![\w-])"), "[number]"),
    (re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"), "[address]"),
)
CELERY = "celery.app.trace"


def without_words_of_failed_task(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Celery writes the exception into its message; its kind stands in the traceback."""
    told = getattr(event.get("_record"), "data", None)
    if event.get("logger") == CELERY and isinstance(told, dict):
        event["event"] = f"Task {told.get('name')} {told.get('description', 'ended')}"
        event.setdefault("task_id", told.get("id"))
    return event


def places_of_failure(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """`failure`: the exception and those before it, each with its kind and the places it went through."""
    exc_info = event.pop("exc_info", None)
    if exc_info is True:
        exc_info = sys.exc_info()
    error = exc_info if isinstance(exc_info, BaseException) else exc_info[1] if exc_info else None
    if error is not None:
        event["failure"] = [{"kind": _kind(each), "at": _places(each.__traceback__)} for each in _chain(error)]
    return event


def without_personal_data(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {name: value if name.startswith("_") else _cleaned(value) for name, value in event.items()}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        for net, instead in NETS:
            value = net.sub(instead, value)
        return value
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(inner) for inner in value]
    return value


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The last one first, each with what led to it."""
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _places(traceback: TracebackType | None) -> list[str]:
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in extract_tb(traceback)]


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(ROOT):
        path = path.relative_to(ROOT)
    return str(path).rpartition("site-packages/")[2]

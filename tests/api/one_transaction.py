"""The portal called over WSGI inside one transaction, which is taken back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction


@contextmanager
def in_one_transaction() -> Iterator[None]:
    """As for Django's own test client: a request does not give back the connection, which would end it."""
    of_requests = (request_started, request_finished)
    for signal in of_requests:
        signal.disconnect(close_old_connections)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for signal in of_requests:
            signal.connect(close_old_connections)

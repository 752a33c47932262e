"""The number of a request: the same in every line about it, in the answer, on the error page and in tasks it asks for.

Taken from the server in front where it is 32 hexadecimal digits, hyphens or not: what else a browser might send under
that name could be anything, a person's number included.
"""

import re
import uuid

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}")


def chosen(sent: str) -> str:
    """What was sent if it is well formed, else a new one."""
    return sent if WELL_FORMED.fullmatch(sent) else uuid.uuid4().hex

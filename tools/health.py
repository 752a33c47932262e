"""Whether one of the portal's processes does its work, for who restarts containers. Standard library only.

python tools/health.py web      pages can be served: the web server's own answer at /health/ready/
python tools/health.py worker   its pulse is young: the loop turns and the queue takes messages
python tools/health.py beat     its schedule is young: it writes the file every three minutes
"""

import http.client
import os
import sys
import time
from pathlib import Path

PATIENCE = 8  # seconds
YOUNG = {"worker": 60, "beat": 600}  # seconds
FILES = {"worker": "WORKER_PULSE", "beat": "BEAT_SCHEDULE"}


def main(part: str, port: str = "8000") -> int:
    """The exit code: 0 while the part does its work."""
    works = web(int(port)) if part == "web" else is_young(Path(os.environ[FILES[part]]), YOUNG[part])
    return 0 if works else 1


def web(port: int) -> bool:
    """As the server in front asks: by the portal's own name, over what was https."""
    headers = {"Host": os.environ["ALLOWED_HOSTS"].split(",")[0], "X-Forwarded-Proto": "https"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/health/ready/", headers=headers)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def is_young(file: Path, seconds: float) -> bool:
    """Some libraries that write such files add an ending of their own."""
    touched = [found.stat().st_mtime for found in file.parent.glob(f"{file.name}*")]
    return time.time() - max(touched, default=0) < seconds


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

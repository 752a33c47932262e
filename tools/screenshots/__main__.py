"""python -m tools.screenshots [--readme-only] [--role head ...]; DATABASE_URL names the server for the database.

Takes the picture of the README into docs/images/ and, into var/screenshots/, what each person of the demo can reach.
"""

import argparse
import os

import django

from tools.devkit.progress import say
from tools.devkit.run import interrupt_on_signals


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme-only", action="store_true", help="only the picture of the README")
    parser.add_argument("--role", action="append", help="part of an e-mail address, for example regulator or auditor@")
    wanted = parser.parse_args()
    interrupt_on_signals()  # so that whatever ends it, nothing stays behind
    os.environ["DJANGO_SETTINGS_MODULE"] = "icv_portal.settings"
    django.setup()
    from tools.screenshots import pictures  # its models can be imported from now on

    try:
        problems = pictures.take(None if wanted.readme_only else wanted.role or [""])
    except KeyboardInterrupt:
        return 130
    for problem in problems:
        say(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""python -m tools.bench [--programs 1000,100000]; DATABASE_URL names the server for the scratch databases."""

import os
import sys

import django


def main() -> int:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "icv_portal.settings", "DEBUG": "0"}
    django.setup()
    from tools.bench import run  # its models can be imported from now on

    return run.main()


if __name__ == "__main__":
    sys.exit(main())

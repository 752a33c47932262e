"""Entry of every `make` target: `python3 tools/dev.py VERB`; works before anything is installed."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told so
    sys.exit("Python 3.11 or later is needed. To use another than the first one found: make run PYTHON=python3.12")


def main() -> int:
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from tools.devkit import verbs

    return verbs.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""Makes and restores backups of the portal that DATABASE_URL and MEDIA_ROOT name.

python -m tools.backup make FOLDER      writes FOLDER/<moment>
python -m tools.backup restore BACKUP   into an empty database and an empty folder of documents
"""

import argparse
import os
import sys
from pathlib import Path

import django

from tools.devkit.progress import Failure, say


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=["make", "restore"])
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    os.umask(0o077)  # for this user alone, as documents are kept
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icv_portal.settings")
    django.setup()
    try:
        return make(wanted.folder) if wanted.act == "make" else restore(wanted.folder)
    except Failure as failure:
        say(f"\n{failure}")
        return 1


def make(folder: Path) -> int:
    from tools.backup import making

    backup, altered = making.make(folder)
    say(f"The backup is {backup}. Keep the SHA-256 of its manifest elsewhere: {making.digest_of_manifest(backup)}")
    return tell_altered(altered)


def restore(backup: Path) -> int:
    from tools.backup import restoring

    restored = restoring.restore(backup)
    say(f"Restored and compared: {restored.tables} tables, {restored.documents} documents, {restored.chains} chains.")
    return tell_altered(restored.altered)


def tell_altered(names: list[str]) -> int:
    """What was missing or not as made before the backup was: it is whole otherwise."""
    if names:
        say("This was missing or altered already when the backup was made:")
        say("\n".join(f"  {name}" for name in names))
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())

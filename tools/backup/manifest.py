"""What a backup says of itself: the hash of each of its files, and what the restored database must hold."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.devkit.progress import Failure

NAME, DUMP, DOCUMENTS = "manifest.json", "database.dump", "documents"
FORMAT = 1
PIECE = 1 << 20  # bytes read at once


@dataclass(frozen=True)
class Manifest:
    """`files` are paths in the backup with their SHA-256, `tables` numbers of rows, `journal` the last number and hash
    of each chain, `migrations` the last ones of the release that made it, `altered` documents and
    entries of the journal that were not as made."""

    made_at: str
    migrations: list[str]
    files: dict[str, str]
    tables: dict[str, int]
    journal: dict[str, list[int | str]]
    altered: list[str]
    format: int = FORMAT

    def write(self, backup: Path) -> None:
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (backup / NAME).write_text(f"{text}\n", encoding="utf-8")


def read(backup: Path) -> Manifest:
    """Raises Failure when there is none that can be read."""
    path = backup / NAME
    if not path.is_file():
        raise Failure(f"{backup} is no backup: it has no {NAME}.")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found.get("format") == FORMAT:
            return Manifest(**found)
    except (ValueError, TypeError, AttributeError) as error:
        raise Failure(f"{path} cannot be read: it was cut short or altered.") from error
    raise Failure(f"{path} was written by another release of the portal (format {found.get('format')}).")


def check_files(manifest: Manifest, backup: Path) -> None:
    """Raises Failure unless the backup holds exactly the files of its manifest, as they were."""
    present = {name: path for name, path in files_below(backup).items() if name != NAME}
    problems = [f"{name} is missing" for name in manifest.files.keys() - present.keys()]
    problems += [f"{name} does not belong to it" for name in present.keys() - manifest.files.keys()]
    problems += [
        f"{name} was altered or cut short"
        for name, path in present.items()
        if name in manifest.files and sha256(path) != manifest.files[name]
    ]
    if problems:
        raise Failure(
            f"The backup {backup} is not as it was made:\n" + "\n".join(f"  {line}" for line in sorted(problems))
        )


def files_below(folder: Path) -> dict[str, Path]:
    """Each file by its path in the folder."""
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()

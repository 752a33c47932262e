"""Static files under names made from their content: what was compressed once is never compressed again."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLES, SCRIPTS = ("frame.css",), ("portal.js", "drafting.js")
"""What is loaded by one request: what these files import stands in them where they are collected."""
STYLE_IMPORT = re.compile(r'^@import url\("([^"]+)"\);$', re.MULTILINE)
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=\S+ \*/")
SCRIPT_IMPORT = re.compile(r'^import (?:(\{[^}]+\}) from )?"\./([^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:const|function) (\w+))", re.MULTILINE)
"""Constants and functions only: what changes later would not reach whoever imported it."""


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            made = {name: joined_style(name, paths) for name in STYLES if name in paths}
            made |= {name: "".join(joined_script(name, paths)) for name in SCRIPTS if name in paths}
            paths = paths | {name: self._kept(name, text) for name, text in made.items()}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _kept(self, name: str, text: str) -> tuple["StaticFilesStorage", str]:
        self.delete(name)
        return self, self.save(name, ContentFile(text.encode()))

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        return super().compress_files([path for path in paths if not self.exists(f"{path}.gz")])


def joined_style(name: str, paths: Mapping[str, Any]) -> str:
    """Files of this directory, and those that refer to no file, keep their meaning in one place."""
    return STYLE_IMPORT.sub(lambda found: SOURCE_MAP.sub("", _text(paths[found[1]])), _text(paths[name]))


def joined_script(name: str, paths: Mapping[str, Any], joined: set[str] | None = None) -> Iterator[str]:
    """Each module once, after those it imports, in a scope of its own that returns what it exports."""
    joined = {name} if joined is None else joined
    source = _text(paths[name])
    for found in SCRIPT_IMPORT.finditer(source):
        if found[2] not in joined:
            joined.add(found[2])
            yield from joined_script(found[2], paths, joined)
    body = SCRIPT_IMPORT.sub(lambda found: f"const {found[1]} = {_scope(found[2])};\n" if found[1] else "", source)
    exported = ", ".join(found[2] for found in EXPORT.finditer(body))
    inner = EXPORT.sub(lambda found: found[1], body)
    yield f"const {_scope(name)} = (() => {{\n{inner}return {{ {exported} }};\n}})();\n"


def _scope(name: str) -> str:
    return f"of_{name.removesuffix('.js')}"


def _text(found: tuple[Any, str]) -> str:
    storage, path = found
    with storage.open(path) as file:
        return file.read().decode()

"""Static files under names made from their content: what was compressed once is never compressed again."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = {
    "frame.css": re.compile(r'^@import url\("([^"]+)"\);$', re.MULTILINE),
    "portal.js": re.compile(r'^import "\./([^"]+)";$', re.MULTILINE),
}
"""What every page loads, each by one request; lines of this kind give way to the contents of the file they name."""
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=\S+ \*/")


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            paths = paths | {bundle: self._bundled(bundle, paths) for bundle in BUNDLES if bundle in paths}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundled(self, name: str, paths: dict[str, Any]) -> tuple["StaticFilesStorage", str]:
        """Files of this directory, and those that refer to no file, keep their meaning in one place."""
        bundle = BUNDLES[name].sub(lambda found: SOURCE_MAP.sub("", _text(paths[found[1]])), _text(paths[name]))
        self.delete(name)
        return self, self.save(name, ContentFile(bundle.encode()))

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        return super().compress_files([path for path in paths if not self.exists(f"{path}.gz")])


def _text(found: tuple[Any, str]) -> str:
    storage, path = found
    with storage.open(path) as file:
        return file.read().decode()

"""Documents of tests lie in a directory of the test, and most are made of paper."""

from pathlib import Path
from typing import Any

import pytest

from tests.documents.paper import Paper, lay_out


@pytest.fixture(autouse=True)
def directory(settings: Any, tmp_path: Path) -> Path:
    """Where the files are."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    return tmp_path / "documents"


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Paper:
    return lay_out(monkeypatch)
